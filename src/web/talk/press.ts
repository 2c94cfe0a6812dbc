/** How long a finger stays for it to be meant, and how far it may move meanwhile, in pixels. */
const longMs = 480
const stillPx = 10

/** Calls back for a finger that stays on a line of this log. Returns what ends it. */
export function onLongPress(log: HTMLElement, pressed: (line: HTMLElement) => void): () => void {
  const ended = new AbortController()
  const { signal } = ended
  let timer: ReturnType<typeof setTimeout> | undefined
  let start = { x: 0, y: 0 }
  let wasLong = false

  log.addEventListener(
    'pointerdown',
    event => {
      clearTimeout(timer)
      wasLong = false
      const target = event.target instanceof Element ? event.target : null
      const line = target?.closest<HTMLElement>('[data-seq]')
      if (event.pointerType === 'mouse' || !line || target?.closest('a, button')) return
      start = { x: event.clientX, y: event.clientY }
      timer = setTimeout(() => {
        wasLong = true
        pressed(line)
      }, longMs)
    },
    { signal },
  )
  log.addEventListener(
    'pointermove',
    event => Math.hypot(event.clientX - start.x, event.clientY - start.y) > stillPx && clearTimeout(timer),
    { signal },
  )
  for (const name of ['pointerup', 'pointercancel', 'pointerleave'] as const)
    log.addEventListener(name, () => clearTimeout(timer), { signal })
  // What the browser itself would offer for the same press.
  log.addEventListener('contextmenu', event => wasLong && event.preventDefault(), { signal })
  return () => {
    clearTimeout(timer)
    ended.abort()
  }
}
