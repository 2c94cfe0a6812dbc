import { and, eq, gt, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import { offer } from '../offer-schema.ts'
import { orderLine } from '../order-schema.ts'

/**
 * Uses an accepted offer for an order: one conditional statement, so that it is used once, by the right person, in time,
 * and for what was agreed. Gives false where it may not be.
 */
export async function redeemOffer(
  tx: Transaction,
  {
    offerId,
    orderId,
    shopperId,
    variantId,
    quantity,
    now,
  }: { offerId: string; orderId: string; shopperId: string; variantId: string; quantity: number; now: Date },
): Promise<boolean> {
  const isTheirs = and(eq(offer.shopperId, shopperId), eq(offer.variantId, variantId), eq(offer.quantity, quantity))
  const rows = await tx
    .update(offer)
    .set({ state: 'used', usedBy: orderId })
    .where(and(eq(offer.id, offerId), eq(offer.state, 'accepted'), gt(offer.expiresAt, now), isTheirs))
    .returning({ id: offer.id })
  return rows.length === 1
}

/** Gives the offers of an order that came to nothing back to their shopper, as far as they are in time. */
export async function releaseOffers(tx: Transaction, { orderId, now }: { orderId: string; now: Date }): Promise<void> {
  await tx
    .update(offer)
    .set({
      state: sql`case when ${offer.expiresAt} > ${now.toISOString()}::timestamptz then 'accepted' else 'expired' end`,
      usedBy: null,
    })
    .where(and(eq(offer.usedBy, orderId), eq(offer.state, 'used')))
}

/** Uses the offers of an order again that was paid late; false where one of them was used for something else. */
export async function takeOffersAgain(tx: Transaction, { orderId }: { orderId: string }): Promise<boolean> {
  const lines = await tx
    .select({ offerId: orderLine.offerId })
    .from(orderLine)
    .where(and(eq(orderLine.orderId, orderId), sql`${orderLine.offerId} is not null`))
    .orderBy(orderLine.offerId)
  for (const { offerId } of lines) {
    if (offerId === null) continue
    const rows = await tx
      .update(offer)
      .set({ state: 'used', usedBy: orderId })
      .where(and(eq(offer.id, offerId), sql`${offer.state} in ('accepted', 'expired')`))
      .returning({ id: offer.id })
    if (rows.length === 0) return false
  }
  return true
}
