import { randomBytes, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Transaction } from '#database'
import type { Localized } from '#language'
import {
  choosable,
  order,
  orderEvent,
  orderLine,
  payment,
  quoteFor,
  review,
  reviewPicture,
  reviewVote,
  variant,
} from '#shop'
import type { DemoPurchase } from './trade.ts'

const day = 24 * 60 * 60 * 1000

/** Steps of an order that arrived, in days after it was placed, as its history tells them. */
const steps = [
  { to: 'awaiting_deposit', why: 'placed', after: 0 },
  { to: 'paid', why: 'paid_transfer', after: 0.2 },
  { to: 'shipped', why: 'shipped', after: 1 },
  { to: 'completed', why: 'received', after: 3 },
] as const
/** A review is written so many days after the order. */
const reviewedAfter = 4

/**
 * Writes something that was bought, sent and received, and its review. It happened before the shop was opened here: it
 * takes nothing from the stock, and nobody is told of it.
 */
export async function writePurchase(
  tx: Transaction,
  { purchase, pictures, shopkeeper }: { purchase: DemoPurchase; pictures: readonly string[]; shopkeeper: Localized },
): Promise<void> {
  const { sku, quantity, boughtOn, author, stars, text, language, helpful, answer } = purchase
  const [found] = await tx.select({ id: variant.id }).from(variant).where(eq(variant.sku, sku))
  const goods = found && (await choosable(tx, { variantIds: [found.id] })).get(found.id)
  if (goods === undefined) throw new Error(`The demo shop sells no ${sku}, which somebody bought.`)
  const { productId, variantId, name, choice, priceNow: unitAmount } = goods
  const lines = [{ ...goods, unitAmount, quantity }]
  const { quote, currency } = await quoteFor(tx, { lines, country: 'KR' })
  const { lineTaxes, ...amounts } = quote
  const shopperId = randomUUID()
  const at = (days: number) => new Date(boughtOn.getTime() + days * day)
  const [placed] = await tx
    .insert(order)
    .values({
      token: randomBytes(24).toString('base64url'),
      checkoutId: randomUUID(),
      shopperId,
      email: 'nobody@modak.example',
      address: {
        country: 'KR',
        name: author,
        phone: '010-0000-0000',
        postcode: '00000',
        line1: '예시시 예시구 예시로 1',
        line2: '',
        city: '',
        region: '',
      },
      note: '',
      language,
      currency,
      ...amounts,
      payBy: 'transfer',
      depositor: author,
      state: 'completed',
      placedAt: boughtOn,
      paidAt: at(0.2),
      shippedAt: at(1),
    })
    .returning({ id: order.id })
  if (placed === undefined) throw new Error('the order that was just written is not there')
  const orderId = placed.id
  await tx.insert(orderLine).values({
    ...{
      orderId,
      position: 0,
      variantId,
      productId,
      sku,
      name,
      choice,
      unitAmount,
      quantity,
      offerId: null,
      gift: null,
    },
    taxAmount: lineTaxes[0] ?? 0,
  })
  await tx
    .insert(orderEvent)
    .values(steps.map(({ to, why, after }, i) => ({ orderId, at: at(after), from: steps[i - 1]?.to ?? null, to, why })))
  await tx.insert(payment).values({
    ...{ orderId, provider: 'transfer', reference: `transfer:${orderId}`, state: 'paid', currency },
    ...{ amount: amounts.totalAmount, createdAt: boughtOn, paidAt: at(0.2) },
  })
  const id = randomUUID()
  const answered = answer === undefined ? {} : { answer, answeredAt: at(5), answeredBy: shopkeeper[language] }
  const words = { author, stars, text, language, writtenAt: at(reviewedAfter), ...answered }
  await tx.insert(review).values({ id, productId, orderId, shopperId, ...words })
  const shown = pictures.map((assetId, position) => ({ reviewId: id, position, assetId }))
  if (shown.length > 0) await tx.insert(reviewPicture).values(shown)
  const votes = Array.from({ length: helpful }, () => ({
    ...{ reviewId: id, personId: randomUUID(), kind: 'helpful' as const, at: at(reviewedAfter + 1) },
  }))
  if (votes.length > 0) await tx.insert(reviewVote).values(votes)
}
