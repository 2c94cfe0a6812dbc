import { clockTime, isLang, monthDay } from '#language'

/**
 * Writes the times of a page as the reader's own zone has them, in the browser: the server knows only its own.
 * `data-local` says how: `day`, `near` (the time where it is today, else the day), or `moment` (both).
 */
export function showLocalTimes(): void {
  const { lang: said } = document.documentElement
  const lang = isLang(said) ? said : 'ko'
  const today = monthDay(lang, new Date())
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const at = new Date(time.dateTime)
    const [day, clock] = [monthDay(lang, at), clockTime(lang, at)]
    const { local } = time.dataset
    time.textContent = local === 'day' ? day : local === 'near' ? (day === today ? clock : day) : `${day} ${clock}`
  }
}
