import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../../test/database.ts'
import { testShop } from '../fixture.ts'
import { addOfferToCart, addToCart, adoptCart, cartCount, cartOf, setQuantity } from './cart.ts'
import { expireOrders } from './expire.ts'
import { anOffer, anOrder, goods, later, line, now, stockOf as stockIn } from './fixture.ts'
import { listOrders } from './list.ts'
import { moveOrder } from './move.ts'
import { type Placed, placeOrder } from './place.ts'
import { findOrder } from './read.ts'
import type { OrderState } from './states.ts'

const database = await testDatabase()
const shop = await testShop(database)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const { pool } = database
const stockOf = (variantId: string) => stockIn(db, variantId)

async function placed(changes: Parameters<typeof anOrder>[0]): Promise<string> {
  const outcome = await placeOrder(db, anOrder(changes))
  assert.equal(outcome.kind, 'placed')
  return outcome.kind === 'placed' ? outcome.order.id : ''
}

const move = (orderId: string, to: OrderState, o: { at?: Date; restock?: boolean } = {}) =>
  db.transaction(tx =>
    moveOrder(tx, { orderId, to, by: null, why: 'test', now: o.at ?? now, restock: o.restock ?? false }),
  )

test('an order keeps what was bought as it was, and sets its pieces aside', async () => {
  const mug = await goods(db, 9)
  const id = await placed({ lines: [line(mug.variantId, 2)], expectedTotal: 24_000 })
  await pool.query(`update shop.variant set price_amount = 99000 where id = $1`, [mug.variantId])
  const order = await findOrder(db, { id })
  assert.equal(order?.state, 'awaiting_deposit')
  assert.equal(order?.totalAmount, 24_000)
  assert.deepEqual(
    order?.lines.map(({ sku, quantity, unitAmount }) => [sku, quantity, unitAmount]),
    [[mug.sku, 2, 12_000]],
  )
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 9, reserved: 2 })
  const found = await findOrder(db, { token: order?.token ?? '' })
  assert.equal(found?.id, id)
  assert.equal(await findOrder(db, { token: 'x'.repeat(32) }), null)
})

test('500 buyers of ten pieces get ten, however many come at once, and the others are told so', async () => {
  const mug = await goods(db, 10)
  const outcomes: Placed[] = []
  // More at a time than there are connections, and no more than a busy machine serves before they give up waiting.
  const buyer = async () => {
    for (let n = 0; n < 10; n += 1)
      outcomes.push(await placeOrder(db, anOrder({ lines: [line(mug.variantId)], expectedTotal: 12_000 })))
  }
  await Promise.all(Array.from({ length: 50 }, buyer))
  assert.equal(outcomes.filter(one => one.kind === 'placed').length, 10)
  assert.equal(outcomes.filter(one => one.kind === 'sold_out').length, 490)
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 10, reserved: 10 })
})

test('the same checkout sent many times at once is one order', async () => {
  const mug = await goods(db, 9)
  const wanted = anOrder({ lines: [line(mug.variantId)], expectedTotal: 12_000 })
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => placeOrder(db, wanted)))
  const ids = outcomes.map(one => (one.kind === 'placed' || one.kind === 'again' ? one.order.id : ''))
  assert.equal(new Set(ids).size, 1)
  assert.equal(outcomes.filter(one => one.kind === 'placed').length, 1)
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 9, reserved: 1 })
})

test('a price that the buyer made up, or that has changed, places nothing', async () => {
  const mug = await goods(db, 9)
  const outcome = await placeOrder(db, anOrder({ lines: [line(mug.variantId)], expectedTotal: 1 }))
  assert.equal(outcome.kind, 'changed')
  assert.equal(outcome.kind === 'changed' && outcome.quote.totalAmount, 12_000)
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 9, reserved: 0 })
})

test('an order of several things is all or nothing, and two that share them never wait in a circle', async () => {
  const [a, b, few] = [await goods(db, 100), await goods(db, 100), await goods(db, 1)]
  const refused = await placeOrder(
    db,
    anOrder({ lines: [line(a.variantId, 2), line(few.variantId, 2)], expectedTotal: 48_000 }),
  )
  assert.equal(refused.kind, 'sold_out')
  assert.deepEqual(await stockOf(a.variantId), { onHand: 100, reserved: 0 })
  const both = [line(a.variantId), line(b.variantId)]
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      placeOrder(db, anOrder({ lines: i % 2 ? both : both.toReversed(), expectedTotal: 24_000 })),
    ),
  )
  assert.ok(outcomes.every(one => one.kind === 'placed'))
})

