import type { Lang } from '#language'
import { type OrderState, orderStates } from '#shop'

/** The tabs of the list, and the states that each holds. To do is what waits for somebody of the staff. */
export const tabs: Readonly<Record<string, readonly OrderState[]>> = {
  all: orderStates,
  todo: ['awaiting_deposit', 'confirmed', 'paid'],
  ...Object.fromEntries(orderStates.map(state => [state, [state]])),
}

/** What the address of the list asks for. */
export interface OrdersQuery {
  q: string
  tab: string
  /** The number of the last order of the part before. */
  after: number | null
}

/** Reads it. What is not known is left out. */
export function readOrdersQuery(params: URLSearchParams): OrdersQuery {
  const tab = params.get('state') ?? 'all'
  const after = params.get('after') ?? ''
  return {
    q: (params.get('q') ?? '').slice(0, 100).trim(),
    tab: Object.hasOwn(tabs, tab) ? tab : 'all',
    after: /^\d{1,15}$/.test(after) ? Number(after) : null,
  }
}

/** The address of a part of the list. */
export function ordersAddress(lang: Lang, { q, tab, after }: OrdersQuery): string {
  const params = new URLSearchParams()
  if (q !== '') params.set('q', q)
  if (tab !== 'all') params.set('state', tab)
  if (after !== null) params.set('after', String(after))
  return `/${lang}/desk/orders${params.size > 0 ? `?${params}` : ''}`
}
