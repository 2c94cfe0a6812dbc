import { randomUUID } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Database, emit, type Transaction } from '#database'
import { orderRefunded } from '../events.ts'
import type { OrderState } from '../order/states.ts'
import { order, orderEvent, payment, refund } from '../order-schema.ts'
import { givenBack } from './give-back.ts'
import type { PaymentNews, Standing } from './port.ts'
import { isNew, type Settled, settleIn } from './settle.ts'

/** What came of it; `waiting`: nothing yet. `failed`: that payment never will be paid, and the order may be paid anew. */
export type Heard = Settled | { kind: 'waiting' | 'failed' | 'nothing' }

/**
 * Takes note of how a payment stands, by webhook, by asking or when the buyer comes back: money that came, money that
 * went back from the provider's own pages, a payment that is over. In any order, as often as it is told. A webhook's
 * event is kept in the transaction of its effect.
 */
export async function hear(
  db: Database,
  {
    standing,
    dispute,
    failedRefund,
    eventId,
    now,
  }: Omit<PaymentNews, 'eventId'> & { eventId: string | null; now: Date },
  provider = standing?.provider ?? 'stripe',
): Promise<Heard> {
  if (standing === null && failedRefund === null) return { kind: 'nothing' }
  return db.transaction(async tx => {
    if (eventId !== null && !(await isNew(tx, { provider, eventId, now }))) return { kind: 'again' }
    if (failedRefund !== null) await noteFailedRefund(tx, { provider, ...failedRefund, now })
    if (standing === null) return { kind: 'nothing' }
    const heard = await hearStanding(tx, { standing, now })
    const orderId = dispute === undefined ? null : await orderOf(tx, standing)
    if (orderId !== null) await note(tx, { orderId, why: `dispute_${dispute}`, now })
    return heard
  })
}

async function hearStanding(tx: Transaction, { standing, now }: { standing: Standing; now: Date }): Promise<Heard> {
  const { provider, reference, paid, backAmount, isOver } = standing
  const orderId = await orderOf(tx, standing)
  if (orderId === null) return { kind: 'missing' }
  await lockOrder(tx, { orderId })
  if (paid === null) return { kind: isOver && (await fail(tx, { provider, reference, now })) ? 'failed' : 'waiting' }
  const settled = await settleIn(tx, { fact: { provider, reference, orderId, ...paid }, by: null, now })
  if (backAmount > 0) await noteGoneBack(tx, { provider, reference, backAmount, now })
  return settled
}

/** The order of a payment, as we know it; what the provider says must not differ. */
async function orderOf(tx: Transaction, { provider, reference, orderId }: Standing): Promise<string | null> {
  const [known] = await tx
    .select({ orderId: payment.orderId })
    .from(payment)
    .where(and(eq(payment.provider, provider), eq(payment.reference, reference)))
  if (known !== undefined) return orderId === null || orderId === known.orderId ? known.orderId : null
  if (orderId === null) return null
  const [found] = await tx.select({ id: order.id }).from(order).where(sql`${order.id}::text = ${orderId}`)
  return found?.id ?? null
}

/** The payment that waits for this is over. False where there is none. */
async function fail(
  tx: Transaction,
  { provider, reference, now }: Pick<Standing, 'provider' | 'reference'> & { now: Date },
): Promise<boolean> {
  const [failed] = await tx
    .update(payment)
    .set({ state: 'failed' })
    .where(and(eq(payment.provider, provider), eq(payment.reference, reference), eq(payment.state, 'pending')))
    .returning({ orderId: payment.orderId })
  if (failed === undefined) return false
  await note(tx, { orderId: failed.orderId, why: 'payment_failed', now })
  return true
}

/** Money that went back without our asking, such as on the provider's own pages, is a refund like any other. */
async function noteGoneBack(
  tx: Transaction,
  { provider, reference, backAmount, now }: Pick<Standing, 'provider' | 'reference' | 'backAmount'> & { now: Date },
): Promise<void> {
  const [of] = await tx
    .select({ id: payment.id, orderId: payment.orderId, amount: payment.amount })
    .from(payment)
    .where(
      and(
        eq(payment.provider, provider),
        eq(payment.reference, reference),
        inArray(payment.state, ['paid', 'returned']),
      ),
    )
  if (of === undefined) return
  const amount = Math.min(backAmount, of.amount) - (await givenBack(tx, { paymentId: of.id }))
  if (amount <= 0) return
  const { orderId, id: paymentId } = of
  const values = { id: randomUUID(), orderId, paymentId, amount, reason: 'refunded_at_provider', reference, by: null }
  await tx.insert(refund).values({ ...values, state: 'done', at: now })
  await note(tx, { orderId, why: 'refunded_at_provider', now })
  await emit(tx, orderRefunded({ orderId }))
}

async function noteFailedRefund(
  tx: Transaction,
  { provider, reference, trouble, now }: { provider: string; reference: string; trouble: string; now: Date },
): Promise<void> {
  const [of] = await tx
    .select({ id: refund.id, orderId: refund.orderId })
    .from(refund)
    .innerJoin(payment, eq(payment.id, refund.paymentId))
    .where(and(eq(refund.reference, reference), eq(refund.state, 'done'), sql`${payment.provider} = ${provider}`))
  if (of === undefined) return
  await note(tx, { orderId: of.orderId, why: 'refund_failed', now })
  await tx.update(refund).set({ state: 'failed', trouble }).where(eq(refund.id, of.id))
}

/** A line in an order's history that changes nothing of its state. The order is locked by it. */
export async function note(
  tx: Transaction,
  { orderId, why, now }: { orderId: string; why: string; now: Date },
): Promise<void> {
  const state = await lockOrder(tx, { orderId })
  await tx.insert(orderEvent).values({ orderId, at: now, from: state, to: state, by: null, why })
}

/** Locks an order, and says how it stands. */
export async function lockOrder(tx: Transaction, { orderId }: { orderId: string }): Promise<OrderState> {
  const [of] = await tx.select({ state: order.state }).from(order).where(eq(order.id, orderId)).for('update')
  if (of === undefined) throw new Error(`the order ${orderId} is not there`)
  return of.state
}
