import { showLocalTimes } from '#ui'
import { readTracking } from './tracking.ts'

/** How often the list asks whether the orders have changed. */
const everyMs = 15_000

/** What the pages of orders do in the browser. */
export function wakeOrders(): void {
  showLocalTimes()
  document.querySelector('[data-print]')?.addEventListener('click', () => print())
  const fields = [...document.querySelectorAll<HTMLInputElement>('[data-tracking]')]
  if (fields.length > 0) wakeTracking(fields)
  const place = document.querySelector<HTMLElement>('[data-orders]')
  if (place === null) return
  if (place.dataset.orders === '') return
  setInterval(() => {
    if (document.visibilityState === 'visible') void look(place)
  }, everyMs)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void look(place))
}

/** The list is drawn anew when an order was placed or moved; nobody's typing, choice or place in it is touched. */
async function look(place: HTMLElement): Promise<void> {
  const reply = await fetch('/api/desk/orders/mark').catch(() => null)
  const answer: unknown = reply?.ok ? await reply.json().catch(() => null) : null
  if (typeof answer !== 'object' || answer === null || !('mark' in answer) || answer.mark === place.dataset.orders)
    return
  const page = await fetch(location.href).catch(() => null)
  if (!page?.ok) return
  const made = new DOMParser().parseFromString(await page.text(), 'text/html')
  const fresh = made.querySelector<HTMLElement>('[data-orders]')
  // A page that asks to sign in again is not the list.
  if (fresh === null) return
  const focused = place.contains(document.activeElement) ? document.activeElement : null
  const [href, value] = [focused?.getAttribute('href'), focused?.getAttribute('value')]
  const chosen = new Set([...place.querySelectorAll<HTMLInputElement>('[name="ids"]:checked')].map(one => one.value))
  place.dataset.orders = fresh.dataset.orders
  document.querySelector('[data-todo]')?.replaceWith(...made.querySelectorAll('[data-todo]'))
  place.querySelector('.order-tabs')?.replaceWith(...fresh.querySelectorAll('.order-tabs'))
  const [rows, now] = [place.querySelector('tbody'), fresh.querySelector('tbody')]
  // The first order of a list came, or the last one went.
  if ((rows === null) !== (now === null)) return location.reload()
  rows?.replaceWith(...(now === null ? [] : [now]))
  showLocalTimes()
  for (const box of place.querySelectorAll<HTMLInputElement>('[name="ids"]')) box.checked = chosen.has(box.value)
  if (href) place.querySelector<HTMLElement>(`a[href="${CSS.escape(href)}"]`)?.focus()
  else if (value) place.querySelector<HTMLElement>(`input[value="${CSS.escape(value)}"]`)?.focus()
}

/**
 * Tracking numbers that are pasted as lines go into one field after the other; with the order's number before them, into
 * that order's. Enter, as scanners of bar codes send it, goes on to the next field.
 */
function wakeTracking(fields: readonly HTMLInputElement[]): void {
  const next = (field: HTMLInputElement) => fields[fields.indexOf(field) + 1]
  for (const field of fields) {
    field.addEventListener('keydown', event => {
      if (event.key !== 'Enter' || event.isComposing || next(field) === undefined) return
      event.preventDefault()
      next(field)?.focus()
    })
    field.addEventListener('paste', event => {
      const pasted = event.clipboardData?.getData('text/plain') ?? ''
      const found = readTracking(pasted, { orders: fields.map(orderOf), from: orderOf(field) })
      if (found === null) return
      event.preventDefault()
      for (const one of fields) one.value = found.get(orderOf(one)) ?? one.value
    })
  }
}

function orderOf(field: HTMLInputElement): string {
  return field.dataset.tracking ?? ''
}
