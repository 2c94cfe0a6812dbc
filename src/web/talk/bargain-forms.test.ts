import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { inquiryOpening } from '#chat'
import { makeOffer, offer, offersOfRoom, productView, usualRule, writeRule } from '#shop'
import { webRoutes } from '#web'
import { testDatabase } from '../../../test/database.ts'
import { type Browser, openTestShop, type TestShop } from '../account/fixture.ts'
import { hidden } from '../buy/fixture.ts'

describe('bargaining without scripts', () => {
  let shop: TestShop
  let variantId: string

  before(async () => {
    shop = await openTestShop(await testDatabase(), webRoutes)
    variantId = (await productView(shop.db, { slug: 'mug' }))?.variants[0]?.id ?? ''
  })
  after(() => shop[Symbol.asyncDispose]())

  const stage = async (browser: Browser) => (await browser.get('/ko/p/mug')).text()
  /** Sends the form for a price as it stands on the stage. */
  async function name(browser: Browser, typed: Record<string, string>): Promise<Response> {
    const fields = hidden(await stage(browser), 'price')
    return browser.post('/ko/p/mug/offer', { ...fields, quantity: '1', gift: '', ...typed })
  }
  const offersOf = async (room: string) =>
    (await offersOfRoom(shop.db, { roomId: room })).map(({ unitAmount, quantity, state }) => ({
      unitAmount,
      quantity,
      state,
    }))
  /** A price that the shop names in a conversation. */
  async function shopOffers(shopperId: string, roomId: string, unitAmount = 10_000): Promise<string> {
    const of = { id: randomUUID(), roomId, shopperId, by: 'operator', variantId, quantity: 2, unitAmount } as const
    return (await makeOffer(shop.db, { ...of, gift: null, now: new Date() })).id
  }

  test('a price that is named stands in the conversation, once, and can be taken back', async () => {
    const { id, room, ...jimin } = await shop.guest()
    const fields = hidden(await stage(jimin), 'price')
    const form = { ...fields, price: '9,500', quantity: '2', gift: '받침' }
    for (const _ of [1, 2]) {
      const reply = await jimin.post('/ko/p/mug/offer', form)
      assert.deepEqual([reply.status, reply.headers.get('location')], [303, '/ko/p/mug#talk'])
    }
    assert.deepEqual(await offersOf(room), [{ unitAmount: 9500, quantity: 2, state: 'pending' }])
    const opening = await inquiryOpening(shop.db, { shopperId: id, productId: shop.mug, limit: 9 })
    assert.equal(opening?.entries.filter(({ body }) => body.kind === 'offer').length, 1)
    const html = await stage(jimin)
    assert.match(html, /9,500/)
    const back = await jimin.post('/ko/p/mug/answer', { ...hidden(html, 'room'), answer: 'withdraw' })
    assert.equal(back.status, 303)
    assert.deepEqual(await offersOf(room), [{ unitAmount: 9500, quantity: 2, state: 'withdrawn' }])
  })

  test('a visitor without an identity gets one with the first price', async () => {
    const newcomer = shop.browser()
    assert.equal((await name(newcomer, { price: '9000' })).status, 303)
    assert.match(await stage(newcomer), /9,000/)
    assert.doesNotMatch(await stage(shop.browser()), /9,000/)
  })

  test('visitors who were given the same page name the same price each in a conversation of their own', async () => {
    // The page of those without an identity is one for all of them for a while.
    const form = { ...hidden(await stage(shop.browser()), 'price'), price: '9,900', quantity: '1', gift: '' }
    for (const visitor of [shop.browser(), shop.browser()]) {
      assert.equal((await visitor.post('/ko/p/mug/offer', form)).status, 303)
      assert.match(await stage(visitor), /9,900/)
    }
  })

  test('what is no price is refused where it was typed, and stays there', async () => {
    const jimin = shop.browser()
    const wrong = [
      { price: '십만' },
      { price: '-1' },
      { price: '9000', quantity: '0' },
      { price: '9000', quantity: '500' },
    ]
    for (const typed of wrong) {
      const reply = await name(jimin, typed)
      assert.equal(reply.status, 422)
      const html = await reply.text()
      assert.match(html, /role="alert"[^<]*>가격과 개수를/)
      assert.ok(html.includes(`value="${typed.price}"`), typed.price)
    }
    const high = await name(jimin, { price: '9000000', gift: '잔 받침' })
    assert.equal(high.status, 422)
    const html = await high.text()
    assert.match(html, /지금 가격보다 높아요/)
    assert.match(html, /value="잔 받침"/)
  })

  test('too many tries are refused with what to do instead', async () => {
    const { room, ...jimin } = await shop.guest()
    for (const price of ['8000', '8100', '8200']) assert.equal((await name(jimin, { price })).status, 303)
    const more = await name(jimin, { price: '8300' })
    assert.equal(more.status, 429)
    assert.match(await more.text(), /운영자에게 물어보세요/)
    assert.equal((await offersOf(room)).length, 3)
  })

  test('the shop’s price is accepted or declined with the buttons of its card, and bought at', async () => {
    const { id, room, ...jimin } = await shop.guest()
    const declined = await shopOffers(id, room, 11_000)
    const nonce = randomUUID()
    await jimin.post('/ko/p/mug/answer', { nonce, room, offer: declined, answer: 'decline' })
    const accepted = await shopOffers(id, room, 10_000)
    const answer = { nonce, room, offer: accepted, answer: 'accept' }
    for (const _ of [1, 2]) assert.equal((await jimin.post('/ko/p/mug/answer', answer)).status, 303)
    assert.deepEqual(
      (await offersOf(room)).map(({ state }) => state),
      ['accepted', 'declined'],
    )
    const bought = await jimin.post('/ko/cart/offers', { offer: accepted })
    assert.equal(bought.headers.get('location'), '/ko/cart')
    assert.match(await (await jimin.get('/ko/cart')).text(), /20,000/)
  })

  test('nobody answers or sees what is said in another’s conversation', async () => {
    const { id, room } = await shop.guest()
    const theirs = await shopOffers(id, room, 9_100)
    const other = await shop.guest()
    const answer = { nonce: randomUUID(), offer: theirs, answer: 'accept' }
    for (const said of [room, other.room]) {
      assert.equal((await other.post('/ko/p/mug/answer', { ...answer, room: said })).status, 404)
      assert.equal((await other.post(`/ko/talks/${said}/answer`, { ...answer, room: said })).status, 404)
    }
    assert.doesNotMatch(await stage(other), /9,100/)
    const [row] = await shop.db.select({ state: offer.state }).from(offer).where(eq(offer.id, theirs))
    assert.equal(row?.state, 'pending')
  })

  test('where the shop does not bargain there is no form, and none is taken', async () => {
    const rule = { ...usualRule, isAllowed: false }
    const form = { ...hidden(await stage(shop.browser()), 'price'), price: '9000', quantity: '1' }
    await writeRule(shop.db, { scope: 'product', scopeId: shop.mug, rule })
    const english = await (await shop.browser().get('/en/p/mug')).text()
    assert.doesNotMatch(english, /name="price"/)
    const jimin = shop.browser()
    // The Korean page may be one from before the owner decided; what it sends is refused all the same.
    assert.equal((await jimin.post('/ko/p/mug/offer', form)).status, 403)
    await writeRule(shop.db, { scope: 'product', scopeId: shop.mug, rule: null })
  })
})
