import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import * as v from 'valibot'
import { openInquiry } from '#chat'
import { deskRoutes } from '#desk'
import {
  addToCart,
  CatalogueProduct,
  expireOrders,
  findOrder,
  moveOrder,
  type OrderView,
  type PayBy,
  placeOrder,
  settle,
  upsertCategory,
  upsertProducts,
} from '#shop'
import { testDatabase } from '../../../test/database.ts'
import { type Browser, openTestDesk } from '../fixture.ts'

const database = await testDatabase()
const { db, pool } = database
const desk = await openTestDesk(database, deskRoutes)
after(() => desk[Symbol.asyncDispose]())
const mina = await enter(desk.minasLink)
const jun = await enter(desk.junsLink)
const both = (text: string) => ({ ko: text, en: text })
const { variantId } = await aMug()

/** Somebody of the staff who came in by a link. */
async function enter(link: string): Promise<Browser> {
  const browser = desk.browser()
  const token = new URL(link, 'https://shop.example').searchParams.get('token') ?? ''
  await browser.get(link)
  const entered = await browser.post('/desk/enter', { token })
  assert.equal(entered.status, 303)
  return browser
}

async function aMug(): Promise<{ variantId: string }> {
  await db.transaction(async tx => {
    await upsertCategory(tx, {
      category: { slug: 'kitchen', name: both('부엌'), about: both(''), picture: null },
      position: 0,
    })
    const product = v.parse(CatalogueProduct, {
      ...{ slug: 'mug', category: 'kitchen', brand: 'Modak', name: both('법랑 머그'), lead: both('따뜻하게') },
      ...{
        about: { title: both('이야기'), text: both('마실 것') },
        facts: [],
        options: [],
        attributes: {},
        onFilm: [],
      },
      ...{ variants: [{ sku: 'MUG', options: {}, price: 12_000, stock: 500 }], images: [], film: null },
      published: new Date('2026-11-20T00:00:00Z'),
    })
    await upsertProducts(tx, { products: [product] })
  })
  const { rows } = await pool.query('select id from shop.variant')
  return { variantId: rows[0].id }
}

const address = {
  ...{ country: 'KR', name: '=HYPERLINK("x")', phone: '010-1234-5678', postcode: '04524' },
  ...{ line1: '서울 중구 세종대로 110', line2: '', city: '', region: '' },
}

async function anOrder(payBy: PayBy = 'transfer', quantity = 2, shopperId = randomUUID()): Promise<string> {
  const placed = await placeOrder(db, {
    ...{ checkoutId: randomUUID(), shopperId, email: 'jimin@example.com', address, note: '', payBy },
    ...{ lines: [{ variantId, quantity, offerId: null }], language: 'ko', depositor: '김지민' },
    ...{ expectedTotal: 12_000 * quantity, now: new Date() },
  })
  assert.equal(placed.kind, 'placed')
  return 'order' in placed ? placed.order.id : ''
}

const act = (who: Browser, id: string, form: Record<string, string>) => who.post(`/ko/desk/orders/${id}`, form)

async function order(id: string): Promise<OrderView> {
  const found = await findOrder(db, { id })
  assert.ok(found)
  return found
}

async function onHand(): Promise<number> {
  const { rows } = await pool.query('select on_hand - reserved as n from shop.stock where variant_id = $1', [variantId])
  return rows[0].n
}

test('an operator notes a transfer, sends and completes, each once, and the history says who', async () => {
  const id = await anOrder()
  await Promise.all([1, 2, 3].map(() => act(jun, id, { act: 'paid' })))
  assert.equal((await order(id)).state, 'paid')
  await act(jun, id, { act: 'ship', carrier: 'cj', other: '', tracking: ' 6543 2109 ' })
  await act(jun, id, { act: 'ship', carrier: 'dhl', other: '', tracking: '1' })
  const sent = await order(id)
  assert.deepEqual([sent.state, sent.carrier, sent.tracking], ['shipped', 'cj', '6543 2109'])
  await act(jun, id, { act: 'parcel', carrier: '', other: '동네 퀵', tracking: '' })
  assert.equal((await order(id)).carrier, '동네 퀵')
  await act(jun, id, { act: 'complete' })
  const done = await order(id)
  assert.equal(done.state, 'completed')
  assert.equal(done.payments.filter(payment => payment.state === 'paid').length, 1)
  const html = await (await jun.get(`/ko/desk/orders/${id}`)).text()
  assert.equal(html.match(/입금 대기 → 결제 완료/g)?.length, 1)
  assert.match(html, /Jun/)
})

test('an operator neither calls off nor gives back, and takes no list out', async () => {
  const id = await anOrder()
  await act(jun, id, { act: 'paid' })
  const form = { why: '품절', refundId: randomUUID() }
  assert.equal((await act(jun, id, { ...form, act: 'cancel' })).status, 403)
  assert.equal((await act(jun, id, { ...form, act: 'refund', amount: '100' })).status, 403)
  assert.equal((await jun.get('/ko/desk/orders.csv?from=2026-11-01&until=2026-11-30')).status, 403)
  const { state, refunds } = await order(id)
  assert.deepEqual([state, refunds.length], ['paid', 0])
})

