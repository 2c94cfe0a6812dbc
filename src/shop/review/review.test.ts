import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { aProduct, sell, testShop } from '../fixture.ts'
import { moveOrder } from '../order/move.ts'
import { placeOrder } from '../order/place.ts'
import { productView } from '../product.ts'
import { ratingOf, reviewsForStaff, reviewsOf } from './read.ts'
import { adoptReviews, answerReview, hideReview, reportReview, voteHelpful, writeReview } from './write.ts'

const database = await testDatabase()
const shop = await testShop(database)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const now = new Date('2026-11-25T10:00:00Z')

let made = 0
async function aMug(): Promise<{ productId: string; variantId: string }> {
  made += 1
  const slug = `bowl-${made}`
  const [productId = ''] = await sell(db, [
    aProduct({ slug, variants: [{ sku: `SKU-${slug}`, options: {}, price: 9_000, stock: 50 }] }),
  ])
  const { rows } = await database.pool.query('select id from shop.variant where product_id = $1', [productId])
  return { productId, variantId: rows[0].id }
}

/** An order of one piece, which has arrived unless it says otherwise. */
async function anOrder(variantId: string, { arrived = true } = {}): Promise<{ token: string; shopperId: string }> {
  const shopperId = randomUUID()
  const address = { country: 'KR', name: '지민', phone: '010-1234-5678', postcode: '04524' }
  const placed = await placeOrder(db, {
    checkoutId: randomUUID(),
    shopperId,
    lines: [{ variantId, quantity: 1, offerId: null }],
    email: 'a@example.com',
    address: { ...address, line1: '세종대로 110', line2: '', city: '', region: '' },
    note: '',
    language: 'ko',
    payBy: 'delivery',
    depositor: null,
    expectedTotal: 9_000,
    now,
  })
  assert.ok(placed.kind === 'placed')
  const orderId = placed.order.id
  for (const to of arrived ? (['shipped', 'completed'] as const) : (['shipped'] as const)) {
    await db.transaction(tx => moveOrder(tx, { orderId, to, by: null, why: 'test', now }))
  }
  return { token: placed.order.token, shopperId }
}

const review = (of: { token: string; productId: string }, stars = 5, text = '좋아요') =>
  writeReview(db, {
    ...of,
    id: randomUUID(),
    words: { author: '지민', stars, text },
    language: 'ko',
    pictures: [],
    now,
  })

test('only who received a product reviews it, once for each order', async () => {
  const { productId, variantId } = await aMug()
  const other = await aMug()
  const { token } = await anOrder(variantId)
  const waiting = await anOrder(variantId, { arrived: false })
  const first = await review({ token, productId }, 4)
  assert.equal(await review({ token, productId }, 5, '더 좋아졌어요'), first)
  await assert.rejects(review({ token, productId: other.productId }), { code: 'shop.no_such_order' })
  await assert.rejects(review({ token: 'x'.repeat(32), productId }), { code: 'shop.no_such_order' })
  await assert.rejects(review({ token: waiting.token, productId }), { code: 'shop.not_arrived' })
  const { reviews } = await reviewsOf(db, { productId, after: null, limit: 10 })
  assert.deepEqual(
    reviews.map(({ stars, text, author }) => [stars, text, author]),
    [[5, '더 좋아졌어요', '지민']],
  )
})

test('a review says what its own writer chose', async () => {
  const both = (text: string) => ({ ko: text, en: text })
  const values = ['모래', '먹'].map((name, i) => ({ key: `c${i}`, name: both(name) }))
  const variants = values.map(({ key }) => ({ sku: `LAMP-${key}`, options: { colour: key }, price: 9_000, stock: 5 }))
  const [productId = ''] = await sell(db, [
    aProduct({ slug: 'lamp', options: [{ key: 'colour', name: both('색'), values }], variants }),
  ])
  for (const variant of (await productView(db, { slug: 'lamp' }))?.variants ?? []) {
    const { token } = await anOrder(variant.id)
    await review({ token, productId }, 5, variant.sku)
  }
  const { reviews } = await reviewsOf(db, { productId, after: null, limit: 9 })
  const chosen = Object.fromEntries(reviews.map(({ text, bought }) => [text, bought.ko]))
  assert.deepEqual(chosen, { 'LAMP-c0': '모래', 'LAMP-c1': '먹' })
})

test('the stars of a product are counted, and hidden reviews are not', async () => {
  const { productId, variantId } = await aMug()
  const ids: string[] = []
  for (const stars of [5, 4, 4, 1]) ids.push(await review({ ...(await anOrder(variantId)), productId }, stars))
  assert.deepEqual(await ratingOf(db, { productId }), { count: 4, mean: 3.5, histogram: [1, 0, 0, 2, 1] })
  await hideReview(db, { reviewId: ids[3] ?? '', hidden: true, why: '욕설', now })
  assert.deepEqual(await ratingOf(db, { productId }), { count: 3, mean: 4.3, histogram: [0, 0, 0, 2, 1] })
  await hideReview(db, { reviewId: ids[3] ?? '', hidden: false, why: '', now })
  assert.equal((await ratingOf(db, { productId })).count, 4)
})

test('a long list comes in parts, each review once', async () => {
  const { productId, variantId } = await aMug()
  for (let n = 0; n < 5; n += 1) await review({ ...(await anOrder(variantId)), productId }, 5, `${n}`)
  const seen: string[] = []
  for (let after: string | null = null; ; ) {
    const part: Awaited<ReturnType<typeof reviewsOf>> = await reviewsOf(db, { productId, after, limit: 2 })
    seen.push(...part.reviews.map(one => one.text))
    after = part.next
    if (after === null) break
  }
  assert.deepEqual(seen.toSorted(), ['0', '1', '2', '3', '4'])
})

test('votes count once, nobody votes for their own, and what is reported comes first to staff', async () => {
  const { productId, variantId } = await aMug()
  const bought = await anOrder(variantId)
  const reviewId = await review({ ...bought, productId })
  const [reader, guest, member] = [randomUUID(), randomUUID(), randomUUID()]
  for (const personId of [reader, reader, guest, member]) await voteHelpful(db, { reviewId, personId, on: true, now })
  assert.equal(await voteHelpful(db, { reviewId, personId: reader, on: false, now }), 2)
  await db.transaction(tx => adoptReviews(tx, { from: guest, to: member }))
  const [shown] = (await reviewsOf(db, { productId, after: null, limit: 1 })).reviews
  assert.equal(shown?.helpful, 1)
  await assert.rejects(voteHelpful(db, { reviewId, personId: bought.shopperId, on: true, now }), {
    code: 'shop.own_review',
  })
  await reportReview(db, { reviewId, personId: reader, why: '광고예요', now })
  await answerReview(db, { reviewId, text: '고맙습니다!', by: 'Mina', now })
  const [first] = await reviewsForStaff(db, { limit: 5 })
  assert.equal(first?.id, reviewId)
  assert.deepEqual(first?.reports, { count: 1, whys: ['광고예요'] })
  assert.deepEqual(first?.answer, { text: '고맙습니다!', by: 'Mina' })
})
