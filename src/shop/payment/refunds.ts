import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { type Database, emit } from '#database'
import { orderRefunded } from '../events.ts'
import { payment, refund } from '../order-schema.ts'
import { hear, lockOrder, note } from './hear.ts'
import { type PaymentPort, RefundRefused } from './port.ts'

/** How often a provider that does not answer is asked, a minute apart at first and four hours at last: for a day. */
const mostTries = 13

/** How many refunds were done, refused for good, and put off. */
export interface Performed {
  done: number
  failed: number
  later: number
}

/**
 * Gives back the money that is to be given back by a provider, each once however often this is killed on its way: its id
 * is the key. What is refused for good is `failed`, with the reason for the staff. Several processes may do it at once.
 * With an `orderId` only what is due of that order.
 */
export async function performRefunds(
  db: Database,
  ports: readonly PaymentPort[],
  { now, orderId, limit = 20 }: { now: Date; orderId?: string; limit?: number },
): Promise<Performed> {
  const performed: Performed = { done: 0, failed: 0, later: 0 }
  for (const due of await claim(db, ports, { now, orderId, limit })) {
    const port = ports.find(one => one.provider === due.provider)
    if (port === undefined) continue
    const { reference, amount, currency, reason, id: key } = due
    try {
      const made = await port.refund({ reference, amount, currency, reason, key })
      if (await finish(db, { ...due, state: 'done', reference: made, trouble: null, now })) performed.done += 1
    } catch (thrown) {
      const trouble = (thrown instanceof Error ? thrown.message : String(thrown)).slice(0, 500)
      if (thrown instanceof RefundRefused || due.tries >= mostTries) {
        await finish(db, { ...due, state: 'failed', reference: null, trouble, now })
        performed.failed += 1
        await lookAgain(db, port, { reference, now })
      } else {
        await db.update(refund).set({ trouble }).where(eq(refund.id, key))
        performed.later += 1
      }
    }
  }
  return performed
}

/** What is refused may have gone back already, on the provider's own pages. A provider that is away tells it later. */
async function lookAgain(
  db: Database,
  port: PaymentPort,
  { reference, now }: { reference: string; now: Date },
): Promise<void> {
  const standing = await port.ask({ reference }).catch(() => null)
  if (standing !== null) await hear(db, { standing, failedRefund: null, eventId: null, now })
}

interface Due {
  id: string
  orderId: string
  provider: string
  reference: string
  amount: number
  currency: string
  reason: string
  tries: number
}

/** Takes those whose time has come; who is killed now leaves them for the next time. */
async function claim(
  db: Database,
  ports: readonly PaymentPort[],
  { now, orderId, limit }: { now: Date; orderId: string | undefined; limit: number },
): Promise<Due[]> {
  const providers = ports.map(port => port.provider)
  if (providers.length === 0) return []
  const pause = sql`least(interval '1 minute' * power(2, ${refund.tries} - 1), interval '4 hours')`
  const isDue = sql`(${refund.triedAt} is null or ${refund.triedAt} + ${pause} <= ${now.toISOString()}::timestamptz)`
  return db.transaction(async tx => {
    const rows = await tx
      .select({
        id: refund.id,
        orderId: refund.orderId,
        provider: payment.provider,
        reference: payment.reference,
        amount: refund.amount,
        currency: payment.currency,
        reason: refund.reason,
        tries: refund.tries,
      })
      .from(refund)
      .innerJoin(payment, eq(payment.id, refund.paymentId))
      .where(
        and(
          eq(refund.state, 'pending'),
          inArray(payment.provider, providers),
          isNotNull(payment.reference),
          orderId === undefined ? undefined : eq(refund.orderId, orderId),
          isDue,
        ),
      )
      .orderBy(sql`${refund.triedAt} nulls first`, refund.at)
      .limit(limit)
      .for('update', { skipLocked: true })
    if (rows.length === 0) return []
    const ids = rows.map(row => row.id)
    await tx
      .update(refund)
      .set({ triedAt: now, tries: sql`${refund.tries} + 1` })
      .where(inArray(refund.id, ids))
    return rows.flatMap(row =>
      row.reference === null ? [] : [{ ...row, reference: row.reference, tries: row.tries + 1 }],
    )
  })
}

interface Finish extends Pick<Due, 'id' | 'orderId'> {
  state: 'done' | 'failed'
  reference: string | null
  trouble: string | null
  now: Date
}

async function finish(db: Database, { id, orderId, state, reference, trouble, now }: Finish): Promise<boolean> {
  return db.transaction(async tx => {
    await lockOrder(tx, { orderId })
    const [finished] = await tx
      .update(refund)
      .set({ state, reference, trouble })
      .where(and(eq(refund.id, id), eq(refund.state, 'pending')))
      .returning({ id: refund.id })
    if (finished === undefined) return false
    await note(tx, { orderId, why: state === 'done' ? 'refunded' : 'refund_failed', now })
    if (state === 'done') await emit(tx, orderRefunded({ orderId }))
    return true
  })
}
