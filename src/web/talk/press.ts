/** How long a finger stays for it to be meant, and how far it may move meanwhile, in pixels. */
const longMs = 480
const stillPx = 10

/**
 * Calls back for a finger that stayed on a line of this log, once it is lifted: what opens earlier would be closed by
 * that. Meanwhile the line is marked. Returns what ends it.
 */
export function onLongPress(log: HTMLElement, pressed: (line: HTMLElement) => void): () => void {
  const ended = new AbortController()
  const { signal } = ended
  let timer: ReturnType<typeof setTimeout> | undefined
  let start = { x: 0, y: 0 }
  let held: HTMLElement | null = null

  function letGo(): HTMLElement | null {
    clearTimeout(timer)
    const line = held
    line?.classList.remove('held-down')
    held = null
    return line
  }

  function down(event: PointerEvent): void {
    letGo()
    const target = event.target instanceof Element ? event.target : null
    const line = target?.closest<HTMLElement>('[data-seq]')
    if (event.pointerType === 'mouse' || !line || target?.closest('a, button')) return
    start = { x: event.clientX, y: event.clientY }
    timer = setTimeout(() => {
      held = line
      line.classList.add('held-down')
    }, longMs)
  }

  function move(event: PointerEvent): void {
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > stillPx) letGo()
  }

  function up(): void {
    const line = letGo()
    if (line !== null) setTimeout(pressed, 0, line)
  }

  log.addEventListener('pointerdown', down, { signal })
  log.addEventListener('pointermove', move, { signal })
  log.addEventListener('pointerup', up, { signal })
  log.addEventListener('pointercancel', letGo, { signal })
  log.addEventListener('pointerleave', letGo, { signal })
  // What the browser itself would offer for the same press.
  log.addEventListener('contextmenu', event => held !== null && event.preventDefault(), { signal })
  return () => {
    letGo()
    ended.abort()
  }
}
