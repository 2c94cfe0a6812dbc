import { randomUUID } from 'node:crypto'
import { and, eq, ne } from 'drizzle-orm'
import type { Database, Transaction } from '#database'
import { moveOrder } from '../order/move.ts'
import { order, orderEvent, payment, refund, webhookEvent } from '../order-schema.ts'
import type { PaymentFact } from './port.ts'

/**
 * What money that came has done. `again`: it was told before. `returned`: it goes back, because the order was paid
 * already, is called off, is sold to somebody else meanwhile, or came to something else. `missing`: for no order of ours.
 */
export type Settled = { kind: 'paid' | 'again' | 'returned' | 'missing' }

/**
 * Takes note of money that came: by webhook, by asking, by the buyer's return or by somebody of the staff, all through
 * here, in any order and as often as they like. A webhook's `eventId` is kept in the transaction of its effect.
 */
export async function settle(
  db: Database,
  { fact, eventId, by, now }: { fact: PaymentFact; eventId: string | null; by: string | null; now: Date },
): Promise<Settled> {
  return db.transaction(async tx => {
    if (eventId !== null && !(await isNew(tx, { provider: fact.provider, eventId, now }))) return { kind: 'again' }
    return settleIn(tx, { fact, by, now })
  })
}

/** Whether a provider's message has not been here before; from now on it has. */
export async function isNew(
  tx: Transaction | Database,
  { provider, eventId, now }: { provider: string; eventId: string; now: Date },
): Promise<boolean> {
  const kept = await tx.insert(webhookEvent).values({ provider, eventId, receivedAt: now }).onConflictDoNothing()
  return kept.rowCount === 1
}

/** Takes note of money in the caller's transaction; see `settle`. */
export async function settleIn(
  tx: Transaction,
  { fact, by, now }: { fact: PaymentFact; by: string | null; now: Date },
): Promise<Settled> {
  const { orderId, provider, reference } = fact
  const [due] = await tx
    .select({ amount: order.totalAmount, currency: order.currency, state: order.state })
    .from(order)
    .where(eq(order.id, orderId))
    .for('update')
  if (due === undefined) return { kind: 'missing' }
  const known = await tx
    .select()
    .from(payment)
    .where(and(eq(payment.provider, provider), eq(payment.reference, reference)))
  if (known.some(one => one.orderId !== orderId)) return { kind: 'missing' }
  if (known.some(one => one.state === 'paid' || one.state === 'returned')) return { kind: 'again' }
  const paymentId = await noteReceived(tx, { fact, now })
  const isRight = fact.amount === due.amount && fact.currency === due.currency
  if (isRight) {
    const moved = await moveOrder(tx, { orderId, to: 'paid', by, why: `paid_${provider}`, now })
    if (moved.kind === 'moved') {
      await tx.update(payment).set({ state: 'paid', paidAt: now }).where(eq(payment.id, paymentId))
      return { kind: 'paid' }
    }
  }
  const why = isRight ? (due.state === 'paid' ? 'paid_twice' : 'paid_too_late') : 'paid_wrong_amount'
  await tx.update(payment).set({ state: 'returned', paidAt: now }).where(eq(payment.id, paymentId))
  await tx.insert(refund).values({
    id: randomUUID(),
    orderId,
    paymentId,
    amount: fact.amount,
    reason: why,
    state: 'pending',
    by: null,
    at: now,
  })
  await tx.insert(orderEvent).values({ orderId, at: now, from: due.state, to: due.state, by: null, why })
  return { kind: 'returned' }
}

/** The order's payment that waits for this, or one of its own; with what came. Gives its id. */
async function noteReceived(tx: Transaction, { fact, now }: { fact: PaymentFact; now: Date }): Promise<string> {
  const { orderId, provider, reference, amount, currency } = fact
  const tried = await tx
    .select({ id: payment.id, reference: payment.reference, state: payment.state })
    .from(payment)
    .where(and(eq(payment.orderId, orderId), eq(payment.provider, provider), ne(payment.state, 'paid')))
  const own =
    tried.find(one => one.reference === reference) ??
    tried.find(one => one.reference === null && one.state === 'pending')
  if (own !== undefined) {
    await tx.update(payment).set({ reference, amount, currency }).where(eq(payment.id, own.id))
    return own.id
  }
  const [made] = await tx
    .insert(payment)
    .values({ orderId, provider, reference, amount, currency, state: 'pending', createdAt: now })
    .returning({ id: payment.id })
  if (made === undefined) throw new Error('the payment that was just noted is not there')
  return made.id
}
