import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { openPortOneServer } from '../../../test/portone-server.ts'
import { openStripeServer } from '../../../test/stripe-server.ts'
import { openPortOne } from './portone.ts'
import { openStripe } from './stripe.ts'
import { fromStripe, toStripe } from './stripe-amount.ts'

const now = new Date()

test('Stripe is told amounts as it counts them, and they come back as they were', () => {
  for (const [amount, currency, counted] of [
    [58_000, 'KRW', 58_000],
    [1999, 'USD', 1999],
    [500, 'JPY', 500],
    [700, 'ISK', 70_000],
    [1230, 'KWD', 1230],
  ] as const) {
    assert.equal(toStripe({ amount, currency }), counted)
    assert.equal(fromStripe({ amount: counted, currency }), amount)
  }
})

test('Stripe’s events of other kinds, and of payments that are not ours, tell nothing', async () => {
  await using server = await openStripeServer()
  const port = openStripe(server.settings)
  const foreign = {
    id: 'cs_other',
    object: 'checkout.session',
    status: 'complete',
    payment_status: 'paid',
    metadata: {},
  }
  for (const hook of [
    server.hook('checkout.session.completed', { ...foreign, amount_total: 1, currency: 'krw' }),
    server.hook('charge.refunded', { object: 'charge', payment_intent: 'pi_other' }),
    server.hook('customer.created', { id: 'cus_1', object: 'customer' }),
  ]) {
    const { standing, failedRefund } = await port.read({ ...hook, now })
    assert.deepEqual([standing, failedRefund], [null, null])
  }
})

test('a checkout that is complete and not yet paid, as by a slow bank, is no payment and not over', async () => {
  await using server = await openStripeServer()
  const session = { id: 'cs_slow', status: 'complete', payment_status: 'unpaid', metadata: { orderId: randomUUID() } }
  const hook = server.hook('checkout.session.completed', { ...session, amount_total: 1, currency: 'krw' })
  const { standing } = await openStripe(server.settings).read({ ...hook, now })
  assert.deepEqual([standing?.paid, standing?.isOver], [null, false])
})

test('a refund that fails afterwards is told by its name', async () => {
  await using server = await openStripeServer()
  const hook = server.hook('refund.failed', { id: 're_1', object: 'refund', failure_reason: 'lost_or_stolen_card' })
  const { failedRefund } = await openStripe(server.settings).read({ ...hook, now })
  assert.deepEqual(failedRefund, { reference: 're_1', trouble: 'lost_or_stolen_card' })
})

test('PortOne’s money counts by the shop’s own channel and store alone', async () => {
  await using server = await openPortOneServer()
  const port = openPortOne(server.settings)
  const id = randomUUID()
  server.pay(id, { channel: { type: 'TEST', key: 'channel-key-of-a-thief' } })
  assert.equal((await port.ask({ reference: id })).paid, null)
  server.pay(id, { storeId: 'store-of-a-thief' })
  assert.equal((await port.ask({ reference: id })).paid, null)
  server.pay(id)
  assert.notEqual((await port.ask({ reference: id })).paid, null)
  const other = server.hook('Transaction.Paid', id, { storeId: 'store-of-a-thief' })
  assert.equal((await port.read({ ...other, now })).standing, null)
})

test('PortOne is told the amount before the buyer’s browser can ask for another one', async () => {
  await using server = await openPortOneServer()
  const paymentId = randomUUID()
  const of = { orderId: randomUUID(), paymentId, number: 7, token: 'token', totalAmount: 58_000, currency: 'KRW' }
  const returnTo = 'https://shop.example/ko/pay/return/token'
  const { address } = await openPortOne(server.settings).start({
    ...of,
    ...{ email: 'jimin@example.com', buyer: '김지민', language: 'ko', until: now, returnTo },
  })
  assert.equal(address, 'https://shop.example/ko/pay/portone/token')
  assert.deepEqual(server.registered.get(paymentId), { totalAmount: 58_000, currency: 'KRW' })
})
