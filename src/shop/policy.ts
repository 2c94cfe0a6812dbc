import { isNotNull, type SQL } from 'drizzle-orm'
import { product } from './schema.ts'
import type { Reader } from './views.ts'

/** Whether somebody sees a product: shoppers only what is published, staff everything. */
export function maySee(reader: Reader, { publishedAt }: { publishedAt: Date | null }): boolean {
  return reader === 'staff' || publishedAt !== null
}

/** The same rule as a condition on `product`, for lists that are cut into pages by the database. */
export function visibleTo(reader: Reader): SQL | undefined {
  return reader === 'staff' ? undefined : isNotNull(product.publishedAt)
}
