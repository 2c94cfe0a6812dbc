import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { findOrder, moveOrder, writeReview } from '#shop'
import { webRoutes } from '#web'
import { testDatabase } from '../../../test/database.ts'
import { openTestShop } from '../account/fixture.ts'
import { checkoutOf, putMugs, takeMoney } from './fixture.ts'

const database = await testDatabase()
const shop = await openTestShop(database, webRoutes)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
await takeMoney(db)

/** A guest who has ordered a mug. */
async function whoOrdered(payBy: 'transfer' | 'delivery') {
  const browser = await shop.guest()
  await putMugs(browser)
  const placed = await browser.post('/ko/checkout', { ...(await checkoutOf(browser)), payBy })
  const token = /orders\/([\w-]+)/.exec(placed.headers.get('location') ?? '')?.[1] ?? ''
  const page = async (path = `/orders/${token}`, lang = 'ko') => (await browser.get(`/${lang}${path}`)).text()
  return { token, page, order: (await findOrder(db, { token })) ?? assert.fail() }
}

test('once a review is written its order leads to it as to one’s own', async () => {
  const { token, page, order } = await whoOrdered('delivery')
  for (const to of ['shipped', 'completed'] as const)
    await db.transaction(tx => moveOrder(tx, { orderId: order.id, to, by: null, why: 'test', now: new Date() }))
  const before = await page()
  assert.match(before, /후기 쓰기/)
  assert.doesNotMatch(before, /후기 고치기/)
  const words = { author: '지민', stars: 5, text: '좋아요' }
  const of = { id: randomUUID(), token, productId: shop.mug, language: 'ko', pictures: [], now: new Date() } as const
  await writeReview(db, { ...of, words })
  const after = await page()
  assert.match(after, new RegExp(`/ko/orders/${token}/review/${shop.mug}">후기 고치기`))
  assert.doesNotMatch(after, /후기 쓰기/)
  assert.match(await page(undefined, 'en'), /Change your review/)
})

test('every time on the pages of orders can become the reader’s, also the deadline in the middle of a sentence', async () => {
  const { page, order } = await whoOrdered('transfer')
  const until = order.expiresAt?.toISOString() ?? assert.fail()
  const moment = `<time datetime="${until}" data-local="moment">[^<]+</time>`
  const html = await page()
  assert.match(html, new RegExp(`<p>${moment}까지 아래 계좌로 보내 주세요`))
  assert.match(await page(undefined, 'en'), new RegExp(`transfer the amount by ${moment}\\. The goods`))
  for (const shown of [html, await page('/orders')]) {
    assert.match(shown, /<time [^>]*data-local="day"/)
    assert.doesNotMatch(shown, /<time (?![^>]*data-local)/)
  }
})
