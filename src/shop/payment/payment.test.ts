import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { Problem } from '#edge'
import { testDatabase } from '../../../test/database.ts'
import { testShop } from '../fixture.ts'
import { expireOrders } from '../order/expire.ts'
import { moveOrder } from '../order/move.ts'
import { findOrder, type OrderView } from '../order/read.ts'
import { payment, webhookEvent } from '../order-schema.ts'
import { askOrder, askPayments } from './ask.ts'
import { aCup, anOrder, type Counter, openPortOneCounter, openStripeCounter } from './fixture.ts'
import { askRefund } from './give-back.ts'
import { hear } from './hear.ts'
import type { PaymentPort } from './port.ts'
import { performRefunds } from './refunds.ts'
import { startPayment } from './start.ts'

const database = await testDatabase()
const shop = await testShop(database)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const now = new Date()
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const returnTo = 'https://shop.example/ko/pay/return/x'

for (const counter of [await openStripeCounter(), await openPortOneCounter()]) {
  after(() => counter[Symbol.asyncDispose]())
  const { provider, port, server } = counter
  const promise = (words: string, run: () => Promise<void>) => test(`${provider}: ${words}`, run)

  /** An order whose payment page is open. */
  async function opened(o: { stock?: number } = {}) {
    const variantId = await aCup(db, o)
    const { id } = await anOrder(db, { variantId, payBy: provider, now })
    const { address } = await startPayment(db, [port], { orderId: id, returnTo, now })
    return { id, variantId, address, reference: await referenceOf(id) }
  }

  async function paid() {
    const one = await opened()
    counter.pay(one.reference)
    assert.deepEqual(await deliver(counter.hook('paid', one.reference)), { kind: 'paid' })
    return one
  }

  async function deliver({ headers, body }: ReturnType<Counter['hook']>, at = now) {
    return hear(db, { ...(await port.read({ headers, body, now: at })), now: at }, provider)
  }

  const view = async (id: string): Promise<OrderView> => (await findOrder(db, { id })) ?? assert.fail()

  async function referenceOf(orderId: string): Promise<string> {
    const { payments } = await view(orderId)
    return payments.findLast(one => one.state === 'pending')?.reference ?? assert.fail('no payment is open')
  }

  const refundOf = (orderId: string, amount: number, id: string = randomUUID()) =>
    askRefund(db, { id, orderId, amount, reason: '흠집', by: randomUUID(), now })

  promise('a payment that is begun twice, or five times at once, is one', async () => {
    const { id } = await anOrder(db, { variantId: await aCup(db), payBy: provider, now })
    const slow: PaymentPort = { ...port, start: payable => sleep(100).then(() => port.start(payable)) }
    const start = (from: string) => startPayment(db, [slow], { orderId: id, returnTo: `${returnTo}?${from}`, now })
    // From different pages, so that the provider cannot know by itself that they are one.
    const five = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(start))
    const again = await start('f')
    assert.deepEqual([...new Set(five.map(one => one.address))], [again.address])
    assert.equal((await view(id)).payments.length, 1)
  })

  promise('a webhook that comes 20 times at once pays once', async () => {
    const { id, reference } = await opened()
    counter.pay(reference)
    const hook = counter.hook('paid', reference)
    const heard = await Promise.all(Array.from({ length: 20 }, () => deliver(hook)))
    assert.deepEqual(heard.map(one => one.kind).toSorted(), [...Array(19).fill('again'), 'paid'])
    const { state, keptAmount, payments } = await view(id)
    assert.deepEqual([state, keptAmount, payments.length], ['paid', 12_000, 1])
  })

  promise('forged, tampered and old webhooks are refused and change nothing', async () => {
    const { id, reference } = await opened()
    counter.pay(reference)
    const right = counter.hook('paid', reference)
    const events = await db.$count(webhookEvent)
    const bad = [
      counter.hook('paid', reference, { secret: `whsec_${Buffer.from('a guess').toString('base64')}` }),
      { ...right, body: right.body.replace(/\}$/, ' }') },
      { ...right, body: '{}' },
      { ...right, headers: new Headers() },
      counter.hook('paid', reference, { at: later(-6) }),
    ]
    for (const hook of bad) {
      await assert.rejects(
        deliver(hook),
        thrown => thrown instanceof Problem && thrown.code === 'payments.bad_signature',
      )
    }
    assert.equal((await view(id)).state, 'pending_payment')
    assert.equal(await db.$count(webhookEvent), events)
  })

  promise('a webhook of somebody else’s payment pays nothing', async () => {
    const one = await opened()
    const other = await opened()
    counter.pay(one.reference)
    const { standing } = await port.read({ ...counter.hook('paid', one.reference), now })
    assert.ok(standing)
    const wrong = { ...standing, orderId: other.id }
    assert.deepEqual(await hear(db, { standing: wrong, failedRefund: null, eventId: randomUUID(), now }), {
      kind: 'missing',
    })
    assert.deepEqual([(await view(one.id)).state, (await view(other.id)).state], Array(2).fill('pending_payment'))
  })

  promise('another amount or currency pays nothing, and goes back by itself', async () => {
    for (const changes of [{ amount: 1 }, { amount: 13_000 }, { amount: 12_000, currency: 'JPY' }]) {
      const { id, reference } = await opened()
      counter.pay(reference, changes)
      assert.deepEqual(await deliver(counter.hook('paid', reference)), { kind: 'returned' })
      await performRefunds(db, [port], { now })
      const { state, refunds } = await view(id)
      assert.deepEqual([state, refunds.map(one => one.state)], ['pending_payment', ['done']])
      assert.deepEqual(counter.gone(reference), [changes.amount])
    }
  })

  promise('a lost webhook is made good by asking, first after a minute, then less often', async () => {
    const { id, reference } = await opened()
    counter.pay(reference)
    await askPayments(db, [port], { now: later(0.5) })
    assert.equal((await view(id)).state, 'pending_payment')
    await askPayments(db, [port], { now: later(1.1) })
    assert.equal((await view(id)).state, 'paid')
    assert.deepEqual(await deliver(counter.hook('paid', reference)), { kind: 'again' })

    const waiting = await opened()
    const asked = async (minutes: number) => {
      const before = server.asked.length
      await askPayments(db, [port], { now: later(minutes), limit: 500 })
      return server.asked.slice(before).some(line => line.includes(waiting.reference))
    }
    const minutes = [1.1, 2.2, 3.3, 4, 10, 11, 16]
    const answers = []
    for (const minute of minutes) answers.push(await asked(minute))
    assert.deepEqual(answers, [true, true, true, false, true, false, true])
  })

  promise('the buyer’s return settles at once, and a provider that is away leaves the order as it is', async () => {
    const { id, reference } = await opened()
    counter.pay(reference)
    server.isAway = true
    await assert.rejects(askOrder(db, [port], { orderId: id, now }))
    const { unanswered } = await askPayments(db, [port], { now: later(2), limit: 500 })
    assert.ok(unanswered.length > 0)
    server.isAway = false
    assert.equal((await view(id)).state, 'pending_payment')
    assert.deepEqual(await askOrder(db, [port], { orderId: id, now }), { kind: 'paid' })
  })

  promise('a provider that is away begins nothing, says so, and the order can be paid afterwards', async () => {
    const { id } = await anOrder(db, { variantId: await aCup(db), payBy: provider, now })
    const start = () => startPayment(db, [port], { orderId: id, returnTo, now })
    server.isAway = true
    await assert.rejects(start(), thrown => thrown instanceof Problem && thrown.code === 'payments.unavailable')
    server.isAway = false
    assert.equal((await view(id)).state, 'pending_payment')
    assert.match((await start()).address, /^https?:/)
  })

  promise('late money buys what is still there, and goes back where it is sold', async () => {
    const there = await opened()
    const sold = await opened({ stock: 1 })
    await expireOrders(db, { now: later(61) })
    await anOrder(db, { variantId: sold.variantId, payBy: provider, now })
    for (const { reference } of [there, sold]) counter.pay(reference)
    assert.deepEqual(await deliver(counter.hook('paid', there.reference)), { kind: 'paid' })
    assert.deepEqual(await deliver(counter.hook('paid', sold.reference)), { kind: 'returned' })
    await performRefunds(db, [port], { now })
    assert.deepEqual([counter.gone(there.reference), counter.gone(sold.reference)], [[], [12_000]])
    assert.equal((await view(sold.id)).state, 'expired')
  })

  promise('a payment that is over lets the buyer try again on another page', async () => {
    const { id, reference, address } = await opened()
    counter.end(reference)
    assert.deepEqual(await deliver(counter.hook('ended', reference)), { kind: 'failed' })
    assert.equal((await view(id)).state, 'pending_payment')
    await startPayment(db, [port], { orderId: id, returnTo, now })
    const second = await referenceOf(id)
    assert.notEqual(second, reference)
    if (provider === 'stripe')
      assert.notEqual((await port.resume({ ...payableOf(id), reference: second })) ?? '', address)
    counter.pay(second)
    assert.deepEqual(await deliver(counter.hook('paid', second)), { kind: 'paid' })
  })

  promise('an order gets more time for another try, but not for ever', async () => {
    const { id, reference } = await opened()
    counter.end(reference)
    await startPayment(db, [port], { orderId: id, returnTo, now: later(45) })
    const { expiresAt, payments } = await view(id)
    assert.deepEqual(
      payments.map(one => one.state),
      ['failed', 'pending'],
    )
    assert.ok(expiresAt !== null && expiresAt > later(75) && expiresAt < later(90))
    counter.end(await referenceOf(id))
    await assert.rejects(
      startPayment(db, [port], { orderId: id, returnTo, now: later(100) }),
      thrown => thrown instanceof Problem && thrown.code === 'payments.too_late',
    )
  })

  promise('an order that is paid or called off is not paid again', async () => {
    const { id } = await paid()
    const calledOff = await opened()
    await db.transaction(tx => moveOrder(tx, { orderId: calledOff.id, to: 'cancelled', by: null, why: 'test', now }))
    for (const orderId of [id, calledOff.id]) {
      await assert.rejects(
        startPayment(db, [port], { orderId, returnTo, now }),
        thrown => thrown instanceof Problem && thrown.code === 'payments.not_waiting',
      )
    }
  })

  promise('money that went back at the provider is noted, even when that is told before the payment', async () => {
    const { id, reference } = await opened()
    counter.pay(reference)
    counter.giveBack(reference, 2000)
    assert.deepEqual(await deliver(counter.hook('back', reference)), { kind: 'paid' })
    assert.deepEqual(await deliver(counter.hook('paid', reference)), { kind: 'again' })
    assert.deepEqual(await deliver(counter.hook('back', reference)), { kind: 'again' })
    const { state, keptAmount, refunds } = await view(id)
    assert.deepEqual([state, keptAmount, refunds.map(one => one.reason)], ['paid', 10_000, ['refunded_at_provider']])
  })

  promise('money goes back in part and in full, each once, and the webhook of it adds nothing', async () => {
    const { id, reference } = await paid()
    const twice = randomUUID()
    await refundOf(id, 5000, twice)
    assert.deepEqual(await refundOf(id, 5000, twice), { kind: 'again' })
    await Promise.all(Array.from({ length: 5 }, () => performRefunds(db, [port], { now })))
    assert.deepEqual(counter.gone(reference), [5000])
    await deliver(counter.hook('back', reference))
    await refundOf(id, 7000)
    await performRefunds(db, [port], { now })
    assert.deepEqual(await refundOf(id, 1), { kind: 'too_much' })
    const { keptAmount, refunds, events } = await view(id)
    assert.deepEqual(
      [keptAmount, refunds.map(one => one.state), counter.gone(reference)],
      [0, ['done', 'done'], [5000, 7000]],
    )
    assert.ok(refunds.every(one => one.reference !== null))
    assert.equal(events.filter(one => one.why === 'refunded').length, 2)
  })

  promise('a refund that is refused says why, and can be asked for anew', async () => {
    const { id, reference } = await paid()
    await refundOf(id, 12_000)
    server.refusal = 'the account has no money'
    await performRefunds(db, [port], { now })
    server.refusal = null
    const { keptAmount, refunds } = await view(id)
    assert.deepEqual([keptAmount, refunds[0]?.state], [12_000, 'failed'])
    assert.match(refunds[0]?.trouble ?? '', /the account has no money/)
    assert.deepEqual(await refundOf(id, 12_000), { kind: 'asked' })
    await performRefunds(db, [port], { now })
    assert.deepEqual(counter.gone(reference), [12_000])
  })

  promise('a refund waits while the provider is away, and a kill before our commit gives nothing twice', async () => {
    const { id, reference } = await paid()
    const key = randomUUID()
    await refundOf(id, 4000, key)
    server.isAway = true
    assert.equal((await performRefunds(db, [port], { now })).later, 1)
    server.isAway = false
    assert.equal((await view(id)).refunds[0]?.state, 'pending')
    // The provider gives the money, and we die before we can write it down.
    await port.refund({ reference, amount: 4000, currency: 'KRW', reason: '흠집', key })
    assert.equal((await performRefunds(db, [port], { now: later(0.5) })).done, 0)
    assert.equal((await performRefunds(db, [port], { now: later(2) })).done, 1)
    assert.deepEqual(counter.gone(reference), [4000])
  })

  promise('a kill between the provider’s page and our commit begins no second payment', async () => {
    const { id, token } = await anOrder(db, { variantId: await aCup(db), payBy: provider, now })
    const { payments, expiresAt } = await view(id)
    const of = { ...payableOf(id), token, paymentId: payments[0]?.id ?? '' }
    const until = new Date((expiresAt?.getTime() ?? 0) - 3 * 60_000)
    const lost = await port.start({ ...of, number: (await view(id)).number, until })
    const { address } = await startPayment(db, [port], { orderId: id, returnTo, now })
    assert.equal(address, lost.address)
    assert.equal(await referenceOf(id), lost.reference)
  })

  promise('a payment that nobody hears of for days is given up', async () => {
    const { id } = await opened()
    await askPayments(db, [port], { now: later(5 * 24 * 60) })
    const [only] = await db.select({ state: payment.state }).from(payment).where(eq(payment.orderId, id))
    assert.equal(only?.state, 'failed')
  })
}

function payableOf(orderId: string) {
  const of = { orderId, paymentId: '', number: 1, token: 'x', totalAmount: 12_000, currency: 'KRW' }
  return { ...of, email: 'jimin@example.com', buyer: '김지민', language: 'ko' as const, until: later(57), returnTo }
}
