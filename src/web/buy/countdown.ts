/** Counts the times of agreed prices down on the page, once a second until nothing is left; gives what stops it. */
export function countDown(): () => void {
  const places = [...document.querySelectorAll<HTMLElement>('[data-until]')]
  if (places.length === 0) return () => undefined
  const tick = () => {
    for (const place of places) {
      const seconds = Math.ceil((Date.parse(place.dataset.until ?? '') - Date.now()) / 1000)
      const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
      const shown = clock[0] === 0 ? clock.slice(1) : clock
      place.textContent =
        seconds > 0 ? shown.map(part => String(part).padStart(2, '0')).join(':') : (place.dataset.over ?? '')
    }
  }
  tick()
  const timer = setInterval(tick, 1000)
  return () => clearInterval(timer)
}
