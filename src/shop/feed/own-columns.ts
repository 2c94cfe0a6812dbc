import * as v from 'valibot'
import { Chapter, Choice, Fact, localizedText, Option } from '../catalogue.ts'

/** The columns of a product in our own file, then those of its variants, of which each has a row. */
export const productColumns = [
  'slug',
  'category',
  'brand',
  'name.ko',
  'name.en',
  'lead.ko',
  'lead.en',
  'about_title.ko',
  'about_title.en',
  'about_text.ko',
  'about_text.en',
  'facts',
  'options',
  'attributes',
  'on_film',
  'images',
  'film',
  'published',
] as const
export const variantColumns = ['sku', 'choice', 'currency', 'price', 'sale_price', 'weight_grams', 'stock'] as const

/** The texts that are there in both languages, by what an incoming product calls them. */
export const textColumns = {
  name: 'name',
  lead: 'lead',
  aboutTitle: 'about_title',
  aboutText: 'about_text',
} as const

const alt = localizedText(300)
const Image = v.union([
  v.strictObject({ assetId: v.pipe(v.string(), v.uuid()), alt, option: v.nullable(Choice) }),
  v.strictObject({
    url: v.pipe(v.string(), v.url(), v.maxLength(2000)),
    alt: v.exactOptional(alt),
    option: v.exactOptional(Choice),
  }),
])

/** What stands as JSON in a cell of our own file. */
export const cells = {
  facts: v.array(Fact),
  options: v.array(Option),
  images: v.pipe(v.array(Image), v.maxLength(40)),
  film: v.strictObject({ assetId: v.pipe(v.string(), v.uuid()), alt, chapters: v.array(Chapter) }),
}

/** `material=brass|walnut; waterproof=rain`: keys with their values. */
export function writePairs(pairs: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(pairs)
    .map(([key, values]) => `${key}=${values.join('|')}`)
    .join('; ')
}

/** The keys and values of such a text; null where it is none. */
export function readPairs(text: string): Record<string, string[]> | null {
  const pairs: Record<string, string[]> = {}
  for (const part of text.split(';')) {
    if (part.trim() === '') continue
    const [key = '', values] = part.split(/=(.*)/s).map(one => one.trim())
    if (!/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(key) || values === undefined || Object.hasOwn(pairs, key)) return null
    const own = values
      .split('|')
      .map(value => value.trim())
      .filter(value => value !== '')
    if (own.some(value => !/^[a-z0-9]+([-_][a-z0-9]+)*$/.test(value) || value.length > 40)) return null
    pairs[key] = own
  }
  return pairs
}

/** Spreadsheets take cells that begin so for something to compute: they are written behind a mark, which is read away. */
const computed = /^'*[=+\-@\t\r]/

/** A text as a cell that no spreadsheet computes. */
export function guarded(text: string): string {
  return computed.test(text) ? `'${text}` : text
}

/** What such a cell says. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && computed.test(cell) ? cell.slice(1) : cell
}
