import { sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import { product, stock, variant } from './schema.ts'

/**
 * Holds products, their variants and their pieces for the rest of the transaction, each in the order of their ids, as
 * orders name variants and hold pieces: nobody waits in a circle, and nothing is sold between counting and writing.
 */
export async function holdProducts(tx: Transaction, { ids }: { ids: readonly string[] }): Promise<void> {
  if (ids.length === 0) return
  await tx
    .select({ id: product.id })
    .from(product)
    .where(sql`${product.id} = any(${sql.param([...ids])}::uuid[])`)
    .orderBy(product.id)
    // Reviews and offers of it may come meanwhile: they only need it to be there.
    .for('no key update')
  const own = await tx
    .select({ id: variant.id })
    .from(variant)
    .where(sql`${variant.productId} = any(${sql.param([...ids])}::uuid[])`)
    .orderBy(variant.id)
    .for('update')
  const variants = own.map(row => row.id)
  await tx
    .select({ id: stock.variantId })
    .from(stock)
    .where(sql`${stock.variantId} = any(${sql.param(variants)}::uuid[])`)
    .orderBy(stock.variantId)
    .for('update')
}
