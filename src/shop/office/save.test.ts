import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { testDatabase } from '../../../test/database.ts'
import type { CatalogueProduct } from '../catalogue.ts'
import { aProduct, lantern, sell, testShop } from '../fixture.ts'
import { orderLine, product as products, productView, stock, variant } from '../index.ts'
import { changeProducts } from './bulk.ts'
import { deletedProducts, type Hand, productChanges } from './history.ts'
import { restoreDeleted, restoreProduct, type SaveProduct, saveProduct } from './save.ts'
import { type WholeProduct, wholeProduct } from './whole.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

const mina: Hand = { id: '0198a000-0000-7000-8000-000000000001', name: '민아' }
const jun: Hand = { id: '0198a000-0000-7000-8000-000000000002', name: 'Jun' }

async function opened(id: string): Promise<WholeProduct> {
  const whole = await wholeProduct(db, { id })
  assert.ok(whole)
  return whole
}

/** Saves a product as somebody does who opened it and changed something of it. */
function save(whole: WholeProduct, changes: Partial<CatalogueProduct>, more: Partial<SaveProduct> = {}) {
  const known = whole.variants.map(({ id }, at) => ({ id, stockSeen: whole.product.variants[at]?.stock ?? 0 }))
  const product = { ...whole.product, ...changes }
  return saveProduct(db, { id: whole.id, version: whole.version, product, known, by: mina, now: new Date(), ...more })
}

async function make(product: CatalogueProduct): Promise<WholeProduct> {
  const saved = await saveProduct(db, { id: null, version: null, product, known: [], by: mina, now: new Date() })
  assert.equal(saved.kind, 'saved')
  return opened(saved.kind === 'saved' ? saved.id : '')
}

const refusal = (code: string) => ({ name: 'Problem', code })

test('a product that is read whole and saved again is the same, and its history stays empty', async () => {
  await sell(db, [aProduct({ slug: 'enamel-mug' }), aProduct({ slug: 'ridge-tent' })])
  const [id = ''] = await sell(db, [await lantern(shop.media)])
  const whole = await opened(id)
  const before = await productView(db, { slug: 'olive-lantern' })
  assert.deepEqual(await save(whole, {}), { kind: 'saved', id })
  const now = await productView(db, { slug: 'olive-lantern' })
  assert.deepEqual({ ...now, updatedAt: 0 }, { ...before, updatedAt: 0 })
  assert.deepEqual((await opened(id)).product, whole.product)
  assert.deepEqual((await productChanges(db, { productId: id, after: null, limit: 9 })).changes, [])
})

test('what somebody else saved meanwhile is not overwritten, but given back beside', async () => {
  const whole = await make(aProduct({ slug: 'two-hands' }))
  assert.equal((await save(whole, { brand: 'Mina' })).kind, 'saved')
  const late = await save(whole, { brand: 'Jun' }, { by: jun })
  assert.equal(late.kind, 'changed')
  assert.equal(late.kind === 'changed' && late.theirs.product.brand, 'Mina')
  assert.equal((await opened(whole.id)).product.brand, 'Mina')
  const { version } = await opened(whole.id)
  assert.equal((await save(whole, { brand: 'Jun' }, { version, by: jun })).kind, 'saved')
})

test('of many who save the same version at once one does', async () => {
  const whole = await make(aProduct({ slug: 'crowded' }))
  const saved = await Promise.all(Array.from({ length: 8 }, (_, at) => save(whole, { brand: `Brand ${at}` })))
  assert.equal(saved.filter(one => one.kind === 'saved').length, 1)
  assert.equal(saved.filter(one => one.kind === 'changed').length, 7)
})

