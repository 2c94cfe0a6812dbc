import { feeds, type Lang, officeOrders, office as words } from '#language'

const plain = {
  saved: words.saved,
  made: words.made,
  deleted: words.deleted,
  restored: words.restored,
  moved: words.orderSaved,
  merged: words.merged,
  'order-paid': officeOrders.donePaid,
  'order-returned': officeOrders.doneReturned,
  'order-shipped': officeOrders.doneShipped,
  'order-parcel': officeOrders.doneParcel,
  'order-completed': officeOrders.doneCompleted,
  'order-cancelled': officeOrders.doneCancelled,
  'order-remark': officeOrders.doneRemark,
  'order-refund': officeOrders.doneRefund,
  'order-refunded': officeOrders.doneRefunded,
  'order-given-back': officeOrders.doneGivenBack,
  started: feeds.started,
  stopped: feeds.cancelled,
  asked: feeds.asked,
} as const

const counted = {
  published: words.publishedN,
  unpublished: words.unpublishedN,
  category: words.movedN,
  price: words.pricedN,
  sale: words.onSaleN,
  unsale: words.offSaleN,
  stock: words.countedN,
  removed: words.deletedN,
  'orders-paid': officeOrders.donePaidN,
  'orders-shipped': officeOrders.doneShippedN,
} as const

/** What was done, as an address says it; null for what no address of ours says. */
export function doneSentence(
  lang: Lang,
  { done, n }: { done: string | undefined; n: string | undefined },
): string | null {
  if (done === undefined) return null
  if (isOf(plain, done)) return plain[done](lang)
  return isOf(counted, done) ? counted[done](lang, { n: Number(n) || 0 }) : null
}

function isOf<Known extends object>(known: Known, name: string): name is Extract<keyof Known, string> {
  return Object.hasOwn(known, name)
}
