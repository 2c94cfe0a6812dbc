import { and, asc, eq, inArray, sql } from 'drizzle-orm'
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
  const [whole] = await hydrate(db, found === undefined ? [] : [found])
  return whole ?? null
}

/** Orders by their ids, the oldest first, with all that belongs to them; what is not there is left out. */
export async function findOrders(db: Queryable, { ids }: { ids: readonly string[] }): Promise<OrderView[]> {
  if (ids.length === 0) return []
  return hydrate(
    db,
    await db
      .select()
      .from(order)
      .where(inArray(order.id, [...ids]))
      .orderBy(asc(order.number)),
  )
}

async function hydrate(db: Queryable, found: readonly Order[]): Promise<OrderView[]> {
  if (found.length === 0) return []
  const ids = found.map(one => one.id)
  const [lines, events, payments, refunds] = await Promise.all([
    db.select().from(orderLine).where(inArray(orderLine.orderId, ids)).orderBy(asc(orderLine.position)),
    db
      .select()
      .from(orderEvent)
      .where(inArray(orderEvent.orderId, ids))
      .orderBy(asc(orderEvent.at), asc(orderEvent.id)),
    db.select().from(payment).where(inArray(payment.orderId, ids)).orderBy(asc(payment.createdAt)),
    db.select().from(refund).where(inArray(refund.orderId, ids)).orderBy(asc(refund.at)),
  ])
  return found.map(one => {
    const isOfIt = (row: { orderId: string }) => row.orderId === one.id
    const paid = payments.filter(row => isOfIt(row) && row.state === 'paid')
    const back = refunds.filter(row => row.state !== 'failed' && paid.some(({ id }) => id === row.paymentId))
    return {
      ...one,
      lines: lines.filter(isOfIt),
      events: events.filter(isOfIt),
      payments: payments.filter(isOfIt),
      refunds: refunds.filter(isOfIt),
      keptAmount: sum(paid) - sum(back),
    }
  })
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
