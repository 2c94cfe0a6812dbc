import * as v from 'valibot'
import { type Lang, type Localized, langs } from '#language'
import { CatalogueProduct } from '../catalogue.ts'
import type { WholeProduct } from '../office/whole.ts'
import { shown } from './amounts.ts'
import type { Incoming, IncomingVariant, SomeLanguages } from './incoming.ts'
import { adoptOptions } from './merge-options.ts'
import { mergePictures } from './merge-pictures.ts'
import { type Reason, Unreadable } from './reason.ts'
import type { RunOptions, StockSeen } from './run-options.ts'
import { cutTo } from './shaping.ts'
import { categoryMeant, categoryToMake, type Missing, meant, type Shelves } from './shelves.ts'

/** What an incoming product is compared with. */
export interface Merging {
  today: WholeProduct | null
  /** It was gone from its feed, which hid it, and is there again. */
  isBack?: boolean
  options: RunOptions
  shelves: Shelves
  /** Pictures that were fetched, by their addresses. */
  pictures: ReadonlyMap<string, string>
  /** Whose goods they are where nothing says it. */
  shopName: string
  /** The pieces there were when it was first compared: what was sold since is not written back. */
  seen?: StockSeen
  now: Date
}

/** A product as it would be. */
export interface Merged {
  product: CatalogueProduct
  missing: Missing
  /** Pictures that must be fetched first. */
  toFetch: string[]
  notes: Reason[]
}

/**
 * A product as it would be with what a feed says of it, and with all that it does not say as it is today. Refused
 * (`Unreadable`): what the catalogue would refuse.
 */
export function merge(said: Incoming, merging: Merging): Merged {
  const { today, options: choices, shopName } = merging
  const incoming = adoptOptions(said, today)
  const own = today?.product
  const name = texts(incoming.name, own?.name)
  if (name === null) throw new Unreadable('no_name')
  const aboutText = texts(incoming.aboutText, own?.about.text) ?? name
  const notes: Reason[] = []
  const missing: Missing = { labels: [] }
  const { images, toFetch } = mergePictures(incoming, { today, pictures: merging.pictures, name })
  const whole = {
    slug: own?.slug ?? incoming.wantedSlug,
    category: categoryOf(incoming, merging, missing),
    brand: incoming.brand ?? own?.brand ?? shopName,
    name,
    lead: texts(incoming.lead, own?.lead) ?? leadOf(aboutText),
    about: { title: texts(incoming.aboutTitle, own?.about.title) ?? name, text: aboutText },
    facts: incoming.facts ?? own?.facts ?? [],
    options: incoming.options ?? own?.options ?? [],
    variants: variantsOf(incoming, merging),
    attributes: attributesOf(incoming, merging, { missing, notes }),
    onFilm: incoming.onFilm ?? own?.onFilm ?? [],
    images,
    film: incoming.film === undefined ? (own?.film ?? null) : incoming.film,
    published: publishedOf(incoming, merging, choices),
  }
  const parsed = v.safeParse(CatalogueProduct, whole)
  if (parsed.success) return { product: parsed.output, missing, toFetch, notes }
  const [issue] = parsed.issues
  const field = issue.path?.map(item => String(item.key)).join('.')
  if (field === undefined || field === '') throw new Unreadable('same_choice')
  throw new Unreadable('bad_value', { field, value: shown(String(issue.input ?? '')) })
}

function texts(said: SomeLanguages | undefined, today: Localized | undefined): Localized | null {
  const of = (lang: Lang) => said?.[lang] ?? today?.[lang]
  const any = langs.map(of).find(text => text !== undefined)
  return any === undefined ? null : { ko: of('ko') ?? any, en: of('en') ?? any }
}

function leadOf(about: Localized): Localized {
  const first = (text: string) => cutTo(text.split('\n')[0]?.trim() || text, 300)
  return { ko: first(about.ko), en: first(about.en) }
}