test('pieces that were sold while the form was open stay sold', async () => {
  const whole = await make(aProduct({ slug: 'sold-meanwhile' }))
  const variantId = whole.variants[0]?.id ?? ''
  await db.update(stock).set({ onHand: 6, reserved: 2 }).where(eq(stock.variantId, variantId))
  const [own] = whole.product.variants
  assert.ok(own)
  assert.equal((await save(whole, { brand: 'Other' })).kind, 'saved')
  assert.equal((await opened(whole.id)).product.variants[0]?.stock, 6)
  const again = await opened(whole.id)
  await db.update(stock).set({ onHand: 5 }).where(eq(stock.variantId, variantId))
  await save(again, { variants: [{ ...own, stock: 16 }] })
  assert.equal((await opened(whole.id)).product.variants[0]?.stock, 15)
  await save(await opened(whole.id), { variants: [{ ...own, stock: 0 }] })
  assert.equal((await opened(whole.id)).product.variants[0]?.stock, 2)
})

test('a variant keeps its id under another number, also where two change theirs with each other', async () => {
  const colours = ['olive', 'sand'].map(key => ({ key, name: { ko: key, en: key } }))
  const whole = await make(
    aProduct({
      slug: 'renamed',
      options: [{ key: 'color', name: { ko: '색', en: 'Colour' }, values: colours }],
      variants: [
        { sku: 'REN-A', options: { color: 'olive' }, price: 100, stock: 1 },
        { sku: 'REN-B', options: { color: 'sand' }, price: 200, stock: 2 },
      ],
    }),
  )
  const [first, second] = whole.product.variants
  assert.ok(first && second)
  await save(whole, {
    variants: [
      { ...first, sku: 'REN-B' },
      { ...second, sku: 'REN-A' },
    ],
  })
  const rows = await db
    .select({ id: variant.id, sku: variant.sku })
    .from(variant)
    .where(eq(variant.productId, whole.id))
  const byId = new Map(rows.map(row => [row.id, row.sku]))
  assert.deepEqual(
    whole.variants.map(({ id }) => byId.get(id)),
    ['REN-B', 'REN-A'],
  )
})

test('the number and the name in the address of another product are refused, and nothing is written', async () => {
  const whole = await make(aProduct({ slug: 'own-name' }))
  const [own] = whole.product.variants
  assert.ok(own)
  await assert.rejects(save(whole, { slug: 'crowded', brand: 'X' }), refusal('shop.slug_taken'))
  await assert.rejects(save(whole, { variants: [{ ...own, sku: 'SKU-crowded' }] }), refusal('shop.sku_taken'))
  await assert.rejects(make(aProduct({ slug: 'own-name' })), refusal('shop.slug_taken'))
  assert.deepEqual((await opened(whole.id)).product, whole.product)
  assert.equal((await save(whole, { slug: 'new-name' })).kind, 'saved')
  assert.equal(await productView(db, { slug: 'own-name' }), null)
  assert.ok(await productView(db, { slug: 'new-name' }))
})

test('an older form of a product comes back whole, but for its pieces and who sees it', async () => {
  const whole = await make(aProduct({ slug: 'restored' }))
  const [own] = whole.product.variants
  assert.ok(own)
  await save(whole, { name: { ko: '틀린 이름', en: 'Wrong' }, variants: [{ ...own, price: 1, stock: 20 }] })
  await changeProducts(db, { ids: [whole.id], change: { kind: 'unpublish' }, by: jun, now: new Date() })
  const { changes } = await productChanges(db, { productId: whole.id, after: null, limit: 9 })
  assert.deepEqual(
    changes.map(({ act, byName }) => [act, byName]),
    [
      ['unpublished', 'Jun'],
      ['written', '민아'],
      ['made', '민아'],
    ],
  )
  const { version } = await opened(whole.id)
  const wanted = { id: whole.id, version, changeId: changes[1]?.id ?? '', side: 'before', by: mina } as const
  const stale = await restoreProduct(db, { ...wanted, version: '0', now: new Date() })
  assert.equal(stale.kind, 'changed')
  assert.equal((await restoreProduct(db, { ...wanted, now: new Date() })).kind, 'saved')
  const now = (await opened(whole.id)).product
  assert.deepEqual([now.name.en, now.variants[0]?.price, now.variants[0]?.stock], ['Mug', 12_000, 20])
  assert.equal(now.published, null)
  const elsewhere = await make(aProduct({ slug: 'elsewhere' }))
  const foreign = { ...wanted, id: elsewhere.id, version: elsewhere.version, now: new Date() }
  await assert.rejects(restoreProduct(db, foreign), refusal('missing'))
})

