import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { aProduct, sell, testShop } from './fixture.ts'
import { type ListProducts, listProducts } from './index.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

const day = (n: number) => new Date(Date.UTC(2026, 10, n))
// two were published at the same moment, so that only their ids tell them apart
const days = [3, 1, 5, 5, 2, 4]
await sell(
  db,
  days.map((n, at) => aProduct({ slug: `p${at}`, category: at % 2 ? 'camping' : 'kitchen', published: day(n) })),
)
await sell(db, [aProduct({ slug: 'hidden', published: null })])

/** The slugs of all pages, and how many pages there were. */
async function read(list: Omit<ListProducts, 'after' | 'limit'>, limit: number): Promise<[string[], number]> {
  const slugs: string[] = []
  let pages = 0
  for (let after: string | null = ''; after !== null; pages++) {
    const page = await listProducts(db, { ...list, after, limit })
    slugs.push(...page.products.map(card => card.slug))
    after = page.next
  }
  return [slugs, pages]
}

test('pages of a list hold every published product once, newest first', async () => {
  assert.deepEqual(await read({ newest: true }, 2), [['p3', 'p2', 'p5', 'p0', 'p4', 'p1'], 3])
  assert.deepEqual((await read({ newest: true }, 1))[0], ['p3', 'p2', 'p5', 'p0', 'p4', 'p1'])
})

test('without newest, products come in the order in which they were added', async () => {
  assert.deepEqual(await read({}, 4), [['p0', 'p1', 'p2', 'p3', 'p4', 'p5'], 2])
})

test('a category lists its own products, an unknown one none', async () => {
  assert.deepEqual((await read({ category: 'camping', newest: true }, 2))[0], ['p3', 'p5', 'p1'])
  assert.deepEqual((await read({ category: 'camping' }, 2))[0], ['p1', 'p3', 'p5'])
  assert.deepEqual(await read({ category: 'no-such' }, 2), [[], 1])
})

test('staff also see what is not published', async () => {
  assert.ok((await read({ reader: 'staff', newest: true }, 3))[0].includes('hidden'))
  assert.equal((await read({ reader: 'staff' }, 3))[0].length, 7)
})

test('a page that is no page of ours is refused as invalid', async () => {
  for (const after of ['x', '1.2', `12.${'0'.repeat(36)}`, "1'; drop table product"])
    await assert.rejects(listProducts(db, { after, limit: 2 }), { code: 'shop.bad_page', status: 422 })
})

test('nobody gets more than a page of 60', async () => {
  const page = await listProducts(db, { limit: 1e9 })
  assert.equal(page.products.length, 6)
  assert.equal((await listProducts(db, { limit: -3 })).products.length, 1)
})
