import { and, eq, inArray, sql } from 'drizzle-orm'
import { againOnRace, type Database, type Transaction } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import type { CatalogueProduct } from '../catalogue.ts'
import { holdProducts } from '../hold.ts'
import type { ProductAct } from '../office-schema.ts'
import { attribute, attributeValue, category, product as products, stock, variant } from '../schema.ts'
import { slugTaken } from '../write/rows.ts'
import { upsertProducts } from '../write.ts'
import { type Hand, keepChanges, productChangeOf, productChanges } from './history.ts'
import { unkept } from './kept.ts'
import { type WholeProduct, wholeProduct } from './whole.ts'

/** What tells a variant that there was from a new one, and how many pieces its writer saw. */
export interface KnownVariant {
  id: string
  stockSeen: number
}

/** A product as somebody in the office writes it. */
export interface SaveProduct {
  /** Null for a new one. */
  id: string | null
  /** The version that was opened. */
  version: string | null
  product: CatalogueProduct
  /** Of its variants in their order; null for a new one. */
  known: readonly (KnownVariant | null)[]
  by: Hand
  now: Date
}

/** What became of it. `changed`: somebody wrote it meanwhile, and nothing was written now. */
export type SavedProduct = { kind: 'saved'; id: string } | { kind: 'changed'; theirs: WholeProduct }

/**
 * Writes a product whole, unless it was written since it was opened. Its pieces change by as many as its writer added
 * or took away, for some may have been sold meanwhile. Refused: `shop.slug_taken`, `missing` for one that was deleted,
 * and what `upsertProducts` refuses.
 */
export async function saveProduct(db: Database, save: SaveProduct): Promise<SavedProduct> {
  return againOnRace(() => db.transaction(tx => saveIn(tx, { ...save, act: save.id === null ? 'made' : 'written' })))
}

/**
 * Writes a product as it was before a change or after it. Its pieces stay as they are counted today, those of a variant
 * that comes back are as they were; whether shoppers see it stays too.
 */
export async function restoreProduct(
  db: Database,
  { id, version, changeId, side, by, now }: Restore,
): Promise<SavedProduct> {
  return againOnRace(() =>
    db.transaction(async tx => {
      const [today, change] = [
        await wholeProduct(tx, { id }),
        await productChangeOf(tx, { productId: id, id: changeId }),
      ]
      const then = change?.[side]
      if (!then || today === null) throw new Problem('missing')
      const known = then.variants.map(({ sku }) => {
        const at = today.product.variants.findIndex(each => each.sku === sku)
        const own = today.product.variants[at]
        return own === undefined ? null : { id: today.variants[at]!.id, stockSeen: own.stock, stock: own.stock }
      })
      const variants = then.variants.map((each, at) => ({ ...each, stock: known[at]?.stock ?? each.stock }))
      const whole = { ...unkept(then), variants, published: today.product.published }
      const product = await withWhatIsThere(tx, { product: whole, today: today.product })
      return saveIn(tx, { id, version, product, known, by, now, act: 'restored' })
    }),
  )
}

/** Leaves out what a product named then and is not there any more; for its category it has today's. */
async function withWhatIsThere(
  tx: Transaction,
  { product, today }: { product: CatalogueProduct; today: CatalogueProduct },
): Promise<CatalogueProduct> {
  const { category: slug, attributes, onFilm: shown } = product
  const [shelf] = await tx.select({ id: category.id }).from(category).where(eq(category.slug, slug))
  const rows = await tx
    .select({ key: attribute.key, value: attributeValue.key })
    .from(attributeValue)
    .innerJoin(attribute, eq(attribute.id, attributeValue.attributeId))
    .where(inArray(attribute.key, Object.keys(attributes)))
  const there = new Set(rows.map(({ key, value }) => `${key}=${value}`))
  const others =
    shown.length === 0
      ? []
      : await tx.select({ slug: products.slug }).from(products).where(inArray(products.slug, shown))
  const labels = Object.entries(attributes).map(
    ([key, values]) => [key, values.filter(value => there.has(`${key}=${value}`))] as const,
  )
  return {
    ...product,
    category: shelf === undefined ? today.category : slug,
    attributes: Object.fromEntries(labels),
    onFilm: shown.filter(slug => others.some(other => other.slug === slug)),
  }
}

/**
 * Brings a product back that was deleted, hidden, with the pieces that it had. It gets a new id. Refused: `missing` where
 * it came back already, and what `saveProduct` refuses, such as a name in the address that another one has by now.
 */
