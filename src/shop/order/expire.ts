import { and, inArray, lt } from 'drizzle-orm'
import type { Database } from '#database'
import { cartLine, cartTouch, order } from '../order-schema.ts'
import { moveOrder } from './move.ts'

const waiting = ['pending_payment', 'awaiting_deposit'] as const
/** How long a cart that nobody touches is kept, in days. */
const cartDays = 90

/**
 * Ends the orders whose time for paying is over; what they held is free again. Several processes may do it at once. Gives
 * their ids.
 * @throws AggregateError after all others were ended, where some could not be.
 */
export async function expireOrders(
  db: Database,
  { now, limit = 500 }: { now: Date; limit?: number },
): Promise<string[]> {
  const due = await db
    .select({ id: order.id })
    .from(order)
    .where(and(inArray(order.state, [...waiting]), lt(order.expiresAt, now)))
    .orderBy(order.expiresAt)
    .limit(limit)
  const expired: string[] = []
  const failed: unknown[] = []
  for (const { id: orderId } of due) {
    const move = { orderId, to: 'expired', by: null, why: 'not_paid_in_time', now } as const
    try {
      if ((await db.transaction(tx => moveOrder(tx, move))).kind === 'moved') expired.push(orderId)
    } catch (thrown) {
      failed.push(thrown)
    }
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} orders could not be ended`)
  return expired
}

/** Forgets carts that nobody came back for, and touches that nobody sends again. */
export async function forgetCarts(db: Database, { now }: { now: Date }): Promise<void> {
  const day = 24 * 60 * 60 * 1000
  await db.delete(cartLine).where(lt(cartLine.addedAt, new Date(now.getTime() - cartDays * day)))
  await db.delete(cartTouch).where(lt(cartTouch.at, new Date(now.getTime() - day)))
}