test('strangers see no orders and do nothing to them', async () => {
  const id = await anOrder()
  const stranger = desk.browser()
  for (const path of ['/ko/desk/orders', `/ko/desk/orders/${id}`, `/ko/desk/orders/${id}/slip`, '/ko/desk/orders.csv'])
    assert.match((await stranger.get(path)).headers.get('location') ?? '', /sign-in/, path)
  assert.equal((await stranger.get('/api/desk/orders/mark')).status, 401)
  await act(stranger, id, { act: 'paid' })
  assert.equal((await order(id)).state, 'awaiting_deposit')
  assert.equal((await mina.post(`/ko/desk/orders/${id}`, { act: 'paid' }, 'https://evil.example')).status, 403)
})

test('the owner calls a paid order off, with its goods back in the stock and its money noted to be given back, once', async () => {
  const before = await onHand()
  const id = await anOrder()
  await act(mina, id, { act: 'paid' })
  assert.equal(await onHand(), before - 2)
  const form = { act: 'cancel', why: '손님 부탁', refundId: randomUUID(), restock: 'on', refund: 'on' }
  await Promise.all([act(mina, id, form), act(mina, id, form)])
  const { state, refunds, keptAmount } = await order(id)
  assert.equal(state, 'cancelled')
  assert.deepEqual(
    refunds.map(({ amount, state }) => [amount, state]),
    [[24_000, 'pending']],
  )
  assert.equal(keptAmount, 0)
  assert.equal(await onHand(), before)
  const refundId = refunds[0]?.id ?? ''
  await Promise.all([1, 2].map(() => act(mina, id, { act: 'refunded', refundId })))
  const after = await order(id)
  assert.equal(after.refunds[0]?.state, 'done')
  assert.equal(after.events.filter(event => event.why === 'refunded').length, 1)
})

test('no more is given back than was paid, in parts or at once', async () => {
  const id = await anOrder()
  const give = (amount: string, refundId = randomUUID()) =>
    act(mina, id, { act: 'refund', why: '흠집', refundId, amount })
  assert.equal((await give('100')).status, 409)
  await act(mina, id, { act: 'paid' })
  for (const amount of ['24,001', '0', '-5', '1e3', '', '99999999999999999999', '10.5'])
    assert.equal((await give(amount)).status, 409, amount)
  const refundId = randomUUID()
  await Promise.all([give('5,000', refundId), give('5,000', refundId)])
  await Promise.all([give('19,000'), give('19,000'), give('1')])
  const { refunds } = await order(id)
  const sum = refunds.reduce((total, { amount }) => total + amount, 0)
  assert.ok(sum <= 24_000 && sum >= 5_001, String(sum))
  assert.equal(refunds.filter(({ amount }) => amount === 5_000).length, 1)
})

test('a refund that a provider makes is not marked by hand', async () => {
  const id = await anOrder('stripe')
  const fact = { provider: 'stripe' as const, reference: 'cs_1', orderId: id, amount: 24_000, currency: 'KRW' }
  await settle(db, { fact, eventId: 'evt_1', by: null, now: new Date() })
  const refundId = randomUUID()
  await act(mina, id, { act: 'refund', why: '흠집', refundId, amount: '1000' })
  assert.equal((await act(mina, id, { act: 'refunded', refundId })).status, 409)
  assert.equal((await order(id)).refunds[0]?.state, 'pending')
})

test('an order that is paid at the door is sent unpaid, and paid when it arrived', async () => {
  const id = await anOrder('delivery')
  assert.equal((await act(jun, id, { act: 'paid' })).status, 409)
  await act(jun, id, { act: 'ship', carrier: '', other: '', tracking: '' })
  await act(jun, id, { act: 'complete' })
  const { state, keptAmount, paidAt } = await order(id)
  assert.deepEqual([state, keptAmount], ['completed', 24_000])
  assert.ok(paidAt)
})

test('money taken at the door is noted once, also when the buyer said first that it arrived', async () => {
  const id = await anOrder('delivery')
  await act(jun, id, { act: 'ship', carrier: '', other: '', tracking: '' })
  await db.transaction(tx =>
    moveOrder(tx, { orderId: id, to: 'completed', by: null, why: 'received', now: new Date() }),
  )
  assert.equal((await order(id)).keptAmount, 0)
  assert.match(await (await jun.get(`/ko/desk/orders/${id}`)).text(), /돈을 받았어요/)
  await Promise.all([1, 2].map(() => act(jun, id, { act: 'complete' })))
  const { keptAmount, events } = await order(id)
  assert.equal(keptAmount, 24_000)
  assert.equal(events.filter(event => event.why === 'paid_delivery').length, 1)
})

