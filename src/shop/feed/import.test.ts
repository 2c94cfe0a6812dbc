import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { and, eq, sql } from 'drizzle-orm'
import { quiet, testDatabase } from '../../../test/database.ts'
import { feedRow, feedRun } from '../feed-schema.ts'
import { aProduct, lantern, sell, testShop } from '../fixture.ts'
import { wholeProducts } from '../office/whole.ts'
import { openShop } from '../open.ts'
import { product, stock, variant } from '../schema.ts'
import { applyRun } from './apply.ts'
import { exportOwn } from './export-own.ts'
import { makeRun } from './reading.ts'
import { type RunOptions, usualOptions } from './run-options.ts'
import { cancelRun, runRows, runView, startRun } from './runs.ts'

const own = await testShop(await testDatabase())
after(() => own[Symbol.asyncDispose]())
const { db, media } = own
const shop = openShop()
const mina = { id: '01990000-0000-7000-8000-000000000001', name: '민아' }
const now = new Date('2026-11-25T09:00:00Z')
const goOn = new AbortController().signal

async function read(text: string, options: Partial<RunOptions> = {}): Promise<string> {
  const make = { bytes: Buffer.from(text), name: 'goods.csv', options: { ...usualOptions, ...options } }
  return (await makeRun(db, { ...make, by: mina, now })).runId
}

async function apply(runId: string, signal = goOn): Promise<void> {
  await startRun(db, { runId })
  await applyRun({ db, media, shop, log: quiet }, { runId, signal })
}

async function rowsOf(runId: string) {
  return (await runRows(db, { runId, filter: null, after: 0, limit: 1000 })).rows
}

async function whole(slug: string) {
  const [row] = await db.select({ id: product.id }).from(product).where(eq(product.slug, slug))
  const found = row && (await wholeProducts(db, { ids: [row.id] })).get(row.id)
  assert.ok(found, `${slug} is not there`)
  return found.product
}

async function everything(): Promise<string> {
  let text = ''
  for await (const part of exportOwn(db)) text += part
  return text
}

test('our own file read again changes nothing', async () => {
  const formula = aProduct({ slug: 'odd-mug', name: { ko: '=1+1', en: "'=2" }, brand: '@home, "sweet"\nhome' })
  const others = ['enamel-mug', 'ridge-tent'].map(slug => aProduct({ slug, published: null }))
  await sell(db, [...others, await lantern(media), formula])
  const text = await everything()
  assert.ok(text.includes("'=1+1") && text.includes("''=2"), 'a formula is written as a formula')
  const run = await runView(db, { id: await read(text) })
  assert.equal(run?.state, 'ready')
  assert.deepEqual(
    (await rowsOf(run.id)).map(row => [row.act, row.differences, row.reason]),
    Array.from({ length: 4 }, () => ['same', [], null]),
  )
})

test('a reading says field by field what it would do, and does nothing before it is asked to', async () => {
  const file = [
    'slug,category,sku,name.ko,price,stock',
    'odd-mug,,SKU-odd-mug,머그컵,13000,9',
    'new-pan,kitchen,PAN-1,팬,30000,4',
    'lost-pan,attic,PAN-2,팬,30000,4',
    'enamel-mug,,SKU-enamel-mug,,"twelve",4',
  ].join('\n')
  const runId = await read(file)
  const rows = await rowsOf(runId)
  assert.deepEqual(
    rows.map(row => [row.line, row.act, row.reason?.code ?? null]),
    [
      [5, 'wrong', 'bad_price'],
      [2, 'update', null],
      [3, 'create', null],
      [4, 'wrong', 'unknown_category'],
    ],
  )
  assert.deepEqual(rows[1]?.differences, [
    { field: 'name.ko', before: '=1+1', after: '머그컵' },
    { field: 'price SKU-odd-mug', before: '12000', after: '13000' },
  ])
  assert.equal((await whole('odd-mug')).name.ko, '=1+1')
  await apply(runId)
  const mug = await whole('odd-mug')
  assert.deepEqual([mug.name, mug.variants[0]?.price], [{ ko: '머그컵', en: "'=2" }, 13_000])
  assert.deepEqual((await whole('new-pan')).name, { ko: '팬', en: '팬' })
  assert.equal((await whole('new-pan')).published, null)
  assert.equal((await runView(db, { id: runId }))?.state, 'done')
})

