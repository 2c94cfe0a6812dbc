import { stringify } from 'csv-stringify/sync'
import { and, asc, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import type { Queryable } from '#database'
import { type WholeProduct, wholeProducts } from '../office/whole.ts'
import { product } from '../schema.ts'
import { writeAmount } from './amounts.ts'
import { guarded, productColumns, textColumns, variantColumns, writePairs } from './own-columns.ts'

const batchSize = 200

/** The products of a source (null: our own) in the order in which they were made, some at a time. */
export async function* everyProduct(
  db: Queryable,
  { source, isPublished = false }: { source: string | null; isPublished?: boolean },
): AsyncGenerator<WholeProduct[]> {
  const isOfSource = source === null ? isNull(product.source) : eq(product.source, source)
  const which = isPublished ? and(isOfSource, isNotNull(product.publishedAt)) : isOfSource
  for (let after: string | null = null; ; ) {
    const rows: { id: string }[] = await db
      .select({ id: product.id })
      .from(product)
      .where(and(which, after === null ? undefined : gt(product.id, after)))
      .orderBy(asc(product.id))
      .limit(batchSize)
    const ids = rows.map(row => row.id)
    const whole = await wholeProducts(db, { ids })
    yield ids.flatMap(id => whole.get(id) ?? [])
    if (rows.length < batchSize) return
    after = ids.at(-1) ?? null
  }
}

/**
 * Everything there is to our own products as our own file, in UTF-8 with a mark that spreadsheets look for: read again it changes
 * nothing. Cells that a spreadsheet would compute are written so that it does not.
 */
export async function* exportOwn(db: Queryable): AsyncGenerator<string> {
  yield `\ufeff${lines([[...productColumns, ...variantColumns]])}`
  for await (const products of everyProduct(db, { source: null })) yield lines(products.flatMap(rowsOf))
}

/** Rows as text with separated values. */
export function lines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map(row => row.map(guarded)),
    { record_delimiter: '\r\n' },
  )
}

function rowsOf({ product, currency }: WholeProduct): string[][] {
  const texts = {
    [textColumns.name]: product.name,
    [textColumns.lead]: product.lead,
    [textColumns.aboutTitle]: product.about.title,
    [textColumns.aboutText]: product.about.text,
  }
  const own: Record<string, string> = {
    slug: product.slug,
    category: product.category,
    brand: product.brand,
    facts: listed(product.facts),
    options: listed(product.options),
    attributes: writePairs(product.attributes),
    on_film: product.onFilm.join(' '),
    images: listed(product.images),
    film: product.film === null ? '' : JSON.stringify(product.film),
    published: product.published?.toISOString() ?? 'no',
    ...Object.fromEntries(
      Object.entries(texts).flatMap(([column, { ko, en }]) => [
        [`${column}.ko`, ko],
        [`${column}.en`, en],
      ]),
    ),
  }
  return product.variants.map((each, at) => {
    const variant: Record<string, string> = {
      sku: each.sku,
      choice: writePairs(Object.fromEntries(Object.entries(each.options).map(([key, value]) => [key, [value]]))),
      currency,
      price: writeAmount(each.price, currency),
      sale_price: each.salePrice == null ? '' : writeAmount(each.salePrice, currency),
      weight_grams: String(each.weightGrams ?? 0),
      stock: String(each.stock),
    }
    const cells = at === 0 ? own : { slug: product.slug }
    return [...productColumns.map(name => cells[name] ?? ''), ...variantColumns.map(name => variant[name] ?? '')]
  })
}

function listed(list: readonly object[]): string {
  return list.length === 0 ? '' : JSON.stringify(list)
}
