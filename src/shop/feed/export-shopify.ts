import type { Queryable } from '#database'
import { imagesOf } from '#media'
import { listCategories } from '../category.ts'
import type { WholeProduct } from '../office/whole.ts'
import { writeAmount } from './amounts.ts'
import type { ExportFeed } from './export-google.ts'
import { everyProduct, lines } from './export-own.ts'

const columns = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Type',
  'Published',
  ...[1, 2, 3].flatMap(n => [`Option${n} Name`, `Option${n} Value`]),
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Fulfillment Service',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Requires Shipping',
  'Variant Taxable',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'Variant Image',
  'Status',
]

/** All of our own products as Shopify's product CSV in one language. It knows three options: further ones are told together in the third. */
export async function* exportShopify(db: Queryable, o: ExportFeed): AsyncGenerator<string> {
  const names = new Map((await listCategories(db)).map(({ slug, name }) => [slug, name[o.lang]]))
  yield lines([columns])
  for await (const whole of everyProduct(db, { source: null })) {
    const ids = whole.flatMap(({ product }) => product.images.map(image => image.assetId))
    const images = await imagesOf(db, [...new Set(ids)])
    const urls = new Map([...images].map(([id, { src }]) => [id, new URL(src, o.origin).href]))
    yield lines(whole.flatMap(each => rowsOf(each, { ...o, type: names.get(each.product.category) ?? '', urls })))
  }
}

interface Around extends ExportFeed {
  type: string
  urls: ReadonlyMap<string, string>
}

function rowsOf({ product, currency }: WholeProduct, { lang, type, urls }: Around): string[][] {
  const rows: Record<string, string>[] = product.variants.map((each, at) => {
    const picture = product.images.find(({ option }) => option !== null && fits(option, each.options))
    const price = each.salePrice ?? each.price
    return {
      Handle: product.slug,
      ...(at === 0 && {
        Title: product.name[lang],
        'Body (HTML)': htmlOf(product.about.text[lang]),
        Vendor: product.brand,
        Type: type,
        Published: product.published === null ? 'FALSE' : 'TRUE',
        Status: product.published === null ? 'draft' : 'active',
      }),
      ...optionCells(product, each.options, { lang, at }),
      'Variant SKU': each.sku,
      'Variant Grams': String(each.weightGrams ?? 0),
      'Variant Inventory Tracker': 'shopify',
      'Variant Inventory Qty': String(each.stock),
      'Variant Inventory Policy': 'deny',
      'Variant Fulfillment Service': 'manual',
      'Variant Price': writeAmount(price, currency),
      ...(price < each.price && { 'Variant Compare At Price': writeAmount(each.price, currency) }),
      'Variant Requires Shipping': 'TRUE',
      'Variant Taxable': 'TRUE',
      ...(picture && { 'Variant Image': urls.get(picture.assetId) ?? '' }),
    }
  })
  for (const [at, { assetId, alt }] of product.images.entries()) {
    const url = urls.get(assetId)
    if (url === undefined) continue
    const cells = { 'Image Src': url, 'Image Position': String(at + 1), 'Image Alt Text': alt[lang] }
    const row = rows[at]
    if (row === undefined) rows.push({ Handle: product.slug, ...cells })
    else Object.assign(row, cells)
  }
  return rows.map(row => columns.map(column => row[column] ?? ''))
}

type Product = WholeProduct['product']

function optionCells(
  { options }: Product,
  choice: Readonly<Record<string, string>>,
  { lang, at }: { lang: 'ko' | 'en'; at: number },
): Record<string, string> {
  if (options.length === 0) return { ...(at === 0 && { 'Option1 Name': 'Title' }), 'Option1 Value': 'Default Title' }
  const all = options.map(({ key, name, values }) => ({
    name: name[lang],
    value: values.find(value => value.key === choice[key])?.name[lang] ?? '',
  }))
  const rest = all.slice(2)
  const last = { name: rest.map(one => one.name).join(' / '), value: rest.map(one => one.value).join(' / ') }
  const three = rest.length > 0 ? [...all.slice(0, 2), last] : all
  return Object.fromEntries(
    three.flatMap(({ name, value }, n) => [
      ...(at === 0 ? [[`Option${n + 1} Name`, name]] : []),
      [`Option${n + 1} Value`, value],
    ]),
  )
}

function htmlOf(text: string): string {
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return plain
    .split(/\n{2,}/)
    .map(part => `<p>${part.replaceAll('\n', '<br>')}</p>`)
    .join('')
}

function fits(option: Readonly<Record<string, string>>, choice: Readonly<Record<string, string>>): boolean {
  return Object.entries(option).every(([key, value]) => choice[key] === value)
}