test('a feed in one language leaves the other as it is, and names options as they are called here', async () => {
  const item = (id: string, colour: string, more = '') =>
    `<item><g:id>${id}</g:id><g:item_group_id>olive-lantern</g:item_group_id><title>새 랜턴</title>
     <description>&lt;p&gt;밝아요&lt;/p&gt;</description><g:color>${colour}</g:color><g:price>59000 KRW</g:price>
     <g:availability>in_stock</g:availability>${more}</item>`
  const items = [item('LAN-OLI', '올리브'), item('LAN-SAN', '모래'), item('LAN-RED', '빨강')].join('')
  const head = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
  await apply(await read(`${head}${items}</channel></rss>`))
  const lamp = await whole('olive-lantern')
  assert.deepEqual(lamp.name, { ko: '새 랜턴', en: 'Olive camping lantern' })
  assert.equal(lamp.about.text.ko, '밝아요')
  assert.deepEqual(
    lamp.options[0]?.values.map(value => [value.key, value.name.en, value.swatch ?? null]),
    [
      ['olive', 'Olive', '#6f7850'],
      ['sand', 'Sand', '#d6c4a3'],
      ['ppalgang', '빨강', null],
    ],
  )
  assert.deepEqual(
    lamp.variants.map(each => [each.sku, each.options.color, each.price, each.stock]),
    [
      ['LAN-OLI', 'olive', 59_000, 18],
      ['LAN-SAN', 'sand', 59_000, 5],
      ['LAN-RED', 'ppalgang', 59_000, 10],
    ],
  )
  assert.equal(lamp.film === null, false)
})

test('what was sold since a file was compared is not written back', async () => {
  const runId = await read('slug,sku,stock\nodd-mug,SKU-odd-mug,20\n')
  const [row] = await db.select({ id: variant.id }).from(variant).where(eq(variant.sku, 'SKU-odd-mug'))
  await db.update(stock).set({ onHand: 6, reserved: 2 }).where(eq(stock.variantId, row!.id))
  await apply(runId)
  assert.equal((await whole('odd-mug')).variants[0]?.stock, 17)
})

test('a kill in the middle is gone on with, and nothing is written twice', async () => {
  const made = Array.from({ length: 130 }, (_, n) => `bulk-${n},kitchen,BULK-${n},물건 ${n},1000,${n}`)
  const runId = await read(`slug,category,sku,name.ko,price,stock\n${made.join('\n')}\n`)
  await startRun(db, { runId })
  const killed = new AbortController()
  let chunks = 0
  const hears = openShop()
  hears.onCatalogueChanged(() => {
    chunks += 1
    if (chunks === 1) killed.abort()
  })
  await applyRun({ db, media, shop: hears, log: quiet }, { runId, signal: killed.signal })
  const middle = await runView(db, { id: runId })
  assert.deepEqual([middle?.state, middle?.counts.waiting], ['applying', 80])
  // Somebody sells in the meantime: who wrote it twice would undo that.
  const [first] = await db.select({ id: variant.id }).from(variant).where(eq(variant.sku, 'BULK-9'))
  await db.update(stock).set({ onHand: 1 }).where(eq(stock.variantId, first!.id))
  const both = { db, media, shop, log: quiet }
  await Promise.all([applyRun(both, { runId, signal: goOn }), applyRun(both, { runId, signal: goOn })])
  const end = await runView(db, { id: runId })
  assert.deepEqual([end?.state, end?.counts.waiting, end?.counts.failed], ['done', 0, 0])
  assert.equal((await whole('bulk-9')).variants[0]?.stock, 1)
  await apply(runId)
  assert.equal((await whole('bulk-9')).variants[0]?.stock, 1)
})

test('a process that died holding a reading is followed by another one', async () => {
  const runId = await read('slug,sku,price\nodd-mug,SKU-odd-mug,14000\n')
  await startRun(db, { runId })
  const dead = { worker: mina.id, beatAt: new Date() }
  await db.update(feedRun).set(dead).where(eq(feedRun.id, runId))
  await applyRun({ db, media, shop, log: quiet }, { runId, signal: goOn })
  assert.equal((await runView(db, { id: runId }))?.counts.waiting, 1)
  await db
    .update(feedRun)
    .set({ beatAt: new Date(Date.now() - 70_000) })
    .where(eq(feedRun.id, runId))
  await applyRun({ db, media, shop, log: quiet }, { runId, signal: goOn })
  assert.equal((await whole('odd-mug')).variants[0]?.price, 14_000)
})

test('what is cancelled is not written', async () => {
  const runId = await read('slug,sku,price\nodd-mug,SKU-odd-mug,99000\n')
  assert.equal(await cancelRun(db, { runId, now }), true)
  await apply(runId)
  assert.equal((await whole('odd-mug')).variants[0]?.price, 14_000)
})

