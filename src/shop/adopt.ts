import type { Queryable } from '#database'
import { adoptOffers } from './offer/negotiate.ts'
import { adoptCart } from './order/cart.ts'
import { adoptOrders } from './order/read.ts'
import { adoptReviews } from './review/write.ts'

/**
 * Makes what a guest has in the shop a member's, once they have shown to be the same person: cart, agreed prices,
 * orders and reviews. Doing it again finds nothing left to do.
 */
export async function adoptShopping(tx: Queryable, { from, to }: { from: string; to: string }): Promise<void> {
  if (from === to) return
  await adoptOffers(tx, { from, to })
  await adoptCart(tx, { from, to })
  await adoptOrders(tx, { from, to })
  await adoptReviews(tx, { from, to })
}
