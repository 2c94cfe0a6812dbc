import { and, asc, desc, eq, getTableColumns, gte, lt, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { order } from '../order-schema.ts'
import type { OrderState } from './states.ts'

/** How many orders there are in each state; those without any are left out. */
export async function countOrders(db: Queryable): Promise<Partial<Record<OrderState, number>>> {
  const rows = await db
    .select({ state: order.state, n: sql<number>`count(*)`.mapWith(Number) })
    .from(order)
    .groupBy(order.state)
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

/** The number of the newest order; 0 where there is none. */
export async function newestOrder(db: Queryable): Promise<number> {
  const [row] = await db.select({ number: sql<number>`coalesce(max(${order.number}), 0)`.mapWith(Number) }).from(order)
  return row?.number ?? 0
}

/** By whom the newest order that is on its way is carried; empty where nobody was named. */
export async function usualCarrier(db: Queryable): Promise<string> {
  const [last] = await db
    .select({ carrier: order.carrier })
    .from(order)
    .where(eq(order.state, 'shipped'))
    .orderBy(desc(order.placedAt))
    .limit(1)
  return last?.carrier ?? ''
}

/** An order, and how much of its money was given back, in minor units. */
export type Accounted = typeof order.$inferSelect & { refundedAmount: number }

/** The orders that were placed from one instant up to another, the oldest first, a part at a time by their numbers. */
export function ordersBetween(
  db: Queryable,
  { from, until, after, limit }: { from: Date; until: Date; after: number; limit: number },
): Promise<Accounted[]> {
  const refundedAmount = sql<number>`(
    select coalesce(sum(r.amount), 0) from shop.refund r
    join shop.payment p on p.id = r.payment_id and p.state = 'paid'
    where r.order_id = shop."order".id and r.state = 'done')`.mapWith(Number)
  return db
    .select({ ...getTableColumns(order), refundedAmount })
    .from(order)
    .where(and(gte(order.placedAt, from), lt(order.placedAt, until), sql`${order.number} > ${after}`))
    .orderBy(asc(order.number))
    .limit(limit)
}
