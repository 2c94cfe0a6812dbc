import * as v from 'valibot'
import { langs } from '#language'
import type { Choice, Option } from '../catalogue.ts'
import { readAmount, readCount, shown } from './amounts.ts'
import type { Incoming, IncomingVariant, SomeLanguages } from './incoming.ts'
import { cells, readPairs, textColumns, unguarded } from './own-columns.ts'
import { Unreadable } from './reason.ts'
import { cellOf, type RawRow, type RawRows } from './records.ts'
import { type Shaped, type Shaping, shapeGroups } from './shaping.ts'

type Rows = readonly [RawRow, ...RawRow[]]

/** The columns that make a file one of ours. */
export function isOwn(columns: readonly string[]): boolean {
  return columns.includes('slug') && columns.includes('sku')
}

/**
 * Products of our own file. A row is a variant; what a product has is read in its first row. A column that is there
 * counts, and an empty cell of it means none (texts, numbers and the category apart); what has no column stays.
 */
export function shapeOwn({ columns, rows }: RawRows, { currency }: Shaping): Shaped {
  const has = new Set(columns)
  const groups = Map.groupBy(rows, row => cellOf(row, 'slug') ?? `line ${row.line}`)
  return shapeGroups(groups.values(), rows => productOf(rows, has, currency))
}

function productOf(rows: Rows, has: ReadonlySet<string>, currency: string): Incoming {
  const [first] = rows
  const slug = cellOf(first, 'slug')
  if (slug === undefined) throw new Unreadable('no_id')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 80) throw badValue('slug', slug)
  const variants = rows.map(row => variantOf(row, has, currency))
  const options = has.has('options') ? json(first, 'options', cells.options) : undefined
  return {
    ...{ line: first.line, slug, isExact: true, wantedSlug: slug, sourceId: slug, variants },
    ...textsOf(first),
    ...oneOf(first),
    ...partsOf(first, has),
    ...((has.has('options') || has.has('choice')) && { options: options ?? madeOf(variants) }),
  }
}

function textsOf(row: RawRow): Partial<Incoming> {
  const texts: Record<string, SomeLanguages> = {}
  for (const [field, column] of Object.entries(textColumns)) {
    const both = langs.flatMap(lang => {
      const text = cellOf(row, `${column}.${lang}`)
      return text === undefined ? [] : [[lang, unguarded(text)] as const]
    })
    if (both.length > 0) texts[field] = Object.fromEntries(both)
  }
  return texts
}

function oneOf(row: RawRow): Partial<Incoming> {
  const brand = cellOf(row, 'brand')
  const category = cellOf(row, 'category')
  return {
    ...(brand !== undefined && { brand: unguarded(brand) }),
    ...(category !== undefined && { category: categoryOf(unguarded(category)) }),
  }
}

function categoryOf(text: string) {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) ? { slug: text } : { name: text }
}

function partsOf(row: RawRow, has: ReadonlySet<string>): Partial<Incoming> {
  const pictures = json(row, 'images', cells.images) ?? []
  const attributes = readPairs(unguarded(cellOf(row, 'attributes') ?? ''))
  if (attributes === null) throw badValue('attributes', cellOf(row, 'attributes') ?? '')
  return {
    ...(has.has('facts') && { facts: json(row, 'facts', cells.facts) ?? [] }),
    ...(has.has('attributes') && { attributes }),
    ...(has.has('on_film') && { onFilm: (cellOf(row, 'on_film') ?? '').split(/[\s,]+/).filter(one => one !== '') }),
    ...(has.has('images') && { pictures }),
    ...(has.has('film') && { film: json(row, 'film', cells.film) ?? null }),
    ...(has.has('published') && { published: publishedOf(cellOf(row, 'published')) }),
  }
}

function publishedOf(text: string | undefined): NonNullable<Incoming['published']> | null {
  const said = text?.toLowerCase() ?? 'no'
  if (said === 'no' || said === 'false') return null
  if (said === 'yes' || said === 'true') return true
  const at = Date.parse(said)
  if (Number.isNaN(at)) throw new Unreadable('bad_date', { field: 'published', value: shown(said) })
  return new Date(at).toISOString()
}

function variantOf(row: RawRow, has: ReadonlySet<string>, currency: string): IncomingVariant {
  const sku = cellOf(row, 'sku')
  if (sku === undefined) throw new Unreadable('no_id')
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(sku)) throw new Unreadable('bad_sku', { sku: shown(sku) })
  const [price, sale, grams, pieces] = [
    cellOf(row, 'price'),
    cellOf(row, 'sale_price'),
    cellOf(row, 'weight_grams'),
    cellOf(row, 'stock'),
  ]
  const named = cellOf(row, 'currency')
  if (named !== undefined && named !== currency) throw new Unreadable('other_currency', { currency: shown(named) })
  return {
    sku,
    options: choiceOf(row),
    ...(price !== undefined && { price: readAmount(price, currency) }),
    ...(has.has('sale_price') && { salePrice: sale === undefined ? null : readAmount(sale, currency) }),
    ...(grams !== undefined && { weightGrams: readCount(grams, 'weight_grams') }),
    ...(pieces !== undefined && { stock: { count: readCount(pieces, 'stock') } }),
  }
}

function choiceOf(row: RawRow): Choice {
  const written = cellOf(row, 'choice')
  const pairs = readPairs(written ?? '')
  if (pairs === null || Object.values(pairs).some(values => values.length !== 1))
    throw badValue('choice', written ?? '')
  return Object.fromEntries(Object.entries(pairs).map(([key, [value]]) => [key, value ?? '']))
}

/** The options that the variants' choices need, called by their keys: for files that were written by hand. */
function madeOf(variants: readonly IncomingVariant[]): Option[] {
  const named = (key: string) => ({ key, name: { ko: key, en: key } })
  return Object.keys(variants[0]?.options ?? {}).map(key => ({
    ...named(key),
    values: [...new Set(variants.flatMap(each => each.options[key] ?? []))].map(named),
  }))
}

function json<Schema extends v.GenericSchema>(row: RawRow, column: string, schema: Schema) {
  const text = cellOf(row, column)
  if (text === undefined) return undefined
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), unguarded(text))
  if (!parsed.success) throw new Unreadable('bad_json', { field: column })
  return parsed.output
}

function badValue(field: string, value: string): Unreadable {
  return new Unreadable('bad_value', { field, value: shown(value) })
}
