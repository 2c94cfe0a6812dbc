import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import type { Database, Log } from '#database'
import { openMedia } from '#media'
import {
  catalogueIsEmpty,
  listCategories,
  listProducts,
  listRules,
  offeredWays,
  openShop,
  payWaysOf,
  productView,
  quoteFor,
  ratingOf,
  reviewsOf,
  searchProducts,
  shopView,
} from '#shop'
import { testDatabase } from '../test/database.ts'
import type { DemoCatalogue } from './catalogue.ts'
import { type LoadDemo, loadDemo } from './load.ts'

const demo = import.meta.dirname
const both = (text: string) => ({ ko: text, en: text })

const product = {
  brand: 'Modak',
  name: both('머그'),
  lead: both('따뜻하게'),
  about: { title: both('이야기'), text: both('마실 것') },
  facts: [],
  options: [],
  attributes: { material: ['brass'] },
  onFilm: [],
  published: '2026-11-20T00:00:00Z',
}

const tiny = {
  shop: {
    name: both('모닥'),
    lead: both('오래 갈 물건'),
    greeting: both('어서 오세요'),
    currency: 'KRW',
    owner: { name: { ko: '민아', en: 'Mina' } },
  },
  categories: [{ slug: 'kitchen', name: both('부엌'), about: both('컵'), picture: 'mug.webp' }],
  attributes: [{ key: 'material', name: both('소재'), values: [{ key: 'brass', name: both('황동') }] }],
  products: [
    {
      ...product,
      slug: 'lantern',
      category: 'kitchen',
      variants: [{ sku: 'LAN', options: {}, price: 58_000, stock: 3 }],
      pictures: [{ file: 'lantern.webp', alt: both('랜턴') }],
      film: 'lantern',
      onFilm: ['mug'],
    },
    {
      ...product,
      slug: 'mug',
      category: 'kitchen',
      variants: [{ sku: 'MUG', options: {}, price: 12_000, stock: 3 }],
      pictures: [{ file: 'mug.webp', alt: both('머그') }],
    },
  ],
}

const rule = {
  isAllowed: true,
  acceptFromBasisPoints: 9500,
  declineToBasisPoints: 7000,
  attempts: 3,
  lifetimeMinutes: 60,
}
const purchase = {
  sku: 'LAN',
  quantity: 2,
  author: '소연 (예시)',
  language: 'ko',
  stars: 4,
  text: '밝아요.',
  pictures: ['mug.webp'],
  boughtOn: '2026-11-02',
  helpful: 3,
  answer: '고맙습니다!',
}
const tinyTrade = {
  business: both('모닥(예시)'),
  payWays: {
    ...{ transfer: true, bankName: '모닥은행', bankAccount: '110', bankHolder: '모닥' },
    ...{ delivery: false, stripe: false, portone: false },
  },
  zones: [
    { name: both('한국'), countries: ['KR'], priceAmount: 3000, freeFromAmount: 70_000, perKilogramAmount: 0 },
    { name: both('밖'), countries: ['*'], priceAmount: 25_000, freeFromAmount: null, perKilogramAmount: 0 },
  ],
  taxes: [{ country: 'KR', rateBasisPoints: 1000, isIncluded: true }],
  bargaining: [{ product: 'lantern', rule }],
  purchases: [purchase, { ...purchase, stars: 5, pictures: [], helpful: 0, answer: undefined }],
}

interface Trial extends AsyncDisposable {
  db: Database
  folder: string
  warnings: string[]
  load(changes?: Partial<LoadDemo>): ReturnType<typeof loadDemo>
}

