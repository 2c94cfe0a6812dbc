import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type SQL, sql } from 'drizzle-orm'
import { testDatabase } from '../../test/database.ts'
import { testShop } from './fixture.ts'
import { lettersOf } from './grams.ts'
import { searchProducts } from './index.ts'
import { wordsLike } from './nearly.ts'
import { category, product } from './schema.ts'
import { matching } from './search.ts'
import { searchColumns } from './searchable.ts'
import { termsOf } from './terms.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

const initials = 'bdgjlmnprstz'
const [shelf] = await db.select().from(category)

/** A product with made-up Korean and Latin words of its own; every thousandth is also called 노리개. */
function generated(n: number) {
  const syllables = [n * 7919, n * 104_729, n * 611_953].map(seed => String.fromCharCode(0xac00 + (seed % 11_172)))
  const latin = [n, n * 31, n * 17].map(seed => `${initials[seed % 12]}${'aeiou'[seed % 5]}`).join('')
  const [a = '', b = '', c = ''] = syllables
  const name = { ko: `${a}${b} ${b}${c}${a}${n % 1000 === 0 ? ' 노리개' : ''}`, en: `${latin} ${n}` }
  const about = { ko: `${c}${a} ${b}`, en: latin }
  const words = { name, brand: 'Modak', lead: about, aboutTitle: about, aboutText: about, facts: [], options: [] }
  return {
    ...words,
    slug: `p${n}`,
    categoryId: shelf!.id,
    currency: 'KRW',
    publishedAt: new Date(n * 60_000),
    ...searchColumns({ ...words, category: shelf!.name, labels: [] }),
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

test('a misspelt word is found by the index of letters', async () => {
  const plan = await planOf(wordsLike([lettersOf(['노리게'])], { reader: 'shopper' }))
  assert.match(plan, /Bitmap Index Scan on product_search_letters_index/)
  assert.doesNotMatch(plan, /Seq Scan/)
})
