import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { aProduct, sell, testShop } from './fixture.ts'
import {
  type ListProducts,
  leftInList,
  listProducts,
  type Narrowing,
  searchProducts,
  sorts,
  waysOutOfList,
} from './index.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

const day = (n: number) => new Date(Date.UTC(2026, 10, n))

/** A lamp; `cheap` is a second variant. */
function lamp(
  slug: string,
  is: { price: number; sale?: number; stock?: number; cheap?: number; day?: number } & Values,
) {
  const size = (key: string) => ({ key, name: { ko: key, en: key } })
  const { price, sale = null, stock = 3, cheap } = is
  return aProduct({
    slug,
    category: slug.startsWith('c') ? 'camping' : 'kitchen',
    name: { ko: '등불', en: 'Lamp' },
    options: [{ key: 'size', name: { ko: '치수', en: 'Size' }, values: [size('big'), size('small')] }],
    variants: [
      { sku: `${slug}-B`, options: { size: 'big' }, price, salePrice: sale, stock },
      ...(cheap === undefined ? [] : [{ sku: `${slug}-S`, options: { size: 'small' }, price: cheap, stock: 0 }]),
    ],
    attributes: { material: is.material ?? [], waterproof: is.waterproof ?? [] },
    published: day(is.day ?? 1),
  })
}
interface Values {
  material?: string[]
  waterproof?: string[]
}

await sell(db, [
  lamp('c1', { price: 10_000, material: ['brass'], day: 3 }),
  lamp('c2', { price: 20_000, material: ['walnut'], waterproof: ['rain'], stock: 0, day: 2 }),
  lamp('c3', { price: 30_000, sale: 15_000, material: ['brass', 'walnut'], day: 5 }),
  lamp('c4', { price: 40_000, cheap: 10_000, material: ['brass'], waterproof: ['rain'], day: 4 }),
  lamp('c5', { price: 10_000, day: 4 }),
  lamp('k1', { price: 15_000, material: ['brass'], day: 1 }),
])
await sell(db, [{ ...lamp('c6', { price: 1, material: ['brass'] }), published: null }])

type List = Omit<ListProducts, 'after' | 'limit'>

/** The slugs of all parts of a list. */
async function read(list: List, limit = 2): Promise<string[]> {
  const slugs: string[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page = await listProducts(db, { ...list, after, limit })
    slugs.push(...page.products.map(card => card.slug))
    after = page.next
  }
  return slugs
}

const inCamping = (narrowing: Narrowing) => read({ category: 'camping', narrowing })

test('a value of an attribute leaves the products that have it', async () => {
  assert.deepEqual(await inCamping({ values: { material: ['brass'] } }), ['c1', 'c3', 'c4'])
  assert.deepEqual(await read({ narrowing: { values: { material: ['brass'] } } }), ['c1', 'c3', 'c4', 'k1'])
})

test('of several values of one attribute any fits, of several attributes every one must', async () => {
  assert.deepEqual(await inCamping({ values: { material: ['brass', 'walnut'] } }), ['c1', 'c2', 'c3', 'c4'])
  assert.deepEqual(await inCamping({ values: { material: ['brass', 'walnut'], waterproof: ['rain'] } }), ['c2', 'c4'])
  assert.deepEqual(await inCamping({ values: { material: ['brass'], waterproof: ['rain'] } }), ['c4'])
})

test('a price is that of the card: of the cheapest variant, today', async () => {
  assert.deepEqual(await inCamping({ from: 15_000 }), ['c2', 'c3'])
  assert.deepEqual(await inCamping({ to: 15_000 }), ['c1', 'c3', 'c4', 'c5'])
  assert.deepEqual(await inCamping({ from: 10_001, to: 19_999 }), ['c3'])
  assert.deepEqual(await inCamping({ from: 20_000, to: 10_000 }), [])
})

test('only what can be had, or is on sale', async () => {
  assert.deepEqual(await inCamping({ inStock: true }), ['c1', 'c3', 'c4', 'c5'])
  assert.deepEqual(await inCamping({ onSale: true }), ['c3'])
  assert.deepEqual(await inCamping({ onSale: true, inStock: true, to: 15_000, values: { material: ['walnut'] } }), [
    'c3',
  ])
})

test('every sort gives its order, and those alike by their ids', async () => {
  const sorted = (sort: ListProducts['sort']) => read({ category: 'camping', ...(sort && { sort }) })
  assert.deepEqual(await sorted('shop'), ['c1', 'c2', 'c3', 'c4', 'c5'])
  assert.deepEqual(await sorted('newest'), ['c3', 'c5', 'c4', 'c1', 'c2'])
  assert.deepEqual(await sorted('low'), ['c1', 'c4', 'c5', 'c3', 'c2'])
  assert.deepEqual(await sorted('high'), ['c2', 'c3', 'c5', 'c4', 'c1'])
})

