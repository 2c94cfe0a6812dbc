import { eq } from 'drizzle-orm'
import type { Database } from '#database'
import { order } from '../order-schema.ts'
import { moveOrder } from './move.ts'
import type { OrderState } from './states.ts'

/** From where a buyer may call an order off alone: it is neither paid nor sent. */
const callableOff: readonly OrderState[] = ['pending_payment', 'awaiting_deposit', 'confirmed']

/** Whether its buyer may call an order off without asking. */
export function mayCallOff(state: OrderState): boolean {
  return callableOff.includes(state)
}

/** What became of it; `too_late`: it was paid or sent meanwhile, and nothing has changed. */
export type CalledOff = { kind: 'cancelled'; orderId: string } | { kind: 'again' | 'too_late' | 'missing' }

/** Calls an order off for whoever holds its token, as long as it is not paid. Twice is once. */
export async function callOffOrder(db: Database, { token, now }: { token: string; now: Date }): Promise<CalledOff> {
  return db.transaction(async tx => {
    const [found] = await tx
      .select({ id: order.id, state: order.state, shopperId: order.shopperId })
      .from(order)
      .where(eq(order.token, token))
      .for('update')
    if (found === undefined) return { kind: 'missing' }
    if (found.state === 'cancelled') return { kind: 'again' }
    if (!mayCallOff(found.state)) return { kind: 'too_late' }
    const orderId = found.id
    const moved = await moveOrder(tx, { orderId, to: 'cancelled', by: found.shopperId, why: 'by_buyer', now })
    return moved.kind === 'moved' ? { kind: 'cancelled', orderId } : { kind: 'too_late' }
  })
}
