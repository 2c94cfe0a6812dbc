import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { cartOf, offer, variant } from '#shop'
import { webRoutes } from '#web'
import { testDatabase } from '../../../test/database.ts'
import { openTestShop } from '../account/fixture.ts'
import { anOffer, hidden, putMugs } from './fixture.ts'

const database = await testDatabase()
const shop = await openTestShop(database, webRoutes)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const now = new Date()
const [mug] = await db.select({ id: variant.id }).from(variant).where(eq(variant.productId, shop.mug))
const variantId = mug?.id ?? ''

test('what a visitor puts in without scripts leads back to the stage, and gives them an identity', async () => {
  const browser = shop.browser()
  const put = await putMugs(browser, '2')
  assert.equal(put.status, 303)
  assert.equal(put.headers.get('location'), '/ko/p/mug#in-cart')
  assert.ok(browser.cookies.has('__Host-doumi_guest'))
  assert.equal(browser.cookies.get('cart'), '2')
  const html = await (await browser.get('/ko/cart')).text()
  assert.match(html, /법랑 머그/)
  assert.match(html, /24,000/)
})

test('the same press counts once, however often it is sent', async () => {
  const browser = await shop.guest()
  const touch = randomUUID()
  await Promise.all([1, 2, 3, 4].map(() => putMugs(browser, '1', { touch })))
  const lines = await cartOf(db, { shopperId: browser.id, now })
  assert.deepEqual(
    lines.map(line => line.quantity),
    [1],
  )
})

test('without scripts the same form sent twice at once counts once', async () => {
  const browser = await shop.guest()
  const send = () => browser.post('/ko/cart', { slug: 'mug', quantity: '1' })
  // Not across the edge of the time in which it counts once.
  await new Promise(done => setTimeout(done, 3000 - (Date.now() % 3000) + 50))
  await Promise.all([send(), send()])
  assert.equal((await cartOf(db, { shopperId: browser.id, now }))[0]?.quantity, 1)
})

for (const quantity of ['0', '-1', '100', '1e3', '1.5', 'zwei', '', '99999999999999999999']) {
  test(`nobody puts "${quantity}" pieces in`, async () => {
    const browser = await shop.guest()
    assert.equal((await putMugs(browser, quantity)).status, 422)
    assert.deepEqual(await cartOf(db, { shopperId: browser.id, now }), [])
  })
}

test('what is not sold cannot be put in', async () => {
  const browser = await shop.guest()
  assert.equal((await browser.post('/ko/cart', { slug: 'none', quantity: '1' })).status, 404)
  assert.equal((await putMugs(browser, '1', { variant: randomUUID() })).status, 404)
  assert.equal((await putMugs(browser, '1', { variant: "1' or 1=1" })).status, 422)
  assert.deepEqual(await cartOf(db, { shopperId: browser.id, now }), [])
})

test('a price that a form brings along is of no account', async () => {
  const browser = await shop.guest()
  await putMugs(browser, '1', { price: '1', unitAmount: '1', offer: randomUUID() })
  assert.equal((await cartOf(db, { shopperId: browser.id, now }))[0]?.unitAmount, 12_000)
})

test('another’s line is neither changed nor taken out', async () => {
  const [jiyun, thief] = [await shop.guest(), await shop.guest()]
  await putMugs(jiyun, '2')
  const { line = '' } = hidden(await (await jiyun.get('/ko/cart')).text(), 'line')
  assert.match(line, /^[\da-f-]{36}$/)
  for (const quantity of ['0', '9']) await thief.post('/ko/cart/lines', { line, quantity })
  assert.equal((await cartOf(db, { shopperId: jiyun.id, now }))[0]?.quantity, 2)
  await jiyun.post('/ko/cart/lines', { line, quantity: '3' })
  assert.equal((await cartOf(db, { shopperId: jiyun.id, now }))[0]?.quantity, 3)
  await jiyun.post('/ko/cart/lines', { line, quantity: '0' })
  assert.deepEqual(await cartOf(db, { shopperId: jiyun.id, now }), [])
})

test('an agreed price is theirs alone, and its number of pieces is fixed', async () => {
  const [jiyun, thief] = [await shop.guest(), await shop.guest()]
  const agreed = { shopperId: jiyun.id, variantId, productId: shop.mug, unitAmount: 9_000, quantity: 2 }
  const id = await anOffer(db, agreed)
  assert.equal((await thief.post('/ko/cart/offers', { offer: id })).status, 404)
  assert.equal((await jiyun.post('/ko/cart/offers', { offer: id })).status, 303)
  await jiyun.post('/ko/cart/offers', { offer: id })
  const html = await (await jiyun.get('/ko/cart')).text()
  assert.match(html, /정한 가격/)
  assert.match(html, /18,000/)
  const { line = '' } = hidden(html, 'line')
  await jiyun.post('/ko/cart/lines', { line, quantity: '1' })
  const lines = await cartOf(db, { shopperId: jiyun.id, now })
  assert.deepEqual(
    lines.map(({ quantity, unitAmount }) => ({ quantity, unitAmount })),
    [{ quantity: 2, unitAmount: 9_000 }],
  )
  await db
    .update(offer)
    .set({ expiresAt: new Date(0) })
    .where(eq(offer.id, id))
  assert.match(await (await jiyun.get('/ko/cart')).text(), /장바구니가 비어 있어요/)
})

test('other sites put nothing into a cart', async () => {
  const browser = await shop.guest()
  const refused = await browser.post('/ko/cart', { slug: 'mug', quantity: '1' }, 'https://evil.example')
  assert.equal(refused.status, 403)
  assert.deepEqual(await cartOf(db, { shopperId: browser.id, now }), [])
})

test('the cart is an own page, and the pages that everybody shares say nothing of it', async () => {
  const browser = await shop.guest()
  await putMugs(browser)
  const cart = await browser.get('/ko/cart')
  assert.equal(cart.headers.get('cache-control'), 'no-store')
  assert.match(cart.headers.get('x-robots-tag') ?? '', /noindex/)
  const linkIn = async (from: typeof browser | ReturnType<typeof shop.browser>) =>
    /<a class="tool" href="\/ko\/cart".*?<\/a>/s.exec(await (await from.get('/ko')).text())?.[0]
  assert.equal(await linkIn(browser), await linkIn(shop.browser()))
})
