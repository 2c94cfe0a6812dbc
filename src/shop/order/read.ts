import { and, asc, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { order, orderEvent, orderLine, payment, refund } from '../order-schema.ts'
import type { OrderState } from './states.ts'

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

/** An order in a list. */
export interface OrderRow
  extends Pick<
    Order,
    | 'id'
    | 'number'
    | 'token'
    | 'state'
    | 'email'
    | 'totalAmount'
    | 'currency'
    | 'payBy'
    | 'placedAt'
    | 'expiresAt'
    | 'depositor'
  > {
  buyer: string
  lines: number
}

const rowColumns = {
  id: order.id,
  number: order.number,
  token: order.token,
  state: order.state,
  email: order.email,
  totalAmount: order.totalAmount,
  currency: order.currency,
  payBy: order.payBy,
  placedAt: order.placedAt,
  expiresAt: order.expiresAt,
  depositor: order.depositor,
  buyer: sql<string>`${order.address} ->> 'name'`,
  lines: sql<number>`(select count(*) from ${orderLine} where ${orderLine.orderId} = ${order.id})`.mapWith(Number),
}

/** A shopper's orders, the newest first. */
export function ordersOf(
  db: Queryable,
  { shopperId, limit }: { shopperId: string; limit: number },
): Promise<OrderRow[]> {
  return db
    .select(rowColumns)
    .from(order)
    .where(eq(order.shopperId, shopperId))
    .orderBy(desc(order.placedAt))
    .limit(limit)
}

/** Part of the office's list of orders, the newest first; `next` begins the next part, null at the end. */
export interface OrderPage {
  orders: OrderRow[]
  next: string | null
}

/**
 * The orders in these states (all where there are none) whose number, buyer, e-mail or depositor holds `query`.
 * `after` is the number of the last one of the part before.
 */
export async function listOrders(
  db: Queryable,
  {
    states,
    query,
    after,
    limit,
  }: { states: readonly OrderState[]; query: string; after: number | null; limit: number },
): Promise<OrderPage> {
  const conditions: (SQL | undefined)[] = []
  if (states.length > 0) conditions.push(inArray(order.state, [...states]))
  if (after !== null) conditions.push(lt(order.number, after))
  if (query !== '') {
    const like = `%${query.replace(/[\\%_]/g, '\\$&')}%`
    const number = /^\D*(\d{1,15})$/.exec(query)?.[1]
    conditions.push(
      or(
        sql`${order.email} ilike ${like} or ${order.address} ->> 'name' ilike ${like} or ${order.depositor} ilike ${like}`,
        ...(number === undefined ? [] : [eq(order.number, Number(number))]),
      ),
    )
  }
  const rows = await db
    .select(rowColumns)
    .from(order)
    .where(and(...conditions))
    .orderBy(desc(order.number))
    .limit(limit + 1)
  const orders = rows.slice(0, limit)
  return { orders, next: rows.length > limit ? String(orders.at(-1)?.number) : null }
}

/** Makes a guest's orders a member's, also where both sent a checkout under the same id. */
export async function adoptOrders(db: Queryable, { from, to }: { from: string; to: string }): Promise<void> {
  await db.execute(sql`
    update shop."order" theirs set shopper_id = ${to}, checkout_id = case
      when exists (select from shop."order" mine where mine.shopper_id = ${to} and mine.checkout_id = theirs.checkout_id)
      then gen_random_uuid() else checkout_id end
    where shopper_id = ${from}`)
}
