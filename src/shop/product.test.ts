import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { aProduct, lantern, sell, testShop } from './fixture.ts'
import { listCategories, productCards, productSummary, productView } from './index.ts'

const shop = await testShop(await testDatabase())
after(() => shop[Symbol.asyncDispose]())
const { db, media } = shop

const [lanternId = '', mugId = '', tentId = ''] = await sell(db, [
  await lantern(media),
  aProduct({ slug: 'enamel-mug' }),
  aProduct({ slug: 'ridge-tent', category: 'camping', published: null }),
])

test('the page of a product shows its words, choices, prices, pictures, film and labels, and nothing else', async () => {
  const view = await productView(db, { slug: 'olive-lantern' })
  assert.ok(view)
  const { images, film, onFilm, updatedAt, category, ...rest } = view
  assert.deepEqual(rest, {
    id: lanternId,
    slug: 'olive-lantern',
    brand: 'Modak',
    name: { ko: '올리브 캠핑 랜턴', en: 'Olive camping lantern' },
    lead: { ko: '한 번 충전하면 이틀 밤', en: 'Two nights on one charge' },
    about: { title: { ko: '이야기', en: 'Story' }, text: { ko: '마실 것', en: 'For drinks' } },
    facts: [{ name: { ko: '충전', en: 'Charging' }, value: { ko: 'USB-C, 3시간', en: 'USB-C, 3 hours' } }],
    options: [
      {
        key: 'color',
        name: { ko: '색', en: 'Colour' },
        values: [
          { key: 'olive', name: { ko: '올리브', en: 'Olive' }, swatch: '#6f7850' },
          { key: 'sand', name: { ko: '모래', en: 'Sand' }, swatch: '#d6c4a3' },
          { key: 'ink', name: { ko: '먹', en: 'Ink' }, swatch: '#3a3f42' },
        ],
      },
    ],
    variants: rest.variants,
    price: { lowest: { amount: 58_000, currency: 'KRW' }, highest: { amount: 61_000, currency: 'KRW' } },
    soldOut: false,
    attributes: [
      {
        key: 'waterproof',
        name: { ko: '방수', en: 'Waterproof' },
        values: [{ key: 'rain', name: { ko: '비', en: 'Rain' } }],
      },
      {
        key: 'material',
        name: { ko: '소재', en: 'Material' },
        values: [
          { key: 'brass', name: { ko: '황동', en: 'Brass' } },
          { key: 'walnut', name: { ko: '호두나무', en: 'Walnut' } },
        ],
      },
    ],
    published: true,
    elsewhere: null,
  })
  assert.equal(category.slug, 'camping')
  assert.ok(updatedAt instanceof Date)
  assert.deepEqual(
    images.map(({ alt, option, src }) => ({ alt, option, src: src.startsWith('/media/') })),
    [{ alt: { ko: '켜진 랜턴', en: 'The lantern, lit' }, option: { color: 'olive' }, src: true }],
  )
  assert.ok(film && film.durationMs > 10_000 && film.captions.length === 2)
  assert.deepEqual(film.alt, { ko: '랜턴이 켜진다', en: 'The lantern lights up' })
  assert.deepEqual(film.chapters, [{ at: 3.6, name: { ko: '밝기', en: 'Light' } }])
  assert.deepEqual(
    onFilm.map(card => card.slug),
    ['enamel-mug'],
  )
})

test('a variant tells how many are left only where there are few', async () => {
  const view = await productView(db, { slug: 'olive-lantern' })
  assert.deepEqual(
    view?.variants.map(({ sku, options, price, availability }) => [sku, options, price.amount, availability]),
    [
      ['LAN-OLI', { color: 'olive' }, 58_000, { kind: 'in_stock' }],
      ['LAN-SAN', { color: 'sand' }, 58_000, { kind: 'low', left: 5 }],
      ['LAN-INK', { color: 'ink' }, 61_000, { kind: 'sold_out' }],
    ],
  )
})

test('a card shows the lowest price, and says that others cost more', async () => {
  const [mug, lamp] = await productCards(db, { ids: [mugId, lanternId] })
  assert.deepEqual(mug, {
    id: mugId,
    slug: 'enamel-mug',
    name: { ko: '머그', en: 'Mug' },
    price: { amount: 12_000, currency: 'KRW' },
    priceFrom: false,
    usualPrice: null,
    rating: null,
    image: null,
    hasFilm: false,
    soldOut: false,
  })
  assert.deepEqual(lamp?.price, { amount: 58_000, currency: 'KRW' })
  assert.equal(lamp.priceFrom, true)
  assert.equal(lamp.hasFilm, true)
  assert.deepEqual(lamp.image?.alt, { ko: '켜진 랜턴', en: 'The lantern, lit' })
})

test('a summary for a conversation has the film and counts the pieces of all variants', async () => {
  const [lamp] = await productSummary(db, { ids: [lanternId] })
  assert.equal(lamp?.inStock, 23)
  assert.ok(lamp.film?.poster.src)
  assert.ok(lamp.image?.srcset)
})

test('a product that is not published is nowhere for shoppers and everywhere for staff', async () => {
  assert.equal(await productView(db, { slug: 'ridge-tent' }), null)
  assert.deepEqual(await productCards(db, { ids: [tentId] }), [])
  assert.deepEqual(await productSummary(db, { ids: [tentId] }), [])
  assert.equal((await productView(db, { slug: 'ridge-tent', reader: 'staff' }))?.published, false)
  assert.equal((await productCards(db, { ids: [tentId], reader: 'staff' })).length, 1)
  assert.equal((await productView(db, { slug: 'olive-lantern', reader: 'staff' }))?.onFilm.length, 2)
})

test('a product that is not there has no page', async () => {
  assert.equal(await productView(db, { slug: 'no-such' }), null)
})

test('a category counts what shoppers see, and an empty one is still listed', async () => {
  const categories = await listCategories(db)
  assert.deepEqual(
    categories.map(({ slug, products, picture }) => ({ slug, products, picture })),
    [
      { slug: 'camping', products: 1, picture: null },
      { slug: 'kitchen', products: 1, picture: null },
    ],
  )
})
