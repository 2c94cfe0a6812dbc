import { and, desc, eq, gt, lt, notExists } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Queryable, Transaction } from '#database'
import type { CatalogueProduct } from '../catalogue.ts'
import { type ProductAct, productChange } from '../office-schema.ts'
import { type KeptProduct, kept } from './kept.ts'

/** Who does something in the office. */
export interface Hand {
  id: string
  name: string
}

/** One change of a product. */
export interface ProductChange {
  id: string
  at: Date
  byName: string
  act: ProductAct
  before: KeptProduct | null
  after: KeptProduct | null
}

interface Keep {
  productId: string
  act: ProductAct
  before: CatalogueProduct | null
  after: CatalogueProduct | null
}

/** Keeps changes in the transaction that makes them. One that changed nothing is left out. */
export async function keepChanges(
  tx: Transaction,
  { changes, by, now }: { changes: readonly Keep[]; by: Hand; now: Date },
): Promise<void> {
  const rows = changes
    .map(({ before, after, ...change }) => ({
      ...change,
      before: before && kept(before),
      after: after && kept(after),
      by: by.id,
      byName: by.name,
      at: now,
    }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
  if (rows.length > 0) await tx.insert(productChange).values(rows)
}

const columns = {
  id: productChange.id,
  at: productChange.at,
  byName: productChange.byName,
  act: productChange.act,
  before: productChange.before,
  after: productChange.after,
}

/** A product's changes, the newest first; `next` is where the older ones begin, null at the end. */
export async function productChanges(
  db: Queryable,
  { productId, after, limit }: { productId: string; after: string | null; limit: number },
): Promise<{ changes: ProductChange[]; next: string | null }> {
  const rows = await db
    .select(columns)
    .from(productChange)
    .where(and(eq(productChange.productId, productId), after === null ? undefined : lt(productChange.id, after)))
    .orderBy(desc(productChange.id))
    .limit(limit + 1)
  const changes = rows.slice(0, limit)
  return { changes, next: rows.length > limit ? (changes.at(-1)?.id ?? null) : null }
}

/** What was deleted and did not come back, the newest first; each with the change that deleted it. */
export function deletedProducts(
  db: Queryable,
  { limit }: { limit: number },
): Promise<(ProductChange & { productId: string })[]> {
  const later = alias(productChange, 'later')
  const isLast = notExists(
    db
      .select({ id: later.id })
      .from(later)
      .where(and(eq(later.productId, productChange.productId), gt(later.id, productChange.id))),
  )
  return db
    .select({ ...columns, productId: productChange.productId })
    .from(productChange)
    .where(and(eq(productChange.act, 'deleted'), isLast))
    .orderBy(desc(productChange.id))
    .limit(limit)
}

/** One change of a product; null where it has none of this id. */
export async function productChangeOf(
  db: Queryable,
  { productId, id }: { productId: string; id: string },
): Promise<ProductChange | null> {
  const [row] = await db
    .select(columns)
    .from(productChange)
    .where(and(eq(productChange.productId, productId), eq(productChange.id, id)))
  return row ?? null
}
