import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { aProduct, sell, testShop } from './fixture.ts'
import { openVocabulary, searchProducts } from './index.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

const day = (n: number) => new Date(Date.UTC(2026, 10, n))
await sell(db, [
  aProduct({
    slug: 'lantern',
    category: 'camping',
    name: { ko: '올리브 캠핑 랜턴', en: 'Olive camping lantern' },
    facts: [{ name: { ko: '충전', en: 'Charging' }, value: { ko: 'USB-C, 3시간', en: 'USB-C, 3 hours' } }],
    attributes: { material: ['walnut'], waterproof: ['rain'] },
    published: day(1),
  }),
  aProduct({
    slug: 'small-lantern',
    category: 'camping',
    name: { ko: '반디 작은 랜턴', en: 'Bandi small lantern' },
    published: day(9),
  }),
  aProduct({
    slug: 'dress',
    name: { ko: '여름 원피스', en: 'Summer dress' },
    lead: { ko: '랜턴 불빛에 입어도 좋은 옷', en: 'To wear by lantern light' },
    options: [
      { key: 'size', name: { ko: '치수', en: 'Size' }, values: [{ key: 'xl', name: { ko: '엑스라지', en: 'XL' } }] },
    ],
    variants: [{ sku: 'DRESS-XL', options: { size: 'xl' }, price: 89_000, stock: 1 }],
    published: day(20),
  }),
  aProduct({
    slug: 'chair',
    category: 'camping',
    name: { ko: '캠핑 의자', en: 'Camp chair' },
    about: { title: { ko: '앉기', en: 'To sit' }, text: { ko: '100% 참나무', en: 'Oak, 100%' } },
    published: day(2),
  }),
  aProduct({
    slug: 'kettle',
    brand: 'Onda',
    name: { ko: '야영 주전자 0.9 L', en: 'Camp kettle, 0.9 L' },
    published: day(3),
  }),
  aProduct({ slug: 'quilt', name: { ko: '뭉게구름이불 산들바람이불', en: 'Quilt' }, published: day(4) }),
  aProduct({
    slug: 'cloud',
    name: { ko: '구름', en: 'Cloud' },
    lead: { ko: '바람', en: 'Wind' },
    published: day(5),
  }),
  aProduct({ slug: 'secret', name: { ko: '비밀 랜턴', en: 'Secret lantern' }, published: null }),
])

async function slugs(query: string): Promise<string[]> {
  const { products, exact } = await searchProducts(db, { query, limit: 10 })
  return exact ? products.map(card => card.slug) : []
}

async function closeSlugs(query: string): Promise<string[]> {
  const { products, exact } = await searchProducts(db, { query, limit: 10 })
  return exact ? [] : products.map(card => card.slug)
}

test('a word is found in Korean and in English alike', async () => {
  assert.deepEqual(await slugs('원피스'), ['dress'])
  assert.deepEqual(await slugs('DRESS'), ['dress'])
  assert.deepEqual(await slugs('olive 랜턴'), ['lantern'])
})

test('a word of two syllables is found, also inside another word', async () => {
  assert.deepEqual(await slugs('의자'), ['chair'])
  assert.deepEqual(await slugs('전자'), ['kettle'])
})

test('one syllable or letter finds the words that begin with it', async () => {
  assert.deepEqual(await slugs('야'), ['kettle'])
  assert.deepEqual(await slugs('영'), [])
  assert.deepEqual(await slugs('o 올'), ['lantern'])
})

test('brand, category, lead, details, attributes and options are searched too', async () => {
  assert.deepEqual(await slugs('onda'), ['kettle'])
  assert.deepEqual((await slugs('camping')).sort(), ['chair', 'lantern', 'small-lantern'])
  assert.deepEqual(await slugs('불빛'), ['dress'])
  assert.deepEqual(await slugs('USB-C'), ['lantern'])
  assert.deepEqual(await slugs('호두나무'), ['lantern'])
  assert.deepEqual(await slugs('waterproof'), ['lantern'])
  assert.deepEqual(await slugs('엑스라지'), ['dress'])
})

test('every term must match', async () => {
  assert.deepEqual(await slugs('여름 랜턴'), ['dress'])
  assert.deepEqual(await slugs('여름 주전자'), [])
})

test('a Korean particle does not hide a product', async () => {
  assert.deepEqual(await slugs('원피스를'), ['dress'])
  assert.deepEqual(await slugs('의자에서'), ['chair'])
  assert.deepEqual(await slugs('옷을'), ['dress'])
})

test('words written together are found where the product has them apart', async () => {
  assert.deepEqual(await slugs('캠핑의자'), ['chair'])
})

test('what differs only in how it is encoded or in width is the same', async () => {
  assert.deepEqual(await slugs('원피스'.normalize('NFD')), ['dress'])
  assert.deepEqual(await slugs('ｄｒｅｓｓ'), ['dress'])
})

