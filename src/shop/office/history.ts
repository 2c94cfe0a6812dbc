import { randomUUIDv7 } from 'node:crypto'
import { and, desc, eq, gt, lt, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { asJson, emit, type Queryable, type Transaction } from '#database'
import { productChanged } from '../events.ts'
import { type ProductAct, type ProductVia, productChange } from '../office-schema.ts'
import { availabilityOf } from '../product.ts'
import { type KeptProduct, kept } from './kept.ts'
import { type WholeProduct, wholeProducts } from './whole.ts'

/** Who does something in the office. */
export interface Hand {
  id: string
  name: string
}

/** Who changes products: staff, by hand or by a file; a feed, by its name; or the clock. */
export type Changer = (Hand & { via?: 'office' | 'file' }) | { via: 'feed'; name: string } | { via: 'clock' }

/** One change of a product. `byName` is empty where it was the clock. */
export interface ProductChange {
  id: string
  at: Date
  via: ProductVia
  byName: string
  act: ProductAct
  before: KeptProduct | null
  after: KeptProduct | null
}

interface Keep {
  productId: string
  act: ProductAct
  before: WholeProduct | null
  after: WholeProduct | null
}

/**
 * Keeps changes in the transaction that makes them, and tells of those that shoppers see. One that changed nothing is
 * left out.
 */
export async function keepChanges(
  tx: Transaction,
  { changes, by, now }: { changes: readonly Keep[]; by: Changer; now: Date },
): Promise<void> {
  const who = 'id' in by ? { by: by.id, byName: by.name } : { by: null, byName: 'name' in by ? by.name : '' }
  const rows = changes
    .filter(({ before, after }) => !isSame(before, after))
    .map(({ productId, act, before, after }) => ({
      ...{ id: randomUUIDv7(), productId, act },
      ...{ before: before && kept(before.product), after: after && kept(after.product) },
    }))
  if (rows.length > 0)
    await tx.execute(sql`
      insert into ${productChange} (id, product_id, at, via, by, by_name, act, before, after)
      select id, "productId", ${now}, ${by.via ?? 'office'}, ${who.by}, ${who.byName}, act, before, after
      from jsonb_to_recordset(${asJson(rows)}::jsonb)
        as said(id uuid, "productId" uuid, act text, before jsonb, after jsonb)`)
  const seen = changes.filter(({ before, after }) => before?.isPublished && faceOf(before) !== faceOf(after))
  await emit(tx, ...seen.map(({ productId }) => productChanged({ productId })))
}

function isSame(before: WholeProduct | null, after: WholeProduct | null): boolean {
  return (
    before?.isPublished === after?.isPublished && JSON.stringify(before?.product) === JSON.stringify(after?.product)
  )
}

/** What shoppers see of a product, to be compared; of one that is hidden or gone, nothing. */
function faceOf(whole: WholeProduct | null): string | null {
  if (!whole?.isPublished) return null
  const { published: _, variants, ...words } = whole.product
  const sale = variants.map(({ stock, ...each }, at) => ({
    ...each,
    availability: availabilityOf(stock - (whole.variants[at]?.reserved ?? 0)),
  }))
  return JSON.stringify({ ...words, sale, link: whole.link })
}

/**
 * Does something to products and keeps what became of each of them, as `keepChanges` does; ids that are none are left
 * out. Gives the ids of those that are not as they were.
 */
export async function keepingHistory(
  tx: Transaction,
  { ids, act, by, now }: { ids: readonly string[]; act: ProductAct; by: Changer; now: Date },
  change: (ids: string[]) => Promise<unknown>,
): Promise<string[]> {
  const before = await wholeProducts(tx, { ids })
  const there = [...before.keys()]
  if (there.length === 0) return []
  await change(there)
  const after = await wholeProducts(tx, { ids: there })
  const changes = there.map(id => ({ productId: id, act, before: before.get(id)!, after: after.get(id) ?? null }))
  await keepChanges(tx, { changes, by, now })
  return changes.filter(({ before, after }) => !isSame(before, after)).map(({ productId }) => productId)
}

const columns = {
  id: productChange.id,
  at: productChange.at,
  via: productChange.via,
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
