import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { testDatabase } from '../../../test/database.ts'
import { aProduct, sell, testShop } from '../fixture.ts'
import { offer } from '../offer-schema.ts'
import { order } from '../order-schema.ts'
import { settle } from '../payment/settle.ts'
import { product, stock, variant } from '../schema.ts'
import { callOffOrder } from './by-buyer.ts'
import { addOfferToCart, addToCart, cartOf } from './cart.ts'
import { expireOrders } from './expire.ts'
import { anOffer, anOrder, goods, later, line, now, stockOf } from './fixture.ts'
import { moveOrder } from './move.ts'
import { type PlacedOrder, placeOrder } from './place.ts'
import { quoteOf } from './quote.ts'
import { adoptOrders, findOrder } from './read.ts'
import type { OrderState } from './states.ts'

const database = await testDatabase()
const shop = await testShop(database)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

async function placed(changes: Parameters<typeof anOrder>[0]): Promise<PlacedOrder> {
  const outcome = await placeOrder(db, anOrder(changes))
  return outcome.kind === 'placed' ? outcome.order : assert.fail(outcome.kind)
}

const move = (orderId: string, to: OrderState, restock = false) =>
  db.transaction(tx => moveOrder(tx, { orderId, to, by: null, why: 'test', now, restock }))

/** A shopper with two mugs in the cart, and the lines of a checkout of it. */
async function withCart() {
  const mug = await goods(db, 50)
  const shopperId = randomUUID()
  await addToCart(db, { touchId: randomUUID(), shopperId, variantId: mug.variantId, quantity: 2, now })
  const cart = await cartOf(db, { shopperId, now })
  const lines = cart.map(({ id: cartLineId, variantId, quantity }) => ({
    ...{ cartLineId, variantId, quantity },
    offerId: null,
  }))
  return { mug, shopperId, lines }
}

test('a cart that stands at the checkout in two windows is ordered once', async () => {
  const { mug, shopperId, lines } = await withCart()
  const outcomes = await Promise.all(
    [1, 2, 3].map(() => placeOrder(db, anOrder({ shopperId, lines, expectedTotal: 24_000 }))),
  )
  assert.deepEqual(outcomes.map(one => one.kind).toSorted(), ['cart_gone', 'cart_gone', 'placed'])
  assert.deepEqual(await stockOf(db, mug.variantId), { onHand: 50, reserved: 2 })
})

test('a line of somebody else’s cart is not ordered', async () => {
  const { mug, shopperId, lines } = await withCart()
  assert.equal((await placeOrder(db, anOrder({ lines, expectedTotal: 24_000 }))).kind, 'cart_gone')
  assert.equal((await cartOf(db, { shopperId, now })).length, 1)
  assert.deepEqual(await stockOf(db, mug.variantId), { onHand: 50, reserved: 0 })
})

test('an agreed price is never more than everybody pays today', async () => {
  const mug = await goods(db, 50)
  const shopperId = randomUUID()
  const offerId = await anOffer(db, { shopperId, ...mug, unitAmount: 9_000, quantity: 2 })
  await addOfferToCart(db, { shopperId, offerId, now })
  await db.update(variant).set({ saleAmount: 8_000 }).where(eq(variant.id, mug.variantId))
  assert.equal((await cartOf(db, { shopperId, now }))[0]?.unitAmount, 8_000)
  const { id } = await placed({ shopperId, lines: [line(mug.variantId, 2, offerId)], expectedTotal: 16_000 })
  assert.equal((await findOrder(db, { id }))?.lines[0]?.unitAmount, 8_000)
  const [used] = await db.select().from(offer).where(eq(offer.id, offerId))
  assert.deepEqual([used?.state, used?.usedBy], ['used', id])
})

test('an order that comes to nothing waits for no money, however it was to be paid', async () => {
  const mug = await goods(db, 50, 0)
  for (const payBy of ['transfer', 'delivery', 'stripe', 'portone'] as const) {
    const made = await placed({ lines: [line(mug.variantId)], expectedTotal: 0, payBy })
    const kept = await findOrder(db, { id: made.id })
    assert.deepEqual([made.state, kept?.state, kept?.expiresAt], ['paid', 'paid', null])
    assert.deepEqual(
      kept?.payments.map(({ state, amount }) => [state, amount]),
      [['paid', 0]],
    )
  }
  assert.deepEqual(await stockOf(db, mug.variantId), { onHand: 46, reserved: 0 })
})

