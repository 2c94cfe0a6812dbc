import { eq } from 'drizzle-orm'
import { emit, type Transaction } from '#database'
import { movedTo, reviewAsked } from '../events.ts'
import { order, orderEvent, orderLine } from '../order-schema.ts'
import { releaseOffers, takeOffersAgain } from './offers.ts'
import { holdsStock, mayMove, type OrderState } from './states.ts'
import { type Pieces, putBack, release, reserve, takeReserved } from './stock.ts'

/** A move of an order: by whom (null for the program itself) and why, in a few words for the history. */
export interface Move {
  orderId: string
  to: OrderState
  by: string | null
  why: string
  now: Date
  /** For an order that was paid or sent and is called off: whether its pieces go back into the stock. */
  restock?: boolean
}

/**
 * What became of it. `already`: it was there before. `refused`: from where it is it cannot go there. `sold_out`: it was
 * paid after its time, and what it held is gone; nothing has changed.
 */
export type Moved =
  | { kind: 'moved' | 'already' | 'refused'; from: OrderState }
  | { kind: 'sold_out'; from: OrderState }
  | { kind: 'missing' }

/** Moves an order to a state, with what that means for stock and offers, and the fact, in the caller's transaction. */
export async function moveOrder(tx: Transaction, move: Move): Promise<Moved> {
  const { orderId, to, by, why, now } = move
  const [found] = await tx.select({ state: order.state }).from(order).where(eq(order.id, orderId)).for('update')
  if (found === undefined) return { kind: 'missing' }
  const from = found.state
  if (from === to) return { kind: 'already', from }
  if (!mayMove(from, to)) return { kind: 'refused', from }
  if (!(await moveGoods(tx, from, move))) return { kind: 'sold_out', from }
  const times = { ...(to === 'paid' && { paidAt: now }), ...(to === 'shipped' && { shippedAt: now }) }
  await tx
    .update(order)
    .set({ state: to, expiresAt: null, ...times })
    .where(eq(order.id, orderId))
  await tx.insert(orderEvent).values({ orderId, at: now, from, to, by, why })
  const fact = movedTo[to]
  if (fact !== undefined) await emit(tx, fact({ orderId }))
  if (to === 'completed') await emit(tx, reviewAsked({ orderId }))
  return { kind: 'moved', from }
}

/** False where the goods for it are not there any more. Offers are locked before stock, as when an order is placed. */
async function moveGoods(tx: Transaction, from: OrderState, move: Move): Promise<boolean> {
  const { orderId, to, now } = move
  const lines = await linesOf(tx, orderId)
  const pieces = lines.filter(isThere)
  if (from === 'expired' && to === 'paid') {
    return tx
      .transaction(async inner => {
        if (pieces.length < lines.length) throw new Gone()
        if (!(await takeOffersAgain(inner, { orderId }))) throw new Gone()
        if ((await reserve(inner, { pieces })) !== null) throw new Gone()
        await takeReserved(inner, { pieces })
        return true
      })
      .catch((thrown: unknown) => {
        if (thrown instanceof Gone) return false
        throw thrown
      })
  }
  if (to === 'expired' || to === 'cancelled') {
    await releaseOffers(tx, { orderId, now })
    if (holdsStock(from)) await release(tx, { pieces })
    else if (move.restock) await putBack(tx, { pieces })
  } else if (holdsStock(from)) await takeReserved(tx, { pieces })
  return true
}

/** What was set aside or sold is there no more. */
class Gone extends Error {}

interface Line {
  /** Null when it is sold no more. */
  variantId: string | null
  quantity: number
}

function isThere(line: Line): line is Pieces {
  return line.variantId !== null
}

function linesOf(tx: Transaction, orderId: string): Promise<Line[]> {
  return tx
    .select({ variantId: orderLine.variantId, quantity: orderLine.quantity })
    .from(orderLine)
    .where(eq(orderLine.orderId, orderId))
}
