import { count, isNotNull, max } from 'drizzle-orm'
import type { Queryable } from '#database'
import { product } from './schema.ts'

const shown = isNotNull(product.publishedAt)

/** How many products shoppers see. */
export async function countProducts(db: Queryable): Promise<number> {
  const [row] = await db.select({ n: count() }).from(product).where(shown)
  return row?.n ?? 0
}

/** The slugs of the products that shoppers see, in the order in which they were added, with when each last changed. */
export function productPlaces(
  db: Queryable,
  { skip, limit }: { skip: number; limit: number },
): Promise<{ slug: string; updatedAt: Date }[]> {
  return db
    .select({ slug: product.slug, updatedAt: product.updatedAt })
    .from(product)
    .where(shown)
    .orderBy(product.id)
    .offset(skip)
    .limit(limit)
}

/** When the newest change of a product was, by the ids of their categories. */
export async function categoriesChanged(db: Queryable): Promise<Map<string, Date>> {
  const rows = await db
    .select({ id: product.categoryId, at: max(product.updatedAt) })
    .from(product)
    .where(shown)
    .groupBy(product.categoryId)
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])))
}
