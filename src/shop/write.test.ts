import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import { testDatabase } from '../../test/database.ts'
import { aProduct, lantern, sell, testShop } from './fixture.ts'
import {
  CatalogueProduct,
  openShop,
  productView,
  replaceShop,
  searchProducts,
  shop as settings,
  shopView,
  stock,
  upsertAttribute,
  upsertCategory,
  upsertProduct,
} from './index.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db, media } = shop

async function finds(query: string): Promise<string[]> {
  const { products, exact } = await searchProducts(db, { query, limit: 10 })
  return exact ? products.map(card => card.slug) : []
}

await sell(db, [aProduct({ slug: 'enamel-mug' }), aProduct({ slug: 'ridge-tent', category: 'camping' })])

test('writing a product again keeps its ids and changes nothing but the time', async () => {
  const product = await lantern(media)
  const id = await db.transaction(tx => upsertProduct(tx, { product }))
  const before = await productView(db, { slug: 'olive-lantern' })
  const again = await db.transaction(tx => upsertProduct(tx, { product }))
  const now = await productView(db, { slug: 'olive-lantern' })
  assert.equal(again, id)
  assert.ok(before && now && now.updatedAt > before.updatedAt)
  assert.deepEqual({ ...now, updatedAt: null }, { ...before, updatedAt: null })
})

test('what a product no longer names goes, and search forgets it', async () => {
  const whole = await lantern(media)
  await sell(db, [whole])
  assert.deepEqual(await finds('황동'), ['olive-lantern'])
  const less = { variants: whole.variants.slice(0, 1), attributes: {}, images: [], film: null, onFilm: [] }
  await sell(db, [{ ...whole, ...less, name: { ko: '초록 등', en: 'Green lamp' } }])
  const view = await productView(db, { slug: 'olive-lantern' })
  assert.deepEqual(
    view?.variants.map(each => each.sku),
    ['LAN-OLI'],
  )
  assert.deepEqual([view?.images, view?.film, view?.onFilm, view?.attributes], [[], null, [], []])
  assert.deepEqual([await finds('황동'), await finds('초록')], [[], ['olive-lantern']])
})

test('a category or attribute with a new name is found by it at once', async () => {
  await sell(db, [aProduct({ slug: 'box', attributes: { material: ['walnut'] } })])
  await db.transaction(async tx => {
    const category = {
      slug: 'kitchen',
      name: { ko: '주방', en: 'Galley' },
      about: { ko: '팬', en: 'Pans' },
      picture: null,
    }
    await upsertCategory(tx, { category, position: 1 })
    const values = [{ key: 'walnut', name: { ko: '월넛', en: 'Dark wood' } }]
    await upsertAttribute(tx, {
      attribute: { key: 'material', name: { ko: '재료', en: 'Made of' }, values },
      position: 0,
    })
  })
  assert.deepEqual(await finds('galley box'), [])
  assert.deepEqual((await finds('주방')).sort(), ['box', 'enamel-mug'])
  assert.deepEqual(await finds('월넛'), ['box'])
  assert.deepEqual(await finds('호두나무'), [])
})

test('a value that goes from an attribute goes from its products', async () => {
  await sell(db, [aProduct({ slug: 'crate', attributes: { waterproof: ['rain'] } })])
  const name = { ko: '방수', en: 'Waterproof' }
  await db.transaction(tx => upsertAttribute(tx, { attribute: { key: 'waterproof', name, values: [] }, position: 1 }))
  assert.deepEqual((await productView(db, { slug: 'crate' }))?.attributes, [])
  assert.deepEqual(await finds('방수'), [])
})

test('a name that is not there is refused, and nothing is written', async () => {
  const refused: [Partial<CatalogueProduct>, string][] = [
    [{ category: 'no-such' }, 'shop.unknown_category'],
    [{ attributes: { material: ['cheese'] } }, 'shop.unknown_attribute'],
    [{ onFilm: ['no-such'] }, 'shop.unknown_product'],
    [{ variants: [{ sku: 'SKU-enamel-mug', options: {}, price: 1, stock: 1 }] }, 'shop.sku_taken'],
  ]
  for (const [changes, code] of refused) {
    await assert.rejects(sell(db, [aProduct({ slug: 'refused', ...changes })]), { code })
    assert.equal(await productView(db, { slug: 'refused' }), null)
  }
  const mug = await productView(db, { slug: 'enamel-mug' })
  assert.equal(mug?.variants[0]?.price.amount, 12_000)
})

test('a product whose variants do not fit its options is refused at the edge', () => {
  const color = {
    key: 'color',
    name: { ko: '색', en: 'Colour' },
    values: [{ key: 'ink', name: { ko: '먹', en: 'Ink' } }],
  }
  const ink = { sku: 'A', options: { color: 'ink' }, price: 1, stock: 1 }
  const fits = { ...aProduct({ slug: 'x' }), options: [color], variants: [ink] }
  assert.ok(v.is(CatalogueProduct, fits))
  for (const variants of [
    [{ ...ink, options: {} }],
    [{ ...ink, options: { color: 'red' } }],
    [{ ...ink, options: { color: 'ink', size: 'l' } }],
    [ink, { ...ink, sku: 'B' }],
    [{ ...ink, price: 0.5 }],
    [{ ...ink, stock: -1 }],
    [],
  ])
    assert.ok(!v.is(CatalogueProduct, { ...fits, variants }))
  assert.ok(!v.is(CatalogueProduct, { ...fits, name: { ko: '이름', en: ' ' } }))
  assert.ok(!v.is(CatalogueProduct, { ...fits, slug: 'Not a slug' }))
})

test('the database itself refuses a stock below nothing and a second row of settings', async () => {
  const mug = await productView(db, { slug: 'enamel-mug' })
  const below = db.update(stock).set({ onHand: -1 }).where(eq(stock.variantId, mug!.variants[0]!.id))
  await assert.rejects(below, ({ cause }) => cause.constraint === 'stock_on_hand_check')
  const words = { ko: '둘', en: 'Two' }
  const second = { name: words, lead: words, greeting: words, currency: 'KRW', ownerColour: '#000000' }
  await assert.rejects(db.insert(settings).values({ ...second, only: false }))
  await assert.rejects(db.insert(settings).values(second))
})

test('the shop has the settings that were written last', async () => {
  const words = { ko: '새 가게', en: 'New shop' }
  const written = { name: words, lead: words, greeting: words, currency: 'USD', ownerColour: 'oklch(0.42 0.085 162)' }
  await db.transaction(tx => replaceShop(tx, { shop: written }))
  assert.deepEqual(await shopView(db), { ...written, business: null })
  const business = { ko: '모닥 · 대표 민아', en: 'Modak · Mina' }
  await db.transaction(tx => replaceShop(tx, { shop: { ...written, business } }))
  assert.deepEqual((await shopView(db)).business, business)
})

test('a shop without settings still has a name and a currency', async () => {
  await using empty = await testDatabase()
  const { name, currency } = await shopView(empty.db)
  assert.deepEqual([name, currency], [{ ko: '우리 가게', en: 'Our shop' }, 'KRW'])
})

test('those who listen hear of changes until they stop', () => {
  const { onCatalogueChanged, catalogueChanged } = openShop()
  const heard: string[] = []
  const stop = onCatalogueChanged(() => heard.push('cache'))
  onCatalogueChanged(() => heard.push('page'))
  catalogueChanged()
  stop()
  catalogueChanged()
  assert.deepEqual(heard, ['cache', 'page', 'page'])
})
