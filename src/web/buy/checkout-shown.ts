/** The checkout counts again when another country is chosen, without leaving the page. */
export function wake(): void {
  const form = document.querySelector<HTMLFormElement>('[data-checkout]')
  form?.addEventListener('change', event => {
    if (event.target instanceof HTMLSelectElement && 'recount' in event.target.dataset) void recount(form)
  })
  form?.addEventListener('submit', event => {
    if (form.dataset.sent !== undefined) event.preventDefault()
    form.dataset.sent = ''
  })
  // Coming back to the page, as by the browser's button, it can be sent again.
  addEventListener('pageshow', () => delete form?.dataset.sent)
  document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}

async function recount(form: HTMLFormElement): Promise<void> {
  const country = String(new FormData(form).get('country'))
  const place = form.querySelector('[data-sum]')
  const button = form.querySelector<HTMLButtonElement>('[data-place]')
  const reply = await fetch(`${form.action}/sum?country=${encodeURIComponent(country)}`).catch(() => null)
  // Another page says why: with the whole form, as where scripts are off.
  if (!reply?.ok || place === null || button === null) {
    form.querySelector<HTMLButtonElement>('button[value="recount"]')?.click()
    return
  }
  const part = new DOMParser().parseFromString(await reply.text(), 'text/html')
  place.replaceChildren(...part.body.childNodes)
  button.textContent = place.querySelector<HTMLElement>('[data-place-words]')?.dataset.placeWords ?? ''
}
