import type { Localized } from '#language'
import type { WholeProduct } from '#shop'
import { writeAmount } from '../parts/amount.ts'
import { pair, rowsOf, type TypedFields, text } from '../parts/typed-fields.ts'

export interface TypedOption {
  /** Made from its English name once it has one; then it stays. */
  key: string
  name: Localized
  values: { key: string; name: Localized; swatch: string }[]
}

export interface TypedVariant {
  /** Empty for a new one. */
  id: string
  /** How many pieces there were when the form was opened. */
  seen: string
  reserved: string
  sku: string
  options: Record<string, string>
  price: string
  sale: string
  weight: string
  stock: string
}

export interface TypedImage {
  assetId: string
  alt: Localized
  /** `color=olive`, or empty where it is for all. */
  option: string
}

export interface TypedFilm {
  assetId: string
  alt: Localized
  chapters: { at: string; name: Localized }[]
}

/** A product as its form holds it: as it was typed, right or wrong. */
export interface TypedProduct {
  slug: string
  category: string
  brand: string
  name: Localized
  lead: Localized
  aboutTitle: Localized
  aboutText: Localized
  facts: { name: Localized; value: Localized }[]
  options: TypedOption[]
  variants: TypedVariant[]
  /** `material=brass`. */
  attributes: string[]
  images: TypedImage[]
  film: TypedFilm | null
  onFilm: string[]
  publish: 'now' | 'at' | 'not'
  /** As the browser's field for a time holds it, and as an instant where scripts told it. */
  publishAt: string
  publishInstant: string
  /** When it was published, ISO; kept through the form. */
  published: string
}

const nothing: Localized = { ko: '', en: '' }

export const blankVariant: TypedVariant = {
  ...{ id: '', seen: '0', reserved: '0', sku: '', options: {}, price: '', sale: '', weight: '0', stock: '0' },
}
export const blankFact = { name: nothing, value: nothing }
export const blankValue = { key: '', name: nothing, swatch: '' }
export const blankOption: TypedOption = { key: '', name: nothing, values: [blankValue, blankValue] }
export const blankChapter = { at: '', name: nothing }

/** The form of a product that does not exist yet. */
export function blankProduct({ category, brand }: { category: string; brand: string }): TypedProduct {
  return {
    ...{ slug: '', category, brand, name: nothing, lead: nothing, aboutTitle: nothing, aboutText: nothing },
    ...{ facts: [], options: [], variants: [blankVariant], attributes: [], images: [], film: null, onFilm: [] },
    ...{ publish: 'not', publishAt: '', publishInstant: '', published: '' },
  }
}

/** A product as its form begins. `now` tells what is due. */
export function typedOf({ product, variants, currency, isPublished }: WholeProduct): TypedProduct {
  const amount = (value: number) => writeAmount(value, currency)
  const { slug, category, brand, name, lead, about, facts, images, film, onFilm, published } = product
  return {
    ...{ slug, category, brand, name, lead, aboutTitle: about.title, aboutText: about.text, facts },
    options: product.options.map(option => ({
      ...option,
      values: option.values.map(value => ({ ...value, swatch: value.swatch ?? '' })),
    })),
    variants: product.variants.map((each, at) => ({
      id: variants[at]?.id ?? '',
      seen: String(each.stock),
      reserved: String(variants[at]?.reserved ?? 0),
      sku: each.sku,
      options: each.options,
      price: amount(each.price),
      sale: each.salePrice == null ? '' : amount(each.salePrice),
      weight: String(each.weightGrams ?? 0),
      stock: String(each.stock),
    })),
    attributes: Object.entries(product.attributes).flatMap(([key, values]) => values.map(value => `${key}=${value}`)),
    images: images.map(({ assetId, alt, option }) => ({ assetId, alt, option: writeChoice(option) })),
    film: film && {
      assetId: film.assetId,
      alt: film.alt,
      chapters: film.chapters.map(({ at, name }) => ({ at: writeTime(at), name })),
    },
    onFilm,
    publish: published === null ? 'not' : isPublished ? 'now' : 'at',
    publishAt: published === null || isPublished ? '' : localTime(published),
    publishInstant: published === null || isPublished ? '' : published.toISOString(),
    published: isPublished ? (published?.toISOString() ?? '') : '',
  }
}

