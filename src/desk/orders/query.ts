import { cleanText, type Lang } from '#language'
import { type OrderState, orderStates } from '#shop'

/** What a tab of the list holds: orders in these states, and with `owing` those whose money waits for somebody. */
export interface Tab {
  states: readonly OrderState[]
  owing: boolean
}

/** Every order there is. */
export const everyOrder: Tab = { states: [], owing: false }

/** What waits for somebody of the staff. */
export const toDo: Tab = { states: ['awaiting_deposit', 'confirmed', 'paid'], owing: true }

/** The tabs of the list. */
export const tabs: Readonly<Record<string, Tab>> = {
  all: everyOrder,
  todo: toDo,
  awaiting_deposit: { states: ['awaiting_deposit'], owing: false },
  send: { states: ['confirmed', 'paid'], owing: false },
  owing: { states: [], owing: true },
  ...Object.fromEntries(orderStates.map(state => [state, { states: [state], owing: false }])),
}

/** How many orders there are in each state, and how many whose money waits for somebody. */
export interface Counts {
  states: Partial<Record<OrderState, number>>
  owing: number
}

/** How many orders a tab holds. One to do may be in two ways, and counts for both. */
export function countOf({ states, owing }: Tab, counts: Counts): number {
  const all = states.length === 0 && !owing ? orderStates : states
  return all.reduce((sum, state) => sum + (counts.states[state] ?? 0), owing ? counts.owing : 0)
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
    q: cleanText((params.get('q') ?? '').slice(0, 100)),
    tab: Object.hasOwn(tabs, tab) ? tab : 'all',
    after: /^\d{1,15}$/.test(after) ? Number(after) : null,
  }
}

/** The path of a part of the list, within the desk. */
export function ordersPath({ q, tab, after }: OrdersQuery): string {
  const params = new URLSearchParams()
  if (q !== '') params.set('q', q)
  if (tab !== 'all') params.set('state', tab)
  if (after !== null) params.set('after', String(after))
  return `/orders${params.size > 0 ? `?${params}` : ''}`
}

/** The address of a part of the list. */
export function ordersAddress(lang: Lang, query: OrdersQuery): string {
  return `/${lang}/desk${ordersPath(query)}`
}
