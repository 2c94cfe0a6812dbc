import { type Lang, orders, payments, officeOrders as words } from '#language'
import type { OrderState, PayBy } from '#shop'

/** How an order stands, in a word. */
export function stateWord(lang: Lang, state: OrderState): string {
  return words[state](lang)
}

/** How a state is marked: what waits, what is good, what came to nothing. */
export function stateTone(state: OrderState): string {
  if (state === 'pending_payment' || state === 'awaiting_deposit') return 'badge wait'
  if (state === 'cancelled' || state === 'expired') return 'badge'
  return state === 'completed' ? 'badge good' : 'badge accent'
}

const ways: Record<PayBy, (lang: Lang) => string> = {
  transfer: orders.byTransfer,
  delivery: orders.byDelivery,
  stripe: lang => `Stripe (${orders.byStripe(lang)})`,
  portone: () => 'PortOne',
}

/** What a way of paying is called. */
export function wayWord(lang: Lang, way: PayBy): string {
  return ways[way](lang)
}

const reasons: Readonly<Record<string, (lang: Lang) => string>> = {
  placed: words.whyPlaced,
  paid_transfer: words.whyPaidTransfer,
  paid_stripe: words.whyPaidProvider,
  paid_portone: words.whyPaidProvider,
  paid_twice: words.whyPaidTwice,
  paid_too_late: words.whyPaidLate,
  paid_wrong_amount: words.whyPaidWrong,
  not_paid_in_time: words.whyNotPaid,
  by_buyer: words.whyByBuyer,
  shipped: words.whyShipped,
  parcel: words.whyParcel,
  completed: words.whyCompleted,
  received: words.whyReceived,
  paid_delivery: words.whyPaidDoor,
  refund: words.whyRefund,
  refunded: words.whyRefunded,
  nothing_due: words.whyNothingDue,
  dispute_opened: words.whyDisputed,
  dispute_over: words.whyDisputeOver,
  dispute_lost: words.whyDisputeLost,
  payment_failed: payments.whyPaymentFailed,
  refund_failed: payments.whyRefundFailed,
  refunded_at_provider: payments.whyAtProvider,
}

/** Why something happened to an order: one of the program's reasons, or what somebody of the staff wrote. */
export function reasonWord(lang: Lang, why: string): string {
  return (Object.hasOwn(reasons, why) ? reasons[why]?.(lang) : undefined) ?? why
}