test('many products are changed at once, all or none, each with its history', async () => {
  const [a, b] = [await make(aProduct({ slug: 'bulk-a' })), await make(aProduct({ slug: 'bulk-b' }))]
  const ids = [a.id, b.id, '0198a000-0000-7000-8000-00000000dead']
  const change = (change: Parameters<typeof changeProducts>[1]['change']) =>
    changeProducts(db, { ids, change, by: jun, now: new Date() })
  assert.equal(await change({ kind: 'price', by: 'share', share: -1_050, step: 100 }), 2)
  assert.equal((await opened(a.id)).product.variants[0]?.price, 10_700)
  assert.equal(await change({ kind: 'sale', share: 2_000, step: 10 }), 2)
  assert.equal((await opened(a.id)).product.variants[0]?.salePrice, 8_560)
  assert.equal(await change({ kind: 'price', by: 'amount', amount: -5_000 }), 2)
  const cheaper = (await opened(b.id)).product.variants[0]
  assert.deepEqual([cheaper?.price, cheaper?.salePrice], [5_700, null])
  assert.equal(await change({ kind: 'stock', by: 'add', pieces: -4 }), 2)
  assert.equal((await opened(b.id)).product.variants[0]?.stock, 5)
  assert.equal(await change({ kind: 'category', slug: 'camping' }), 2)
  await assert.rejects(change({ kind: 'category', slug: 'nowhere' }), refusal('shop.unknown_category'))
  assert.equal(await change({ kind: 'publish' }), 0)
  assert.notEqual((await opened(a.id)).version, a.version)
  assert.equal(await change({ kind: 'delete' }), 2)
  assert.equal(await wholeProduct(db, { id: a.id }), null)
  const { changes } = await productChanges(db, { productId: a.id, after: null, limit: 20 })
  assert.deepEqual(
    changes.map(({ act }) => act),
    ['deleted', 'moved', 'counted', 'priced', 'on_sale', 'priced', 'made'],
  )
  assert.equal(await db.$count(orderLine), 0)
  const [last] = await deletedProducts(db, { limit: 1 })
  assert.ok(last)
  const wanted = { productId: last.productId, changeId: last.id, by: mina, now: new Date() }
  const back = await Promise.allSettled([restoreDeleted(db, wanted), restoreDeleted(db, wanted)])
  assert.equal(back.filter(one => one.status === 'fulfilled').length, 1)
  const [again = ''] = back.flatMap(one => (one.status === 'fulfilled' ? one.value : []))
  const { product } = await opened(again)
  assert.deepEqual({ ...product, published: null }, { ...last.before, published: null })
  assert.equal((await deletedProducts(db, { limit: 9 })).length, 1)
})

test('of two who give products the same name in the address at the same moment, the later one is told so', async () => {
  const [first, second] = [await make(aProduct({ slug: 'first-name' })), await make(aProduct({ slug: 'second-name' }))]
  const { promise: isTaken, resolve: taken } = Promise.withResolvers<void>()
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const other = db.transaction(async tx => {
    await tx.update(products).set({ slug: 'same-name' }).where(eq(products.id, first.id))
    taken()
    await mayEnd
  })
  await isTaken
  const late = save(second, { slug: 'same-name' }).then(
    () => 'saved',
    (thrown: { code?: string }) => thrown.code,
  )
  await untilOneWaits()
  end()
  await other
  assert.equal(await late, 'shop.slug_taken')
})

/** Until a statement waits for what another transaction holds. */
async function untilOneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await db.execute(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    if (rows.length > 0) return
    await new Promise(done => setTimeout(done, 20))
  }
}
