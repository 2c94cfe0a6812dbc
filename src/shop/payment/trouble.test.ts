import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { testShop } from '../fixture.ts'
import { cancelOrder, noteDeposit, noteRefunded, remark, shipOrder } from '../order/by-staff.ts'
import { goods, line, anOrder as wanted } from '../order/fixture.ts'
import { placeOrder } from '../order/place.ts'
import { findOrder, type OrderView } from '../order/read.ts'
import { aCup, anOrder, openPortOneCounter, openStripeCounter } from './fixture.ts'
import { askAgain, askRefund } from './give-back.ts'
import { hear } from './hear.ts'
import { performRefunds } from './refunds.ts'
import { startPayment } from './start.ts'

const database = await testDatabase()
const shop = await testShop(database)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const now = new Date()
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const by = randomUUID()
const view = async (id: string): Promise<OrderView> => (await findOrder(db, { id })) ?? assert.fail()

/** An order by transfer that is paid. */
async function byTransfer() {
  const mug = await goods(db, 9)
  const placed = await placeOrder(db, wanted({ lines: [line(mug.variantId)], expectedTotal: 12_000, now }))
  const { id } = 'order' in placed ? placed.order : assert.fail(placed.kind)
  await noteDeposit(db, { orderId: id, by, now })
  return id
}

test('an order is called off and its money asked for in one transaction, or neither', async () => {
  const orderId = await byTransfer()
  const cancel = (refundId: string | null) =>
    cancelOrder(db, { orderId, why: '품절', restock: true, refundId, by, now })
  // The refund cannot be written: an amount above this is refused by the database for as long as this is there.
  await database.pool.query('alter table shop.refund add constraint no_more check (amount < 1) not valid')
  try {
    await assert.rejects(cancel(randomUUID()))
    const { state, events } = await view(orderId)
    assert.deepEqual([state, events.filter(event => event.to === 'cancelled').length], ['paid', 0])
  } finally {
    await database.pool.query('alter table shop.refund drop constraint no_more')
  }
  const refundId = randomUUID()
  await Promise.all([cancel(refundId), cancel(refundId), cancel(refundId)])
  const { state, refunds, keptAmount } = await view(orderId)
  assert.deepEqual(
    [state, refunds.map(one => [one.id, one.amount]), keptAmount],
    ['cancelled', [[refundId, 12_000]], 0],
  )
})

test('called off without giving back, or when part of it went back, no more is asked for than is wished and left', async () => {
  const [kept, part] = [await byTransfer(), await byTransfer()]
  await askRefund(db, { id: randomUUID(), orderId: part, amount: 5_000, reason: '흠집', by, now })
  const of = { why: '품절', restock: false, by, now }
  await cancelOrder(db, { ...of, orderId: kept, refundId: null })
  await cancelOrder(db, { ...of, orderId: part, refundId: randomUUID() })
  assert.equal((await view(kept)).keptAmount, 12_000)
  assert.deepEqual((await view(part)).refunds.map(one => one.amount).toSorted(), [5_000, 7_000])
})

test('an order is called off or sent, whoever was first, and what was sent off is not called off by a race', async () => {
  for (let i = 0; i < 8; i += 1) {
    const orderId = await byTransfer()
    await Promise.all([
      cancelOrder(db, { orderId, why: '품절', restock: true, refundId: randomUUID(), by, now }),
      shipOrder(db, { orderId, carrier: 'cj', tracking: '1', by, now }),
    ])
    // Sent first, it can still be called off as sent back; called off first, it is not sent.
    const { state, shippedAt, carrier, refunds } = await view(orderId)
    assert.deepEqual([state, refunds.length], ['cancelled', 1])
    assert.equal(carrier !== null, shippedAt !== null)
  }
})

test('a remark stands in the history and changes nothing', async () => {
  const orderId = await byTransfer()
  assert.equal(await remark(db, { orderId, why: '1,000원 덜 들어옴', by, now }), true)
  assert.equal(await remark(db, { orderId: randomUUID(), why: 'x', by, now }), false)
  const { state, events } = await view(orderId)
  assert.deepEqual([state, events.at(-1)?.why, events.at(-1)?.by], ['paid', '1,000원 덜 들어옴', by])
})

test('what is given back by hand is not taken for a provider’s, nor asked for anew', async () => {
  const orderId = await byTransfer()
  const id = randomUUID()
  await askRefund(db, { id, orderId, amount: 12_000, reason: '흠집', by, now })
  assert.deepEqual(await askAgain(db, { id: randomUUID(), orderId, failedId: id, by, now }), { kind: 'not_paid' })
  assert.equal(await noteRefunded(db, { orderId, refundId: id, by, now }), true)
})

