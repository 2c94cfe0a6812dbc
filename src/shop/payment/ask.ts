import { and, eq, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { Database } from '#database'
import { payment } from '../order-schema.ts'
import { type Heard, hear } from './hear.ts'
import type { PaymentPort } from './port.ts'

/** How long a payment is asked about, in days; after that only a webhook tells of it. */
const askedDays = 4

/** What came of asking; `unanswered` are the payments whose provider did not answer, and why. */
export interface Asked {
  asked: number
  unanswered: { paymentId: string; why: unknown }[]
}

/**
 * Asks the providers about payments that wait: their webhooks may be lost. Those asked longest ago come first, each
 * less often the longer it waits, from once a minute to once an hour. Several processes may do it at once.
 */
export async function askPayments(
  db: Database,
  ports: readonly PaymentPort[],
  { now, limit = 50 }: { now: Date; limit?: number },
): Promise<Asked> {
  const providers = ports.map(port => port.provider)
  if (providers.length === 0) return { asked: 0, unanswered: [] }
  await giveUp(db, { now })
  const lately = sql`greatest(${payment.askedAt}, ${payment.createdAt})`
  const patience = sql`least(greatest((${lately} - ${payment.createdAt}) / 2, interval '1 minute'), interval '1 hour')`
  const due = await db.transaction(async tx => {
    const rows = await tx
      .select({ id: payment.id })
      .from(payment)
      .where(
        and(
          eq(payment.state, 'pending'),
          isNotNull(payment.reference),
          inArray(payment.provider, providers),
          sql`${lately} + ${patience} <= ${now.toISOString()}::timestamptz`,
        ),
      )
      .orderBy(sql`${payment.askedAt} nulls first`)
      .limit(limit)
      .for('update', { skipLocked: true })
    if (rows.length === 0) return []
    const ids = rows.map(row => row.id)
    const columns = { id: payment.id, provider: payment.provider, reference: payment.reference }
    return tx.update(payment).set({ askedAt: now }).where(inArray(payment.id, ids)).returning(columns)
  })
  const unanswered: Asked['unanswered'] = []
  for (const { id: paymentId, provider, reference } of due) {
    const port = ports.find(one => one.provider === provider)
    if (port === undefined || reference === null) continue
    try {
      await hear(db, { standing: await port.ask({ reference }), failedRefund: null, eventId: null, now })
    } catch (why) {
      unanswered.push({ paymentId, why })
    }
  }
  return { asked: due.length, unanswered }
}

/** Asks the provider about an order's payments at once, as when its buyer comes back. */
export async function askOrder(
  db: Database,
  ports: readonly PaymentPort[],
  { orderId, now }: { orderId: string; now: Date },
): Promise<Heard> {
  const waiting = await db
    .select({ provider: payment.provider, reference: payment.reference })
    .from(payment)
    .where(and(eq(payment.orderId, orderId), eq(payment.state, 'pending'), isNotNull(payment.reference)))
  let heard: Heard = { kind: 'nothing' }
  for (const { provider, reference } of waiting) {
    const port = ports.find(one => one.provider === provider)
    if (port === undefined || reference === null) continue
    heard = await hear(db, { standing: await port.ask({ reference }), failedRefund: null, eventId: null, now })
  }
  return heard
}

async function giveUp(db: Database, { now }: { now: Date }): Promise<void> {
  const since = new Date(now.getTime() - askedDays * 24 * 60 * 60 * 1000)
  await db
    .update(payment)
    .set({ state: 'failed' })
    .where(
      and(eq(payment.state, 'pending'), inArray(payment.provider, ['stripe', 'portone']), lt(payment.createdAt, since)),
    )
}