test('what was paid leaves the stock, what was not is free again', async () => {
  const mug = await goods(db, 10)
  const paid = await placed({ lines: [line(mug.variantId, 3)], expectedTotal: 36_000 })
  const left = await placed({ lines: [line(mug.variantId, 2)], expectedTotal: 24_000, payBy: 'stripe' })
  assert.deepEqual(await move(paid, 'paid'), { kind: 'moved', from: 'awaiting_deposit' })
  assert.deepEqual(await move(paid, 'paid'), { kind: 'already', from: 'paid' })
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 7, reserved: 2 })
  assert.ok((await expireOrders(db, { now: later(61) })).includes(left))
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 7, reserved: 0 })
  assert.deepEqual(await move(left, 'shipped'), { kind: 'refused', from: 'expired' })
})

test('who pays late gets the goods if they are still there, and nobody’s otherwise', async () => {
  const mug = await goods(db, 2)
  const [first, second] = [
    await placed({ lines: [line(mug.variantId)], expectedTotal: 12_000, payBy: 'stripe' }),
    await placed({ lines: [line(mug.variantId)], expectedTotal: 12_000, payBy: 'stripe' }),
  ]
  await expireOrders(db, { now: later(61) })
  await placed({ lines: [line(mug.variantId)], expectedTotal: 12_000 })
  assert.equal((await move(first, 'paid')).kind, 'moved')
  assert.equal((await move(second, 'paid')).kind, 'sold_out')
  assert.equal((await findOrder(db, { id: second }))?.state, 'expired')
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 1, reserved: 1 })
})

test('what is paid at the door leaves the stock when it is sent', async () => {
  const mug = await goods(db, 5)
  const id = await placed({ lines: [line(mug.variantId, 2)], expectedTotal: 24_000, payBy: 'delivery' })
  assert.equal((await findOrder(db, { id }))?.state, 'confirmed')
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 5, reserved: 2 })
  await move(id, 'shipped')
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 3, reserved: 0 })
})

test('a paid order that is called off goes back into the stock only where it is said', async () => {
  const mug = await goods(db, 5)
  for (const [restock, onHand] of [
    [true, 5],
    [false, 4],
  ] as const) {
    const id = await placed({ lines: [line(mug.variantId)], expectedTotal: 12_000 })
    await move(id, 'paid')
    await move(id, 'cancelled', { restock })
    assert.deepEqual(await stockOf(mug.variantId), { onHand, reserved: 0 })
  }
})

test('50 redemptions of one offer by two people are one, by the right one', async () => {
  const mug = await goods(db, 100)
  const [shopperId, stranger] = [randomUUID(), randomUUID()]
  const offerId = await anOffer(db, { shopperId, ...mug, unitAmount: 9_000, quantity: 2 })
  const lines = [line(mug.variantId, 2, offerId)]
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      placeOrder(db, anOrder({ shopperId: i % 2 ? stranger : shopperId, lines, expectedTotal: 18_000 })),
    ),
  )
  const winners = outcomes.flatMap(one => (one.kind === 'placed' ? one.order.id : []))
  assert.equal(winners.length, 1)
  assert.equal((await findOrder(db, { id: winners[0] ?? '' }))?.shopperId, shopperId)
  assert.deepEqual(await stockOf(mug.variantId), { onHand: 100, reserved: 2 })
})

test('an agreed price is for its product, its quantity and its time', async () => {
  const mug = await goods(db, 100)
  const other = await goods(db, 100)
  const shopperId = randomUUID()
  const offerId = await anOffer(db, { shopperId, ...mug, unitAmount: 9_000 })
  for (const lines of [[line(mug.variantId, 2, offerId)], [line(other.variantId, 1, offerId)]]) {
    const expectedTotal = 9_000 * (lines[0]?.quantity ?? 0)
    assert.equal((await placeOrder(db, anOrder({ shopperId, lines, expectedTotal }))).kind, 'offer_gone')
  }
  const late = anOrder({ shopperId, lines: [line(mug.variantId, 1, offerId)], expectedTotal: 9_000, now: later(61) })
  assert.equal((await placeOrder(db, late)).kind, 'offer_gone')
})

test('an offer is given back when its order comes to nothing in time', async () => {
  const mug = await goods(db, 100)
  const shopperId = randomUUID()
  const offerId = await anOffer(db, { shopperId, ...mug, unitAmount: 9_000, expiresAt: later(120) })
  const wanted = { shopperId, lines: [line(mug.variantId, 1, offerId)], expectedTotal: 9_000 }
  const first = await placed({ ...wanted, payBy: 'stripe' })
  await expireOrders(db, { now: later(61) })
  const again = await placed({ ...wanted, payBy: 'stripe', now: later(62) })
  assert.equal((await move(again, 'paid', { at: later(63) })).kind, 'moved')
  assert.equal((await move(first, 'paid', { at: later(64) })).kind, 'sold_out')
})

