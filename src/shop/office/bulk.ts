import { eq, inArray, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { againOnRace, type Database, type Transaction } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import { Slug } from '../catalogue.ts'
import { holdProducts } from '../hold.ts'
import type { ProductAct } from '../office-schema.ts'
import { publish, unpublish } from '../publish.ts'
import { category, product, stock, variant } from '../schema.ts'
import { refreshPrices, refreshSearch } from '../searchable.ts'
import { type Hand, keepingHistory } from './history.ts'

const amount = v.pipe(v.number(), v.safeInteger())
const share = v.pipe(v.number(), v.integer(), v.minValue(-9_900), v.maxValue(100_000))
const pieces = v.pipe(v.number(), v.integer(), v.minValue(-1_000_000), v.maxValue(1_000_000))

/**
 * What is done to many products at once. Amounts are in minor units; shares in hundredths of a per cent, of the price
 * without a sale; what comes of a share is brought to a multiple of `step`.
 */
export const BulkChange = v.variant('kind', [
  v.object({ kind: v.literal('publish') }),
  v.object({ kind: v.literal('unpublish') }),
  v.object({ kind: v.literal('category'), slug: Slug }),
  v.object({ kind: v.literal('price'), by: v.literal('amount'), amount }),
  v.object({ kind: v.literal('price'), by: v.literal('share'), share, step: amount }),
  v.object({
    kind: v.literal('sale'),
    share: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
    step: amount,
  }),
  v.object({ kind: v.literal('unsale') }),
  v.object({ kind: v.literal('stock'), by: v.picklist(['add', 'set']), pieces }),
  v.object({ kind: v.literal('delete') }),
])
export type BulkChange = v.InferOutput<typeof BulkChange>

/** The most products that are changed at once. */
export const mostAtOnce = 2_000

const acts: Record<BulkChange['kind'], ProductAct> = {
  publish: 'published',
  unpublish: 'unpublished',
  category: 'moved',
  price: 'priced',
  sale: 'on_sale',
  unsale: 'off_sale',
  stock: 'counted',
  delete: 'deleted',
}

/**
 * Changes many products, all or none, and keeps each one's history. Ids that are none are left out. Gives how many were
 * changed. Refused: a category that is not there.
 */
export async function changeProducts(
  db: Database,
  { ids, change, by, now }: { ids: readonly string[]; change: BulkChange; by: Hand; now: Date },
): Promise<number> {
  const wanted = [...new Set(ids)].sort().slice(0, mostAtOnce)
  if (wanted.length === 0) return 0
  return againOnRace(() =>
    db.transaction(async tx => {
      await holdProducts(tx, { ids: wanted })
      const keeping = { ids: wanted, act: acts[change.kind], by, now }
      const changed = await keepingHistory(tx, keeping, there => apply(tx, { ids: there, change, now }))
      if (change.kind !== 'delete') await touch(tx, { ids: changed, now })
      return changed.length
    }),
  )
}

/** Another version, also where two changes come within a millisecond. */
async function touch(tx: Transaction, { ids, now }: { ids: readonly string[]; now: Date }): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(product)
    .set({
      updatedAt: sql`greatest(${now.toISOString()}::timestamptz, ${product.updatedAt} + interval '1 millisecond')`,
    })
    .where(inArray(product.id, [...ids]))
}

async function apply(
  tx: Transaction,
  { ids, change, now }: { ids: string[]; change: BulkChange; now: Date },
): Promise<void> {
  const own = inArray(variant.productId, ids)
  switch (change.kind) {
    case 'publish':
      return void (await publish(tx, { ids, now }))
    case 'unpublish':
      return unpublish(tx, { ids, now })
    case 'category':
      return moveTo(tx, { ids, slug: change.slug })
    case 'price': {
      const price = newPrice(change)
      // A sale that is no longer one ends.
      await tx
        .update(variant)
        .set({ saleAmount: sql`case when ${variant.saleAmount} >= ${price} then null else ${variant.saleAmount} end` })
        .where(own)
      await tx.update(variant).set({ priceAmount: price }).where(own)
      return refreshPrices(tx, { ids })
    }
    case 'sale': {
      const price = rounded(sql`${variant.priceAmount} * (10000 - ${change.share}) / 10000.0`, change.step)
      await tx
        .update(variant)
        .set({ saleAmount: sql`least(${price}, ${variant.priceAmount})` })
        .where(own)
      return refreshPrices(tx, { ids })
    }
    case 'unsale':
      await tx.update(variant).set({ saleAmount: null }).where(own)
      return refreshPrices(tx, { ids })
    case 'stock':
      return count(tx, { ids, ...change })
    case 'delete':
      return void (await tx.delete(product).where(inArray(product.id, ids)))
  }
}

function newPrice(change: Extract<BulkChange, { kind: 'price' }>) {
  if (change.by === 'amount') return sql<number>`greatest(0, ${variant.priceAmount} + ${change.amount})`
  return rounded(sql`${variant.priceAmount} * (10000 + ${change.share}) / 10000.0`, change.step)
}

function rounded(price: ReturnType<typeof sql>, step: number) {
  const unit = Math.max(1, step)
  return sql<number>`greatest(0, round((${price}) / ${unit}::numeric) * ${unit})::bigint`
}

async function moveTo(tx: Transaction, { ids, slug }: { ids: string[]; slug: string }): Promise<void> {
  const [shelf] = await tx.select({ id: category.id }).from(category).where(eq(category.slug, slug))
  if (shelf === undefined)
    throw new Problem('invalid', 'shop.unknown_category', lang => words.unknownCategory(lang, { slug }))
  await tx.update(product).set({ categoryId: shelf.id }).where(inArray(product.id, ids))
  await refreshSearch(tx, { products: sql`${product.id} = any(${sql.param(ids)})` })
}

/** What is set aside for orders is there, whatever somebody counted. */
async function count(
  tx: Transaction,
  { ids, by, pieces }: { ids: string[]; by: 'add' | 'set'; pieces: number },
): Promise<void> {
  const onHand = by === 'set' ? sql`${pieces}` : sql`${stock.onHand} + ${pieces}`
  const rows = await tx.select({ id: variant.id }).from(variant).where(inArray(variant.productId, ids))
  const variants = rows.map(row => row.id)
  if (variants.length === 0) return
  const isOne = inArray(stock.variantId, variants)
  await tx
    .update(stock)
    .set({ onHand: sql`least(2147483647, greatest(${stock.reserved}, ${onHand}))` })
    .where(isOne)
}
