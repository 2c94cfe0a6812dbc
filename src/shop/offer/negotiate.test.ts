import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { aProduct, sell, testShop } from '../fixture.ts'
import { adoptOffers, answerOffer, dueOffers, endOffer, type MakeOffer, makeOffer, offersOfRoom } from './negotiate.ts'
import { decide, isTooLow, type OfferRule, ruleOf, usualRule, writeRule } from './rules.ts'

const database = await testDatabase()
const shop = await testShop(database)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const { pool } = database
const now = new Date('2026-11-25T10:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let made = 0
async function goods(price = 10_000): Promise<{ variantId: string; productId: string }> {
  made += 1
  const slug = `pot-${made}`
  const [productId = ''] = await sell(db, [
    aProduct({ slug, variants: [{ sku: `SKU-${slug}`, options: {}, price, stock: 9 }] }),
  ])
  const { rows } = await pool.query('select id from shop.variant where product_id = $1', [productId])
  return { variantId: rows[0].id, productId }
}

function anOffer(changes: Partial<MakeOffer> & { variantId: string }): MakeOffer {
  const own = { id: randomUUID(), roomId: randomUUID(), shopperId: randomUUID(), by: 'shopper' as const }
  return { ...own, quantity: 1, unitAmount: 8_000, gift: null, now, ...changes }
}

const rule = (changes: Partial<OfferRule>): OfferRule => ({ ...usualRule, ...changes })

test('a shopper names a price and an operator agrees', async () => {
  const pot = await goods()
  const talk = anOffer({ variantId: pot.variantId, quantity: 3 })
  const { roomId } = talk
  const asked = await makeOffer(db, talk)
  assert.deepEqual([asked.state, asked.quantity, asked.productId], ['pending', 3, pot.productId])
  const answered = await answerOffer(db, { offerId: asked.id, roomId, by: 'operator', answer: 'accept', now })
  assert.equal(answered.state, 'accepted')
  assert.equal(answered.until, later(48 * 60).toISOString())
})

test('a counter-offer takes the place of the one it answers', async () => {
  const pot = await goods()
  const talk = anOffer({ variantId: pot.variantId })
  const asked = await makeOffer(db, talk)
  const countered = await makeOffer(db, { ...talk, id: randomUUID(), by: 'operator', unitAmount: 9_000, gift: '머그' })
  assert.deepEqual([countered.repliesTo, countered.gift], [asked.id, '머그'])
  const bettered = await makeOffer(db, { ...talk, id: randomUUID(), unitAmount: 8_500 })
  assert.equal(bettered.repliesTo, countered.id)
  const states = (await offersOfRoom(db, { roomId: talk.roomId })).map(one => [one.unitAmount, one.state])
  assert.deepEqual(
    new Map(states as [number, string][]),
    new Map([
      [8_500, 'pending'],
      [9_000, 'countered'],
      [8_000, 'countered'],
    ]),
  )
})

test('naming another price oneself withdraws the one before', async () => {
  const pot = await goods()
  const talk = anOffer({ variantId: pot.variantId })
  await makeOffer(db, talk)
  const again = await makeOffer(db, { ...talk, id: randomUUID(), unitAmount: 8_200 })
  assert.equal(again.repliesTo, null)
  const states = (await offersOfRoom(db, { roomId: talk.roomId })).map(one => one.state)
  assert.deepEqual(states.toSorted(), ['pending', 'withdrawn'])
})

test('only the other side accepts or declines, only its own side withdraws, and only once', async () => {
  const pot = await goods()
  const talk = anOffer({ variantId: pot.variantId })
  const asked = await makeOffer(db, talk)
  const answer = (by: 'shopper' | 'operator', what: 'accept' | 'decline' | 'withdraw', roomId = talk.roomId) =>
    answerOffer(db, { offerId: asked.id, roomId, by, answer: what, now })
  await assert.rejects(answer('shopper', 'accept'), { code: 'shop.not_your_answer' })
  await assert.rejects(answer('operator', 'withdraw'), { code: 'shop.not_your_answer' })
  await assert.rejects(answer('operator', 'accept', randomUUID()), { code: 'shop.no_such_offer' })
  const outcomes = await Promise.allSettled([
    answer('operator', 'accept'),
    answer('operator', 'decline'),
    answer('shopper', 'withdraw'),
    answer('operator', 'accept'),
  ])
  assert.equal(outcomes.filter(one => one.status === 'fulfilled').length, 1)
  await assert.rejects(answer('operator', 'decline'), { code: 'shop.offer_over' })
})

test('the nearest rule decides: the product’s before the category’s before the shop’s', async () => {
  const pot = await goods()
  const { rows } = await pool.query('select category_id as id from shop.product where id = $1', [pot.productId])
  const of = { productId: pot.productId }
  assert.deepEqual(await ruleOf(db, of), usualRule)
  await writeRule(db, { scope: 'shop', scopeId: null, rule: rule({ attempts: 4 }) })
  assert.equal((await ruleOf(db, of)).attempts, 4)
  await writeRule(db, { scope: 'category', scopeId: rows[0].id, rule: rule({ attempts: 5 }) })
  assert.equal((await ruleOf(db, of)).attempts, 5)
  await writeRule(db, { scope: 'product', scopeId: pot.productId, rule: rule({ attempts: 6 }) })
  assert.equal((await ruleOf(db, of)).attempts, 6)
  await writeRule(db, { scope: 'product', scopeId: pot.productId, rule: null })
  await writeRule(db, { scope: 'category', scopeId: rows[0].id, rule: null })
  await writeRule(db, { scope: 'shop', scopeId: null, rule: null })
  assert.deepEqual(await ruleOf(db, of), usualRule)
})

test('the rules accept and decline at once, and no price below the floor is ever agreed on', async () => {
  const pot = await goods(10_000)
  const bargain = rule({ acceptFromBasisPoints: 9_000, declineToBasisPoints: 7_000, attempts: 20 })
  await writeRule(db, { scope: 'product', scopeId: pot.productId, rule: bargain })
  const talk = anOffer({ variantId: pot.variantId })
  const say = (unitAmount: number, by: 'shopper' | 'operator' = 'shopper') =>
    makeOffer(db, { ...talk, id: randomUUID(), unitAmount, by })
  for (const [unitAmount, state] of [
    [10_000, 'accepted'],
    [9_000, 'accepted'],
    [8_999, 'pending'],
    [7_001, 'pending'],
    [7_000, 'declined'],
    [0, 'declined'],
  ] as const) {
    const offered = await say(unitAmount)
    assert.deepEqual([unitAmount, offered.state, offered.isByRule], [unitAmount, state, state !== 'pending'])
  }
  await assert.rejects(say(10_001), { code: 'shop.offer_too_high' })
  await assert.rejects(say(7_000, 'operator'), { code: 'shop.offer_too_low' })
  const waiting = await say(7_500)
  const strict = { ...bargain, declineToBasisPoints: 8_000 }
  await writeRule(db, { scope: 'product', scopeId: pot.productId, rule: strict })
  const accept = { offerId: waiting.id, roomId: talk.roomId, by: 'operator' as const, answer: 'accept' as const, now }
  await assert.rejects(answerOffer(db, accept), { code: 'shop.offer_too_low' })
  const words = JSON.stringify(await offersOfRoom(db, { roomId: talk.roomId }))
  assert.doesNotMatch(words, /basis|floor|7000"|decline_to/i)
})

test('whatever the prices, what is accepted is above what is declined', () => {
  for (let n = 0; n < 20_000; n += 1) {
    const share = () => Math.floor(Math.random() * 10_001)
    const [low, high] = [share(), share()].sort((a, b) => a - b) as [number, number]
    if (low === high) continue
    const bargain = rule({ acceptFromBasisPoints: high, declineToBasisPoints: low })
    const priceNow = Math.floor(Math.random() * 1e6)
    const unitAmount = Math.floor(Math.random() * (priceNow + 1))
    if (decide(bargain, { unitAmount, priceNow }) !== 'accept') continue
    assert.equal(isTooLow(bargain, { unitAmount, priceNow }), false)
    assert.ok(unitAmount * 10_000 > priceNow * low)
  }
})

test('tries are limited for shoppers, and a shop that does not bargain says so', async () => {
  const pot = await goods()
  await writeRule(db, { scope: 'product', scopeId: pot.productId, rule: rule({ attempts: 2 }) })
  const talk = anOffer({ variantId: pot.variantId })
  for (const unitAmount of [7_000, 7_500]) await makeOffer(db, { ...talk, id: randomUUID(), unitAmount })
  await assert.rejects(makeOffer(db, { ...talk, id: randomUUID() }), { code: 'shop.offer_attempts' })
  await makeOffer(db, { ...talk, id: randomUUID(), by: 'operator' })
  await makeOffer(db, { ...talk, id: randomUUID(), now: later(25 * 60) })
  await writeRule(db, { scope: 'product', scopeId: pot.productId, rule: rule({ isAllowed: false }) })
  await assert.rejects(makeOffer(db, anOffer({ variantId: pot.variantId })), { code: 'shop.no_offers' })
})

test('an offer ends by itself, answered or accepted, and can be answered no more', async () => {
  const pot = await goods()
  await writeRule(db, { scope: 'product', scopeId: pot.productId, rule: rule({ lifetimeMinutes: 30 }) })
  const talk = anOffer({ variantId: pot.variantId })
  const asked = await makeOffer(db, talk)
  const over = { offerId: asked.id, roomId: talk.roomId, by: 'operator' as const, answer: 'accept' as const }
  await assert.rejects(answerOffer(db, { ...over, now: later(31) }), { code: 'shop.offer_over' })
  const due = await dueOffers(db, { now: later(31), limit: 100 })
  assert.ok(due.some(one => one.id === asked.id))
  assert.equal(await endOffer(db, { id: asked.id, now }), null)
  const ended = await Promise.all([1, 2, 3].map(() => endOffer(db, { id: asked.id, now: later(31) })))
  assert.equal(ended.filter(one => one?.state === 'expired').length, 1)
})

test('a guest who signs in keeps what was agreed on', async () => {
  const pot = await goods()
  const talk = anOffer({ variantId: pot.variantId })
  await makeOffer(db, talk)
  const member = randomUUID()
  await adoptOffers(db, { from: talk.shopperId, to: member })
  const { rows } = await pool.query('select shopper_id as id from shop.offer where room_id = $1', [talk.roomId])
  assert.equal(rows[0].id, member)
})