/** Reads a product's form. Whatever is not in it is empty. */
export function readTyped(fields: TypedFields): TypedProduct {
  const publish = text(fields, 'publish')
  const film = text(fields, 'film.assetId')
  return {
    slug: text(fields, 'slug').trim(),
    category: text(fields, 'category'),
    brand: text(fields, 'brand'),
    name: pair(fields, 'name'),
    lead: pair(fields, 'lead'),
    aboutTitle: pair(fields, 'aboutTitle'),
    aboutText: pair(fields, 'aboutText'),
    facts: rowsOf(fields, 'facts').map(row => ({
      name: pair(fields, `${row}.name`),
      value: pair(fields, `${row}.value`),
    })),
    options: rowsOf(fields, 'options').map(row => ({
      key: text(fields, `${row}.key`),
      name: pair(fields, `${row}.name`),
      values: rowsOf(fields, `${row}.values`).map(value => ({
        key: text(fields, `${value}.key`),
        name: pair(fields, `${value}.name`),
        swatch: text(fields, `${value}.swatch`).trim().toLowerCase(),
      })),
    })),
    variants: rowsOf(fields, 'variants').map(row => readVariant(fields, row)),
    attributes: [...(fields.get('attributes') ?? [])],
    images: rowsOf(fields, 'images').map(row => ({
      assetId: text(fields, `${row}.assetId`),
      alt: pair(fields, `${row}.alt`),
      option: text(fields, `${row}.option`),
    })),
    film: film === '' ? null : { assetId: film, alt: pair(fields, 'film.alt'), chapters: readChapters(fields) },
    onFilm: [...(fields.get('onFilm') ?? [])].map(slug => slug.trim()).filter(slug => slug !== ''),
    publish: publish === 'now' || publish === 'at' ? publish : 'not',
    publishAt: text(fields, 'publishAt'),
    publishInstant: text(fields, 'publishInstant'),
    published: text(fields, 'published'),
  }
}

function readVariant(fields: TypedFields, row: string): TypedVariant {
  const of = (name: string) => text(fields, `${row}.${name}`).trim()
  const options = rowsOf(fields, `${row}.options`).map(
    name => [name.slice(`${row}.options.`.length), text(fields, name)] as const,
  )
  return {
    ...{
      id: of('id'),
      seen: of('seen'),
      reserved: of('reserved'),
      sku: of('sku'),
      options: Object.fromEntries(options),
    },
    ...{ price: of('price'), sale: of('sale'), weight: of('weight'), stock: of('stock') },
  }
}

function readChapters(fields: TypedFields) {
  return rowsOf(fields, 'chapters').map(row => ({
    at: text(fields, `${row}.at`).trim(),
    name: pair(fields, `${row}.name`),
  }))
}

/** A choice as one text: `color=olive&size=l`. */
export function writeChoice(choice: Record<string, string> | null): string {
  if (choice === null) return ''
  return Object.entries(choice)
    .map(([key, value]) => `${key}=${value}`)
    .join('&')
}

/** The choice in such a text; null for all. */
export function readChoice(text: string): Record<string, string> | null {
  const pairs = text.split('&').flatMap(one => {
    const [key, value] = one.split('=')
    return key && value ? [[key, value] as const] : []
  })
  return pairs.length === 0 ? null : Object.fromEntries(pairs)
}

/** Seconds as a chapter's moment is written: 1:05, or 1:05.5. */
export function writeTime(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const rest = Math.round((seconds - minutes * 60) * 10) / 10
  return `${minutes}:${rest < 10 ? '0' : ''}${rest}`
}

/** The seconds of such a moment, also of 1:02:03 and plain seconds; NaN for what is none. */
export function readTime(text: string): number {
  const plain = text.normalize('NFKC').trim()
  if (!/^(\d{1,3}:){0,2}\d{1,5}(\.\d{1,3})?$/.test(plain)) return Number.NaN
  return plain.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

/** An instant as the browser's field for a time holds it, in the zone of this machine. */
export function localTime(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}
