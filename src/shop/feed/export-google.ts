import type { Queryable } from '#database'
import type { Lang } from '#language'
import { imagesOf } from '#media'
import { listCategories } from '../category.ts'
import { shippingZones } from '../office/shipping.ts'
import type { WholeProduct } from '../office/whole.ts'
import { quoteOf, taxOf, zoneOf } from '../order/quote.ts'
import { shopView } from '../settings.ts'
import { writeAmount } from './amounts.ts'
import { everyProduct } from './export-own.ts'
import { cutTo } from './shaping.ts'

/** A feed out: its language, and the shop's public address, without which no link is whole. */
export interface ExportFeed {
  lang: Lang
  origin: string
}

/** Google's names of what is told, in the order of the columns; pictures beyond the first come together. */
const columns = [
  'id',
  'item_group_id',
  'title',
  'description',
  'link',
  'image_link',
  'additional_image_link',
  'availability',
  'price',
  'sale_price',
  'brand',
  'condition',
  'product_type',
  'color',
  'size',
  'material',
  'pattern',
  'shipping_weight',
  'shipping',
  'identifier_exists',
] as const
type Column = (typeof columns)[number]
type Item = Partial<Record<Column, string | string[]>>

/** Longest ids, names of makers, and most countries of one item, in Google's rules. */
const most = { id: 50, brand: 70, countries: 40 }

/** What may tell variants apart in Google's names. */
const optionColumns = ['color', 'size', 'material', 'pattern'] as const

/** What shoppers see and this shop sells, as Google's product data in RSS 2.0, some products at a time. */
export async function* exportGoogleXml(db: Queryable, o: ExportFeed): AsyncGenerator<string> {
  const shop = await shopView(db)
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n'
  yield `<title>${escaped(shop.name[o.lang])}</title><link>${escaped(`${o.origin}/${o.lang}`)}</link>`
  yield `<description>${escaped(shop.lead[o.lang])}</description>\n`
  for await (const items of itemsOf(db, o)) yield items.map(item => `<item>${elementsOf(item)}</item>\n`).join('')
  yield '</channel></rss>\n'
}

/** The same with tabs between its values. */
export async function* exportGoogleTsv(db: Queryable, o: ExportFeed): AsyncGenerator<string> {
  yield `${columns.join('\t')}\n`
  for await (const items of itemsOf(db, o)) yield items.map(item => `${cellsOf(item)}\n`).join('')
}

function elementsOf(item: Item): string {
  return columns
    .flatMap(column =>
      [item[column] ?? []].flat().map(value => `<g:${column}>${elementOf(column, value)}</g:${column}>`),
    )
    .join('')
}

/** What is sent where for how much has elements of its own here, and colons in a table: KR:::3000 KRW. */
function elementOf(column: Column, value: string): string {
  if (column !== 'shipping') return escaped(value)
  const [country = '', , , price = ''] = value.split(':')
  return `<g:country>${country}</g:country><g:price>${price}</g:price>`
}

function cellsOf(item: Item): string {
  return columns.map(column => [item[column] ?? []].flat().join(',').replace(/\s+/g, ' ')).join('\t')
}

function escaped(text: string): string {
  const plain = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

async function* itemsOf(db: Queryable, o: ExportFeed): AsyncGenerator<Item[]> {
  const zones = await shippingZones(db)
  const names = new Map((await listCategories(db)).map(({ slug, name }) => [slug, name[o.lang]]))
  for await (const whole of everyProduct(db, { source: null, isPublished: true })) {
    const ids = whole.flatMap(({ product }) => product.images.map(image => image.assetId))
    const images = await imagesOf(db, [...new Set(ids)])
    const urlOf = (assetId: string) => {
      const src = images.get(assetId)?.src
      return src === undefined ? [] : [new URL(src, o.origin).href]
    }
    yield whole.flatMap(each =>
      itemsOfOne(each, { ...o, category: names.get(each.product.category) ?? '', urlOf, zones }),
    )
  }
}

interface Around extends ExportFeed {
  category: string
  zones: Awaited<ReturnType<typeof shippingZones>>
  urlOf(assetId: string): string[]
}

function itemsOfOne({ id, product, variants, currency }: WholeProduct, around: Around): Item[] {
  const { lang, origin, category, urlOf, zones } = around
  const amount = (value: number) => `${writeAmount(value, currency)} ${currency}`
  return product.variants.map((each, at) => {
    const values = product.options.flatMap(option => {
      const value = option.values.find(one => one.key === each.options[option.key])
      return value === undefined ? [] : [{ key: option.key, name: value.name[lang] }]
    })
    const own = product.images.filter(({ option }) => option === null || fits(option, each.options))
    const [first, ...others] = (own.length > 0 ? own : product.images).flatMap(({ assetId }) => urlOf(assetId))
    const left = each.stock - (variants[at]?.reserved ?? 0)
    const title = [product.name[lang], ...values.map(value => value.name)].join(' · ')
    return {
      id: each.sku.length > most.id ? (variants[at]?.id ?? '') : each.sku,
      ...(product.variants.length > 1 && { item_group_id: product.slug.length > most.id ? id : product.slug }),
      title: cutTo(title, 150),
      description: cutTo(product.about.text[lang], 5000),
      link: `${origin}/${lang}/p/${product.slug}`,
      ...(first !== undefined && { image_link: first }),
      ...(others.length > 0 && { additional_image_link: others.slice(0, 10) }),
      availability: left > 0 ? 'in_stock' : 'out_of_stock',
      price: amount(each.price),
      ...(each.salePrice != null && each.salePrice < each.price && { sale_price: amount(each.salePrice) }),
      brand: cutTo(product.brand, most.brand),
      condition: 'new',
      product_type: category,
      ...Object.fromEntries(
        optionColumns.flatMap(key => values.filter(value => value.key === key).map(value => [key, value.name])),
      ),
      ...(each.weightGrams && { shipping_weight: `${each.weightGrams} g` }),
      ...(zones.length > 0 && {
        shipping: sendings(zones, { unitAmount: each.salePrice ?? each.price, weightGrams: each.weightGrams ?? 0 }).map(
          ({ country, cost }) => `${country}:::${amount(cost)}`,
        ),
      }),
      identifier_exists: 'no',
    }
  })
}

/** What sending one piece costs, by the countries that the zones name; of several zones the first counts. */
function sendings(
  zones: Around['zones'],
  piece: { unitAmount: number; weightGrams: number },
): { country: string; cost: number }[] {
  const named = [...new Set(zones.flatMap(zone => zone.countries))].filter(country => country !== '*')
  return named.slice(0, most.countries).flatMap(country => {
    const zone = zoneOf(zones, country)
    const tax = taxOf([], country)
    return zone ? [{ country, cost: quoteOf({ lines: [{ ...piece, quantity: 1 }], zone, tax }).shippingAmount }] : []
  })
}

function fits(option: Readonly<Record<string, string>>, choice: Readonly<Record<string, string>>): boolean {
  return Object.entries(option).every(([key, value]) => choice[key] === value)
}
