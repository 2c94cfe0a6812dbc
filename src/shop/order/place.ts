import { randomBytes } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Database, emit, type Transaction } from '#database'
import { Problem } from '#edge'
import { type Lang, shop as words } from '#language'
import { orderPlaced } from '../events.ts'
import { offer } from '../offer-schema.ts'
import { cartLine, order, orderEvent, orderLine, payment, shippingZone, taxRegion } from '../order-schema.ts'
import type { Address } from './address.ts'
import { lockCart } from './cart.ts'
import { agreedNow, type Choosable, choosable } from './choosable.ts'
import { moveOrder } from './move.ts'
import { redeemOffer } from './offers.ts'
import { type Quote, quoteOf, taxOf, zoneOf } from './quote.ts'
import type { OrderState } from './states.ts'
import { reserve } from './stock.ts'

/**
 * One line of an order to be: a variant, how many, and the offer whose price was agreed on. One that comes from a cart
 * says from which of its lines: that must be there still.
 */
export interface WantedLine {
  variantId: string
  quantity: number
  offerId: string | null
  cartLineId?: string
}

export type PayBy = 'transfer' | 'delivery' | 'stripe' | 'portone'

/** What a buyer hands in. Prices are none of it; `expectedTotal` is what they were shown. */
export interface PlaceOrder {
  checkoutId: string
  shopperId: string
  lines: readonly WantedLine[]
  email: string
  address: Address
  note: string
  language: Lang
  payBy: PayBy
  depositor: string | null
  expectedTotal: number
  now: Date
}

/** An order that is placed, as the next step needs it. */
export interface PlacedOrder {
  id: string
  number: number
  token: string
  state: OrderState
  totalAmount: number
  currency: string
  expiresAt: Date | null
}

/**
 * What became of it. `again`: this checkout was placed before. `sold_out`: there is not enough of a variant. `changed`:
 * it comes to something else than the buyer was shown. `offer_gone`: an agreed price cannot be had any more. `cart_gone`:
 * another checkout has taken it out of the cart. Of the last four nothing is left.
 */
export type Placed =
  | { kind: 'placed' | 'again'; order: PlacedOrder }
  | { kind: 'sold_out'; variantId: string }
  | { kind: 'changed'; quote: Quote }
  | { kind: 'offer_gone'; offerId: string }
  | { kind: 'cart_gone' }

/** The largest total, in minor units: as many digits as the checkout hands in. */
const largestTotal = 999_999_999_999_999

/** How long an order waits for its payment, in minutes, by the way of paying. At the door nobody waits. */
const patienceMinutes: Readonly<Record<PayBy, number | null>> = {
  transfer: 3 * 24 * 60,
  delivery: null,
  // Longer than the payment page lives, so that who pays in time has the goods.
  stripe: 60,
  portone: 60,
}

const firstState: Readonly<Record<PayBy, OrderState>> = {
  transfer: 'awaiting_deposit',
  delivery: 'confirmed',
  stripe: 'pending_payment',
  portone: 'pending_payment',
}

/** What makes the transaction end without an order. */
class NotPlaced extends Error {
  readonly outcome: Placed
  constructor(outcome: Placed) {
    super('not placed')
    this.outcome = outcome
  }
}

/**
 * Places an order: prices from the catalogue and the offers alone, offers used, pieces set aside, all of it or nothing
 * in one transaction. The same `checkoutId` again gives the same order. One that comes to nothing is paid by that.
 * @throws Problem `invalid` for nothing to buy, for a country that the shop does not send to, and for too much.
 */
export async function placeOrder(db: Database, wanted: PlaceOrder): Promise<Placed> {
  try {
    return await db.transaction(tx => place(tx, wanted))
  } catch (thrown) {
    if (thrown instanceof NotPlaced) return thrown.outcome
    throw thrown
  }
}

