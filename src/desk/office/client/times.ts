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
