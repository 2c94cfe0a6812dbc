import { and, eq, inArray, isNull } from 'drizzle-orm'
import { type Database, emit } from '#database'
import { orderRefunded } from '../events.ts'
import { order, orderEvent, payment, refund } from '../order-schema.ts'
import { askRefundIn } from '../payment/give-back.ts'
import { type Settled, settle } from '../payment/settle.ts'
import { type Moved, moveOrder } from './move.ts'
import type { OrderState } from './states.ts'

/** Whose doing it is, and when. */
interface Deed {
  orderId: string
  by: string
  now: Date
}

/** Ways of paying in which no provider moves the money: somebody of the staff does, and says so. */
const byHand = ['transfer', 'delivery'] as const

/** What came of noting a transfer; `refused`: the order is not one that waits for a transfer. */
export type NotedDeposit = Settled | { kind: 'refused' }

/**
 * Notes that the bank transfer of an order came, in full. Twice is once. One that comes after its time is taken if the
 * goods are still there, else it is `returned`: to be given back.
 */
export async function noteDeposit(db: Database, { orderId, by, now }: Deed): Promise<NotedDeposit> {
  const [due] = await db
    .select({ amount: order.totalAmount, currency: order.currency, payBy: order.payBy })
    .from(order)
    .where(eq(order.id, orderId))
  if (due === undefined) return { kind: 'missing' }
  if (due.payBy !== 'transfer') return { kind: 'refused' }
  const { amount, currency } = due
  const fact = { provider: 'transfer' as const, reference: `transfer:${orderId}`, orderId, amount, currency }
  return settle(db, { fact, eventId: null, by, now })
}

/** Notes that an order was sent, by whom it is carried and under which number; both may be empty. */
export async function shipOrder(
  db: Database,
  { orderId, carrier, tracking, by, now }: Deed & { carrier: string; tracking: string },
): Promise<Moved> {
  return db.transaction(async tx => {
    const moved = await moveOrder(tx, { orderId, to: 'shipped', by, why: 'shipped', now })
    if (moved.kind === 'moved') await tx.update(order).set({ carrier, tracking }).where(eq(order.id, orderId))
    return moved
  })
}

/** Corrects by whom a parcel is carried and under which number, after it was sent. */
export async function changeParcel(
  db: Database,
  { orderId, carrier, tracking, by, now }: Deed & { carrier: string; tracking: string },
): Promise<boolean> {
  return db.transaction(async tx => {
    const sent: OrderState[] = ['shipped', 'completed']
    const [changed] = await tx
      .update(order)
      .set({ carrier, tracking })
      .where(and(eq(order.id, orderId), inArray(order.state, sent)))
      .returning({ state: order.state })
    if (changed === undefined) return false
    const { state } = changed
    await tx.insert(orderEvent).values({ orderId, at: now, from: state, to: state, by, why: 'parcel' })
    return true
  })
}

/**
 * Notes that an order arrived. One that is paid at the door is paid by that, also where its buyer had said before that it
 * arrived.
 */
export async function completeOrder(db: Database, { orderId, by, now }: Deed): Promise<Moved> {
  return db.transaction(async tx => {
    const moved = await moveOrder(tx, { orderId, to: 'completed', by, why: 'completed', now })
    if (moved.kind !== 'moved' && moved.kind !== 'already') return moved
    const atDoor = and(eq(payment.orderId, orderId), eq(payment.provider, 'delivery'), eq(payment.state, 'pending'))
    const [taken] = await tx
      .update(payment)
      .set({ state: 'paid', paidAt: now })
      .where(atDoor)
      .returning({ id: payment.id })
    if (taken !== undefined) {
      await tx
        .update(order)
        .set({ paidAt: now })
        .where(and(eq(order.id, orderId), isNull(order.paidAt)))
      if (moved.kind === 'already')
        await tx
          .insert(orderEvent)
          .values({ orderId, at: now, from: 'completed', to: 'completed', by, why: 'paid_delivery' })
    }
    return moved
  })
}

/**
 * Calls an order off; `why` is read in its history. With a `refundId`, the client's own, all that was paid is noted as to
 * be given back in the same transaction: an order is never called off with its money forgotten, nor the other way round.
 */
export async function cancelOrder(
  db: Database,
  { orderId, why, restock, refundId, by, now }: Deed & { why: string; restock: boolean; refundId: string | null },
): Promise<Moved> {
  return db.transaction(async tx => {
    const moved = await moveOrder(tx, { orderId, to: 'cancelled', by, why, restock, now })
    const isOff = moved.kind === 'moved' || moved.kind === 'already'
    if (isOff && refundId !== null)
      await askRefundIn(tx, { id: refundId, orderId, amount: 'all', reason: why, by, now })
    return moved
  })
}

/** Writes a remark of the staff into an order's history; buyers do not see it. False where there is no such order. */
export async function remark(db: Database, { orderId, why, by, now }: Deed & { why: string }): Promise<boolean> {
  return db.transaction(async tx => {
    const [of] = await tx.select({ state: order.state }).from(order).where(eq(order.id, orderId)).for('update')
    if (of === undefined) return false
    await tx.insert(orderEvent).values({ orderId, at: now, from: of.state, to: of.state, by, why })
    return true
  })
}

/**
 * Notes that money which no provider gives back was given back by hand: that of transfers and of orders paid at the
 * door. Gives false where there is none such waiting; twice is once.
 */
export async function noteRefunded(
  db: Database,
  { orderId, refundId, by, now }: Deed & { refundId: string },
): Promise<boolean> {
  return db.transaction(async tx => {
    const [of] = await tx.select({ state: order.state }).from(order).where(eq(order.id, orderId)).for('update')
    if (of === undefined) return false
    const ofHand = tx
      .select({ id: payment.id })
      .from(payment)
      .where(and(eq(payment.orderId, orderId), inArray(payment.provider, [...byHand])))
    const [done] = await tx
      .update(refund)
      .set({ state: 'done', reference: `hand:${by}` })
      .where(
        and(
          eq(refund.id, refundId),
          eq(refund.orderId, orderId),
          eq(refund.state, 'pending'),
          inArray(refund.paymentId, ofHand),
        ),
      )
      .returning({ id: refund.id })
    if (done === undefined) return false
    await tx.insert(orderEvent).values({ orderId, at: now, from: of.state, to: of.state, by, why: 'refunded' })
    await emit(tx, orderRefunded({ orderId }))
    return true
  })
}
