import { clockTime, monthDay } from '#language'
import { langOfPage } from './drops.ts'

/** Times as the reader's own zone has them. */
export function showTimes(): void {
  const lang = langOfPage()
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const at = new Date(time.dateTime)
    const day = monthDay(lang, at)
    time.textContent = time.dataset.local === 'moment' ? `${day} ${clockTime(lang, at)}` : day
  }
}

/** The field for the time of publishing in the reader's zone, beside which the instant goes along. */
export function wakePublishTime(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('[name="publishAt"]')
  const instant = form.querySelector<HTMLInputElement>('[name="publishInstant"]')
  if (field === null || instant === null) return
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const note = document.getElementById('publishAt-note')
  if (note !== null && field.getAttribute('aria-invalid') === null)
    note.textContent = (note.textContent ?? '').replace(/: .*$/, `: ${zone}`)
  if (instant.value !== '') field.value = local(new Date(instant.value))
  field.addEventListener('input', () => {
    const at = new Date(field.value)
    instant.value = Number.isNaN(at.getTime()) ? '' : at.toISOString()
  })
}

function local(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