test('a cart counts a touch once, keeps an offer apart, and goes along when its owner signs in', async () => {
  const [mug, pan] = [await goods(db, 50), await goods(db, 50)]
  const [guest, member] = [randomUUID(), randomUUID()]
  const touch = { touchId: randomUUID(), shopperId: guest, variantId: mug.variantId, quantity: 2, now }
  await Promise.all([addToCart(db, touch), addToCart(db, touch)])
  await addToCart(db, { ...touch, touchId: randomUUID(), quantity: 1 })
  await addToCart(db, touch)
  const offerId = await anOffer(db, { shopperId: guest, ...mug, unitAmount: 9_000 })
  await addOfferToCart(db, { shopperId: guest, offerId, now: later(1) })
  await addOfferToCart(db, { shopperId: guest, offerId, now: later(1) })
  const lines = await cartOf(db, { shopperId: guest, now })
  assert.deepEqual(
    lines.map(({ quantity, unitAmount }) => [quantity, unitAmount]),
    [
      [3, 12_000],
      [1, 9_000],
    ],
  )
  await assert.rejects(addOfferToCart(db, { shopperId: member, offerId, now }), {
    code: 'shop.offer_gone',
  })
  await addToCart(db, { touchId: randomUUID(), shopperId: member, variantId: pan.variantId, quantity: 1, now })
  await db.transaction(tx => adoptCart(tx, { from: guest, to: member }))
  assert.equal(await cartCount(db, { shopperId: guest }), 0)
  assert.equal(await cartCount(db, { shopperId: member }), 5)
  const [first] = await cartOf(db, { shopperId: member, now })
  await setQuantity(db, { lineId: first?.id ?? '', shopperId: guest, quantity: 0 })
  assert.equal(await cartCount(db, { shopperId: member }), 5)
  await setQuantity(db, { lineId: first?.id ?? '', shopperId: member, quantity: 0 })
  assert.ok((await cartCount(db, { shopperId: member })) < 5)
})

test('the office finds orders by number, buyer and state, part by part', async () => {
  const mug = await goods(db, 50)
  const email = `${randomUUID()}@example.com`
  for (let n = 0; n < 3; n += 1) await placed({ lines: [line(mug.variantId)], expectedTotal: 12_000, email })
  const first = await listOrders(db, { states: [], query: email, after: null, limit: 2 })
  assert.equal(first.orders.length, 2)
  const rest = await listOrders(db, { states: [], query: email, after: Number(first.next), limit: 2 })
  assert.equal(rest.orders.length, 1)
  assert.equal(rest.next, null)
  const byNumber = await listOrders(db, { states: [], query: `#${first.orders[0]?.number}`, after: null, limit: 9 })
  assert.deepEqual(
    byNumber.orders.map(one => one.id),
    [first.orders[0]?.id],
  )
  assert.deepEqual((await listOrders(db, { states: ['shipped'], query: email, after: null, limit: 9 })).orders, [])
  assert.deepEqual((await listOrders(db, { states: [], query: '%', after: null, limit: 9 })).orders, [])
})

test('whoever writes variants in the order of their ids never waits in a circle with an order of them', async () => {
  const mugs = await Promise.all([goods(db, 5), goods(db, 5)])
  const [first = '', second = ''] = mugs.map(mug => mug.variantId).toSorted()
  const writer = await pool.connect()
  const hold = (id: string) => writer.query('select from shop.variant where id = $1 for update', [id])
  const waiting = async () => {
    const { rows } = await pool.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rows.length > 0
  }
  try {
    await writer.query(`begin; set local lock_timeout = '5s'`)
    await hold(first)
    const placing = placeOrder(db, anOrder({ lines: [line(second), line(first)], expectedTotal: 24_000 }))
    for (let tries = 0; tries < 500 && !(await waiting()); tries += 1) await sleep(20)
    await hold(second)
    await writer.query('commit')
    const outcome = await placing
    const id = outcome.kind === 'placed' ? outcome.order.id : assert.fail(outcome.kind)
    assert.deepEqual(
      (await findOrder(db, { id }))?.lines.map(({ variantId }) => variantId),
      [second, first],
      'its lines stand as they were chosen',
    )
  } finally {
    await writer.query('rollback')
    writer.release()
  }
})
