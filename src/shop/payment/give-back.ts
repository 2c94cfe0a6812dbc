import { and, eq, ne, sql } from 'drizzle-orm'
import type { Database, Transaction } from '#database'
import { order, orderEvent, payment, refund } from '../order-schema.ts'

/** Gives back money of an order; see `askRefund`. */
export interface AskRefund {
  /** The client's own id: asked twice it is one refund. */
  id: string
  orderId: string
  /** In minor units of the order's currency, or everything that was paid and not given back. */
  amount: number | 'all'
  reason: string
  by: string
  now: Date
}

/** `too_much`: more than what was paid and not given back. `not_paid`: there is nothing to give back. */
export type AskedRefund = { kind: 'asked' | 'again' | 'too_much' | 'not_paid' }

/** Notes that money is to be given back; the payment's provider does it then. Never more than what was paid. */
export function askRefund(db: Database, asked: AskRefund): Promise<AskedRefund> {
  return db.transaction(tx => askRefundIn(tx, asked))
}

/** The same in the caller's transaction. */
export async function askRefundIn(
  tx: Transaction,
  { id, orderId, amount: wanted, reason, by, now }: AskRefund,
): Promise<AskedRefund> {
  const [of] = await tx.select({ state: order.state }).from(order).where(eq(order.id, orderId)).for('update')
  if (await isAsked(tx, { id })) return { kind: 'again' }
  const [paid] = await tx
    .select({ id: payment.id, amount: payment.amount })
    .from(payment)
    .where(and(eq(payment.orderId, orderId), eq(payment.state, 'paid')))
  if (of === undefined || paid === undefined) return { kind: 'not_paid' }
  const left = paid.amount - (await givenBack(tx, { paymentId: paid.id }))
  const amount = wanted === 'all' ? left : wanted
  if (amount > left) return { kind: 'too_much' }
  if (amount <= 0) return { kind: 'not_paid' }
  await tx.insert(refund).values({ id, orderId, paymentId: paid.id, amount, reason, state: 'pending', by, at: now })
  await tx.insert(orderEvent).values({ orderId, at: now, from: of.state, to: of.state, by, why: 'refund' })
  return { kind: 'asked' }
}

/**
 * Asks once more for money that could not be given back, such as what came too late; `id` is the client's own for the
 * new try. Never more than what came.
 */
export async function askAgain(
  db: Database,
  { id, orderId, failedId, by, now }: { id: string; orderId: string; failedId: string; by: string; now: Date },
): Promise<AskedRefund> {
  return db.transaction(async tx => {
    const [of] = await tx.select({ state: order.state }).from(order).where(eq(order.id, orderId)).for('update')
    if (await isAsked(tx, { id })) return { kind: 'again' }
    const isIt = and(eq(refund.id, failedId), eq(refund.orderId, orderId), eq(refund.state, 'failed'))
    const [failed] = await tx
      .select({ amount: refund.amount, reason: refund.reason, paymentId: refund.paymentId, came: payment.amount })
      .from(refund)
      .innerJoin(payment, eq(payment.id, refund.paymentId))
      .where(isIt)
    if (of === undefined || failed === undefined) return { kind: 'not_paid' }
    const { amount, reason, paymentId, came } = failed
    if (amount > came - (await givenBack(tx, { paymentId }))) return { kind: 'too_much' }
    await tx.insert(refund).values({ id, orderId, paymentId, amount, reason, state: 'pending', by, at: now })
    await tx.insert(orderEvent).values({ orderId, at: now, from: of.state, to: of.state, by, why: 'refund' })
    return { kind: 'asked' }
  })
}

async function isAsked(tx: Transaction, { id }: { id: string }): Promise<boolean> {
  return (await tx.$count(refund, eq(refund.id, id))) > 0
}

/** What of a payment went back, or is about to. */
export async function givenBack(tx: Transaction, { paymentId }: { paymentId: string }): Promise<number> {
  const [sum] = await tx
    .select({ amount: sql<number>`coalesce(sum(${refund.amount}), 0)`.mapWith(Number) })
    .from(refund)
    .where(and(eq(refund.paymentId, paymentId), ne(refund.state, 'failed')))
  return sum?.amount ?? 0
}
