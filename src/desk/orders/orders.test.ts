import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { openInquiry } from '#chat'
import { deskRoutes } from '#desk'
import { addToCart, expireOrders, findOrder, moveOrder, type OrderView, type PayBy } from '#shop'
import { testDatabase } from '../../../test/database.ts'
import { type Browser, openTestDesk } from '../fixture.ts'
import { aMug, enter, orderMugs } from './fixture.ts'

const database = await testDatabase()
const { db, pool } = database
const desk = await openTestDesk(database, deskRoutes)
after(() => desk[Symbol.asyncDispose]())
const mina = await enter(desk, desk.minasLink)
const jun = await enter(desk, desk.junsLink)
const variantId = await aMug(db)
const anOrder = (payBy: PayBy = 'transfer', quantity = 2, shopperId = randomUUID()) =>
  orderMugs(db, { variantId, payBy, quantity, shopperId, name: '=HYPERLINK("x")' })

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

test('before the first order its list says what comes next, and nothing of what there is not', async () => {
  const html = await (await mina.get('/ko/desk/orders')).text()
  assert.match(html, /아직 주문이 없어요/)
  assert.match(html, /type="search"/)
  for (const part of ['order-tabs', 'orders.csv', 'list-keys']) assert.ok(!html.includes(part), part)
  await anOrder()
  const first = await (await mina.get('/ko/desk/orders?state=shipped')).text()
  for (const part of ['order-tabs', 'orders.csv', 'list-keys']) assert.ok(first.includes(part), part)
})

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

test('every time on the staff’s pages of orders can become the reader’s', async () => {
  const id = await anOrder()
  const until = (await order(id)).expiresAt?.toISOString() ?? assert.fail()
  for (const path of ['', `/${id}`]) {
    const html = await (await mina.get(`/en/desk/orders${path}`)).text()
    assert.match(html, new RegExp(`until <time datetime="${until}" data-local="moment">`))
    assert.doesNotMatch(html, /<time (?![^>]*data-local)/)
  }
  assert.match(await (await mina.get(`/ko/desk/orders/${id}/slip`)).text(), /<time [^>]*data-local="moment"/)
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
