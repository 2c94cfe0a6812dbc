import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { aProduct, sell, testShop } from '../fixture.ts'
import { type ListOffice, officeIds, officeList, officeSorts } from './list.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

await sell(
  db,
  Array.from({ length: 23 }, (_, at) =>
    aProduct({
      slug: `cup-${at}`,
      name: { ko: `컵 ${String(at % 7)}`, en: `Cup ${at}` },
      category: at % 2 === 0 ? 'kitchen' : 'camping',
      variants: [{ sku: `CUP-${at}`, options: {}, price: 1_000 * (at % 5), stock: at % 4 === 0 ? 0 : at }],
      published: at % 3 === 0 ? null : new Date('2026-11-20T00:00:00Z'),
    }),
  ),
)

const list = (wanted: Partial<ListOffice>) =>
  officeList(db, { sort: 'changed', down: true, lang: 'ko', after: null, limit: 5, ...wanted })

for (const sort of officeSorts) {
  test(`pages sorted by ${sort} hold every product once, both ways`, async () => {
    for (const down of [true, false]) {
      const seen: string[] = []
      for (let next: string | null | undefined; next !== null; ) {
        const page = await list({ sort, down, after: next ?? null })
        assert.equal(page.total, 23)
        seen.push(...page.rows.map(row => row.slug))
        next = page.next
      }
      assert.equal(new Set(seen).size, 23)
      assert.equal(seen.length, 23)
    }
  })
}

test('conditions are met together, and the same ids are found for what is done to all', async () => {
  const wanted = { category: 'camping', state: 'hidden', stock: 'enough' } as const
  const { rows, total } = await list({ ...wanted, limit: 40 })
  assert.ok(total > 0 && rows.every(row => row.state === 'hidden' && row.inStock > 5))
  assert.deepEqual((await officeIds(db, wanted)).sort(), rows.map(row => row.id).sort())
  assert.equal((await list({ stock: 'none' })).total, 6)
})

test('a product is found by its words and by the number of a variant', async () => {
  assert.equal((await list({ query: '컵 3', limit: 40 })).total, 3)
  const { rows } = await list({ query: 'cup-17' })
  assert.ok(rows.some(row => row.slug === 'cup-17'))
  assert.equal((await list({ query: '없는것' })).total, 0)
})

test('an address that no list of ours gave is refused', async () => {
  for (const after of ['x', Buffer.from('["a","b"]').toString('base64url'), Buffer.from('[1]').toString('base64url')])
    await assert.rejects(list({ after }), { code: 'shop.bad_page' })
  const name = (await list({ sort: 'name' })).next
  await assert.rejects(list({ sort: 'price', after: name }), { code: 'shop.bad_page' })
})
