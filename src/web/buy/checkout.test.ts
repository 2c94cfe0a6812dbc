import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import {
  cartOf,
  findOrder,
  listOrders,
  offer,
  ordersOf,
  placeOrder,
  shippingZone,
  stock,
  taxRegion,
  variant,
  writePayWays,
} from '#shop'
import { webRoutes } from '#web'
import { testDatabase } from '../../../test/database.ts'
import { openTestShop } from '../account/fixture.ts'
import { anOffer, checkoutOf, hidden, putMugs, takeMoney, typed } from './fixture.ts'

const database = await testDatabase()
const shop = await openTestShop(database, webRoutes)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const [mug] = await db.select({ id: variant.id }).from(variant).where(eq(variant.productId, shop.mug))
const variantId = mug?.id ?? ''
await takeMoney(db)
const zone = { countries: ['KR'], priceAmount: 3_000, freeFromAmount: 50_000, perKilogramAmount: 0, position: 0 }
await db.insert(shippingZone).values({ name: { ko: '국내', en: 'Korea' }, ...zone })
const abroad = { countries: ['US', 'DE'], priceAmount: 20_000, freeFromAmount: null, perKilogramAmount: 0, position: 1 }
await db.insert(shippingZone).values({ name: { ko: '해외', en: 'Abroad' }, ...abroad })
await db.insert(taxRegion).values([
  { country: 'KR', rateBasisPoints: 1000, isIncluded: true },
  { country: 'US', rateBasisPoints: 700, isIncluded: false },
])

const setStock = (onHand: number) => db.update(stock).set({ onHand, reserved: 0 }).where(eq(stock.variantId, variantId))
const tokenIn = (response: Response) => /orders\/([\w-]+)/.exec(response.headers.get('location') ?? '')?.[1] ?? ''

/** A guest with mugs in the cart and the checkout open. */
async function atCheckout(quantity = '1') {
  await setStock(50)
  const browser = await shop.guest()
  await putMugs(browser, quantity)
  return { browser, form: await checkoutOf(browser) }
}

test('a guest orders by transfer: the amounts are the server’s, and the page says where the money goes', async () => {
  const { browser, form } = await atCheckout('2')
  const placed = await browser.post('/ko/checkout', form)
  assert.equal(placed.status, 303)
  const token = tokenIn(placed)
  const order = await findOrder(db, { token })
  assert.equal(order?.totalAmount, 27_000)
  assert.equal(order?.taxAmount, 2_455)
  assert.equal(order?.depositor, '김지민')
  assert.equal(order?.state, 'awaiting_deposit')
  const page = await shop.browser().get(`/ko/orders/${token}`)
  const html = await page.text()
  assert.match(html, /110-234-567890/)
  assert.match(html, /value="27000"/)
  assert.equal(page.headers.get('cache-control'), 'no-store')
  assert.match(page.headers.get('x-robots-tag') ?? '', /noindex/)
  assert.equal(browser.cookies.has('cart'), false)
  assert.deepEqual(await cartOf(db, { shopperId: browser.id, now: new Date() }), [])
})

test('the same checkout sent many times at once is one order, and each answer leads to it', async () => {
  const { browser, form } = await atCheckout()
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => browser.post('/ko/checkout', form)))
  const tokens = new Set(answers.map(tokenIn))
  assert.equal(tokens.size, 1)
  assert.equal((await ordersOf(db, { shopperId: browser.id, limit: 9 })).length, 1)
  const again = await browser.post('/ko/checkout', form)
  assert.equal(tokenIn(again), [...tokens][0])
})

test('a total that was tampered with orders nothing, says what it comes to, and loses nothing that was typed', async () => {
  const { browser, form } = await atCheckout()
  for (const expectedTotal of ['1', '0', '15001', '999999999999999']) {
    const refused = await browser.post('/ko/checkout', { ...form, expectedTotal })
    const html = await refused.text()
    assert.equal(refused.status, 409)
    assert.match(html, /15,000원\(으\)로 바뀌었어요/)
    for (const text of [typed.email, typed.line1, typed.note, typed.name]) assert.ok(html.includes(text), text)
    assert.equal(hidden(html, 'checkoutId').expectedTotal, '15000')
  }
  for (const expectedTotal of ['-5', 'NaN', '1e9', ''])
    assert.equal((await browser.post('/ko/checkout', { ...form, expectedTotal })).status, 422)
  assert.deepEqual(await ordersOf(db, { shopperId: browser.id, limit: 9 }), [])
})

test('a price that changed in between is told, and the next press orders at the new one', async () => {
  const { browser, form } = await atCheckout()
  await db.update(variant).set({ priceAmount: 13_000 }).where(eq(variant.id, variantId))
  try {
    const refused = await browser.post('/ko/checkout', form)
    const html = await refused.text()
    assert.equal(refused.status, 409)
    assert.match(html, /15,000원에서 16,000원/)
    const placed = await browser.post('/ko/checkout', { ...form, ...hidden(html, 'checkoutId') })
    assert.equal((await findOrder(db, { token: tokenIn(placed) }))?.totalAmount, 16_000)
  } finally {
    await db.update(variant).set({ priceAmount: 12_000 }).where(eq(variant.id, variantId))
  }
})

