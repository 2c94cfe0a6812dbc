import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asc, eq, inArray, sql } from 'drizzle-orm'
import pg from 'pg'
import { quiet, testDatabase } from '../../../test/database.ts'
import { applyRun } from '../feed/apply.ts'
import { makeRun } from '../feed/reading.ts'
import { usualOptions } from '../feed/run-options.ts'
import { runView, startRun } from '../feed/runs.ts'
import { feedRun } from '../feed-schema.ts'
import { aProduct, lantern, sell, someoneWaits, testShop } from '../fixture.ts'
import { saveProduct } from '../office/save.ts'
import { wholeProduct } from '../office/whole.ts'
import { openShop } from '../open.ts'
import { release, reserve } from '../order/stock.ts'
import { mediaItem, product, productAttribute, stock, variant } from '../schema.ts'
import { upsertProducts } from '../write.ts'

const own = await testShop(await testDatabase())
after(() => own[Symbol.asyncDispose]())
const { db, media } = own
const mina = { id: '01990000-0000-7000-8000-000000000001', name: '민아' }
const now = new Date('2026-11-25T09:00:00Z')
const signal = new AbortController().signal

/** How many statements something needs. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const { query } = pg.Client.prototype
  let count = 0
  pg.Client.prototype.query = function (this: pg.Client, ...asked: Parameters<typeof query>) {
    count += 1
    return query.apply(this, asked)
  } as typeof query
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return count
}

const mugs = (amount: number, price = 1000) =>
  Array.from({ length: amount }, (_, n) =>
    aProduct({
      slug: `mug-${n}`,
      variants: [{ sku: `MUG-${n}`, options: {}, price, stock: 9 }],
      attributes: { material: [n % 2 ? 'brass' : 'walnut'] },
      onFilm: n > 0 ? ['mug-0'] : [],
    }),
  )

test('many products take as many statements as one, new or not', async () => {
  await sell(db, [aProduct({ slug: 'first' })])
  const one = await statements(() => sell(db, mugs(1)))
  const oneAgain = await statements(() => sell(db, mugs(1)))
  assert.ok((await statements(() => sell(db, mugs(60)))) <= one + 8)
  assert.ok((await statements(() => sell(db, mugs(60, 2000)))) <= oneAgain + 2)
  const rows = await db
    .select({ slug: product.slug })
    .from(product)
    .where(inArray(product.slug, ['mug-7', 'mug-8', 'mug-9', 'mug-10']))
    .orderBy(asc(product.id))
  assert.deepEqual(
    rows.map(row => row.slug),
    ['mug-7', 'mug-8', 'mug-9', 'mug-10'],
    'the shop’s own order is that in which they came',
  )
})

test('what is as it was is not written again', async () => {
  const lamp = await lantern(media)
  const shown = ['enamel-mug', 'ridge-tent'].map(slug => aProduct({ slug }))
  await sell(db, [...shown, lamp])
  const [id] = await sell(db, [lamp])
  const written = async () => {
    const variants = await db.select({ at: sql`xmin` }).from(variant).where(eq(variant.productId, id!))
    const pieces = await db
      .select({ at: sql`stock.xmin` })
      .from(stock)
      .innerJoin(variant, eq(variant.id, stock.variantId))
      .where(eq(variant.productId, id!))
    const pictures = await db
      .select({ id: mediaItem.id, at: sql`xmin` })
      .from(mediaItem)
      .where(eq(mediaItem.productId, id!))
      .orderBy(mediaItem.position)
    const labels = await db.select({ at: sql`xmin` }).from(productAttribute).where(eq(productAttribute.productId, id!))
    return { variants, pieces, pictures, labels }
  }
  const before = await written()
  await sell(db, [{ ...lamp, brand: 'Another' }])
  assert.deepEqual(await written(), before)
  await sell(db, [{ ...lamp, variants: lamp.variants.map(each => ({ ...each, price: each.price + 1 })) }])
  assert.notDeepEqual((await written()).variants, before.variants)
})

test('a product that comes twice is as it came last, and a SKU that comes twice is refused by name', async () => {
  const twice = [aProduct({ slug: 'twin', brand: 'One' }), aProduct({ slug: 'twin', brand: 'Two' })]
  const [first, second] = await sell(db, twice)
  assert.equal(first, second)
  assert.equal((await wholeProduct(db, { id: first! }))?.product.brand, 'Two')
  const thieves = ['thief-a', 'thief-b'].map(slug =>
    aProduct({ slug, variants: [{ sku: 'STOLEN', options: {}, price: 1, stock: 1 }] }),
  )
  await assert.rejects(
    sell(db, thieves),
    ({ code, message }) => code === 'shop.sku_taken' && /STOLEN|sku/.test(message),
  )
})

test('two imports, a save and orders at once wait for each other and lose nothing', async () => {
  const amount = 120
  await sell(db, mugs(amount))
  const ids = await db
    .select({ id: variant.id, sku: variant.sku })
    .from(variant)
    .where(
      inArray(
        variant.sku,
        mugs(amount).map((_, n) => `MUG-${n}`),
      ),
    )
  await db
    .update(stock)
    .set({ onHand: 100, reserved: 0 })
    .where(
      inArray(
        stock.variantId,
        ids.map(row => row.id),
      ),
    )
  const head = 'slug,category,sku,name.ko,price,stock'
  const lines = (order: number[], price: number) =>
    order
      .map(n => `mug-${n},kitchen,MUG-${n},머그 ${n},${price},150`)
      .concat(order.map(n => `fresh-${n},kitchen,FRESH-${n},새것 ${n},${price},5`))
  const order = Array.from({ length: amount }, (_, n) => n)
  const runs: string[] = []
  for (const [name, rows] of [
    ['a', lines(order, 3000)],
    ['b', lines(order.toReversed(), 4000)],
  ] as const) {
    const bytes = Buffer.from([head, ...rows, ''].join('\n'))
    const { runId } = await makeRun(db, { bytes, name, options: usualOptions, by: mina, now })
    await startRun(db, { runId })
    runs.push(runId)
  }
  const parts = { db, media, shop: openShop(), log: quiet }
  const buying = async (n: number) => {
    const pieces = [ids[n % amount]!, ids[(n * 7) % amount]!].map(({ id }) => ({ variantId: id, quantity: 1 }))
    await db.transaction(tx => reserve(tx, { pieces }))
    if (n % 2) await db.transaction(tx => release(tx, { pieces }))
  }
  const saving = async (n: number) => {
    const [row] = await db
      .select({ id: product.id })
      .from(product)
      .where(eq(product.slug, `mug-${n}`))
    const whole = await wholeProduct(db, { id: row!.id })
    const known = whole!.variants.map((each, at) => ({ id: each.id, stockSeen: whole!.product.variants[at]!.stock }))
    const change = { id: row!.id, version: whole!.version, known, by: mina, now: new Date() }
    await saveProduct(db, { ...change, product: { ...whole!.product, brand: `Saved ${n}` } })
  }
  await Promise.all([
    ...runs.map(runId => applyRun(parts, { runId, signal })),
    ...order.slice(0, 60).map(buying),
    ...order.slice(0, 12).map(saving),
  ])
  for (const id of runs) {
    const run = await runView(db, { id })
    assert.deepEqual([run?.state, run?.counts.waiting], ['done', 0])
  }
  const [sum] = await db
    .select({
      least: sql<number>`min(on_hand)`.mapWith(Number),
      most: sql<number>`max(on_hand)`.mapWith(Number),
      reserved: sql<number>`sum(reserved)`.mapWith(Number),
    })
    .from(stock)
    .where(
      inArray(
        stock.variantId,
        ids.map(row => row.id),
      ),
    )
  // Each import adds the fifty pieces that its file has more than there were when it was compared.
  assert.deepEqual(sum, { least: 200, most: 200, reserved: 60 })
  const { rows: failed } = await db.execute(sql`
    select distinct reason ->> 'code' as code from shop.feed_row where state = 'failed'`)
  // Where one of them found what was new for it there by then, it says so.
  assert.ok(failed.every(({ code }) => code === 'gone'))
  const fresh = await db.select({ id: product.id }).from(product).where(sql`${product.slug} like 'fresh-%'`)
  assert.equal(fresh.length, amount)
  await db.delete(feedRun)
})

test('what somebody else makes meanwhile is written over whole, or not at all where it must be new', async () => {
  const theirs = aProduct({ slug: 'contested', brand: 'Theirs' })
  const ours = { ...theirs, brand: 'Ours', variants: [{ sku: 'OURS', options: {}, price: 1, stock: 1 }] }
  const write = (fresh: string[]) => db.transaction(tx => upsertProducts(tx, { products: [ours], fresh }))
  async function writeBehind(fresh: string[]): Promise<unknown> {
    let second: Promise<unknown> | undefined
    await db.transaction(async tx => {
      await upsertProducts(tx, { products: [theirs] })
      second = write(fresh)
      second.catch(() => {})
      await someoneWaits(db)
    })
    return second
  }
  const there = async () => {
    const [row] = await db.select({ id: product.id }).from(product).where(eq(product.slug, 'contested'))
    const whole = await wholeProduct(db, { id: row!.id })
    return [whole?.product.brand, whole?.product.variants.map(each => each.sku)]
  }
  await assert.rejects(writeBehind(['contested']), { name: 'Problem', code: 'shop.slug_taken' })
  assert.deepEqual(await there(), ['Theirs', ['SKU-contested']])
  await assert.rejects(write(['contested']), { name: 'Problem', code: 'shop.slug_taken' })
  await db.delete(product).where(eq(product.slug, 'contested'))
  await writeBehind([])
  assert.deepEqual(await there(), ['Ours', ['OURS']])
})

test('who writes products in another order waits for the first before it holds the others', async () => {
  const [first, last] = ['order-a', 'order-z'].map(slug => aProduct({ slug }))
  // Once they are new, and once they are there.
  for (const price of [1000, 2000]) {
    const dear = (of: typeof first) => ({ ...of!, variants: of!.variants.map(each => ({ ...each, price })) })
    let second: Promise<unknown> | undefined
    await db.transaction(async tx => {
      await upsertProducts(tx, { products: [dear(first)] })
      second = sell(db, [dear(last), dear(first)])
      await someoneWaits(db)
      await upsertProducts(tx, { products: [dear(last)] })
    })
    await second
  }
})