async function place(tx: Transaction, wanted: PlaceOrder): Promise<Placed> {
  const { checkoutId, shopperId, payBy, now } = wanted
  // Sent twice at once, or from two windows, the second waits here for the first.
  await lockCart(tx, { shopperId })
  const before = await placedBefore(tx, { checkoutId, shopperId })
  if (before !== null) return { kind: 'again', order: before }
  const goods = await pricedLines(tx, wanted)
  const { quote, currency } = await quoteFor(tx, { lines: goods, country: wanted.address.country })
  if (quote.totalAmount !== wanted.expectedTotal) throw new NotPlaced({ kind: 'changed', quote })
  const isFree = quote.totalAmount === 0
  const patience = isFree ? null : patienceMinutes[payBy]
  const state = isFree ? 'pending_payment' : firstState[payBy]
  const [placed] = await tx
    .insert(order)
    .values({
      token: randomBytes(24).toString('base64url'),
      checkoutId,
      shopperId,
      email: wanted.email,
      address: wanted.address,
      note: wanted.note,
      language: wanted.language,
      currency,
      goodsAmount: quote.goodsAmount,
      shippingAmount: quote.shippingAmount,
      taxAmount: quote.taxAmount,
      taxIsIncluded: quote.taxIsIncluded,
      totalAmount: quote.totalAmount,
      payBy,
      depositor: wanted.depositor,
      state,
      expiresAt: patience === null ? null : new Date(now.getTime() + patience * 60_000),
      placedAt: now,
    })
    .returning(placedColumns)
  if (placed === undefined) throw new Error('the order that was just placed is not there')
  const orderId = placed.id
  const lines = goods.map((line, position) => ({
    orderId,
    position,
    variantId: line.variantId,
    productId: line.productId,
    sku: line.sku,
    name: line.name,
    choice: line.choice,
    unitAmount: line.unitAmount,
    quantity: line.quantity,
    taxAmount: quote.lineTaxes[position] ?? 0,
    offerId: line.offerId,
    gift: line.gift,
  }))
  // Each names its variant, which holds it: in one order for all, as with whoever writes products.
  await tx.insert(orderLine).values(lines.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1)))
  await tx.insert(orderEvent).values({ orderId, at: now, from: null, to: state, by: shopperId, why: 'placed' })
  await tx.insert(payment).values({
    orderId,
    provider: payBy,
    amount: quote.totalAmount,
    currency,
    state: 'pending',
    createdAt: now,
  })
  for (const line of goods.toSorted((a, b) => ((a.offerId ?? '') < (b.offerId ?? '') ? -1 : 1))) {
    if (line.offerId === null) continue
    const { offerId, variantId, quantity } = line
    const isUsed = await redeemOffer(tx, { offerId, orderId, shopperId, variantId, quantity, now })
    if (!isUsed) throw new NotPlaced({ kind: 'offer_gone', offerId })
  }
  const missing = await reserve(tx, { pieces: goods })
  if (missing !== null) throw new NotPlaced({ kind: 'sold_out', variantId: missing })
  if (!(await takeFromCart(tx, wanted))) throw new NotPlaced({ kind: 'cart_gone' })
  await emit(tx, orderPlaced({ orderId }))
  if (!isFree) return { kind: 'placed', order: placed }
  await moveOrder(tx, { orderId, to: 'paid', by: null, why: 'nothing_due', now })
  await tx.update(payment).set({ state: 'paid', paidAt: now }).where(eq(payment.orderId, orderId))
  return { kind: 'placed', order: { ...placed, state: 'paid' } }
}

const placedColumns = {
  id: order.id,
  number: order.number,
  token: order.token,
  state: order.state,
  totalAmount: order.totalAmount,
  currency: order.currency,
  expiresAt: order.expiresAt,
}

async function placedBefore(
  tx: Transaction,
  { checkoutId, shopperId }: { checkoutId: string; shopperId: string },
): Promise<PlacedOrder | null> {
  const where = and(eq(order.shopperId, shopperId), eq(order.checkoutId, checkoutId))
  const [found] = await tx.select(placedColumns).from(order).where(where)
  return found ?? null
}

type Goods = Choosable & WantedLine & { unitAmount: number; gift: string | null }

async function pricedLines(tx: Transaction, { lines, shopperId }: PlaceOrder): Promise<Goods[]> {
  if (lines.length === 0) throw new Problem('invalid', 'shop.nothing_to_buy', words.nothingToBuy)
  const variants = await choosable(tx, { variantIds: lines.map(line => line.variantId) })
  const offerIds = lines.flatMap(line => line.offerId ?? [])
  const offers = offerIds.length === 0 ? [] : await tx.select().from(offer).where(inArray(offer.id, offerIds))
  return lines.map(line => {
    const variant = variants.get(line.variantId)
    if (variant === undefined) throw new NotPlaced({ kind: 'sold_out', variantId: line.variantId })
    if (line.offerId === null) return { ...variant, ...line, unitAmount: variant.priceNow, gift: null }
    const agreed = offers.find(one => one.id === line.offerId && one.shopperId === shopperId)
    if (agreed === undefined) throw new NotPlaced({ kind: 'offer_gone', offerId: line.offerId })
    return { ...variant, ...line, unitAmount: agreedNow(variant, agreed), gift: agreed.gift }
  })
}

/**
 * What these lines come to when they are sent to a country.
 * @throws Problem `invalid` where the shop does not send to, and for more than an order may come to.
 */
export async function quoteFor(
  tx: Transaction | Database,
  {
    lines,
    country,
  }: { lines: readonly Pick<Goods, 'unitAmount' | 'quantity' | 'weightGrams' | 'currency'>[]; country: string },
): Promise<{ quote: Quote; currency: string }> {
  const zones = await tx.select().from(shippingZone).orderBy(shippingZone.position)
  const taxes = await tx.select().from(taxRegion)
  const zone = zoneOf(zones, country)
  if (zone === null) throw new Problem('invalid', 'shop.not_sent_there', words.notSentThere)
  const quote = quoteOf({ lines, zone, tax: taxOf(taxes, country) })
  if (quote.totalAmount > largestTotal) throw new Problem('invalid', 'shop.too_much', words.tooMuchForOne)
  return { quote, currency: lines[0]?.currency ?? 'KRW' }
}

/** What was bought is no longer in the cart. False where what came from it was not there any more. */
async function takeFromCart(tx: Transaction, { shopperId, lines }: PlaceOrder): Promise<boolean> {
  const plain = lines.filter(line => line.offerId === null).map(line => line.variantId)
  const offers = lines.flatMap(line => line.offerId ?? [])
  const isBought = sql`(${cartLine.offerId} is null and ${cartLine.variantId} = any(${sql.param(plain)}::uuid[])) or ${cartLine.offerId} = any(${sql.param(offers)}::uuid[])`
  const taken = await tx
    .delete(cartLine)
    .where(and(eq(cartLine.shopperId, shopperId), sql`(${isBought})`))
    .returning({ id: cartLine.id })
  return lines.every(({ cartLineId: id }) => id === undefined || taken.some(line => line.id === id))
}
