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

/** On the stage the cart opens beside the film. */
export function wakeCartSheet(): void {
  document.addEventListener('click', event => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return
    const opener = event.target.closest<HTMLElement>('[data-cart], [data-open-cart]')
    if (opener === null) return
    event.preventDefault()
    const lang = document.documentElement.lang === 'en' ? 'en' : 'ko'
    void import('./sheet.tsx').then(sheet => sheet.openCart({ lang, opener }))
  })
}