test('what another tab puts into the cart is not bought unseen', async () => {
  const { browser, form } = await atCheckout()
  await putMugs(browser, '1')
  const refused = await browser.post('/ko/checkout', form)
  assert.equal(refused.status, 409)
  assert.match(await refused.text(), /27,000원\(으\)로/)
  assert.deepEqual(await ordersOf(db, { shopperId: browser.id, limit: 9 }), [])
})

test('sold out in the middle: the page says so, keeps what was typed, and offers fewer', async () => {
  const { browser, form } = await atCheckout('3')
  await setStock(2)
  const refused = await browser.post('/ko/checkout', form)
  const html = await refused.text()
  assert.equal(refused.status, 409)
  assert.match(html, /다른 분이 사 갔어요/)
  assert.ok(html.includes(typed.line1))
  const act = /value="([\da-f-]{36}:2)"/.exec(html)?.[1] ?? ''
  const mended = await browser.post('/ko/checkout', { ...form, act })
  const shown = await mended.text()
  assert.equal(mended.status, 200)
  assert.ok(shown.includes(typed.note))
  const placed = await browser.post('/ko/checkout', { ...form, ...hidden(shown, 'checkoutId') })
  assert.equal((await findOrder(db, { token: tokenIn(placed) }))?.lines[0]?.quantity, 2)
  assert.equal((await db.select().from(stock).where(eq(stock.variantId, variantId)))[0]?.reserved, 2)
})

test('of many who want the last piece one gets it, and the others are told', async () => {
  const buyers = await Promise.all(Array.from({ length: 8 }, () => atCheckout()))
  await setStock(1)
  const answers = await Promise.all(buyers.map(({ browser, form }) => browser.post('/ko/checkout', form)))
  assert.deepEqual(answers.map(answer => answer.status).sort(), [303, ...Array.from({ length: 7 }, () => 409)])
})

test('an agreed price that ended in between leaves the cart, and nothing is ordered', async () => {
  const { browser } = await atCheckout()
  const agreed = { shopperId: browser.id, variantId, productId: shop.mug, unitAmount: 9_000 }
  const id = await anOffer(db, agreed)
  await browser.post('/ko/cart/offers', { offer: id })
  const form = await checkoutOf(browser)
  assert.equal(form.expectedTotal, '24000')
  await db
    .update(offer)
    .set({ expiresAt: new Date(0) })
    .where(eq(offer.id, id))
  const refused = await browser.post('/ko/checkout', form)
  assert.equal(refused.status, 409)
  assert.match(await refused.text(), /24,000원에서 15,000원/)
  assert.deepEqual(await ordersOf(db, { shopperId: browser.id, limit: 9 }), [])
})

test('an agreed price is used by the order', async () => {
  await setStock(50)
  const browser = await shop.guest()
  const agreed = { shopperId: browser.id, variantId, productId: shop.mug, unitAmount: 9_000, quantity: 2 }
  const id = await anOffer(db, agreed)
  await browser.post('/ko/cart/offers', { offer: id })
  const placed = await browser.post('/ko/checkout', await checkoutOf(browser))
  assert.equal((await findOrder(db, { token: tokenIn(placed) }))?.goodsAmount, 18_000)
  assert.equal((await db.select().from(offer).where(eq(offer.id, id)))[0]?.state, 'used')
})

test('each field says what is wrong with it, in the reader’s language', async () => {
  const { browser, form } = await atCheckout()
  const wrong = { ...form, email: 'nope', phone: 'call me', postcode: '123', line1: ' ', consent: '', payBy: 'stripe' }
  const korean = await (await browser.post('/ko/checkout', wrong)).text()
  for (const text of [
    '이메일 주소를 다시',
    '전화번호를 숫자로',
    '다섯 자리',
    '꼭 적어 주세요',
    '동의해 주셔야',
    '결제 방법을 골라',
  ])
    assert.ok(korean.includes(text), text)
  const english = await (await browser.post('/en/checkout', { ...wrong, country: 'DE', city: '' })).text()
  for (const text of ['check the e-mail', 'give a phone number', 'Please fill this in', 'choose how to pay'])
    assert.ok(english.includes(text), text)
  assert.deepEqual(await ordersOf(db, { shopperId: browser.id, limit: 9 }), [])
})

test('a country changes shipping and tax, and one that the shop does not send to is refused', async () => {
  const { browser, form } = await atCheckout()
  const sum = await browser.get('/en/checkout/sum?country=US')
  assert.match(await sum.text(), /34,240/)
  assert.equal((await browser.get('/en/checkout/sum?country=FR')).status, 422)
  const without = await (await browser.post('/en/checkout', { ...form, country: 'US', act: 'recount' })).text()
  assert.match(without, /34,240/)
  assert.equal((await browser.post('/ko/checkout', { ...form, country: 'FR', city: 'Paris' })).status, 422)
  const us = { ...form, ...hidden(without, 'checkoutId'), country: 'US', city: 'Austin', postcode: '78701' }
  const placed = await browser.post('/en/checkout', us)
  const order = await findOrder(db, { token: tokenIn(placed) })
  assert.deepEqual([order?.shippingAmount, order?.taxAmount, order?.totalAmount], [20_000, 2_240, 34_240])
})

