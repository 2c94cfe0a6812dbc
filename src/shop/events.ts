import * as v from 'valibot'
import { type EventKind, eventKind } from '#database'
import type { OrderState } from './order/states.ts'

const ofOrder = v.object({ orderId: v.string() })
const ofProduct = v.object({ productId: v.string() })

/** What happens to orders. */
export const orderPlaced = eventKind('shop.order_placed', ofOrder)
export const orderPaid = eventKind('shop.order_paid', ofOrder)
export const orderShipped = eventKind('shop.order_shipped', ofOrder)
export const orderCompleted = eventKind('shop.order_completed', ofOrder)
export const orderCancelled = eventKind('shop.order_cancelled', ofOrder)
export const orderExpired = eventKind('shop.order_expired', ofOrder)
/** Money of an order went back to its buyer. */
export const orderRefunded = eventKind('shop.order_refunded', ofOrder)

/** The goods have arrived, and their buyer is asked, once, what they think of them. */
export const reviewAsked = eventKind('shop.review_asked', ofOrder)

/** A product is on sale that was not before. */
export const productPublished = eventKind('shop.product_published', ofProduct)
/**
 * What shoppers see of a product that they saw before is another: words, pictures, prices, whether there are any left;
 * or they do not see it any more. Once for each product in a transaction.
 */
export const productChanged = eventKind('shop.product_changed', ofProduct)

/** The fact that tells of an order's coming to a state. */
export const movedTo: Partial<Record<OrderState, EventKind<{ orderId: string }>>> = {
  paid: orderPaid,
  shipped: orderShipped,
  completed: orderCompleted,
  cancelled: orderCancelled,
  expired: orderExpired,
}
