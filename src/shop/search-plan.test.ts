import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq, type SQL, sql } from 'drizzle-orm'
import { testDatabase } from '../../test/database.ts'
import { testShop } from './fixture.ts'
import { type ListProducts, searchProducts } from './index.ts'
import { listed } from './list.ts'
import { attributeValue, category, product } from './schema.ts'
import { matching } from './search.ts'
import { searchColumns } from './searchable.ts'
import { termsOf } from './terms.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

const both = (text: string) => ({ ko: text, en: text })
const initials = 'bdgjlmnprstz'
await db
  .insert(category)
  .values(['a', 'b', 'c', 'd'].map(slug => ({ slug, name: both(slug), about: both(slug), position: 9 })))
const shelves = await db.select().from(category)

/**
 * A product with made-up Korean and Latin words of its own; every thousandth is also called 노리개. Times and prices
 * stand in another order than the rows, as in a shop that has been changed for years.
 */
function generated(n: number) {
  const syllables = [n * 7919, n * 104_729, n * 611_953].map(seed => String.fromCharCode(0xac00 + (seed % 11_172)))
  const latin = [n, n * 31, n * 17].map(seed => `${initials[seed % 12]}${'aeiou'[seed % 5]}`).join('')
  const [a = '', b = '', c = ''] = syllables
  const name = { ko: `${a}${b} ${b}${c}${a}${n % 1000 === 0 ? ' 노리개' : ''}`, en: `${latin} ${n}` }
  const about = { ko: `${c}${a} ${b}`, en: latin }
  const shelf = shelves[n % shelves.length]!
  const words = { name, brand: 'Modak', lead: about, aboutTitle: about, aboutText: about, facts: [], options: [] }
  return {
    ...words,
    slug: `p${n}`,
    categoryId: shelf.id,
    currency: 'KRW',
    publishedAt: new Date(((n * 7919) % 4000) * 60_000),
    lowestAmount: ((n * 7919) % 900) * 100,
    ...searchColumns({ ...words, category: shelf.name, labels: [] }),
  }
}

for (let from = 0; from < 4000; from += 500)
  await db.insert(product).values(Array.from({ length: 500 }, (_, at) => generated(from + at)))
await db.execute(sql`vacuum analyze ${product}`)

async function planOf(statement: SQL): Promise<string> {
  const { rows } = await db.execute<{ 'QUERY PLAN': string }>(sql`explain ${statement}`)
  return rows.map(row => row['QUERY PLAN']).join('\n')
}

function planOfSearch(query: string): Promise<string> {
  return planOf(matching(db, { terms: termsOf(query), reader: 'shopper', size: 20, exact: true }).getSQL())
}

test('among thousands of products, a word of two syllables is found by the index of pairs', async () => {
  const plan = await planOfSearch('리개')
  assert.match(plan, /Bitmap Index Scan on product_search_grams_index/)
  assert.doesNotMatch(plan, /Seq Scan/)
  assert.equal((await searchProducts(db, { query: '리개', limit: 1 })).total, 4)
})

test('a longer word is found by the index of trigrams', async () => {
  assert.match(await planOfSearch('노리개'), /Bitmap Index Scan on product_search_text_index/)
  assert.match(await planOfSearch('노리개를 리개'), /Bitmap Index Scan/)
})

/** How a page of a list is read; its `after` is the end of a page before. */
async function planOfList(list: Omit<ListProducts, 'limit'>): Promise<string> {
  const page = await db.transaction(tx => listed(tx, { ...list, limit: 20 }))
  const last = page.at(-2)
  return planOf(listed(db, { ...list, after: `${last?.place}.${last?.id}`, limit: 20 }).getSQL())
}

test('every order of a category and of the whole shop is read from an index, and nothing is sorted', async () => {
  for (const [list, index] of [
    [{ category: 'kitchen' }, 'product_(category_index|pkey)'],
    [{ category: 'kitchen', sort: 'newest' }, 'product_category_newest_index'],
    [{ category: 'kitchen', sort: 'low' }, 'product_category_price_index'],
    [{ category: 'kitchen', sort: 'high' }, 'product_category_price_index'],
    [{ sort: 'newest' }, 'product_newest_index'],
    [{ sort: 'low' }, 'product_price_index'],
    [{ sort: 'high' }, 'product_price_index'],
  ] as const) {
    const plan = await planOfList(list)
    assert.match(plan, new RegExp(`Index (Only )?Scan (Backward )?using ${index} `), plan)
    assert.doesNotMatch(plan, /Sort|Seq Scan on product/, plan)
  }
})

test('a price range is read from the index of prices', async () => {
  const plan = await planOfList({ category: 'kitchen', narrowing: { from: 20_000, to: 70_000 }, sort: 'low' })
  assert.match(plan, /Index Cond: .*lowest_amount >= .*lowest_amount <= /)
  assert.doesNotMatch(plan, /Sort|SubPlan/)
})

test('a value of an attribute that few products have is found by its index', async () => {
  const [value] = await db.select().from(attributeValue).where(eq(attributeValue.key, 'brass'))
  await db
    .update(product)
    .set({ valueIds: [value!.id] })
    .where(sql`${product.slug} in ('p7', 'p77')`)
  const narrowing = { values: { material: ['brass'] } }
  assert.match(await planOf(listed(db, { narrowing, sort: 'low', limit: 20 }).getSQL()), /product_value_index/)
  assert.deepEqual((await listed(db, { narrowing, limit: 20 })).length, 2)
})
