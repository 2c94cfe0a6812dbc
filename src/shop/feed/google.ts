import type { Localized } from '#language'
import type { Option } from '../catalogue.ts'
import { readAmount, readCount } from './amounts.ts'
import type { FetchedPicture, Incoming, IncomingLabel, IncomingVariant } from './incoming.ts'
import { skuFrom, slugFrom } from './keys.ts'
import { plainText } from './plain-text.ts'
import { Unreadable } from './reason.ts'
import { cellOf, type RawRow, type RawRows } from './records.ts'
import { cutTo, type Shaped, type Shaping, shapeGroups, webAddress } from './shaping.ts'

type Rows = readonly [RawRow, ...RawRow[]]

/** What variants differ by, in Google's names and in ours. */
const optionNames: Record<string, Localized> = {
  color: { ko: '색', en: 'Colour' },
  size: { ko: '크기', en: 'Size' },
  material: { ko: '소재', en: 'Material' },
  pattern: { ko: '무늬', en: 'Pattern' },
  gender: { ko: '성별', en: 'Gender' },
  age_group: { ko: '나이', en: 'Age group' },
}
const labelNames = ['material', 'pattern', 'gender', 'age_group']
const kind = { key: 'kind', name: { ko: '종류', en: 'Kind' } }

/**
 * Products of Google's product data: rows with one `item_group_id` are variants of one product. Its texts are in one
 * language. See Google's product data specification.
 */
export function shapeGoogle({ rows }: RawRows, shaping: Shaping): Shaped {
  const groups = Map.groupBy(rows, row => cellOf(row, 'item_group_id') ?? `id ${cellOf(row, 'id') ?? row.line}`)
  return shapeGroups(groups.values(), rows => productOf(rows, shaping))
}

function productOf(rows: Rows, shaping: Shaping): Incoming {
  const [first] = rows
  const title = cellOf(first, 'title')
  if (title === undefined) throw new Unreadable('no_name')
  const id = cellOf(first, 'item_group_id') ?? cellOf(first, 'id')
  if (id === undefined) throw new Unreadable('no_id')
  const options = optionsOf(rows)
  const about = plainText(cellOf(first, 'description') ?? '')
  const only = (text: string) => ({ [shaping.lang]: text })
  const brand = cellOf(first, 'brand')
  const category = categoryOf(first)
  const link = webAddress(cellOf(first, 'link', 'canonical_link'))
  const labels = labelNames
    .filter(key => !options.some(option => option.key === key))
    .flatMap(key => labelsOf(key, rows))
  return {
    line: first.line,
    ...(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= 80 && { slug: id }),
    wantedSlug: slugFrom(plainText(title)),
    sourceId: id.slice(0, 200),
    ...(link !== undefined && { link }),
    name: only(cutTo(plainText(title), 80)),
    ...(about !== '' && { aboutText: only(cutTo(about, 6000)) }),
    ...(brand !== undefined && { brand: cutTo(plainText(brand), 80) }),
    ...(category !== undefined && { category: { name: category } }),
    options,
    optionsIn: shaping.lang,
    variants: rows.map((row, at) => variantOf(row, choiceOf(row, at, options, rows), shaping)),
    ...(labels.length > 0 && { labels }),
    pictures: picturesOf(rows, options),
  }
}

function variantOf(row: RawRow, options: Record<string, string>, { currency, now }: Shaping): IncomingVariant {
  const id = cellOf(row, 'id')
  if (id === undefined) throw new Unreadable('no_id')
  const written = cellOf(row, 'price')
  if (written === undefined) throw new Unreadable('no_price')
  const price = readAmount(written, currency)
  const sale = cellOf(row, 'sale_price')
  const salePrice = sale !== undefined && isNow(cellOf(row, 'sale_price_effective_date'), now)
  const weightGrams = gramsOf(cellOf(row, 'shipping_weight'))
  const stock = stockOf(row)
  return {
    sku: skuFrom(id),
    options,
    price,
    salePrice: salePrice ? belowPrice(readAmount(sale, currency), price) : null,
    ...(weightGrams !== undefined && { weightGrams }),
    ...(stock && { stock }),
  }
}

function belowPrice(sale: number, price: number): number | null {
  if (sale > price) throw new Unreadable('sale_above_price')
  return sale < price ? sale : null
}

/** Whether a time is within `from/to` (ISO 8601); always, where there is none or it cannot be read. */
function isNow(period: string | undefined, now: Date): boolean {
  const [from, to] = (period ?? '').split('/').map(text => Date.parse(text.trim()))
  return !(from !== undefined && from > now.getTime()) && !(to !== undefined && to < now.getTime())
}