test('a row that does not fit any more fails alone', async () => {
  const runId = await read(
    'slug,category,sku,name.ko,price\nfirst-cup,kitchen,CUP-1,컵,1000\nsecond-cup,kitchen,CUP-2,컵,1000\n',
  )
  await sell(db, [aProduct({ slug: 'thief', variants: [{ sku: 'CUP-1', options: {}, price: 1, stock: 1 }] })])
  await apply(runId)
  const failed = await db
    .select({ name: feedRow.name, reason: feedRow.reason })
    .from(feedRow)
    .where(and(eq(feedRow.runId, runId), eq(feedRow.state, 'failed')))
  assert.deepEqual(failed, [{ name: '컵', reason: { code: 'sku_elsewhere', values: { sku: 'CUP-1' } } }])
  assert.equal((await whole('second-cup')).name.ko, '컵')
})

test('categories and attributes that are missing are made when asked for, with names', async () => {
  const head = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
  const item =
    '<item><g:id>tarp1</g:id><title>타프</title><g:price>1000 KRW</g:price><g:material>코튼/황동</g:material><g:product_type>집 &gt; 그늘막</g:product_type></item>'
  const text = `${head}${item}</channel></rss>`
  assert.equal((await rowsOf(await read(text)))[0]?.reason?.code, 'unknown_category')
  await apply(await read(text, { makesCategories: true, makesAttributes: true }))
  const [row] = await db
    .select({ slug: product.slug })
    .from(product)
    .innerJoin(variant, eq(variant.productId, product.id))
    .where(eq(variant.sku, 'tarp1'))
  const tarp = await whole(row!.slug)
  assert.equal(tarp.category, 'geuneulmak')
  assert.deepEqual(tarp.attributes, { material: ['brass', 'koteun'] })
})

test('characters that the database cannot keep spoil no row beside their own', async () => {
  const facts = JSON.stringify([{ name: { ko: '무게', en: 'Weight' }, value: { ko: 'zero', en: 'zero' } }])
  const odd = facts.replaceAll('zero', '\\u0000 \\ud83d \\\\u0000 kept')
  const cell = `"${odd.replaceAll('"', '""')}"`
  const long = `${'가'.repeat(78)}😀😀`
  const file = [
    'slug,category,sku,name.ko,price,facts',
    `odd-facts,kitchen,ODD-1,머그,1000,${cell}`,
    `odd-name,kitchen,ODD-2,${long.slice(0, 79)},1000,`,
    `odd-row,kitchen,ODD-3,${'n'.repeat(199)}😀,twelve,`,
    'even,kitchen,EVEN-1,컵,1000,',
  ].join('\n')
  await apply(await read(file))
  assert.equal((await whole('even')).name.ko, '컵')
  assert.match((await whole('odd-facts')).facts[0]?.value.ko ?? '', /^\ufffd \\u0000 kept$/)
  const head = '<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
  const item = `<item><g:id>face1</g:id><title>${long}</title><description>&amp;#xD83D;둘</description>
    <g:price>1000 KRW</g:price><g:product_type>부엌</g:product_type></item>`
  await apply(await read(`${head}${item}</channel></rss>`))
  const [row] = await db
    .select({ name: product.name })
    .from(product)
    .innerJoin(variant, eq(variant.productId, product.id))
    .where(eq(variant.sku, 'face1'))
  assert.equal(row?.name.ko, `${'가'.repeat(78)}…`)
})

test('what the database refuses of one row is kept as its reason, and all others of its part are written', async () => {
  await db.execute(sql`create function refuse() returns trigger language plpgsql as $$ begin
    if new.slug in ('part-7', 'part-180') then raise 'not this one'; end if; return new; end $$`)
  await db.execute(sql`create trigger refuse before insert on shop.product for each row execute function refuse()`)
  const made = Array.from({ length: 230 }, (_, n) => `part-${n},kitchen,PART-${n},물건 ${n},1000,1`)
  const runId = await read(`slug,category,sku,name.ko,price,stock\n${made.join('\n')}\n`)
  await startRun(db, { runId })
  const errors: unknown[] = []
  const log = { ...quiet, error: (said: unknown) => void errors.push(said) }
  await applyRun({ db, media, shop, log }, { runId, signal: goOn })
  await db.execute(sql`drop trigger refuse on shop.product`)
  const run = await runView(db, { id: runId })
  assert.deepEqual([run?.state, run?.counts.waiting, run?.counts.failed, errors.length], ['done', 0, 2, 2])
  const { rows } = await runRows(db, { runId, filter: 'failed', after: 0, limit: 10 })
  assert.deepEqual(
    rows.map(row => [row.name, row.reason]),
    [
      ['물건 7', { code: 'refused' }],
      ['물건 180', { code: 'refused' }],
    ],
  )
  assert.equal((await whole('part-6')).name.ko, '물건 6')
  assert.equal((await whole('part-229')).name.ko, '물건 229')
})
