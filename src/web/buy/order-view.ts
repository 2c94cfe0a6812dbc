import type { Database } from '#database'
import { countryName, type Lang, pick } from '#language'
import {
  type Address,
  carrierOf,
  mayCallOff,
  type OrderState,
  type OrderView,
  type PayBy,
  productCards,
  reviewedIn,
} from '#shop'
import type { Amounts } from './totals.tsx'

/** A line of an order, as it was when it was placed. Amounts in minor units of the order's currency. */
export interface OrderedLine {
  position: number
  /** Null where the product is sold no more. */
  productId: string
  slug: string | null
  name: string
  choice: string
  picture: { src: string; srcset: string } | null
  quantity: number
  sumAmount: number
  isAgreed: boolean
  /** Whether its buyer has written a review of it. */
  isReviewed: boolean
  gift: string | null
}

/** An order as its buyer sees it: nothing of who of the staff did what, or why. */
export interface BuyersOrder {
  number: number
  token: string
  state: OrderState
  placedAt: Date
  paidAt: Date | null
  shippedAt: Date | null
  completedAt: Date | null
  /** When it came to nothing, where it did. */
  endedAt: Date | null
  expiresAt: Date | null
  email: string
  address: Address
  country: string
  note: string
  payBy: PayBy
  depositor: string | null
  amounts: Amounts
  /** What was given back, and what is about to be. */
  refundedAmount: number
  refundingAmount: number
  lines: OrderedLine[]
  parcel: { carrier: string; tracking: string; href: string | null } | null
  mayCallOff: boolean
}

/** Shows an order to its buyer, field by field. */
export async function buyersOrder(
  db: Database,
  { order, lang }: { order: OrderView; lang: Lang },
): Promise<BuyersOrder> {
  const [cards, reviewed] = await Promise.all([
    productCards(db, { ids: order.lines.map(line => line.productId) }),
    reviewedIn(db, { orderId: order.id }),
  ])
  const byId = new Map(cards.map(card => [card.id, card]))
  const at = (states: readonly OrderState[]) =>
    order.events.find(({ from, to }) => from !== to && states.includes(to))?.at
  const refunds = (state: 'done' | 'pending') =>
    order.refunds.filter(one => one.state === state).reduce((sum, { amount }) => sum + amount, 0)
  const { number, token, state, placedAt, paidAt, shippedAt, expiresAt, email, address, note, payBy, depositor } = order
  const { goodsAmount, shippingAmount, taxAmount, taxIsIncluded, totalAmount, currency, carrier, tracking } = order
  const isSent = state === 'shipped' || state === 'completed'
  const parcel = isSent && carrier ? carrierOf(carrier, tracking) : null
  return {
    ...{ number, token, state, placedAt, paidAt, shippedAt, expiresAt, email, address, note, payBy, depositor },
    country: countryName(lang, address.country),
    completedAt: at(['completed']) ?? null,
    endedAt: state === 'cancelled' || state === 'expired' ? (at([state]) ?? null) : null,
    amounts: { goodsAmount, shippingAmount, taxAmount, taxIsIncluded, totalAmount, currency },
    refundedAmount: refunds('done'),
    refundingAmount: refunds('pending'),
    lines: order.lines.map((line): OrderedLine => {
      const card = byId.get(line.productId)
      return {
        position: line.position,
        productId: line.productId,
        slug: card?.slug ?? null,
        name: pick(lang, line.name),
        choice: pick(lang, line.choice),
        picture: card?.image ? { src: card.image.src, srcset: card.image.srcset } : null,
        quantity: line.quantity,
        sumAmount: line.unitAmount * line.quantity,
        isAgreed: line.offerId !== null,
        isReviewed: reviewed.has(line.productId),
        gift: line.gift,
      }
    }),
    parcel: parcel && { carrier: pick(lang, parcel.name), tracking: tracking ?? '', href: parcel.href },
    mayCallOff: mayCallOff(state),
  }
}