export async function restoreDeleted(
  db: Database,
  { productId, changeId, by, now }: { productId: string; changeId: string; by: Hand; now: Date },
): Promise<string> {
  return againOnRace(() =>
    db.transaction(async tx => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${productId}, 0))`)
      const { changes } = await productChanges(tx, { productId, after: null, limit: 1 })
      const then = changes[0]?.id === changeId && changes[0].act === 'deleted' ? changes[0].before : null
      if (then === null) throw new Problem('missing')
      const whole = { ...unkept(then), published: null }
      const product = await withWhatIsThere(tx, { product: whole, today: whole })
      const known = product.variants.map(() => null)
      const saved = await saveIn(tx, { id: null, version: null, product, known, by, now, act: 'restored' })
      if (saved.kind !== 'saved') throw new Error('a new product has no other version')
      // The one that was deleted keeps its own history, which ends with its coming back.
      const after = await wholeProduct(tx, { id: saved.id })
      await keepChanges(tx, { changes: [{ productId, act: 'restored', before: null, after }], by, now })
      return saved.id
    }),
  )
}

interface Restore {
  id: string
  version: string
  changeId: string
  side: 'before' | 'after'
  by: Hand
  now: Date
}

async function saveIn(tx: Transaction, save: SaveProduct & { act: ProductAct }): Promise<SavedProduct> {
  const { id, version, product, known, by, now, act } = save
  if (id !== null) await holdProducts(tx, { ids: [id] })
  const before = id === null ? null : await wholeProduct(tx, { id })
  if (id !== null && before === null) throw new Problem('missing')
  if (before !== null && before.version !== version) return { kind: 'changed', theirs: before }
  await takeSlug(tx, { id, slug: product.slug })
  const counted = before === null ? product : await withToday(tx, { id: before.id, product, known })
  const fresh = id === null ? [product.slug] : []
  const [written] = await upsertProducts(tx, { products: [counted], fresh })
  // A second write within the millisecond of the first is another version all the same.
  await tx
    .update(products)
    .set({ updatedAt: later(before, now) })
    .where(eq(products.id, written!))
  const after = await wholeProduct(tx, { id: written! })
  const change = { productId: written!, act, before, after }
  await keepChanges(tx, { changes: [change], by, now })
  return { kind: 'saved', id: written! }
}

function later(before: WholeProduct | null, now: Date): Date {
  return before !== null && before.updatedAt >= now ? new Date(before.updatedAt.getTime() + 1) : now
}

/** The catalogue finds a product by its slug: that must be its own before it is written. */
async function takeSlug(tx: Transaction, { id, slug }: { id: string | null; slug: string }): Promise<void> {
  const [other] = await tx.select({ id: products.id }).from(products).where(eq(products.slug, slug))
  if (other !== undefined && other.id !== id) throw slugTaken(slug)
  if (id !== null && other === undefined) await tx.update(products).set({ slug }).where(eq(products.id, id))
}

/** The catalogue finds variants by their SKUs: those that are called otherwise now are renamed first, all at once. */
async function withToday(
  tx: Transaction,
  { id, product, known }: { id: string; product: CatalogueProduct; known: SaveProduct['known'] },
): Promise<CatalogueProduct> {
  const ids = known.flatMap(each => each?.id ?? [])
  const rows = await ownVariants(tx, { id, ids })
  const today = new Map(rows.map(row => [row.id, row]))
  const renamed = product.variants.flatMap(({ sku }, at) => {
    const row = today.get(known[at]?.id ?? '')
    return row === undefined || row.sku === sku ? [] : [{ id: row.id, sku }]
  })
  await refuseTakenSkus(tx, { id, skus: renamed.map(({ sku }) => sku) })
  const passing = renamed.map(each => ({ id: each.id, sku: `renamed-${each.id}` }))
  // Two that change their names with each other must both let go of theirs first; one of their own that goes does, too.
  const left = renamed.map(({ sku }) => sku)
  if (left.length > 0)
    await tx.delete(variant).where(and(eq(variant.productId, id), inArray(variant.sku, left), notKnown(ids)))
  for (const { id, sku } of [...passing, ...renamed]) await tx.update(variant).set({ sku }).where(eq(variant.id, id))
  return {
    ...product,
    variants: product.variants.map((each, at) => {
      const seen = known[at]
      const row = seen && today.get(seen.id)
      if (!row) return each
      return { ...each, stock: Math.max(row.reserved, row.onHand + each.stock - seen.stockSeen) }
    }),
  }
}

/** Of these the product's own. Their pieces are held in the order in which orders hold them, so that nobody waits in a circle. */
async function ownVariants(tx: Transaction, { id, ids }: { id: string; ids: readonly string[] }) {
  if (ids.length === 0) return []
  const held = await tx
    .select()
    .from(stock)
    .where(inArray(stock.variantId, [...ids]))
    .orderBy(stock.variantId)
    .for('update')
  const pieces = new Map(held.map(row => [row.variantId, row]))
  const own = await tx
    .select({ id: variant.id, sku: variant.sku })
    .from(variant)
    .where(and(eq(variant.productId, id), inArray(variant.id, [...ids])))
  return own.flatMap(row => {
    const there = pieces.get(row.id)
    return there === undefined ? [] : [{ ...row, onHand: there.onHand, reserved: there.reserved }]
  })
}

function notKnown(ids: readonly string[]) {
  return sql`${variant.id} <> all(${sql.param([...ids])}::uuid[])`
}

async function refuseTakenSkus(tx: Transaction, { id, skus }: { id: string; skus: string[] }): Promise<void> {
  if (skus.length === 0) return
  const [taken] = await tx
    .select({ sku: variant.sku })
    .from(variant)
    .where(and(inArray(variant.sku, skus), sql`${variant.productId} <> ${id}`))
    .limit(1)
  if (taken !== undefined)
    throw new Problem('conflict', 'shop.sku_taken', lang => words.skuTaken(lang, { sku: taken.sku }))
}
