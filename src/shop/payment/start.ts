import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '#database'
import { Problem } from '#edge'
import { payments as words } from '#language'
import { order, payment } from '../order-schema.ts'
import { hear } from './hear.ts'
import type { Payable, PaymentPort } from './port.ts'

const minute = 60_000
/** How long a payment page lives at least; providers want half an hour. */
const shortestMs = 32 * minute
/** The page closes so much before the order's time is over, so that who pays in time has the goods. */
const marginMs = 3 * minute
/** How long after it was placed an order can still be given more time for another try. */
const longestMs = 120 * minute

/** Which order, where its buyer comes back to, and when. */
export interface StartPayment {
  orderId: string
  returnTo: string
  now: Date
}

/**
 * Begins the payment of an order at its provider, or goes on with the one that is open. The order gets more time where
 * that is needed for another try.
 * @throws Problem `conflict` where the order waits for no payment or its time is over; `unavailable` where the provider
 * does not answer: the order stays as it is.
 */
export async function startPayment(
  db: Database,
  ports: readonly PaymentPort[],
  { orderId, returnTo, now }: StartPayment,
): Promise<{ address: string }> {
  for (let tries = 0; tries < 3; tries += 1) {
    const { payable, reference, port } = await db.transaction(tx => prepare(tx, ports, { orderId, returnTo, now }))
    if (reference === null) {
      const begun = await answered(port.start(payable))
      const isOurs = await keep(db, { paymentId: payable.paymentId, reference: begun.reference })
      if (isOurs) return { address: begun.address }
      // Somebody else was faster, as when it was pressed twice.
      continue
    }
    const address = await answered(port.resume({ ...payable, reference }))
    if (address !== null) return { address }
    const standing = await answered(port.ask({ reference }))
    const { kind } = await hear(db, { standing, failedRefund: null, eventId: null, now })
    if (kind === 'waiting') throw new Problem('conflict', 'payments.under_way', words.underWay)
  }
  throw new Problem('unavailable', 'payments.unavailable', words.unavailable)
}

interface Ready {
  payable: Payable
  reference: string | null
  port: PaymentPort
}

/** The payment that waits, or a new one, with enough time for it. */
async function prepare(
  tx: Transaction,
  ports: readonly PaymentPort[],
  { orderId, returnTo, now }: StartPayment,
): Promise<Ready> {
  const [due] = await tx.select().from(order).where(eq(order.id, orderId)).for('update')
  if (due?.state !== 'pending_payment' || due.expiresAt === null)
    throw new Problem('conflict', 'payments.not_waiting', words.notWaiting)
  const port = ports.find(one => one.provider === due.payBy)
  if (port === undefined) throw new Problem('unavailable', 'payments.unavailable', words.unavailable)
  const [waiting] = await tx
    .select({ id: payment.id, reference: payment.reference })
    .from(payment)
    .where(and(eq(payment.orderId, orderId), eq(payment.provider, port.provider), eq(payment.state, 'pending')))
    .orderBy(desc(payment.createdAt))
    .limit(1)
  const { number, token, totalAmount, currency, email, language } = due
  const of = { orderId, number, token, totalAmount, currency, email, buyer: due.address.name, language, returnTo }
  const payableUntil = (paymentId: string, expiresAt: Date): Payable => {
    return { ...of, paymentId, until: new Date(expiresAt.getTime() - marginMs) }
  }
  const isInTime = due.expiresAt.getTime() - marginMs >= now.getTime() + shortestMs
  if (waiting !== undefined && (isInTime || waiting.reference !== null))
    return { payable: payableUntil(waiting.id, due.expiresAt), reference: waiting.reference, port }
  const expiresAt = isInTime ? due.expiresAt : await giveTime(tx, { orderId, placedAt: due.placedAt, now })
  // What was begun with less time, and of which nobody heard, is begun anew: its page would close at another time.
  if (waiting !== undefined) await tx.update(payment).set({ state: 'failed' }).where(eq(payment.id, waiting.id))
  const { provider } = port
  const [made] = await tx
    .insert(payment)
    .values({ orderId, provider, amount: totalAmount, currency, state: 'pending', createdAt: now })
    .returning({ id: payment.id })
  if (made === undefined) throw new Error('the payment that was just made is not there')
  return { payable: payableUntil(made.id, expiresAt), reference: null, port }
}

/** Lets an order wait longer, but not for ever. */
async function giveTime(
  tx: Transaction,
  { orderId, placedAt, now }: { orderId: string; placedAt: Date; now: Date },
): Promise<Date> {
  const expiresAt = new Date(now.getTime() + shortestMs + 2 * marginMs)
  if (expiresAt.getTime() > placedAt.getTime() + longestMs)
    throw new Problem('conflict', 'payments.too_late', words.tooLate)
  await tx.update(order).set({ expiresAt }).where(eq(order.id, orderId))
  return expiresAt
}

/** Keeps the provider's name for a payment. False where it has one by now. */
async function keep(
  db: Database,
  { paymentId, reference }: { paymentId: string; reference: string },
): Promise<boolean> {
  const kept = await db
    .update(payment)
    .set({ reference })
    .where(
      and(
        eq(payment.id, paymentId),
        sql`${payment.state} = 'pending'`,
        sql`(${isNull(payment.reference)} or ${eq(payment.reference, reference)})`,
      ),
    )
  return kept.rowCount === 1
}

/** A provider's answer; where it gives none, a refusal that says so. */
async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown
    throw Object.assign(new Problem('unavailable', 'payments.unavailable', words.unavailable), { cause: thrown })
  }
}
