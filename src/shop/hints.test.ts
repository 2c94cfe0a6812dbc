import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { aProduct, sell, testShop } from './fixture.ts'
import { hintsFor, openVocabulary, searchProducts } from './index.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

const day = (n: number) => new Date(Date.UTC(2026, 10, n))
const sold = (slug: string, ko: string, en: string, n: number) =>
  aProduct({ slug, name: { ko, en }, category: slug === 'pot' ? 'kitchen' : 'camping', published: day(n) })
await sell(db, [
  sold('lantern', '올리브 캠핑 랜턴', 'Olive camping lantern', 1),
  sold('small', '작은 랜턴', 'Small lantern', 2),
  sold('pot', '커피 주전자', 'Coffee kettle', 3),
  sold('towel', '수건', 'Towel', 4),
  sold('pouch', '노리개', 'Charm', 5),
])
await sell(db, [{ ...sold('secret', '커튼', 'Curtain', 6), published: null }])
const vocabulary = openVocabulary(db)

const hints = (query: string) => hintsFor(db, { query, vocabulary })
const slugs = async (query: string) => (await hints(query)).products.map(({ slug }) => slug)

test('Hangul finds what it is on the way to, at every key', async () => {
  for (const typed of ['ㅋㅓ', '커', '컾', '커ㅍ', '커피', '커피'.normalize('NFD')])
    assert.deepEqual(await slugs(typed), ['pot'], typed)
  assert.deepEqual((await hints('컾')).queries, ['커피'])
})

test('the initials of the syllables find a word', async () => {
  assert.deepEqual(await slugs('ㅅㄱ'), ['towel'])
  assert.deepEqual(await slugs('ㄹㅌ'), ['small', 'lantern'])
  assert.deepEqual((await hints('ㅈㅈㅈ')).queries, ['주전자'])
  assert.deepEqual(await slugs('ㅎㅎㅎ'), [])
})

test('what a half-typed query leads to finds the same when it is searched for', async () => {
  for (const [query, whole] of [
    ['ㄹㅌ', '랜턴'],
    ['컾', '컾'],
    ['올리브 래', '올리브 래'],
    ['렌턴', '랜턴'],
    ['랜턴', '랜턴'],
  ] as const) {
    const { whole: said, products } = await hints(query)
    assert.equal(said, whole)
    for (const asked of [whole, query]) {
      const found = await searchProducts(db, { query: asked, limit: 5, vocabulary })
      assert.deepEqual(found.products, products, asked)
    }
  }
})

test('the words before the last one are whole, and all of them count', async () => {
  assert.deepEqual(await slugs('올리브 래'), ['lantern'])
  assert.deepEqual((await hints('올리브 래')).queries, ['올리브 랜턴'])
  assert.deepEqual(await slugs('주전자 래'), [])
})

test('what is inside of a word is found once it is whole', async () => {
  assert.deepEqual(await slugs('리개'), ['pouch'])
})

test('a misspelt word, and one of the other keyboard, is forgiven and says so', async () => {
  const misspelt = await hints('렌턴')
  assert.deepEqual([misspelt.misspelt, misspelt.queries], [true, ['랜턴']])
  assert.deepEqual(
    misspelt.products.map(({ slug }) => slug),
    ['small', 'lantern'],
  )
  assert.deepEqual(await slugs('fosxjs'), ['small', 'lantern'])
  assert.deepEqual((await hints('ㅣ무ㅅㄷ')).queries, ['lantern'])
  assert.equal((await searchProducts(db, { query: 'fosxjs', limit: 5, vocabulary })).meant, '랜턴')
})

test('categories are offered by their names in either language', async () => {
  const names = async (query: string) => (await hints(query)).categories.map(({ slug }) => slug)
  assert.deepEqual(await names('캠'), ['camping'])
  assert.deepEqual(await names('ㅋㅍ'), ['camping'])
  assert.deepEqual(await names('kitch'), ['kitchen'])
})

test('nothing is offered of what shoppers do not see, and nothing for nothing', async () => {
  assert.deepEqual(await slugs('커튼'), [])
  for (const query of ['', ' ', '%', '!!!', '___']) assert.deepEqual(await slugs(query), [], query)
})
