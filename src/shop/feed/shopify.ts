import type { Option } from '../catalogue.ts'
import { readAmount, readCount } from './amounts.ts'
import type { FetchedPicture, Incoming, IncomingVariant } from './incoming.ts'
import { skuFrom, slugFrom } from './keys.ts'
import { plainText } from './plain-text.ts'
import { Unreadable } from './reason.ts'
import { cellOf, type RawRow, type RawRows } from './records.ts'
import { cutTo, type Shaped, type Shaping, shapeGroups, webAddress } from './shaping.ts'

type Rows = readonly [RawRow, ...RawRow[]]

/** The columns that make a file one of Shopify's products, in its older and its newer names. */
export function isShopify(columns: readonly string[]): boolean {
  return (columns.includes('handle') || columns.includes('url handle')) && columns.includes('title')
}

/** Products of Shopify's product CSV: rows with one handle are variants and pictures of one product. */
export function shapeShopify({ rows }: RawRows, shaping: Shaping): Shaped {
  const groups = Map.groupBy(rows, row => cellOf(row, 'handle', 'url handle') ?? `line ${row.line}`)
  return shapeGroups(groups.values(), rows => productOf(rows, shaping))
}

function productOf(rows: Rows, shaping: Shaping): Incoming {
  const [first] = rows
  const handle = cellOf(first, 'handle', 'url handle')
  if (handle === undefined) throw new Unreadable('no_id')
  const title = cellOf(first, 'title')
  if (title === undefined) throw new Unreadable('no_name')
  const about = plainText(cellOf(first, 'body (html)', 'description') ?? '')
  const brand = cellOf(first, 'vendor')
  const category = cellOf(first, 'type') ?? cellOf(first, 'product category')?.split('>').at(-1)?.trim()
  const names = optionNames(first)
  const own = rows.filter(row => isVariant(row))
  const options = names.map(({ name, column }) =>
    optionOf(
      name,
      own.flatMap(row => cellOf(row, column) ?? []),
    ),
  )
  const only = (text: string) => ({ [shaping.lang]: text })
  const slug = slugFrom(handle, { most: 80 })
  return {
    line: first.line,
    slug,
    wantedSlug: slug,
    sourceId: handle.slice(0, 200),
    name: only(cutTo(title, 80)),
    ...(about !== '' && { aboutText: only(cutTo(about, 6000)) }),
    ...(brand !== undefined && { brand: cutTo(brand, 80) }),
    ...(category !== undefined && { category: { name: cutTo(category, 80) } }),
    options,
    optionsIn: shaping.lang,
    variants: own.map((row, at) => variantOf(row, { at, handle, names, options }, shaping)),
    pictures: picturesOf(rows, names, options),
    ...publishedOf(first),
  }
}

interface Named {
  name: string
  column: string
}

/** A product without anything to choose has one option called Title. */
function optionNames(row: RawRow): Named[] {
  return [1, 2, 3].flatMap(n => {
    const name = cellOf(row, `option${n} name`)
    const value = cellOf(row, `option${n} value`)
    const isNone = name === undefined || (name === 'Title' && value === 'Default Title')
    return isNone ? [] : [{ name: cutTo(name, 80), column: `option${n} value` }]
  })
}

function optionOf(name: string, values: readonly string[]): Option {
  const byKey = new Map(values.map(value => [slugFrom(value, { most: 40 }), cutTo(value, 80)]))
  return {
    key: optionKey(name),
    name: { ko: name, en: name },
    values: [...byKey].map(([key, text]) => ({ key, name: { ko: text, en: text } })),
  }
}

function optionKey(name: string): string {
  return /^colou?r$|^색상?$/i.test(name) ? 'color' : slugFrom(name, { most: 40 })
}

/** Rows that only add a picture have none of these. */
function isVariant(row: RawRow): boolean {
  return cellOf(row, 'variant price', 'price', 'variant sku', 'sku', 'option1 value') !== undefined
}

interface Place {
  at: number
  handle: string
  names: Named[]
  options: Option[]
}

function variantOf(row: RawRow, { at, handle, names, options }: Place, { currency }: Shaping): IncomingVariant {
  const written = cellOf(row, 'variant price', 'price')
  if (written === undefined) throw new Unreadable('no_price')
  const now = readAmount(written, currency)
  const before = cellOf(row, 'variant compare at price', 'compare-at price')
  const usual = before === undefined ? now : Math.max(now, readAmount(before, currency))
  const grams = cellOf(row, 'variant grams', 'weight value (grams)')
  const count = cellOf(row, 'variant inventory qty', 'inventory quantity')
  return {
    sku: skuFrom(cellOf(row, 'variant sku', 'sku') ?? `${handle}-${at + 1}`),
    options: Object.fromEntries(
      names.map(({ column }, n) => {
        const value = cellOf(row, column)
        if (value === undefined) throw new Unreadable('bad_value', { field: column, value: '' })
        return [options[n]!.key, slugFrom(value, { most: 40 })]
      }),
    ),
    price: usual,
    salePrice: now < usual ? now : null,
    ...(grams !== undefined && { weightGrams: readCount(String(Math.round(Number(grams))), 'grams') }),
    // What was sold below nothing is not there.
    ...(count !== undefined && { stock: { count: count.startsWith('-') ? 0 : readCount(count, 'inventory qty') } }),
  }
}

function picturesOf(rows: Rows, names: readonly Named[], options: readonly Option[]): FetchedPicture[] {
  const first = names[0]
  const choiceFor = new Map<string, Record<string, string>>()
  for (const row of rows) {
    const url = webAddress(cellOf(row, 'variant image', 'variant image url'))
    const value = first && cellOf(row, first.column)
    if (url !== undefined && value) choiceFor.set(url, { [options[0]!.key]: slugFrom(value, { most: 40 }) })
  }
  const shown = rows
    .map(row => ({
      url: webAddress(cellOf(row, 'image src', 'product image url')),
      at: Number(cellOf(row, 'image position') ?? 0),
      alt: cellOf(row, 'image alt text'),
    }))
    .toSorted((a, b) => a.at - b.at)
  const pictures = new Map<string, FetchedPicture>()
  for (const { url, alt } of [...shown, ...[...choiceFor.keys()].map(url => ({ url, alt: undefined }))]) {
    if (url === undefined || pictures.has(url)) continue
    const text = alt === undefined ? {} : { alt: { ko: cutTo(alt, 300), en: cutTo(alt, 300) } }
    const option = choiceFor.get(url)
    pictures.set(url, { url, ...text, ...(option && { option }) })
  }
  return [...pictures.values()].slice(0, 40)
}

function publishedOf(row: RawRow): Pick<Incoming, 'published'> {
  const status = cellOf(row, 'status')?.toLowerCase()
  const shown = cellOf(row, 'published', 'published on online store')?.toLowerCase()
  if (status === undefined && shown === undefined) return {}
  return { published: (status === undefined || status === 'active') && shown !== 'false' ? true : null }
}
