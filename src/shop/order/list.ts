import { and, desc, eq, inArray, lt, or, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { order, orderLine } from '../order-schema.ts'
import type { OrderState } from './states.ts'

type Order = typeof order.$inferSelect

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

/**
 * Money of it waits for somebody of the staff: to be sent back by hand, to be asked for anew after it could not go back,
 * or a bank asks for it and nobody has heard the end.
 */
const isOwing = sql`(
  ${order.id} in (
    select r.order_id from shop.refund r
    join shop.payment p on p.id = r.payment_id
    join shop."order" o on o.id = r.order_id
    where (r.state = 'pending' and p.provider in ('transfer', 'delivery'))
      or (r.state = 'failed' and (p.state = 'returned' or o.state = 'cancelled') and r.amount <= p.amount - (
        select coalesce(sum(b.amount), 0) from shop.refund b where b.payment_id = p.id and b.state <> 'failed')))
  or ${order.id} in (
    select newest.order_id from (
      select distinct on (e.order_id) e.order_id, e.why from shop.order_event e
      where e.why like 'dispute%' order by e.order_id, e.at desc, e.id desc) newest
    where newest.why = 'dispute_opened'))`

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
  /** `isOwing`: money of it waits for somebody of the staff. */
  orders: (OrderRow & { isOwing: boolean })[]
  next: string | null
}

/** What of the office's list is looked for. */
export interface ListOrders {
  /** In one of these; all where there are none. */
  states: readonly OrderState[]
  /** Or, beside `states`, those whose money waits for somebody; see `isOwing`. */
  owing?: boolean
  /** Part of the number, the buyer's name, e-mail or phone, of the depositor or the tracking number. */
  query: string
  /** The number of the last one of the part before. */
  after: number | null
  limit: number
}

/** The orders that are looked for, the newest first, a part at a time. */
export async function listOrders(
  db: Queryable,
  { states, owing = false, query, after, limit }: ListOrders,
): Promise<OrderPage> {
  const wanted: SQL[] = []
  if (states.length > 0) wanted.push(inArray(order.state, [...states]))
  if (owing) wanted.push(isOwing)
  const conditions = [or(...wanted), after === null ? undefined : lt(order.number, after), holds(query)]
  const rows = await db
    .select({ ...rowColumns, isOwing: sql<boolean>`${isOwing}` })
    .from(order)
    .where(and(...conditions))
    .orderBy(desc(order.number))
    .limit(limit + 1)
  const orders = rows.slice(0, limit)
  return { orders, next: rows.length > limit ? String(orders.at(-1)?.number) : null }
}

function holds(query: string): SQL | undefined {
  if (query === '') return undefined
  const like = `%${query.replace(/[\\%_]/g, '\\$&')}%`
  const texts = [sql`${order.email}`, sql`${order.address} ->> 'name'`, sql`${order.depositor}`, sql`${order.tracking}`]
  const found = texts.map(text => sql`${text} ilike ${like}`)
  const number = /^\D*(\d{1,15})$/.exec(query)?.[1]
  if (number !== undefined) found.push(eq(order.number, Number(number)))
  // However it was typed: 010-1234-5678, 01012345678 or the last four.
  const digits = query.replace(/\D/g, '')
  if (/^[\d\s()+.-]{4,}$/.test(query) && digits.length >= 4)
    found.push(sql`regexp_replace(${order.address} ->> 'phone', '\\D', '', 'g') like ${`%${digits}%`}`)
  return or(...found)
}

/** How many orders there are whose money waits for somebody of the staff. */
export function countOwing(db: Queryable): Promise<number> {
  return db.$count(order, isOwing)
}