test('a transfer that comes after its time is taken while the goods are there, else noted to be given back', async () => {
  const [late, tooLate] = [await anOrder(), await anOrder()]
  await expireOrders(db, { now: new Date(Date.now() + 4 * 24 * 60 * 60 * 1000) })
  assert.equal((await order(late)).state, 'expired')
  await act(jun, late, { act: 'paid' })
  assert.equal((await order(late)).state, 'paid')
  await pool.query('update shop.stock set on_hand = reserved where variant_id = $1', [variantId])
  const answer = await act(jun, tooLate, { act: 'paid' })
  assert.match(answer.headers.get('location') ?? '', /order-returned/)
  const { state, refunds } = await order(tooLate)
  assert.deepEqual([state, refunds[0]?.amount], ['expired', 24_000])
  await pool.query('update shop.stock set on_hand = 500 + reserved where variant_id = $1', [variantId])
})

test('what came too late for an order as it is now changes nothing and is said', async () => {
  const id = await anOrder()
  assert.equal((await act(mina, id, { act: 'ship', carrier: 'cj', other: '', tracking: '1' })).status, 409)
  assert.equal((await act(mina, id, { act: 'complete' })).status, 409)
  assert.equal((await act(mina, id, { act: 'parcel', carrier: 'cj', other: '', tracking: '1' })).status, 409)
  assert.equal((await act(mina, id, { act: 'no such' })).status, 422)
  assert.equal((await act(mina, randomUUID(), { act: 'complete' })).status, 404)
  assert.equal((await act(mina, 'no-id', { act: 'complete' })).status, 404)
  const { state, carrier } = await order(id)
  assert.deepEqual([state, carrier], ['awaiting_deposit', null])
})

test('orders are found by number, name, e-mail and depositor, by state, and a part at a time', async () => {
  const id = await anOrder()
  const { number } = await order(id)
  for (const q of [String(number), 'HYPER', 'jimin@', '김지민']) {
    const html = await (await mina.get(`/ko/desk/orders?q=${encodeURIComponent(q)}`)).text()
    assert.ok(html.includes(id), q)
  }
  for (const q of ['%', '_____________________', "' or 1=1", '9'.repeat(40)]) {
    const html = await (await mina.get(`/ko/desk/orders?q=${encodeURIComponent(q)}`)).text()
    assert.ok(!html.includes(id), q)
  }
  assert.ok((await (await mina.get('/ko/desk/orders?state=todo')).text()).includes(id))
  assert.ok(!(await (await mina.get('/ko/desk/orders?state=shipped')).text()).includes(id))
  assert.ok(!(await (await mina.get(`/ko/desk/orders?after=${number}`)).text()).includes(id))
  assert.equal((await mina.get('/ko/desk/orders?state=none&after=x')).status, 200)
})

test('the list’s mark changes when an order is placed or moved', async () => {
  const mark = async () => (await mina.get('/api/desk/orders/mark')).json()
  const before = await mark()
  const id = await anOrder()
  const placed = await mark()
  assert.notDeepEqual(placed, before)
  await act(mina, id, { act: 'paid' })
  assert.notDeepEqual(await mark(), placed)
})

test('a span of days comes as CSV, in which nothing is a formula', async () => {
  await anOrder()
  const today = new Date()
  const day = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, '0')}-${String(today.getDate()).padStart(2, '0')}`
  const reply = await mina.get(`/ko/desk/orders.csv?from=${day}&until=${day}`)
  assert.match(reply.headers.get('content-type') ?? '', /text\/csv/)
  const text = await reply.text()
  assert.match(text, /^number,state|^\ufeffnumber,state/)
  assert.match(text, /'=HYPERLINK/)
  assert.ok(!/,"?=HYPERLINK/.test(text))
  for (const span of ['from=2026-11-30&until=2026-11-01', 'from=x&until=y', 'from=2020-01-01&until=2026-01-01', ''])
    assert.equal((await mina.get(`/ko/desk/orders.csv?${span}`)).status, 422, span)
})

test('a packing slip has no prices', async () => {
  const html = await (await jun.get(`/ko/desk/orders/${await anOrder()}/slip`)).text()
  assert.match(html, /법랑 머그/)
  assert.ok(!html.includes('24,000'))
})

test('beside a conversation stand the cart and the orders of its shopper, for the staff alone', async () => {
  const shopperId = randomUUID()
  const { id: room } = await openInquiry(db, { shopperId, language: 'ko', subject: '주문' })
  const touch = { touchId: randomUUID(), shopperId, variantId, quantity: 3, now: new Date() }
  await addToCart(db, touch)
  const id = await anOrder('transfer', 2, shopperId)
  await addToCart(db, { ...touch, touchId: randomUUID(), quantity: 1 })
  const known = await (await jun.get(`/api/desk/rooms/${room}/shopping`)).json()
  assert.deepEqual(
    known.orders.map((order: { id: string }) => order.id),
    [id],
  )
  assert.equal(known.cart[0].quantity, 1)
  assert.equal((await desk.browser().get(`/api/desk/rooms/${room}/shopping`)).status, 401)
  assert.equal((await jun.get(`/api/desk/rooms/${randomUUID()}/shopping`)).status, 404)
})
