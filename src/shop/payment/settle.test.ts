import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { aProduct, sell, testShop } from '../fixture.ts'
import { expireOrders } from '../order/expire.ts'
import { moveOrder } from '../order/move.ts'
import { placeOrder } from '../order/place.ts'
import { findOrder } from '../order/read.ts'
import { askRefund } from './give-back.ts'
import type { PaymentFact } from './port.ts'
import { settle } from './settle.ts'

const database = await testDatabase()
const shop = await testShop(database)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const now = new Date('2026-11-25T10:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let made = 0
/** An order of one mug of 12,000 won with its payment page open; `stock` pieces are there. */
async function anOrder({ stock = 9 }: { stock?: number } = {}): Promise<{ id: string; variantId: string }> {
  made += 1
  const slug = `cup-${made}`
  await sell(db, [aProduct({ slug, variants: [{ sku: `SKU-${slug}`, options: {}, price: 12_000, stock }] })])
  const { rows } = await database.pool.query('select id from shop.variant where sku = $1', [`SKU-${slug}`])
  return { id: await order(rows[0].id), variantId: rows[0].id }
}

async function order(variantId: string): Promise<string> {
  const placed = await placeOrder(db, {
    checkoutId: randomUUID(),
    shopperId: randomUUID(),
    lines: [{ variantId, quantity: 1, offerId: null }],
    email: 'a@example.com',
    address: {
      country: 'KR',
      name: '김지민',
      phone: '010-1234-5678',
      postcode: '04524',
      line1: '세종대로 110',
      line2: '',
      city: '',
      region: '',
    },
    note: '',
    language: 'ko',
    payBy: 'stripe',
    depositor: null,
    expectedTotal: 12_000,
    now,
  })
  assert.equal(placed.kind, 'placed')
  return placed.kind === 'placed' ? placed.order.id : ''
}

const money = (orderId: string, changes: Partial<PaymentFact> = {}): PaymentFact => ({
  provider: 'stripe',
  reference: `pi_${orderId}`,
  orderId,
  amount: 12_000,
  currency: 'KRW',
  ...changes,
})

const tell = (fact: PaymentFact, eventId: string | null = randomUUID(), at = now) =>
  settle(db, { fact, eventId, by: null, now: at })

test('20 deliveries of one webhook have one effect', async () => {
  const { id } = await anOrder()
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => tell(money(id), 'evt_1')))
  assert.deepEqual(outcomes.map(one => one.kind).toSorted(), [...Array(19).fill('again'), 'paid'])
  const paid = await findOrder(db, { id })
  assert.deepEqual([paid?.state, paid?.keptAmount, paid?.payments.length], ['paid', 12_000, 1])
})

test('webhook, question and the buyer’s return at once are one payment', async () => {
  const { id } = await anOrder()
  const outcomes = await Promise.all([tell(money(id)), tell(money(id), null), tell(money(id), null)])
  assert.equal(outcomes.filter(one => one.kind === 'paid').length, 1)
  assert.equal(outcomes.filter(one => one.kind === 'again').length, 2)
})

test('money of another amount or currency pays nothing and goes back', async () => {
  for (const changes of [{ amount: 1 }, { amount: 12_001 }, { currency: 'USD' }]) {
    const { id } = await anOrder()
    assert.deepEqual(await tell(money(id, changes)), { kind: 'returned' })
    const kept = await findOrder(db, { id })
    assert.equal(kept?.state, 'pending_payment')
    assert.deepEqual(
      kept?.refunds.map(one => [one.amount, one.state, one.reason]),
      [[changes.amount ?? 12_000, 'pending', 'paid_wrong_amount']],
    )
  }
})

test('an order that is paid twice gives the second payment back', async () => {
  const { id } = await anOrder()
  assert.equal((await tell(money(id))).kind, 'paid')
  assert.equal((await tell(money(id, { reference: 'pi_other' }))).kind, 'returned')
  const kept = await findOrder(db, { id })
  assert.deepEqual([kept?.state, kept?.refunds.length, kept?.keptAmount], ['paid', 1, 12_000])
})

test('late money buys what is still there, and goes back where it is not', async () => {
  const there = await anOrder()
  const gone = await anOrder({ stock: 1 })
  const calledOff = await anOrder()
  await db.transaction(tx => moveOrder(tx, { orderId: calledOff.id, to: 'cancelled', by: null, why: 'test', now: now }))
  await expireOrders(db, { now: later(61) })
  await order(gone.variantId)
  assert.equal((await tell(money(there.id), null, later(62))).kind, 'paid')
  assert.equal((await tell(money(gone.id), null, later(62))).kind, 'returned')
  assert.equal((await tell(money(calledOff.id), null, later(62))).kind, 'returned')
  assert.equal((await findOrder(db, { id: gone.id }))?.state, 'expired')
})

test('money for no order of ours changes nothing', async () => {
  assert.deepEqual(await tell(money(randomUUID())), { kind: 'missing' })
})

test('what is given back is never more than what was paid, whoever asks at once', async () => {
  const { id } = await anOrder()
  const ask = (amount: number, refundId: string = randomUUID()) =>
    askRefund(db, { id: refundId, orderId: id, amount, reason: '흠집', by: randomUUID(), now })
  assert.deepEqual(await ask(1), { kind: 'not_paid' })
  await tell(money(id))
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => ask(5_000)))
  assert.equal(outcomes.filter(one => one.kind === 'asked').length, 2)
  assert.equal(outcomes.filter(one => one.kind === 'too_much').length, 8)
  const twice = randomUUID()
  assert.deepEqual([await ask(2_000, twice), await ask(2_000, twice)], [{ kind: 'asked' }, { kind: 'again' }])
  assert.equal((await findOrder(db, { id }))?.keptAmount, 0)
})
