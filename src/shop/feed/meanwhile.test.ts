import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import { quiet, testDatabase } from '../../../test/database.ts'
import { feedRow } from '../feed-schema.ts'
import { aProduct, sell, someoneWaits, testShop } from '../fixture.ts'
import { openShop } from '../open.ts'
import { product, variant } from '../schema.ts'
import { upsertProducts } from '../write.ts'
import { applyRun } from './apply.ts'
import { deleteFeed, saveFeed } from './feeds.ts'
import { makeRun } from './reading.ts'
import { usualOptions } from './run-options.ts'
import { startRun } from './runs.ts'

const own = await testShop(await testDatabase())
after(() => own[Symbol.asyncDispose]())
const { db, media } = own
const mina = { id: '01990000-0000-7000-8000-000000000001', name: '민아' }
const now = new Date('2026-11-25T09:00:00Z')
const { signal } = new AbortController()
const options = { ...usualOptions, publishes: true }

/** What was read and waits to be written. */
async function read(text: string, feedId?: string): Promise<string> {
  const bytes = Buffer.from(text)
  const feed = feedId === undefined ? {} : { feedId, isElsewhere: true }
  const { runId } = await makeRun(db, { bytes, name: 'goods', options, by: mina, now, ...feed })
  await startRun(db, { runId })
  return runId
}

const write = (runId: string) => applyRun({ db, media, shop: openShop(), log: quiet }, { runId, signal })

/** Writes a reading while somebody else does something, who began before and ends when it waits for them. */
async function writeBehind(runId: string, work: (tx: Transaction) => Promise<unknown>): Promise<void> {
  let writing: Promise<void> | undefined
  await db.transaction(async tx => {
    await work(tx)
    writing = write(runId)
    await someoneWaits(db)
  })
  await writing
}

async function failed(runId: string) {
  const isFailed = and(eq(feedRow.runId, runId), eq(feedRow.state, 'failed'))
  const rows = await db.select({ name: feedRow.name, reason: feedRow.reason }).from(feedRow).where(isFailed)
  return rows.map(({ name, reason }) => [name, reason?.code])
}

const ofSlug = (slug: string) => db.select().from(product).where(eq(product.slug, slug))
const skusOf = async (id: string) =>
  (await db.select({ sku: variant.sku }).from(variant).where(eq(variant.productId, id))).map(({ sku }) => sku)

const feedOf = (item: string) =>
  `<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><item>${item}<g:price>1000 KRW</g:price>
   <g:availability>in_stock</g:availability><g:product_type>부엌</g:product_type></item></channel></rss>`

function aFeed(name: string): Promise<string | null> {
  const settings = {
    name,
    url: 'https://shop.example/feed.xml',
    options,
    isElsewhere: true,
    everyMinutes: 60,
    isOn: true,
  }
  return saveFeed(db, { id: null, settings, by: mina, now })
}

test('a product that somebody makes meanwhile is not written over by a row that would be new', async () => {
  await sell(db, [aProduct({ slug: 'held-mug' })])
  const runId = await read(
    [
      'slug,category,sku,name.ko,price',
      'held-mug,kitchen,SKU-held-mug,머그,2000',
      'new-cup,kitchen,NEW-1,우리 컵,1000',
      'even-cup,kitchen,EVEN-1,다른 컵,1000',
      '',
    ].join('\n'),
  )
  await writeBehind(runId, async tx => {
    await tx.execute(sql`select from ${product} where slug = 'held-mug' for update`)
    await upsertProducts(tx, { products: [aProduct({ slug: 'new-cup', brand: 'Theirs' })] })
  })
  const [theirs] = await ofSlug('new-cup')
  assert.deepEqual([theirs?.brand, await skusOf(theirs!.id)], ['Theirs', ['SKU-new-cup']])
  assert.deepEqual(await failed(runId), [['우리 컵', 'gone']])
  assert.equal((await ofSlug('even-cup')).length, 1)
})

test('a product that somebody deletes meanwhile does not come back', async () => {
  await sell(db, [aProduct({ slug: 'doomed' })])
  const runId = await read('slug,category,sku,name.ko,price\ndoomed,kitchen,SKU-doomed,머그,3000\n')
  await writeBehind(runId, tx => tx.delete(product).where(eq(product.slug, 'doomed')))
  assert.deepEqual(await ofSlug('doomed'), [])
  assert.deepEqual(await failed(runId), [['머그', 'gone']])
})

test('a feed that is deleted while it is written leaves nothing in sight', async () => {
  const feedId = (await aFeed('곧 없는 가게'))!
  const item = '<g:id>E1</g:id><title>소파</title><link>https://shop.example/e/1</link>'
  const runId = await read(feedOf(item), feedId)
  let deleting: Promise<void> | undefined
  let writing: Promise<void> | undefined
  await db.transaction(async tx => {
    // What is being written waits in the middle.
    await tx.execute(sql`lock table ${variant} in share row exclusive mode`)
    writing = write(runId)
    await someoneWaits(db)
    deleting = deleteFeed(db, { id: feedId, by: mina, now })
    await someoneWaits(db, { amount: 2 })
  })
  await Promise.all([writing, deleting])
  const rows = await db.select({ at: product.publishedAt }).from(product).where(eq(product.source, feedId))
  assert.deepEqual(rows, [{ at: null }])
})

test('two feeds that call different things alike have a product each', async () => {
  const [first, second] = [(await aFeed('한 가게'))!, (await aFeed('다른 가게'))!]
  await sell(db, [aProduct({ slug: 'uija' })])
  for (const [feedId, sku] of [
    [first, 'F1'],
    [second, 'S1'],
  ] as const) {
    const link = `https://shop.example/${sku}`
    const item = `<g:id>${sku}</g:id><g:item_group_id>G1</g:item_group_id><title>의자</title><link>${link}</link>`
    await write(await read(feedOf(item), feedId))
  }
  const rows = await db
    .select({ id: product.id, source: product.source, slug: product.slug })
    .from(product)
    .where(inArray(product.source, [first, second]))
    .orderBy(product.id)
  assert.deepEqual(await Promise.all(rows.map(async row => [row.source, await skusOf(row.id)])), [
    [first, ['F1']],
    [second, ['S1']],
  ])
  assert.equal(new Set(rows.map(row => row.slug)).size, 2)
})