function stockOf(row: RawRow): IncomingVariant['stock'] {
  const count = cellOf(row, 'quantity', 'inventory', 'inventory_quantity', 'sell_on_google_quantity')
  if (count !== undefined) return { count: readCount(count, 'quantity') }
  const said = cellOf(row, 'availability')?.toLowerCase().replace(/\s+/g, '_')
  if (said === undefined) return undefined
  if (said === 'in_stock' || said === 'limited_availability') return { any: true }
  if (['out_of_stock', 'preorder', 'backorder', 'discontinued'].includes(said)) return { any: false }
  throw new Unreadable('bad_value', { field: 'availability', value: said.slice(0, 60) })
}

function gramsOf(text: string | undefined): number | undefined {
  const [, figure, unit = ''] = /^(\d+(?:\.\d+)?)\s*(g|kg|lb|oz)$/i.exec(text ?? '') ?? []
  const each = { g: 1, kg: 1000, lb: 453.592, oz: 28.3495 }[unit.toLowerCase()]
  if (figure === undefined || each === undefined) return undefined
  return Math.min(1_000_000, Math.round(Number(figure) * each))
}

function categoryOf(row: RawRow): string | undefined {
  const path = cellOf(row, 'product_type') ?? cellOf(row, 'google_product_category')
  const last = path?.split('>').at(-1)?.trim()
  return last === undefined || last === '' || /^\d+$/.test(last) ? undefined : cutTo(plainText(last), 80)
}

/** What the variants of a group differ by; where nothing tells them apart, what each is called does. */
function optionsOf(rows: Rows): Option[] {
  const isGroup = cellOf(rows[0], 'item_group_id') !== undefined
  if (!isGroup) return []
  const differing = Object.entries(optionNames).filter(([key]) => {
    const values = new Set(rows.map(row => cellOf(row, key)))
    return !values.has(undefined) && (values.size > 1 || (rows.length === 1 && (key === 'color' || key === 'size')))
  })
  const options = differing.map(([key, name]) =>
    optionOf(
      key,
      name,
      rows.map(row => cellOf(row, key)!),
    ),
  )
  const choices = new Set(rows.map(row => differing.map(([key]) => keyOf(cellOf(row, key)!)).join(' ')))
  if (choices.size === rows.length) return options
  return [optionOf(kind.key, kind.name, kindsOf(rows))]
}

function optionOf(key: string, name: Localized, values: readonly string[]): Option {
  const byKey = new Map(values.map(value => [keyOf(value), cutTo(value, 80)]))
  return { key, name, values: [...byKey].map(([key, text]) => ({ key, name: { ko: text, en: text } })) }
}

/** What each of a group is called: by its title where these differ, else by its id. */
function kindsOf(rows: Rows): string[] {
  const titles = rows.map(row => plainText(cellOf(row, 'title') ?? ''))
  return new Set(titles.map(keyOf)).size === rows.length ? titles : rows.map(row => cellOf(row, 'id') ?? '')
}

function choiceOf(row: RawRow, at: number, options: readonly Option[], rows: Rows): Record<string, string> {
  return Object.fromEntries(
    options.map(({ key }) => [key, keyOf(key === kind.key ? kindsOf(rows)[at]! : (cellOf(row, key) ?? ''))]),
  )
}

function keyOf(text: string): string {
  return slugFrom(text, { most: 40 })
}

function labelsOf(key: string, rows: Rows): IncomingLabel[] {
  const values = new Set(rows.flatMap(row => (cellOf(row, key) ?? '').split('/').map(value => value.trim())))
  values.delete('')
  const attribute = { key: key.replace('_', '-'), name: key }
  return [...values].map(value => ({ attribute, value: { key: keyOf(value), name: cutTo(value, 80) } }))
}

/** The pictures of all variants, each once; one that only the variants of one colour have is shown for that colour. */
function picturesOf(rows: Rows, options: readonly Option[]): FetchedPicture[] {
  const hasColour = options.some(option => option.key === 'color')
  const coloursOf = new Map<string, Set<string>>()
  for (const row of rows) {
    const main = webAddress(cellOf(row, 'image_link'))
    if (main === undefined) continue
    const colours = coloursOf.get(main) ?? new Set()
    coloursOf.set(main, colours.add(keyOf(cellOf(row, 'color') ?? '')))
  }
  const others = rows.flatMap(row =>
    (row.values.get('additional_image_link') ?? [])
      .flatMap(text => text.split(/,(?=\s*https?:)/))
      .flatMap(text => webAddress(text) ?? []),
  )
  const urls = [...new Set([...coloursOf.keys(), ...others])].slice(0, 40)
  return urls.map(url => {
    const [colour, another] = coloursOf.get(url) ?? []
    const isOwn = hasColour && coloursOf.size > 1 && colour !== undefined && another === undefined
    return isOwn ? { url, option: { color: colour } } : { url }
  })
}
