import { and, inArray, isNull, lte, sql } from 'drizzle-orm'
import { type Database, emit, type Transaction } from '#database'
import { productPublished } from './events.ts'
import { keepingHistory } from './office/history.ts'
import { product } from './schema.ts'

/** Lets shoppers see these products from now on, and tells of those that they did not see before. Gives these. */
export async function publish(tx: Transaction, { ids, now }: { ids: readonly string[]; now: Date }): Promise<string[]> {
  const rows = await tx
    .update(product)
    .set({ publishedAt: now, publishAt: null, updatedAt: now })
    .where(and(inArray(product.id, [...ids]), isNull(product.publishedAt)))
    .returning({ id: product.id })
  await emit(tx, ...rows.map(({ id }) => productPublished({ productId: id })))
  return rows.map(row => row.id)
}

/** Hides these products from shoppers. */
export async function unpublish(tx: Transaction, { ids, now }: { ids: readonly string[]; now: Date }): Promise<void> {
  const isOne = inArray(product.id, [...ids])
  await tx.update(product).set({ publishedAt: null, publishAt: null, updatedAt: now }).where(isOne)
}

/** Publishes what is due by itself, which its history tells; several processes may do it at once. Gives how many. */
export async function publishDue(db: Database, { now }: { now: Date }): Promise<number> {
  return db.transaction(async tx => {
    const due = await tx
      .select({ id: product.id })
      .from(product)
      .where(and(isNull(product.publishedAt), lte(product.publishAt, now), sql`${product.publishAt} is not null`))
      .limit(200)
      .for('update', { skipLocked: true })
    const keeping = { ids: due.map(row => row.id), act: 'published', by: { via: 'clock' }, now } as const
    return (await keepingHistory(tx, keeping, ids => publish(tx, { ids, now }))).length
  })
}