/** An empty database and a small demo shop in a folder of its own. */
async function trial(catalogue: object = tiny, trade: object = tinyTrade): Promise<Trial> {
  await using opened = new AsyncDisposableStack()
  const { db } = opened.use(await testDatabase())
  const folder = await mkdtemp(join(tmpdir(), 'doumi-demo-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const warnings: string[] = []
  const log: Log = { info() {}, warn: message => warnings.push(message), error: console.error }
  const media = opened.use(await openMedia({ db, folder: join(folder, 'blobs'), log }))
  await mkdir(join(folder, 'pictures'))
  await mkdir(join(folder, 'films'))
  await writeFile(join(folder, 'catalogue.json'), JSON.stringify(catalogue))
  await writeFile(join(folder, 'trade.json'), JSON.stringify(trade))
  const films = ['.mp4', '.json', '.ko.vtt', '.en.vtt', '-tiles.webp'].map(ending => `films/lantern${ending}`)
  for (const file of films) await copyFile(join(demo, file), join(folder, file))
  // narrow pictures are taken in at once
  for (const file of ['pictures/mug.webp', 'pictures/lantern.webp', 'films/lantern-film.webp'])
    await writeFile(join(folder, file), await sharp(join(demo, file)).resize({ width: 64 }).webp().toBuffer())
  const kept = opened.move()
  return {
    db,
    folder,
    warnings,
    load: changes => loadDemo({ db, shop: openShop(), media, folder, log, ...changes }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

test('an empty database is filled with the shop, its pictures and its films, and says how far it is', async () => {
  await using at = await trial()
  const shop = openShop()
  let changes = 0
  shop.onCatalogueChanged(() => changes++)
  const progress: string[] = []
  const loaded = await at.load({ shop, onProgress: ({ done, total }) => progress.push(`${done}/${total}`) })
  assert.deepEqual(loaded, { kind: 'loaded', products: 2, owner: { ko: '민아', en: 'Mina' } })
  assert.deepEqual(progress, ['1/3', '2/3', '3/3'])
  assert.equal(changes, 1)
  assert.deepEqual(at.warnings, [])
  assert.equal((await shopView(at.db)).name.ko, '모닥')
  const [kitchen] = await listCategories(at.db)
  assert.ok(kitchen?.picture?.src)
  const lantern = await productView(at.db, { slug: 'lantern' })
  assert.ok(lantern?.film && lantern.film.chapters.length > 0 && lantern.images.length === 1)
  assert.equal(lantern.onFilm[0]?.slug, 'mug')
  assert.equal(lantern.attributes[0]?.values[0]?.name.ko, '황동')
})

test('the shop knows how it is paid, what sending costs, which taxes it holds and over what it bargains', async () => {
  await using at = await trial()
  await at.load()
  assert.equal((await shopView(at.db)).business?.ko, '모닥(예시)')
  assert.deepEqual(offeredWays(await payWaysOf(at.db), { providers: [] }), ['transfer'])
  const quote = async (country: string, unitAmount: number) => {
    const line = { unitAmount, quantity: 1, weightGrams: 0, currency: 'KRW' }
    const { shippingAmount, taxAmount, totalAmount } = (await quoteFor(at.db, { lines: [line], country })).quote
    return { shippingAmount, taxAmount, totalAmount }
  }
  assert.deepEqual(await quote('KR', 52_000), { shippingAmount: 3000, taxAmount: 5000, totalAmount: 55_000 })
  assert.deepEqual(await quote('KR', 77_000), { shippingAmount: 0, taxAmount: 7000, totalAmount: 77_000 })
  assert.deepEqual(await quote('DE', 77_000), { shippingAmount: 25_000, taxAmount: 0, totalAmount: 102_000 })
  const lantern = await productView(at.db, { slug: 'lantern' })
  assert.deepEqual(await listRules(at.db), [{ scope: 'product', scopeId: lantern?.id, ...rule }])
})

test('it begins with reviews, and what was bought before takes nothing from the stock and tells nobody', async () => {
  await using at = await trial()
  await at.load()
  const lantern = await productView(at.db, { slug: 'lantern' })
  const productId = lantern?.id ?? ''
  assert.deepEqual(lantern?.variants[0]?.availability, { kind: 'low', left: 3 })
  assert.deepEqual(await ratingOf(at.db, { productId }), { count: 2, mean: 4.5, histogram: [0, 0, 0, 1, 1] })
  const { reviews } = await reviewsOf(at.db, { productId, after: null, limit: 9 })
  const [first] = reviews.filter(review => review.stars === 4)
  assert.deepEqual([first?.author, first?.helpful, first?.pictures.length], ['소연 (예시)', 3, 1])
  assert.deepEqual(first?.answer, { by: '민아', text: '고맙습니다!' })
  const told = sql`select name from database.event where name ~ 'shop.(order|review)'`
  assert.deepEqual((await at.db.execute(told)).rows, [])
})

test('what nobody could have bought, or bargained over, is refused', async () => {
  await using bought = await trial(tiny, { ...tinyTrade, purchases: [{ ...purchase, sku: 'NO-SUCH' }] })
  await assert.rejects(bought.load(), /NO-SUCH/)
  assert.equal(await catalogueIsEmpty(bought.db), true)
  await using haggled = await trial(tiny, { ...tinyTrade, bargaining: [{ product: 'no-such', rule }] })
  await assert.rejects(haggled.load(), /no-such/)
  assert.equal(await catalogueIsEmpty(haggled.db), true)
})

test('a database with a catalogue is left as it is', async () => {
  await using at = await trial()
  await at.load()
  const before = await productView(at.db, { slug: 'mug' })
  assert.deepEqual(await at.load(), { kind: 'not_empty' })
  assert.deepEqual(await productView(at.db, { slug: 'mug' }), before)
})

test('stopped in the middle, it leaves no catalogue, and the next start begins again', async () => {
  await using at = await trial()
  const stop = new AbortController()
  const load = at.load({ signal: stop.signal, onProgress: () => stop.abort() })
  await assert.rejects(load, { name: 'AbortError' })
  assert.equal(await catalogueIsEmpty(at.db), true)
  assert.equal((await at.load()).kind, 'loaded')
})

test('a catalogue that fails while it is written leaves nothing behind', async () => {
  const [lantern, mug] = tiny.products
  await using at = await trial({ ...tiny, products: [lantern, { ...mug, category: 'no-such' }] })
  await assert.rejects(at.load(), { code: 'shop.unknown_category' })
  assert.equal(await catalogueIsEmpty(at.db), true)
})

test('of two programs that start at once, one loads', async () => {
  await using at = await trial()
  const kinds = (await Promise.all([at.load(), at.load()])).map(({ kind }) => kind)
  assert.deepEqual(kinds.sort(), ['loaded', 'not_empty'])
})

test('a catalogue that does not fit is refused with the place of the fault', async () => {
  const [lantern] = tiny.products
  await using at = await trial({ ...tiny, products: [{ ...lantern, brand: 7 }] })
  await assert.rejects(at.load(), /catalogue\.json does not fit: .*products\.0\.brand/)
})

test('a file that is damaged is named', async () => {
  await using at = await trial()
  await writeFile(join(at.folder, 'pictures', 'mug.webp'), 'RIFF0000WEBP')
  await assert.rejects(at.load(), /pictures.mug\.webp cannot be taken in/)
  assert.equal(await catalogueIsEmpty(at.db), true)
})

test('a film that is not there is told and left out', async () => {
  await using at = await trial()
  await rm(join(at.folder, 'films', 'lantern.mp4'))
  assert.equal((await at.load()).kind, 'loaded')
  assert.match(at.warnings.join(), /lantern\.mp4/)
  const lantern = await productView(at.db, { slug: 'lantern' })
  assert.equal(lantern?.film, null)
})

test('every film that the demo shop names is there with its picture, captions and chapters', async () => {
  const films = new Set((await theDemoShop()).products.flatMap(({ film }) => film ?? []))
  const endings = ['.mp4', '.json', '.ko.vtt', '.en.vtt', '-film.webp', '-tiles.webp']
  const files = [...films].flatMap(film => endings.map(ending => `${film}${ending}`))
  assert.deepEqual(
    files.filter(file => !existsSync(join(demo, 'films', file))),
    [],
  )
  assert.ok(films.size >= 8)
})

test('the demo shop is sold whole, in 4 categories, and found by its words', async () => {
  const catalogue = await theDemoShop()
  const pictures = new Set(catalogue.products.flatMap(each => each.pictures.map(({ file }) => file)))
  const trade: unknown = JSON.parse(await readFile(join(demo, 'trade.json'), 'utf8'))
  const withoutFilms = catalogue.products.map(({ film: _, ...each }) => each)
  await using at = await trial({ ...catalogue, products: withoutFilms }, Object(trade))
  // in the place of each picture a narrow one
  for (const file of [...pictures, ...catalogue.categories.map(each => each.picture)])
    await writeFile(join(at.folder, 'pictures', file), await readFile(join(at.folder, 'pictures', 'mug.webp')))
  assert.equal((await at.load()).kind, 'loaded')
  assert.deepEqual(at.warnings, [])
  const categories = await listCategories(at.db)
  assert.ok(categories.length >= 4 && categories.every(each => each.products > 0 && each.picture))
  const { products } = await listProducts(at.db, { newest: true, limit: 60 })
  assert.ok(products.length >= 24 && products.every(each => each.image))
  const found = await searchProducts(at.db, { query: '랜턴을', limit: 5 })
  assert.equal(found.exact, true)
  assert.ok(found.products[0]?.name.ko.includes('랜턴'))
  const lantern = products.find(each => each.slug === 'olive-lantern')
  assert.ok(lantern?.rating && lantern.rating.count >= 5)
})

async function theDemoShop(): Promise<DemoCatalogue> {
  return JSON.parse(await readFile(join(demo, 'catalogue.json'), 'utf8'))
}