function categoryOf(incoming: Incoming, { today, options, shelves }: Merging, missing: Missing): string {
  const { category: wanted } = incoming
  const there = wanted && categoryMeant(shelves, wanted)
  if (there !== undefined) return there
  if (wanted !== undefined && options.makesCategories) {
    missing.category = categoryToMake(wanted)
    return missing.category.slug
  }
  // A category that somebody chose here counts more than one of the feed's that we do not have.
  if (today !== null) return today.product.category
  if (options.category !== '' && shelves.categories.some(({ key }) => key === options.category)) return options.category
  if (wanted === undefined) throw new Unreadable('no_category')
  throw new Unreadable('unknown_category', { name: 'slug' in wanted ? wanted.slug : wanted.name })
}

function variantsOf(incoming: Incoming, { today, options, seen }: Merging): CatalogueProduct['variants'] {
  const known = new Map(today?.product.variants.map((each, at) => [each.sku, { each, at }]))
  const named = incoming.variants.map((variant, place) => {
    const { each: own, at } = known.get(variant.sku) ?? {}
    const reserved = at === undefined ? 0 : (today?.variants[at]?.reserved ?? 0)
    const price = variant.price ?? own?.price
    if (price === undefined) throw new Unreadable('no_price')
    const salePrice = variant.salePrice === undefined ? (own?.salePrice ?? null) : variant.salePrice
    if (salePrice !== null && salePrice > price) throw new Unreadable('sale_above_price')
    const stock = stockOf(variant, { own: own?.stock, reserved, pieces: options.pieces, seen: seen?.[variant.sku] })
    const weightGrams = variant.weightGrams ?? own?.weightGrams ?? 0
    return { place, sku: variant.sku, options: variant.options, price, salePrice, weightGrams, stock }
  })
  const skus = new Set(named.map(each => each.sku))
  if (skus.size < named.length) throw new Unreadable('same_sku')
  const left = incoming.isPartial ? (today?.product.variants.filter(each => !skus.has(each.sku)) ?? []) : []
  return [...named.map(({ place: _, ...each }) => each), ...left]
}

interface Counted {
  own: number | undefined
  reserved: number
  pieces: number
  seen: number | undefined
}

function stockOf({ stock }: IncomingVariant, { own, reserved, pieces, seen }: Counted): number {
  if (stock === undefined) return own ?? pieces
  if ('count' in stock) return Math.max(reserved, (own ?? 0) + stock.count - (seen ?? own ?? 0))
  if (!stock.any) return reserved
  return own !== undefined && own > reserved ? own : reserved + pieces
}

function attributesOf(
  { attributes, labels }: Incoming,
  { today, shelves, options }: Merging,
  told: { missing: Missing; notes: Reason[] },
): Record<string, string[]> {
  const all: Record<string, string[]> = {}
  const add = (key: string, value: string) => {
    const values = all[key]
    if (values === undefined) all[key] = [value]
    else if (!values.includes(value)) values.push(value)
  }
  for (const [key, values] of Object.entries(attributes ?? today?.product.attributes ?? {})) {
    const shelf = shelves.attributes.find(one => one.key === key)
    for (const value of values) {
      const isThere = shelf?.values.some(one => one.key === value)
      if (!isThere && !options.makesAttributes) throw new Unreadable('unknown_attribute', { key: `${key}=${value}` })
      if (!isThere) told.missing.labels.push({ attribute: { key, name: key }, value: { key: value, name: value } })
      add(key, value)
    }
  }
  for (const label of labels ?? []) {
    const shelf = meant(shelves.attributes, label.attribute.key) ?? meant(shelves.attributes, label.attribute.name)
    const value = shelf && (meant(shelf.values, label.value.name) ?? meant(shelf.values, label.value.key))
    if (shelf && value) add(shelf.key, value.key)
    else if (options.makesAttributes) {
      const attribute = shelf ? { key: shelf.key, name: shelf.key } : label.attribute
      told.missing.labels.push({ attribute, value: label.value })
      add(attribute.key, label.value.key)
    } else
      told.notes.push({ code: 'unknown_attribute', values: { key: `${label.attribute.name}=${label.value.name}` } })
  }
  return all
}

function publishedOf({ published }: Incoming, { today, now, isBack }: Merging, { publishes }: RunOptions): Date | null {
  const before = today?.product.published ?? null
  if (published === undefined) return before ?? ((today === null || isBack) && publishes ? now : null)
  if (published === true) return before ?? now
  return published === null ? null : new Date(published)
}