test('money that comes late for what is sold no more pays nothing and goes back', async () => {
  const [mug, pan] = [await goods(db, 5), await goods(db, 5)]
  const lines = [line(mug.variantId), line(pan.variantId)]
  const { id } = await placed({ lines, expectedTotal: 24_000, payBy: 'stripe' })
  await expireOrders(db, { now: later(61) })
  await db.delete(product).where(eq(product.id, pan.productId))
  const fact = { provider: 'stripe', reference: 'cs_late', orderId: id, amount: 24_000, currency: 'KRW' } as const
  assert.deepEqual(await settle(db, { fact, eventId: null, by: null, now: later(62) }), { kind: 'returned' })
  assert.equal((await findOrder(db, { id }))?.state, 'expired')
  assert.deepEqual(await stockOf(db, mug.variantId), { onHand: 5, reserved: 0 })
})

test('what comes back after it was sent, or after it arrived, can go into the stock again', async () => {
  const mug = await goods(db, 5)
  for (const last of ['shipped', 'completed'] as const) {
    const { id } = await placed({ lines: [line(mug.variantId)], expectedTotal: 12_000, payBy: 'delivery' })
    await move(id, 'shipped')
    if (last === 'completed') await move(id, 'completed')
    assert.equal((await move(id, 'cancelled', true)).kind, 'moved')
    assert.deepEqual(await stockOf(db, mug.variantId), { onHand: 5, reserved: 0 })
  }
})

test('more than an order may come to is refused as such, and places nothing', async () => {
  const gold = await goods(db, 5_000, Number.MAX_SAFE_INTEGER)
  const lines = [line(gold.variantId, 99)]
  const wanted = anOrder({ lines, expectedTotal: Number.MAX_SAFE_INTEGER * 99 })
  await assert.rejects(placeOrder(db, wanted), { code: 'shop.too_much' })
  assert.deepEqual(await stockOf(db, gold.variantId), { onHand: 5_000, reserved: 0 })
})

test('tax is counted to the nearest minor unit, and the parts are the whole', () => {
  const zone = { id: '', countries: ['*'], priceAmount: 3_000, freeFromAmount: null, perKilogramAmount: 0 }
  const of = (amounts: number[], rateBasisPoints: number, isIncluded: boolean) => {
    const lines = amounts.map(unitAmount => ({ unitAmount, quantity: 1, weightGrams: 0 }))
    return quoteOf({ lines, zone, tax: { country: 'KR', rateBasisPoints, isIncluded } })
  }
  // Half a unit goes up.
  assert.deepEqual(of([5, 15, 25], 1_000, false).lineTaxes, [1, 2, 3])
  const amounts = Array.from({ length: 40 }, (_, i) => 3_333 + i * 77)
  for (const isIncluded of [true, false]) {
    const quote = of(amounts, 825, isIncluded)
    const lineTax = quote.lineTaxes.reduce((sum, tax) => sum + tax, 0)
    const onShipping = of([0], 825, isIncluded).taxAmount
    assert.equal(quote.taxAmount, lineTax + onShipping)
    assert.equal(quote.totalAmount, quote.goodsAmount + quote.shippingAmount + (isIncluded ? 0 : quote.taxAmount))
  }
})

test('one order that cannot be ended keeps no other from ending', async () => {
  const [mug, pan] = [await goods(db, 5), await goods(db, 5)]
  const first = await placed({ lines: [line(mug.variantId)], expectedTotal: 12_000, payBy: 'stripe' })
  const second = await placed({ lines: [line(pan.variantId)], expectedTotal: 12_000, payBy: 'stripe', now: later(1) })
  // Somebody wrote to the database by hand.
  await db.update(stock).set({ reserved: 0 }).where(eq(stock.variantId, mug.variantId))
  await assert.rejects(expireOrders(db, { now: later(62) }), AggregateError)
  assert.equal((await findOrder(db, { id: first.id }))?.state, 'pending_payment')
  assert.equal((await findOrder(db, { id: second.id }))?.state, 'expired')
  await db.update(stock).set({ reserved: 1 }).where(eq(stock.variantId, mug.variantId))
  await expireOrders(db, { now: later(62) })
})

