import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import type { Localized } from '#language'
import { priceNow, product, stock, variant } from '../schema.ts'

/** A variant that can be bought, as an order's line keeps it. Amounts in minor units of `currency`. */
export interface Choosable {
  variantId: string
  productId: string
  slug: string
  sku: string
  name: Localized
  /** The values that were chosen, in the order of the options; empty where there is nothing to choose. */
  choice: Localized
  /** What it costs today. */
  priceNow: number
  currency: string
  weightGrams: number
  /** How many are free. */
  left: number
}

/** The variants that shoppers may buy, by their ids; those of products that are not published, or that another shop sells, are left out. */
export async function choosable(
  db: Queryable,
  { variantIds }: { variantIds: readonly string[] },
): Promise<Map<string, Choosable>> {
  if (variantIds.length === 0) return new Map()
  const rows = await rowsOf(db, inArray(variant.id, [...new Set(variantIds)]))
  return new Map(rows.map(row => [row.variantId, row]))
}

/** What of a product shoppers may buy, in its order; nothing of one that is not published. */
export function choosableOf(db: Queryable, { productId }: { productId: string }): Promise<Choosable[]> {
  return rowsOf(db, eq(variant.productId, productId))
}

async function rowsOf(db: Queryable, where: SQL): Promise<Choosable[]> {
  const rows = await db
    .select({
      variantId: variant.id,
      productId: product.id,
      slug: product.slug,
      sku: variant.sku,
      name: product.name,
      options: product.options,
      chosen: variant.options,
      priceNow: priceNow.mapWith(Number),
      currency: product.currency,
      weightGrams: variant.weightGrams,
      left: sql<number>`${stock.onHand} - ${stock.reserved}`.mapWith(Number),
    })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .innerJoin(stock, eq(stock.variantId, variant.id))
    .where(and(where, isNotNull(product.publishedAt), isNull(product.source)))
    .orderBy(variant.position)
  return rows.map(({ options, chosen, ...row }) => ({ ...row, choice: choiceOf(options, chosen) }))
}

/** What one piece costs at an agreed price: never more than it costs everybody today, as in a sale since. */
export function agreedNow({ priceNow }: Pick<Choosable, 'priceNow'>, agreed: { unitAmount: number }): number {
  return Math.min(agreed.unitAmount, priceNow)
}

type ProductRow = typeof product.$inferSelect

function choiceOf(options: ProductRow['options'], chosen: Readonly<Record<string, string>>): Localized {
  const values = options.flatMap(option => option.values.find(value => value.key === chosen[option.key]) ?? [])
  return { ko: values.map(value => value.name.ko).join(', '), en: values.map(value => value.name.en).join(', ') }
}
