import { stringify } from 'csv-stringify/sync'
import type { Database } from '#database'
import { type Accounted, ordersBetween } from '#shop'

const columns = [
  'number',
  'state',
  'placed_at',
  'paid_at',
  'shipped_at',
  'buyer',
  'email',
  'phone',
  'country',
  'postcode',
  'address',
  'note',
  'pay_by',
  'depositor',
  'currency',
  'goods',
  'shipping',
  'tax',
  'tax_is_included',
  'total',
  'refunded',
  'carrier',
  'tracking',
] as const

/** Orders of one reading. */
const atOnce = 500

/**
 * The orders of a span of time as CSV (RFC 4180) in UTF-8, with the mark by which spreadsheets know it, a part at a time.
 * Amounts are in minor units.
 */
export async function* ordersCsv(
  db: Database,
  { from, until }: { from: Date; until: Date },
): AsyncGenerator<string, void> {
  yield `\ufeff${stringify([[...columns]])}`
  for (let after = 0; ; ) {
    const orders = await ordersBetween(db, { from, until, after, limit: atOnce })
    if (orders.length > 0) yield stringify(orders.map(rowOf))
    const last = orders.at(-1)
    if (last === undefined || orders.length < atOnce) return
    after = last.number
  }
}

function rowOf(order: Accounted): string[] {
  const { address } = order
  const lines = [address.line1, address.line2, address.city, address.region].filter(Boolean).join(', ')
  return [
    order.number,
    order.state,
    order.placedAt.toISOString(),
    order.paidAt?.toISOString() ?? '',
    order.shippedAt?.toISOString() ?? '',
    harmless(address.name),
    harmless(order.email),
    harmless(address.phone),
    address.country,
    harmless(address.postcode),
    harmless(lines),
    harmless(order.note),
    order.payBy,
    harmless(order.depositor ?? ''),
    order.currency,
    order.goodsAmount,
    order.shippingAmount,
    order.taxAmount,
    order.taxIsIncluded,
    order.totalAmount,
    order.refundedAmount,
    harmless(order.carrier ?? ''),
    harmless(order.tracking ?? ''),
  ].map(String)
}

/** What a buyer wrote is text to a spreadsheet, never a formula (OWASP, CSV injection). */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