for (const counter of [await openStripeCounter(), await openPortOneCounter()]) {
  after(() => counter[Symbol.asyncDispose]())
  const { provider, port, server } = counter
  const promise = (words: string, run: () => Promise<void>) => test(`${provider}: ${words}`, run)

  async function opened() {
    const { id } = await anOrder(db, { variantId: await aCup(db), payBy: provider, now })
    await startPayment(db, [port], { orderId: id, returnTo: 'https://shop.example/ko/pay/return/x', now })
    const { payments } = await view(id)
    return { id, reference: payments[0]?.reference ?? assert.fail() }
  }
  const deliver = async ({ headers, body }: { headers: Headers; body: string }) =>
    hear(db, { ...(await port.read({ headers, body, now })), now }, provider)

  promise('money that came wrong and could not go back is asked for once more, and never twice', async () => {
    const { id: orderId, reference } = await opened()
    counter.pay(reference, { amount: 13_000 })
    await deliver(counter.hook('paid', reference))
    server.refusal = 'the account is closed'
    await performRefunds(db, [port], { now })
    server.refusal = null
    const [failed] = (await view(orderId)).refunds
    assert.equal(failed?.state, 'failed')
    const failedId = failed?.id ?? ''
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    const again = await Promise.all([...ids, ids[0] ?? ''].map(id => askAgain(db, { id, orderId, failedId, by, now })))
    assert.equal(again.filter(one => one.kind === 'asked').length, 1)
    await performRefunds(db, [port], { now })
    assert.deepEqual(counter.gone(reference), [13_000])
    assert.deepEqual((await view(orderId)).refunds.map(one => one.state).toSorted(), ['done', 'failed'])
    const other = await opened()
    const stolen = await askAgain(db, { id: randomUUID(), orderId: other.id, failedId, by, now })
    assert.deepEqual(stolen, { kind: 'not_paid' })
  })

  promise('a refund that is refused because the money went back elsewhere leaves the true sum', async () => {
    const { id: orderId, reference } = await opened()
    counter.pay(reference)
    await deliver(counter.hook('paid', reference))
    await askRefund(db, { id: randomUUID(), orderId, amount: 10_000, reason: '흠집', by, now })
    // Before ours is done, the owner gives back some on the provider's own pages, and its webhook is lost.
    counter.giveBack(reference, 5_000)
    await performRefunds(db, [port], { now: later(1) })
    const { keptAmount, refunds } = await view(orderId)
    assert.equal(
      counter.gone(reference).reduce((sum, amount) => sum + amount, 0),
      5_000,
    )
    assert.equal(refunds.filter(one => one.state === 'failed').length, 1)
    assert.equal(keptAmount, 7_000)
  })
}

test('portone: a dispute is written into the order when it begins and when it is over, each once', async () => {
  await using counter = await openPortOneCounter()
  const { port } = counter
  const { id } = await anOrder(db, { variantId: await aCup(db), payBy: 'portone', now })
  await startPayment(db, [port], { orderId: id, returnTo: 'https://shop.example/ko/pay/return/x', now })
  const paymentId = (await view(id)).payments[0]?.reference ?? assert.fail()
  counter.pay(paymentId)
  for (const type of ['Transaction.DisputeCreated', 'Transaction.DisputeResolved']) {
    const { headers, body } = counter.sign(type, { paymentId })
    const deliver = async () => hear(db, { ...(await port.read({ headers, body, now })), now }, 'portone')
    await Promise.all([deliver(), deliver(), deliver()])
  }
  const { state, events, keptAmount } = await view(id)
  const why = events.map(event => event.why).filter(one => one.startsWith('dispute'))
  assert.deepEqual([state, keptAmount, why], ['paid', 12_000, ['dispute_opened', 'dispute_over']])
})

const stripe = await openStripeCounter()
after(() => stripe[Symbol.asyncDispose]())

test('a dispute is written into the order, and one that is lost counts as money that went back', async () => {
  const { port } = stripe
  const { id } = await anOrder(db, { variantId: await aCup(db), payBy: 'stripe', now })
  await startPayment(db, [port], { orderId: id, returnTo: 'https://shop.example/ko/pay/return/x', now })
  const reference = (await view(id)).payments[0]?.reference ?? assert.fail()
  stripe.pay(reference)
  const tell = async (type: string, dispute: object) => {
    const object = { object: 'dispute', payment_intent: `pi_${reference}`, amount: 12_000, currency: 'krw', ...dispute }
    const { headers, body } = stripe.sign(type, object)
    return hear(db, { ...(await port.read({ headers, body, now })), now }, 'stripe')
  }
  // Told of before the payment itself was.
  await tell('charge.dispute.created', { status: 'needs_response' })
  assert.deepEqual([(await view(id)).state, (await view(id)).keptAmount], ['paid', 12_000])
  await tell('charge.dispute.closed', { status: 'won' })
  assert.equal((await view(id)).keptAmount, 12_000)
  await tell('charge.dispute.created', { status: 'needs_response' })
  await tell('charge.dispute.closed', { status: 'lost' })
  await tell('charge.dispute.closed', { status: 'lost' })
  const { keptAmount, events } = await view(id)
  const why = events.map(event => event.why).filter(one => one.startsWith('dispute'))
  assert.equal(keptAmount, 0)
  assert.deepEqual(why.slice(0, 4), ['dispute_opened', 'dispute_over', 'dispute_opened', 'dispute_lost'])
  assert.deepEqual(await askRefund(db, { id: randomUUID(), orderId: id, amount: 1, reason: 'x', by, now }), {
    kind: 'too_much',
  })
})