test('a misspelt word finds what the right one does, and says that it is not exact', async () => {
  assert.deepEqual(await closeSlugs('원피수'), ['dress'])
  assert.deepEqual(await closeSlugs('윈피스를'), ['dress'])
  assert.deepEqual(await closeSlugs('렌턴'), await slugs('랜턴'))
  assert.deepEqual(await closeSlugs('lantren'), await slugs('lantern'))
  assert.deepEqual(await closeSlugs('주젼자 camp'), ['kettle'])
})

test('a misspelt search says what it took the words for', async () => {
  const meant = async (query: string) => (await searchProducts(db, { query, limit: 10 })).meant
  assert.equal(await meant('렌턴'), '랜턴')
  assert.equal(await meant('주젼자 camp'), '주전자 camp')
  assert.equal(await meant('랜턴'), null)
  assert.equal(await meant('의자캠핑'), null)
})

test('the words that misspellings are compared with are read again after the catalogue has changed', async t => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const vocabulary = openVocabulary(db)
  const meant = async () => (await searchProducts(db, { query: '텐투', limit: 10, vocabulary })).meant
  assert.equal(await meant(), null)
  await sell(db, [aProduct({ slug: 'tent', name: { ko: '텐트', en: 'Tent' } })])
  t.mock.timers.tick(3_000)
  assert.equal(await meant(), null)
  vocabulary.stale()
  assert.equal(await meant(), '텐트')
})

test('a word with another beginning or end is no misspelling', async () => {
  assert.deepEqual(await closeSlugs('랜드'), [])
  assert.deepEqual(await closeSlugs('lane'), [])
})

test('a compound finds products that have its parts', async () => {
  assert.deepEqual(await closeSlugs('의자캠핑'), ['chair'])
})

test('colours, uses and measures are found however they are written', async () => {
  assert.deepEqual(await slugs('올리브색'), ['lantern'])
  assert.ok((await slugs('캠핑용')).includes('chair'))
  assert.deepEqual(await slugs('0.9l'), ['kettle'])
})

test('a match in the name comes first, then whole words, then the newest', async () => {
  assert.deepEqual(await slugs('랜턴'), ['small-lantern', 'lantern', 'dress'])
  assert.deepEqual(await slugs('구름 바람'), ['quilt', 'cloud'])
  assert.deepEqual(await slugs('캠핑'), ['chair', 'lantern', 'small-lantern'])
  assert.deepEqual(await slugs('camp'), ['kettle', 'chair', 'lantern', 'small-lantern'])
})

test('wildcards are only signs', async () => {
  assert.deepEqual(await slugs('%'), [])
  assert.deepEqual(await slugs('원%스'), [])
  assert.deepEqual(await slugs('___'), [])
  assert.deepEqual(await slugs('100%'), ['chair'])
  assert.deepEqual(await slugs("'; drop table shop.product; --"), [])
})

test('an empty query finds nothing and suggests nothing', async () => {
  const nothing = { products: [], next: null, total: 0, exact: true, meant: null, near: null }
  assert.deepEqual(await searchProducts(db, { query: ' \u200b ', limit: 10 }), nothing)
})

test('what is not published is found by staff only', async () => {
  assert.deepEqual(await slugs('비밀'), [])
  const { products } = await searchProducts(db, { query: '비밀', limit: 10, reader: 'staff' })
  assert.deepEqual(
    products.map(card => card.slug),
    ['secret'],
  )
})

test('where nothing is found, what is near leads on, and never to what is hidden', async () => {
  const near = async (query: string) => {
    const found = await searchProducts(db, { query, limit: 10 })
    assert.deepEqual(found.products, [])
    const { products = [], categories = [] } = found.near ?? {}
    return { products: products.map(({ slug }) => slug), categories: categories.map(({ slug }) => slug) }
  }
  assert.equal((await near('올리브 우산')).products[0], 'lantern')
  assert.equal((await near('의자 텔레비전모니터받침대')).products[0], 'chair')
  assert.deepEqual(await near('zzzzzzzz'), { products: [], categories: ['camping', 'kitchen'] })
  assert.ok(!(await near('비밀 우산')).products.includes('secret'))
  assert.equal((await searchProducts(db, { query: '랜턴', limit: 10 })).near, null)
})

test('pages of what is found hold each product once, exact or not', async () => {
  for (const query of ['랜턴', '렌턴']) {
    const whole = await searchProducts(db, { query, limit: 10 })
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const page = await searchProducts(db, { query, limit: 1, after })
      assert.equal(page.total, whole.total)
      seen.push(...page.products.map(card => card.slug))
      after = page.next
    }
    assert.deepEqual(
      seen,
      whole.products.map(card => card.slug),
    )
  }
})

test('a page that is no page of ours is refused as invalid', async () => {
  await assert.rejects(searchProducts(db, { query: '랜턴', limit: 1, after: 'e.1.2.3' }), { code: 'shop.bad_page' })
})