test('a guest’s orders become a member’s, also where both sent a checkout under the same id', async () => {
  const mug = await goods(db, 50)
  const [guest, member, checkoutId] = [randomUUID(), randomUUID(), randomUUID()]
  for (const shopperId of [guest, member])
    await placed({ shopperId, checkoutId, lines: [line(mug.variantId)], expectedTotal: 12_000 })
  await adoptOrders(db, { from: guest, to: member })
  assert.equal(await db.$count(order, eq(order.shopperId, member)), 2)
  assert.equal(await db.$count(order, eq(order.shopperId, guest)), 0)
})

test('called off while its money comes, an order is either paid or given back, never both nor neither', async () => {
  const mug = await goods(db, 500)
  for (let i = 0; i < 10; i += 1) {
    const { id, token } = await placed({ lines: [line(mug.variantId)], expectedTotal: 12_000, payBy: 'stripe' })
    const fact = {
      provider: 'stripe',
      reference: `cs_race_${i}`,
      orderId: id,
      amount: 12_000,
      currency: 'KRW',
    } as const
    const [called, settled] = await Promise.all([
      callOffOrder(db, { token, now }),
      settle(db, { fact, eventId: null, by: null, now }),
    ])
    const { state, refunds = [], keptAmount } = (await findOrder(db, { id })) ?? {}
    if (called.kind === 'cancelled')
      assert.deepEqual([state, settled.kind, refunds[0]?.amount], ['cancelled', 'returned', 12_000])
    else assert.deepEqual([state, settled.kind, keptAmount, refunds.length], ['paid', 'paid', 12_000, 0])
  }
})

test('a product that is sold out, or there again, is told of once, and nothing else is', async () => {
  const told = async (productId: string) => {
    const { rowCount } = await database.pool.query(
      `delete from database.event where name = 'shop.product_changed' and data ->> 'productId' = $1`,
      [productId],
    )
    return rowCount
  }
  const mug = await goods(db, 3)
  const [one, two] = [line(mug.variantId), line(mug.variantId, 2)]
  const first = await placed({ lines: [one], expectedTotal: 12_000 })
  assert.equal(await told(mug.productId), 0, 'some are left')
  await placed({ lines: [two], expectedTotal: 24_000, payBy: 'stripe' })
  assert.equal(await told(mug.productId), 1, 'the last were taken')
  await move(first.id, 'paid')
  assert.equal(await told(mug.productId), 0, 'what was taken is paid')
  await expireOrders(db, { now: later(61) })
  assert.equal(await told(mug.productId), 1, 'there again, not paid in time')

  const pan = await goods(db, 1)
  const wanted = anOrder({ lines: [two, line(pan.variantId, 2)], expectedTotal: 48_000 })
  assert.equal((await placeOrder(db, wanted)).kind, 'sold_out')
  assert.equal(await told(mug.productId), 0, 'an order that came to nothing')

  const sent = await placed({ lines: [two], expectedTotal: 24_000, payBy: 'delivery' })
  assert.equal(await told(mug.productId), 1, 'taken again')
  await move(sent.id, 'shipped')
  await move(sent.id, 'cancelled')
  assert.equal(await told(mug.productId), 0, 'it came back broken')
  await move(first.id, 'cancelled', true)
  assert.equal(await told(mug.productId), 1, 'it came back whole')

  const hidden = await placed({ lines: [one], expectedTotal: 12_000 })
  await told(mug.productId)
  await db.update(product).set({ publishedAt: null }).where(eq(product.id, mug.productId))
  await move(hidden.id, 'cancelled')
  assert.equal(await told(mug.productId), 0, 'shoppers do not see it')
})

test('a product of which several variants are sold out at once is told of once', async () => {
  const values = ['red', 'blue'].map(key => ({ key, name: { ko: key, en: key }, swatch: '#3a3f42' }))
  const variants = values.map(({ key }) => ({ sku: `TIN-${key}`, options: { color: key }, price: 12_000, stock: 1 }))
  const options = [{ key: 'color', name: { ko: '색', en: 'Colour' }, values }]
  const [productId = ''] = await sell(db, [aProduct({ slug: 'tin', options, variants })])
  const tins = await db.select({ id: variant.id }).from(variant).where(eq(variant.productId, productId))
  const { id } = await placed({ lines: tins.map(tin => line(tin.id)), expectedTotal: 24_000 })
  await move(id, 'cancelled')
  const { rows } = await database.pool.query(
    `select 1 from database.event where name = 'shop.product_changed' and data ->> 'productId' = $1`,
    [productId],
  )
  assert.equal(rows.length, 2)
})
