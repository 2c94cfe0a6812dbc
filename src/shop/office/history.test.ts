import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { quiet, testDatabase } from '../../../test/database.ts'
import { applyRun } from '../feed/apply.ts'
import { saveFeed } from '../feed/feeds.ts'
import { makeRun } from '../feed/reading.ts'
import { usualOptions } from '../feed/run-options.ts'
import { startRun } from '../feed/runs.ts'
import { feed } from '../feed-schema.ts'
import { aProduct, sell, testShop } from '../fixture.ts'
import { openShop } from '../open.ts'
import { publishDue } from '../publish.ts'
import { product, stock, variant } from '../schema.ts'
import { type BulkChange, changeProducts } from './bulk.ts'
import { productChanges } from './history.ts'
import { restoreProduct, saveProduct } from './save.ts'
import { wholeProduct } from './whole.ts'

const own = await testShop(await testDatabase())
after(() => own[Symbol.asyncDispose]())
const { db, media } = own
const mina = { id: '01990000-0000-7000-8000-000000000001', name: '민아' }
const now = new Date('2026-11-25T09:00:00Z')
const signal = new AbortController().signal

/** The facts about products that something tells, each as `changed` or `published` with its product. */
async function told(work: () => Promise<unknown>): Promise<string[]> {
  await db.execute(sql`delete from database.event`)
  await work()
  const { rows } = await db.execute<{ fact: string }>(sql`
    select replace(name, 'shop.product_', '') || ' ' || (
      select slug from shop.product where id = (data ->> 'productId')::uuid) as fact
    from database.event where name like 'shop.product%' order by id`)
  return rows.map(row => row.fact)
}

const idOf = async (slug: string) =>
  (await db.select({ id: product.id }).from(product).where(eq(product.slug, slug)))[0]!.id

async function importFile(lines: string[], more: { feedId?: string; name?: string } = {}) {
  const bytes = Buffer.from(['slug,category,sku,name.ko,price,stock', ...lines, ''].join('\n'))
  const make = { bytes, name: 'goods.csv', options: { ...usualOptions, publishes: true }, by: mina, now, ...more }
  const { runId } = await makeRun(db, make)
  await startRun(db, { runId })
  await applyRun({ db, media, shop: openShop(), log: quiet }, { runId, signal })
}

async function bulk(slug: string, change: BulkChange): Promise<void> {
  await changeProducts(db, { ids: [await idOf(slug)], change, by: mina, now: new Date() })
}

async function saved(slug: string, changes: { brand?: string; stock?: number }): Promise<void> {
  const today = (await wholeProduct(db, { id: await idOf(slug) }))!
  const { stock: pieces, ...rest } = changes
  const variants = today.product.variants.map(each => ({ ...each, stock: pieces ?? each.stock }))
  const known = today.variants.map(({ id }, at) => ({ id, stockSeen: today.product.variants[at]!.stock }))
  const write = { id: today.id, version: today.version, known, by: mina, now: new Date() }
  await saveProduct(db, { ...write, product: { ...today.product, variants, ...rest } })
}

await sell(db, [aProduct({ slug: 'mug' }), aProduct({ slug: 'hidden', published: null })])

test('a change that shoppers see is told once, whoever made it', async () => {
  assert.deepEqual(await told(() => saved('mug', { brand: 'New' })), ['changed mug'])
  assert.deepEqual(await told(() => saved('mug', {})), [])
  assert.deepEqual(await told(() => bulk('mug', { kind: 'price', by: 'amount', amount: 500 })), ['changed mug'])
  assert.deepEqual(await told(() => bulk('mug', { kind: 'price', by: 'amount', amount: 0 })), [])
  const file = ['mug,kitchen,SKU-mug,새 머그,12000,9', 'new-cup,kitchen,CUP-1,컵,1000,3']
  assert.deepEqual((await told(() => importFile(file))).sort(), ['changed mug', 'published new-cup'])
  assert.deepEqual(await told(() => importFile(file)), [])
  const id = await idOf('mug')
  const { changes } = await productChanges(db, { productId: id, after: null, limit: 1 })
  const { version } = (await wholeProduct(db, { id }))!
  const back = { id, version, changeId: changes[0]!.id, side: 'before', by: mina, now: new Date() } as const
  assert.deepEqual(await told(() => restoreProduct(db, back)), ['changed mug'])
})

test('of its pieces shoppers see only whether there are any and when there are few', async () => {
  assert.deepEqual(await told(() => saved('mug', { stock: 8 })), [])
  assert.deepEqual(await told(() => saved('mug', { stock: 3 })), ['changed mug'])
  assert.deepEqual(await told(() => saved('mug', { stock: 0 })), ['changed mug'])
  assert.deepEqual(await told(() => bulk('mug', { kind: 'stock', by: 'set', pieces: 20 })), ['changed mug'])
  const [row] = await db.select({ id: variant.id }).from(variant).where(eq(variant.sku, 'SKU-mug'))
  await db.update(stock).set({ onHand: 20, reserved: 20 }).where(eq(stock.variantId, row!.id))
  assert.deepEqual(await told(() => bulk('mug', { kind: 'stock', by: 'add', pieces: 9 })), ['changed mug'])
})

test('of what shoppers do not see nothing is told but that they see it, and that they do not any more', async () => {
  assert.deepEqual(await told(() => saved('hidden', { brand: 'Other' })), [])
  assert.deepEqual(await told(() => bulk('hidden', { kind: 'publish' })), ['published hidden'])
  assert.deepEqual(await told(() => bulk('hidden', { kind: 'unpublish' })), ['changed hidden'])
  assert.deepEqual(await told(() => bulk('hidden', { kind: 'price', by: 'amount', amount: 5 })), [])
})

test('a product’s history says what came by a file, by a feed and by the clock', async () => {
  const lines = async (slug: string) => {
    const { changes } = await productChanges(db, { productId: await idOf(slug), after: null, limit: 9 })
    return changes.map(({ act, via, byName }) => `${act} ${via} ${byName}`.trim())
  }
  const options = { ...usualOptions, publishes: true }
  const settings = { name: '탁자 가게', url: 'https://shop.example/feed.csv', options, isElsewhere: false }
  const feedId = (await saveFeed(db, {
    id: null,
    settings: { ...settings, everyMinutes: 60, isOn: false },
    by: mina,
    now,
  }))!
  await importFile(['tray,kitchen,TRAY-1,쟁반,1000,3'])
  await importFile(['tray,kitchen,TRAY-1,쟁반,2000,3'], { feedId, name: '탁자 가게' })
  await bulk('tray', { kind: 'unpublish' })
  await db.update(product).set({ publishAt: now }).where(eq(product.slug, 'tray'))
  assert.deepEqual(await told(() => publishDue(db, { now })), ['published tray'])
  assert.deepEqual(await lines('tray'), [
    'published clock',
    'unpublished office 민아',
    'written feed 탁자 가게',
    'made file 민아',
  ])
  await db.delete(feed)
})
