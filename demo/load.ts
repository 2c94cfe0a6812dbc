import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inArray, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database, Log, Transaction } from '#database'
import type { Localized } from '#language'
import { addFilm, addImage, type Media } from '#media'
import {
  type CatalogueProduct,
  catalogueIsEmpty,
  product,
  replaceShop,
  type Shop,
  saveTax,
  saveZone,
  upsertAttribute,
  upsertCategory,
  upsertProducts,
  writePayWays,
  writeRule,
} from '#shop'
import { DemoCatalogue, DemoFilm, type DemoProduct } from './catalogue.ts'
import { writePurchase } from './purchases.ts'
import { DemoTrade } from './trade.ts'

/** What the loader needs. */
export interface LoadDemo {
  db: Database
  shop: Shop
  media: Media
  /** The folder with catalogue.json, trade.json, pictures and films. */
  folder: string
  log: Log
  /** How many of the shop's pictures and films have been taken in. */
  onProgress?: (progress: { done: number; total: number }) => void
  signal?: AbortSignal
}

/** Whether the demo shop was loaded; if so, how many products and who its owner is. */
export type Loaded = { kind: 'loaded'; products: number; owner: Localized } | { kind: 'not_empty' }

/**
 * Fills an empty database with the demo shop. Pictures and films are taken in first; the catalogue comes in one
 * transaction at the end, so that a program stopped in between finds the database empty and begins again. A picture
 * or film whose file is missing is left out with a warning; a catalogue that does not fit its schema is refused.
 */
export async function loadDemo(demo: LoadDemo): Promise<Loaded> {
  const { db, shop, folder } = demo
  if (!(await catalogueIsEmpty(db))) return { kind: 'not_empty' }
  const catalogue = await readJson(DemoCatalogue, join(folder, 'catalogue.json'))
  const trade = await readJson(DemoTrade, join(folder, 'trade.json'))
  const taken = await takeIn(demo, { catalogue, trade })
  const products = catalogue.products.map(product => toWrite(product, taken))
  const written = await db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('doumi.demo', 0))`)
    if (!(await catalogueIsEmpty(tx))) return false
    const { owner, ...settings } = catalogue.shop
    await replaceShop(tx, { shop: { ...settings, business: trade.business } })
    for (const [position, { picture, ...category }] of catalogue.categories.entries())
      await upsertCategory(tx, { category: { ...category, picture: taken.pictures.get(picture) ?? null }, position })
    for (const [position, attribute] of catalogue.attributes.entries())
      await upsertAttribute(tx, { attribute, position })
    await upsertProducts(tx, { products })
    await writeTrade(tx, trade)
    for (const purchase of trade.purchases) {
      const pictures = purchase.pictures.flatMap(file => taken.pictures.get(file) ?? [])
      await writePurchase(tx, { purchase, pictures, shopkeeper: owner.name })
    }
    return true
  })
  if (!written) return { kind: 'not_empty' }
  shop.catalogueChanged()
  return { kind: 'loaded', products: products.length, owner: catalogue.shop.owner.name }
}

interface TakenFilm extends DemoFilm {
  assetId: string
}

/** The assets of the files that were there, by file for pictures and by name for films. */
interface Taken {
  pictures: Map<string, string>
  films: Map<string, TakenFilm>
}

/** How many files are read and worked on at the same time. */
const atOnce = 2

/** How the shop is paid, where it sends to and at what cost, which taxes its prices hold, and over what it bargains. */
async function writeTrade(tx: Transaction, { payWays, zones, taxes, bargaining }: DemoTrade): Promise<void> {
  await writePayWays(tx, { ways: payWays })
  for (const zone of zones) await saveZone(tx, { id: null, zone })
  for (const tax of taxes) await saveTax(tx, { tax })
  const slugs = bargaining.map(one => one.product)
  const found = await tx
    .select({ id: product.id, slug: product.slug })
    .from(product)
    .where(inArray(product.slug, slugs))
  const ids = new Map(found.map(({ id, slug }) => [slug, id]))
  for (const { product: slug, rule } of bargaining) {
    const scopeId = ids.get(slug)
    if (scopeId === undefined) throw new Error(`The demo shop has no ${slug}, over which it bargains.`)
    await writeRule(tx, { scope: 'product', scopeId, rule })
  }
}

async function takeIn(
  demo: LoadDemo,
  { catalogue, trade }: { catalogue: DemoCatalogue; trade: DemoTrade },
): Promise<Taken> {
  const { categories, products } = catalogue
  const { folder, log, onProgress, signal } = demo
  const taken: Taken = { pictures: new Map(), films: new Map() }
  const pictures = [
    ...categories.map(category => category.picture),
    ...products.flatMap(product => product.pictures.map(picture => picture.file)),
    ...trade.purchases.flatMap(purchase => purchase.pictures),
  ]
  const films = products.flatMap(product => product.film ?? [])
  const tasks = [
    ...new Set(films).values().map(name => ({
      file: `films/${name}.mp4`,
      take: async () => void taken.films.set(name, await takeFilm(demo, name)),
    })),
    ...new Set(pictures).values().map(file => ({
      file: `pictures/${file}`,
      take: async () => void taken.pictures.set(file, await takePicture(demo, file)),
    })),
  ]
  let done = 0
  const stop = new AbortController()
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal
  const queue = tasks.values()
  const work = async () => {
    for (const { file, take } of queue) {
      stopped.throwIfAborted()
      await take().catch(error => {
        if (!isMissingFile(error)) {
          stop.abort(new Error(`${join(folder, file)} cannot be taken in: ${error.message}`, { cause: error }))
          stopped.throwIfAborted()
        }
        log.warn(`The demo shop goes without a file that is not there: ${error.path}`)
      })
      done += 1
      onProgress?.({ done, total: tasks.length })
    }
  }
  // nothing is still being read or written when this one fails
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, work))
  const failed = ends.find(end => end.status === 'rejected')
  if (failed) throw failed.reason
  return taken
}

async function takePicture({ media, folder }: LoadDemo, file: string): Promise<string> {
  const { id } = await addImage(media, { bytes: await readFile(join(folder, 'pictures', file)) })
  return id
}

async function takeFilm({ media, folder }: LoadDemo, name: string): Promise<TakenFilm> {
  const path = (ending: string) => join(folder, 'films', `${name}${ending}`)
  const [film, poster, tiles, ko, en] = await Promise.all([
    readJson(DemoFilm, path('.json')),
    readFile(path('-film.webp')),
    readFile(path('-tiles.webp')),
    readFile(path('.ko.vtt')),
    readFile(path('.en.vtt')),
  ])
  const { id } = await addFilm(media, {
    path: path('.mp4'),
    poster,
    captions: { ko, en },
    storyboard: { bytes: tiles, ...film.storyboard },
  })
  return { ...film, assetId: id }
}

function toWrite({ pictures, film: name, ...product }: DemoProduct, taken: Taken): CatalogueProduct {
  const film = name === undefined ? undefined : taken.films.get(name)
  return {
    ...product,
    images: pictures.flatMap(({ file, alt, option }) => {
      const assetId = taken.pictures.get(file)
      return assetId === undefined ? [] : [{ assetId, alt, option: option ?? null }]
    }),
    film: film ? { assetId: film.assetId, alt: film.alt, chapters: film.chapters } : null,
  }
}

async function readJson<Schema extends v.GenericSchema>(schema: Schema, path: string): Promise<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, JSON.parse(await readFile(path, 'utf8')))
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new Error(`${path} does not fit: ${issue.message} (at ${v.getDotPath(issue) ?? 'its root'})`)
}

function isMissingFile(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