test('whatever narrows and sorts, the parts of a list and of a search hold each product once', async () => {
  const narrowings: Narrowing[] = [
    {},
    { values: { material: ['brass', 'walnut'] } },
    { to: 15_000, inStock: true },
    { values: { waterproof: ['rain'] }, from: 1 },
  ]
  for (const sort of sorts)
    for (const narrowing of narrowings)
      for (const limit of [1, 2, 3]) {
        const whole = (await listProducts(db, { narrowing, sort, limit: 60 })).products.map(card => card.slug)
        assert.deepEqual(await read({ narrowing, sort }, limit), whole)
        for (const query of ['등불', 'lemp']) {
          const all = await searchProducts(db, { query, narrowing, sort, limit: 60 })
          assert.deepEqual(new Set(all.products.map(card => card.slug)), new Set(whole), query)
          const slugs: string[] = []
          for (let after: string | null = ''; after !== null; ) {
            const part = await searchProducts(db, { query, narrowing, sort, after, limit })
            slugs.push(...part.products.map(card => card.slug))
            after = part.next
          }
          assert.deepEqual(
            slugs,
            all.products.map(card => card.slug),
            query,
          )
        }
      }
})

test('a search by price is in the order of prices', async () => {
  const { products, left } = await searchProducts(db, {
    query: 'lamp',
    narrowing: { to: 15_000 },
    sort: 'low',
    limit: 9,
  })
  assert.deepEqual(
    products.map(card => card.price.amount),
    [10_000, 10_000, 10_000, 15_000, 15_000],
  )
  assert.equal(left?.total, 5)
})

/** The counts beside the filters, as `material.brass 3`. */
async function counts(narrowing: Narrowing): Promise<string[]> {
  const { attributes } = await leftInList(db, { category: 'camping', narrowing })
  return attributes.flatMap(({ key, values }) => values.map(each => `${key}.${each.key} ${each.left}`))
}

test('beside each value stands what it would leave, and beside what is chosen already, what its sisters would', async () => {
  assert.deepEqual(await counts({}), ['waterproof.rain 2', 'material.brass 3', 'material.walnut 2'])
  const brass = { values: { material: ['brass'] } }
  assert.deepEqual(await counts(brass), ['waterproof.rain 1', 'material.brass 3', 'material.walnut 2'])
  assert.deepEqual(await counts({ values: { waterproof: ['rain'] } }), [
    'waterproof.rain 2',
    'material.brass 1',
    'material.walnut 1',
  ])
  assert.deepEqual(await counts({ onSale: true }), ['material.brass 1', 'material.walnut 1'])
  assert.deepEqual(await counts({ values: { material: ['brass'] }, from: 99_000 }), ['material.brass 0'])
})

test('the counts are those of the list itself', async () => {
  const whole = await leftInList(db, { category: 'camping' })
  assert.deepEqual([whole.total, whole.inStock, whole.onSale], [5, 4, 1])
  assert.deepEqual(whole.prices, { lowest: 10_000, highest: 20_000 })
  const none = await leftInList(db, { category: 'camping', narrowing: { from: 99_000 } })
  assert.deepEqual([none.total, none.inStock, none.onSale, none.prices], [0, 0, 0, null])
  assert.equal((await leftInList(db, { narrowing: { values: { material: ['brass'] } } })).total, 4)
})

test('what nobody has, and what no shop knows, leaves nothing and breaks nothing', async () => {
  assert.deepEqual(await inCamping({ values: { material: ["'; drop table shop.product; --"] } }), [])
  assert.deepEqual(await inCamping({ values: { nothing: ['x'] } }), [])
  assert.deepEqual(await inCamping({ values: { material: [] } }), ['c1', 'c2', 'c3', 'c4', 'c5'])
})

test('where nothing is left, the ways out say what there is without each part, the most first', async () => {
  const narrowing: Narrowing = { values: { material: ['walnut'], waterproof: ['rain'] }, inStock: true }
  assert.deepEqual(await inCamping(narrowing), [])
  assert.deepEqual(await waysOutOfList(db, { category: 'camping', narrowing }), [
    { without: { kind: 'attribute', key: 'material' }, left: 1 },
    { without: { kind: 'attribute', key: 'waterproof' }, left: 1 },
    { without: { kind: 'stock' }, left: 1 },
  ])
  assert.deepEqual(await waysOutOfList(db, { category: 'camping', narrowing: { from: 99_000 } }), [
    { without: { kind: 'price' }, left: 5 },
  ])
})

test('a search whose filters leave nothing is no misspelling, and has ways out', async () => {
  const found = await searchProducts(db, { query: 'lamp', narrowing: { from: 99_000 }, limit: 9 })
  assert.deepEqual([found.products, found.exact, found.near], [[], true, null])
  assert.deepEqual(found.waysOut, [{ without: { kind: 'price' }, left: 6 }])
  const nearly = await searchProducts(db, { query: 'lemp', narrowing: { from: 99_000 }, limit: 9 })
  assert.deepEqual(nearly.waysOut, [{ without: { kind: 'price' }, left: 6 }])
})

test('a card says what its goods usually cost only where they are on sale', async () => {
  const { products } = await listProducts(db, { category: 'camping', limit: 9 })
  assert.deepEqual(
    products.map(card => card.usualPrice?.amount ?? null),
    [null, null, 30_000, null, null],
  )
})

test('a place in a list that is none is refused in every sort', async () => {
  for (const sort of sorts)
    for (const after of ['x', `99999999999999999.${'0'.repeat(8)}-0000-0000-0000-000000000000`])
      await assert.rejects(listProducts(db, { sort, after, limit: 2 }), { code: 'shop.bad_page', status: 422 })
})
