/** How often the list asks whether the orders have changed. */
const everyMs = 15_000

/** The list of orders is drawn anew when one was placed or moved; nobody's typing is touched. */
export function wakeOrders(): void {
  document.querySelector('[data-print]')?.addEventListener('click', () => print())
  const place = document.querySelector<HTMLElement>('[data-orders]')
  if (place === null) return
  setInterval(() => {
    if (document.visibilityState === 'visible') void look(place)
  }, everyMs)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void look(place))
}

async function look(place: HTMLElement): Promise<void> {
  const reply = await fetch('/api/desk/orders/mark').catch(() => null)
  const answer: unknown = reply?.ok ? await reply.json().catch(() => null) : null
  if (typeof answer !== 'object' || answer === null || !('mark' in answer) || answer.mark === place.dataset.orders)
    return
  const page = await fetch(location.href).catch(() => null)
  if (!page?.ok) return
  const fresh = new DOMParser()
    .parseFromString(await page.text(), 'text/html')
    .querySelector<HTMLElement>('[data-orders]')
  // A page that asks to sign in again is not the list.
  if (fresh === null) return
  const focused = place.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null
  place.replaceChildren(...fresh.childNodes)
  place.dataset.orders = fresh.dataset.orders
  if (focused) place.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus()
}
