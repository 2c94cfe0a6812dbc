import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database, OpenDatabase } from '#database'
import { addFilm, addImage, type Media, openMedia } from '#media'
import { upsertAttribute } from './attribute.ts'
import { CatalogueProduct } from './catalogue.ts'
import { upsertCategory } from './category.ts'
import { replaceShop } from './settings.ts'
import { upsertProducts } from './write.ts'

const films = join(import.meta.dirname, '..', '..', 'demo', 'films')

/** A shop on a database of its own, with two categories and two attributes and nothing to sell yet. */
export interface TestShop extends AsyncDisposable {
  db: Database
  media: Media
}

const both = (text: string) => ({ ko: text, en: text })

/** Opens a shop for tests on a fresh database, which goes when it does. */
export async function testShop(database: OpenDatabase): Promise<TestShop> {
  await using opened = new AsyncDisposableStack()
  const { db } = opened.use(database)
  const folder = await mkdtemp(join(tmpdir(), 'doumi-shop-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const media = opened.use(await openMedia({ db, folder, log: { info() {}, warn() {}, error: console.error } }))
  await db.transaction(async tx => {
    const settings = { name: both('모닥'), lead: both('오래 갈 물건'), greeting: both('어서 오세요') }
    await replaceShop(tx, { shop: { ...settings, currency: 'KRW', ownerColour: '#2f6b4f' } })
    const camping = { slug: 'camping', name: { ko: '캠핑', en: 'Camping' }, about: both('텐트'), picture: null }
    await upsertCategory(tx, { category: camping, position: 0 })
    const kitchen = { slug: 'kitchen', name: { ko: '부엌', en: 'Kitchen' }, about: both('팬'), picture: null }
    await upsertCategory(tx, { category: kitchen, position: 1 })
    const brass = { key: 'brass', name: { ko: '황동', en: 'Brass' } }
    const walnut = { key: 'walnut', name: { ko: '호두나무', en: 'Walnut' } }
    const material = { key: 'material', name: { ko: '소재', en: 'Material' }, values: [brass, walnut] }
    await upsertAttribute(tx, { attribute: material, position: 1 })
    const rain = { key: 'rain', name: { ko: '비', en: 'Rain' } }
    const waterproof = { key: 'waterproof', name: { ko: '방수', en: 'Waterproof' }, values: [rain] }
    await upsertAttribute(tx, { attribute: waterproof, position: 0 })
  })
  const kept = opened.move()
  return { db, media, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** A plain mug, unless `changes` say something else. */
export function aProduct(changes: Partial<CatalogueProduct> & { slug: string }): CatalogueProduct {
  return v.parse(CatalogueProduct, {
    category: 'kitchen',
    brand: 'Modak',
    name: { ko: '머그', en: 'Mug' },
    lead: { ko: '따뜻하게', en: 'Keeps warm' },
    about: { title: { ko: '이야기', en: 'Story' }, text: { ko: '마실 것', en: 'For drinks' } },
    facts: [],
    options: [],
    variants: [{ sku: `SKU-${changes.slug}`, options: {}, price: 12_000, stock: 9 }],
    attributes: {},
    onFilm: [],
    images: [],
    film: null,
    published: new Date('2026-11-20T00:00:00Z'),
    ...changes,
  })
}

/** Writes products and gives their ids. */
export function sell(db: Database, products: CatalogueProduct[]): Promise<string[]> {
  return db.transaction(tx => upsertProducts(tx, { products }))
}

/** Waits until so many wait for a lock in this database. */
export async function someoneWaits(db: Database, { amount = 1 } = {}): Promise<void> {
  for (let n = 0; n < 400; n += 1) {
    const { rows } = await db.execute(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    if (rows.length >= amount) return
    await new Promise(done => setTimeout(done, 20))
  }
  throw new Error('nobody waits')
}

/** The lantern of the demo shop with its film and a picture: three colours, one dearer, one nearly and one quite gone. */
export async function lantern(media: Media): Promise<CatalogueProduct> {
  const [poster, ko, en] = await Promise.all(
    ['lantern-film.webp', 'lantern.ko.vtt', 'lantern.en.vtt'].map(file => readFile(join(films, file))),
  )
  const image = await addImage(media, { bytes: poster! })
  const film = await addFilm(media, {
    path: join(films, 'lantern.mp4'),
    poster: poster!,
    captions: { ko: ko!, en: en! },
  })
  const colour = (key: string, ko: string, en: string, swatch: string) => ({ key, name: { ko, en }, swatch })
  return aProduct({
    slug: 'olive-lantern',
    category: 'camping',
    name: { ko: '올리브 캠핑 랜턴', en: 'Olive camping lantern' },
    lead: { ko: '한 번 충전하면 이틀 밤', en: 'Two nights on one charge' },
    facts: [{ name: { ko: '충전', en: 'Charging' }, value: { ko: 'USB-C, 3시간', en: 'USB-C, 3 hours' } }],
    options: [
      {
        key: 'color',
        name: { ko: '색', en: 'Colour' },
        values: [
          colour('olive', '올리브', 'Olive', '#6f7850'),
          colour('sand', '모래', 'Sand', '#d6c4a3'),
          colour('ink', '먹', 'Ink', '#3a3f42'),
        ],
      },
    ],
    variants: [
      { sku: 'LAN-OLI', options: { color: 'olive' }, price: 58_000, stock: 18 },
      { sku: 'LAN-SAN', options: { color: 'sand' }, price: 58_000, stock: 5 },
      { sku: 'LAN-INK', options: { color: 'ink' }, price: 61_000, stock: 0 },
    ],
    attributes: { waterproof: ['rain'], material: ['walnut', 'brass'] },
    images: [{ assetId: image.id, alt: { ko: '켜진 랜턴', en: 'The lantern, lit' }, option: { color: 'olive' } }],
    film: {
      assetId: film.id,
      alt: { ko: '랜턴이 켜진다', en: 'The lantern lights up' },
      chapters: [{ at: 3.6, name: { ko: '밝기', en: 'Light' } }],
    },
    onFilm: ['enamel-mug', 'ridge-tent'],
  })
}
