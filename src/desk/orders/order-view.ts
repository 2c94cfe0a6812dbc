import { conversationsOf } from '#chat'
import type { Database } from '#database'
import { type Lang, officeOrders as words } from '#language'
import { findStaffMember } from '#members'
import { findOrder, type OrderView } from '#shop'
import { reasonWord, stateWord } from './order-words.ts'

/** One thing that happened to an order. */
export interface HappenedView {
  at: Date
  /** What it was, in words: a move from one state to another, or something done within one. */
  what: string
  why: string
  who: string
}

/** An order as the staff sees it. */
export interface StaffsOrder extends OrderView {
  history: HappenedView[]
  /** The conversation that its buyer had last; null where there was none. */
  room: string | null
}

/** An order with its history in words; null where there is none. */
export async function staffsOrder(db: Database, { id, lang }: { id: string; lang: Lang }): Promise<StaffsOrder | null> {
  const order = await findOrder(db, { id })
  if (order === null) return null
  const people = new Set(order.events.flatMap(event => event.by ?? []))
  people.delete(order.shopperId)
  const names = new Map<string, string>()
  for (const person of people) {
    const staff = await findStaffMember(db, { id: person })
    names.set(person, staff?.name ?? (order.events.some(isBuyers(person)) ? words.byBuyer(lang) : words.byFormer(lang)))
  }
  const [talk] = await conversationsOf(db, { shopperId: order.shopperId, limit: 1 })
  return {
    ...order,
    room: talk?.room ?? null,
    history: order.events.map(({ at, from, to, by, why }) => ({
      at,
      what:
        from === null || from === to
          ? stateWord(lang, to)
          : words.moved(lang, { from: stateWord(lang, from), to: stateWord(lang, to) }),
      why: reasonWord(lang, why),
      who: by === null ? words.byProgram(lang) : by === order.shopperId ? words.byBuyer(lang) : (names.get(by) ?? ''),
    })),
  }
}

/** Whether somebody did what only buyers do: a guest who has become a member since is still the buyer. */
function isBuyers(person: string) {
  return ({ by, why }: { by: string | null; why: string }) => by === person && (why === 'placed' || why === 'by_buyer')
}
