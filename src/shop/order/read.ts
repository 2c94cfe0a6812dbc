import { and, asc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { order, orderEvent, orderLine, payment, refund } from '../order-schema.ts'

type Order = typeof order.$inferSelect
type Line = typeof orderLine.$inferSelect
type Event = typeof orderEvent.$inferSelect
type Payment = typeof payment.$inferSelect
type Refund = typeof refund.$inferSelect

/** An order with all that belongs to it. Amounts in minor units of its currency. */
export interface OrderView extends Order {
  lines: Line[]
  events: Event[]
  payments: Payment[]
  refunds: Refund[]
  /** What was paid and not given back. */
  keptAmount: number
}

/** An order by the token of its buyer's page, or by its id; null where there is none. */
export async function findOrder(db: Queryable, by: { token: string } | { id: string }): Promise<OrderView | null> {
  const [found] = await db
    .select()
    .from(order)
    .where('token' in by ? eq(order.token, by.token) : eq(order.id, by.id))
  if (found === undefined) return null
  const of = { orderId: found.id }
  const [lines, events, payments, refunds] = await Promise.all([
    db.select().from(orderLine).where(eq(orderLine.orderId, of.orderId)).orderBy(asc(orderLine.position)),
    db
      .select()
      .from(orderEvent)
      .where(eq(orderEvent.orderId, of.orderId))
      .orderBy(asc(orderEvent.at), asc(orderEvent.id)),
    db.select().from(payment).where(eq(payment.orderId, of.orderId)).orderBy(asc(payment.createdAt)),
    db.select().from(refund).where(eq(refund.orderId, of.orderId)).orderBy(asc(refund.at)),
  ])
  const paid = payments.filter(one => one.state === 'paid')
  const back = refunds.filter(one => one.state !== 'failed' && paid.some(({ id }) => id === one.paymentId))
  const keptAmount = sum(paid) - sum(back)
  return { ...found, lines, events, payments, refunds, keptAmount }
}

/** The order that a shopper's checkout has become; null while it has not. */
export async function orderOfCheckout(
  db: Queryable,
  { shopperId, checkoutId }: { shopperId: string; checkoutId: string },
): Promise<{ id: string; token: string } | null> {
  const isIt = and(eq(order.shopperId, shopperId), eq(order.checkoutId, checkoutId))
  const [found] = await db.select({ id: order.id, token: order.token }).from(order).where(isIt)
  return found ?? null
}

function sum(amounts: readonly { amount: number }[]): number {
  return amounts.reduce((total, one) => total + one.amount, 0)
}

/** Makes a guest's orders a member's, also where both sent a checkout under the same id. */
export async function adoptOrders(db: Queryable, { from, to }: { from: string; to: string }): Promise<void> {
  await db.execute(sql`
    update shop."order" theirs set shopper_id = ${to}, checkout_id = case
      when exists (select from shop."order" mine where mine.shopper_id = ${to} and mine.checkout_id = theirs.checkout_id)
      then gen_random_uuid() else checkout_id end
    where shopper_id = ${from}`)
}
