import { showLocalTimes } from '#ui'

/** How often it is looked at what is under way, in milliseconds. */
const lookEveryMs = 1500

/** Draws anew how far a reading is, until it has come to its end: then all of it. */
export function wakeLive(): void {
  if (document.querySelector('#run[data-live]') !== null) setTimeout(look, lookEveryMs)
}

async function look(): Promise<void> {
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } })
    // Where somebody has signed out meanwhile, the page leads to where one signs in.
    if (!response.ok || response.redirected) return location.reload()
    draw(new DOMParser().parseFromString(await response.text(), 'text/html'))
  } catch {
    // Whoever is without a connection for a moment looks again.
  }
  wakeLive()
}

function draw(page: Document): void {
  const [old, fresh] = [document.getElementById('run'), page.getElementById('run')]
  if (old === null || fresh === null) return
  const isAsBefore = old.dataset.state === fresh.dataset.state
  // Rows that somebody reads stay as they are while it goes on.
  const id = isAsBefore ? 'run-head' : 'run'
  const [part, now] = [document.getElementById(id), page.getElementById(id)]
  if (part === null || now === null) return
  const pressed = document.activeElement instanceof HTMLButtonElement ? document.activeElement.value : ''
  part.replaceWith(document.adoptNode(now))
  showLocalTimes()
  if (pressed !== '' && document.activeElement === document.body)
    document.querySelector<HTMLButtonElement>(`#run-head button[value="${CSS.escape(pressed)}"]`)?.focus()
}