test('a shop without a way of being paid takes no order', async () => {
  const { browser, form } = await atCheckout()
  const none = { transfer: false, bankName: '', bankAccount: '', bankHolder: '', delivery: false }
  await writePayWays(db, { ways: { ...none, stripe: true, portone: true } })
  try {
    assert.match(await (await browser.get('/ko/checkout')).text(), /결제 방법이 아직 없어요/)
    assert.equal((await browser.post('/ko/checkout', form)).status, 422)
  } finally {
    await takeMoney(db)
  }
})

test('what a buyer writes is shown as text', async () => {
  const { browser, form } = await atCheckout()
  const placed = await browser.post('/ko/checkout', { ...form, note: '<script>alert(1)</script>', name: '"><b>x' })
  const html = await (await browser.get(`/ko/orders/${tokenIn(placed)}`)).text()
  assert.ok(!html.includes('<script>alert'))
  assert.ok(!html.includes('"><b>x'))
})

test('an order opens by its token alone, and wrong tokens open nothing', async () => {
  const { orders } = await listOrders(db, { states: [], query: '', after: null, limit: 5 })
  const [some] = orders
  for (const token of ['x', some?.id ?? '', `${some?.token}x`, (some?.token ?? '').slice(0, -1), "' or 1=1 --"])
    assert.equal((await shop.browser().get(`/ko/orders/${encodeURIComponent(token)}`)).status, 404, token)
  assert.equal((await shop.browser().get(`/en/orders/${some?.token}`)).status, 200)
})

test('a list shows one’s own orders only', async () => {
  const { browser, form } = await atCheckout()
  const token = tokenIn(await browser.post('/ko/checkout', form))
  assert.ok((await (await browser.get('/ko/orders')).text()).includes(token))
  const other = await shop.guest()
  assert.ok(!(await (await other.get('/ko/orders')).text()).includes('/orders/'.concat(token)))
})

test('where the provider’s page cannot be opened, the order’s page says so and waits', async () => {
  const { browser } = await atCheckout()
  const address = {
    ...{ country: 'KR', name: '김지민', phone: '010-1234-5678', postcode: '04524' },
    ...{ line1: '서울', line2: '', city: '', region: '' },
  }
  const placed = await placeOrder(db, {
    ...{ checkoutId: randomUUID(), shopperId: browser.id, email: 'jimin@example.com', address, note: '' },
    ...{ lines: [{ variantId, quantity: 1, offerId: null }], language: 'ko', payBy: 'stripe', depositor: null },
    ...{ expectedTotal: 15_000, now: new Date() },
  })
  const token = 'order' in placed ? placed.order.token : ''
  const shown = await (await browser.get(`/ko/orders/${token}?placed`)).text()
  assert.match(shown, /지금 결제하기/)
  const refused = await browser.get(`/ko/orders/${token}/pay`)
  assert.equal(refused.status, 503)
  assert.match(await refused.text(), /결제 서비스가 지금 답하지 않아요/)
  assert.equal((await findOrder(db, { token }))?.state, 'pending_payment')
})

test('an order is called off once by its buyer, and not when it is paid', async () => {
  const { browser, form } = await atCheckout()
  const token = tokenIn(await browser.post('/ko/checkout', form))
  const [first, second] = await Promise.all([1, 2].map(() => browser.post(`/ko/orders/${token}/cancel`, {})))
  assert.deepEqual([first?.status, second?.status], [303, 303])
  const order = await findOrder(db, { token })
  assert.equal(order?.state, 'cancelled')
  assert.equal(order?.events.length, 2)
  assert.equal((await browser.post('/ko/orders/none/cancel', {})).status, 404)

  const { browser: other, form: next } = await atCheckout()
  const paidToken = tokenIn(await other.post('/ko/checkout', next))
  await database.pool.query(`update shop.order set state = 'paid' where token = $1`, [paidToken])
  const late = await other.post(`/ko/orders/${paidToken}/cancel`, {})
  assert.equal(late.status, 409)
  assert.match(await late.text(), /여기서 취소할 수 없어요/)
  assert.equal((await findOrder(db, { token: paidToken }))?.state, 'paid')
})

test('a buyer’s page says nothing of who of the staff did what', async () => {
  const { browser, form } = await atCheckout()
  const token = tokenIn(await browser.post('/ko/checkout', form))
  const order = await findOrder(db, { token })
  await database.pool.query(
    `insert into shop.order_event (id, order_id, at, "from", "to", by, why) values (gen_random_uuid(), $1, now(), 'awaiting_deposit', 'awaiting_deposit', null, 'a secret note')`,
    [order?.id],
  )
  assert.ok(!(await (await browser.get(`/ko/orders/${token}`)).text()).includes('a secret note'))
})
