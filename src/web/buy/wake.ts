import { showKnownCount } from './count-shown.ts'

/** What the pages on the way to an order do in the browser; each part comes only where it is needed. */
export function wakeBuying(): void {
  void showKnownCount()
  addEventListener('pageshow', event => event.persisted && void showKnownCount())
  document.addEventListener('change', event => {
    const field = event.target
    if (!(field instanceof HTMLInputElement) || !('sendOnChange' in field.dataset) || !field.reportValidity()) return
    field.form?.requestSubmit()
  })
  if (document.querySelector('[data-until]') !== null) void import('./countdown.ts').then(part => part.countDown())
  if (document.querySelector('[data-checkout]') !== null) void import('./checkout-shown.ts').then(part => part.wake())
  if (document.querySelector('[data-order]') !== null) void import('./order-shown.ts').then(part => part.wake())
}

/** On the stage the cart opens beside the film, also when an agreed price goes into it. */
export function wakeCartSheet(): void {
  document.addEventListener('click', event => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
    const opener = event.target.closest<HTMLElement>('[data-cart], [data-open-cart]')
    if (opener === null) return
    event.preventDefault()
    void openCart(opener)
  })
  document.addEventListener('submit', event => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.action.endsWith('/cart/offers')) return
    event.preventDefault()
    void takeOffer(form, event.submitter ?? form)
  })
}

async function takeOffer(form: HTMLFormElement, opener: HTMLElement): Promise<void> {
  const { sendForm } = await import('./putting.ts')
  const sent = await sendForm(form)
  // A refusal is told as where scripts are off: by a page of its own.
  if (sent.kind === 'in') await openCart(opener)
  else form.submit()
}

async function openCart(opener: HTMLElement): Promise<void> {
  const sheet = await import('./sheet.tsx')
  sheet.openCart({ lang: document.documentElement.lang === 'en' ? 'en' : 'ko', opener })
}
