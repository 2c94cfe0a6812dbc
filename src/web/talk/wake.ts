/** What shows that somebody is at the page. */
const signs = ['pointermove', 'pointerdown', 'touchstart', 'keydown', 'wheel', 'scroll', 'focusin'] as const
/** Set once something was asked in this browser: what could not be sent then goes out when a page is opened. */
const askedKey = 'asked'

/**
 * Resolves when the conversation is wanted, whose code is most of a stage's: at once where there is one already or was
 * asked before, else with the visitor's first sign of any kind. What they send before it is there waits in its form.
 */
export async function whenWanted(talk: ParentNode): Promise<void> {
  addEventListener('submit', keep, { capture: true })
  addEventListener('keydown', keep, { capture: true })
  if (talk.querySelector('[data-seq], [aria-selected="true"]#way-everyone') !== null) return
  if (location.hash === '#talk' || hasAsked()) return
  await new Promise<void>(resolve => {
    const ended = new AbortController()
    for (const sign of signs) {
      addEventListener(
        sign,
        () => {
          ended.abort()
          resolve()
        },
        { capture: true, passive: true, signal: ended.signal },
      )
    }
  })
}

/** The conversation cannot be had: its forms work as they do without scripts, and what was sent goes out by them. */
export function giveUp(): void {
  stopKeeping()
  document.querySelector<HTMLFormElement>('form.composer[data-waits]')?.submit()
}

/** The conversation is awake and takes its form itself; true where it was sent meanwhile. */
export function takeOver(form: HTMLFormElement): boolean {
  stopKeeping()
  const waits = form.dataset.waits !== undefined
  delete form.dataset.waits
  return waits
}

/** Notes that something was asked in this browser. */
export function noteAsked(): void {
  try {
    localStorage.setItem(askedKey, '1')
  } catch {
    // Without storage nothing unsent is kept either.
  }
}

function hasAsked(): boolean {
  try {
    return localStorage.getItem(askedKey) !== null
  } catch {
    return false
  }
}

function stopKeeping(): void {
  removeEventListener('submit', keep, { capture: true })
  removeEventListener('keydown', keep, { capture: true })
}

function keep(event: Event): void {
  const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>('form.composer') : null
  if (form === null || (event instanceof KeyboardEvent && !sends(event))) return
  event.preventDefault()
  form.dataset.waits = ''
}

function sends(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229
}
