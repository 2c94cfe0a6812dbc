import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { testDatabase } from '../../test/database.ts'
import { aProduct, sell, testShop } from './fixture.ts'
import {
  type BulkChange,
  changeProducts,
  deleteAttribute,
  listProducts,
  mergeValues,
  officeAttributes,
  upsertAttribute,
} from './index.ts'
import { product } from './schema.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop
const by = { id: '01a00000-0000-7000-8000-000000000001', name: 'Mina' }

const both = (text: string) => ({ ko: text, en: text })
const size = { key: 'size', name: both('Size'), values: ['s', 'l'].map(key => ({ key, name: both(key) })) }
const sized = (slug: string, small: number, large: number, sale: number | null = null) =>
  aProduct({
    slug,
    options: [size],
    variants: [
      { sku: `${slug}-S`, options: { size: 's' }, price: small, stock: 1 },
      { sku: `${slug}-L`, options: { size: 'l' }, price: large, salePrice: sale, stock: 1 },
    ],
    attributes: { material: ['brass', 'walnut'] },
  })
const ids = await sell(db, [sized('a', 10_000, 20_000), sized('b', 15_000, 30_000, 5_000)])

/** The prices by which the two are listed, cheapest first, which must be those of their cards. */
async function prices(): Promise<number[]> {
  const { products } = await listProducts(db, { sort: 'low', limit: 9 })
  const rows = await db.select({ slug: product.slug, lowest: product.lowestAmount }).from(product)
  for (const { slug, price } of products) assert.equal(rows.find(row => row.slug === slug)?.lowest, price.amount, slug)
  return products.map(({ price }) => price.amount)
}

const change = (change: BulkChange) => changeProducts(db, { ids, change, by, now: new Date() })

test('a list by price follows the prices, however they are changed', async () => {
  assert.deepEqual(await prices(), [5_000, 10_000])
  await change({ kind: 'unsale' })
  assert.deepEqual(await prices(), [10_000, 15_000])
  await change({ kind: 'price', by: 'amount', amount: 1_000 })
  assert.deepEqual(await prices(), [11_000, 16_000])
  await change({ kind: 'sale', share: 5_000, step: 1 })
  assert.deepEqual(await prices(), [5_500, 8_000])
  await sell(db, [sized('a', 90_000, 80_000)])
  assert.deepEqual(await prices(), [8_000, 80_000])
})

/** How many have one of these values. */
async function having(...material: string[]): Promise<number> {
  return (await listProducts(db, { narrowing: { values: { material } }, limit: 9 })).products.length
}

test('a list narrowed by values follows them, however they are changed', async () => {
  assert.deepEqual([await having('brass'), await having('walnut')], [2, 2])
  await sell(db, [{ ...sized('a', 1, 2), attributes: { material: ['walnut'] } }])
  assert.deepEqual([await having('brass'), await having('walnut')], [1, 2])
  const [material] = (await officeAttributes(db)).filter(({ key }) => key === 'material')
  const [brass, walnut] = material!.values
  await mergeValues(db, { from: brass!.id, into: walnut!.id })
  assert.deepEqual([await having('brass'), await having('walnut')], [0, 2])
  const values = [{ key: 'oak', name: both('Oak') }]
  await db.transaction(tx =>
    upsertAttribute(tx, { attribute: { key: 'material', name: both('Material'), values }, position: 0 }),
  )
  assert.equal(await having('walnut'), 0)
  await sell(db, [{ ...sized('a', 1, 2), attributes: { material: ['oak'] } }])
  await deleteAttribute(db, { id: material!.id })
  const [row] = await db.select({ valueIds: product.valueIds }).from(product).where(eq(product.slug, 'a'))
  assert.deepEqual(row?.valueIds, [])
})
