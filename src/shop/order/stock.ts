import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { emit, type Transaction } from '#database'
import { productChanged } from '../events.ts'
import { visibleTo } from '../policy.ts'
import { product, variant } from '../schema.ts'

/** Pieces of a variant. */
export interface Pieces {
  variantId: string
  quantity: number
}

/**
 * Sets pieces aside, all or none of what is free: gives the first variant of which there is not enough, or null. Each is
 * one conditional statement, so what is set aside is never more than what is there; they go in one order for all, so
 * that nobody waits in a circle. After a variant was given the transaction must be rolled back.
 */
export async function reserve(tx: Transaction, { pieces }: { pieces: readonly Pieces[] }): Promise<string | null> {
  const soldOut: string[] = []
  for (const { variantId, quantity } of inOrder(pieces)) {
    const isEnough = sql`on_hand - reserved >= ${quantity}`
    const left = await change(tx, { variantId, set: sql`reserved = reserved + ${quantity}`, where: isEnough })
    if (left === null) return variantId
    if (left === 0) soldOut.push(variantId)
  }
  await tellChanged(tx, { variantIds: soldOut })
  return null
}

/** Makes pieces that were set aside free again. */
export function release(tx: Transaction, { pieces }: { pieces: readonly Pieces[] }): Promise<void> {
  return makeFree(tx, pieces, quantity => sql`reserved = reserved - ${quantity}`)
}

/** Takes pieces that were set aside out of the stock: they are sold. */
export async function takeReserved(tx: Transaction, { pieces }: { pieces: readonly Pieces[] }): Promise<void> {
  for (const { variantId, quantity } of inOrder(pieces)) {
    await change(tx, { variantId, set: sql`on_hand = on_hand - ${quantity}, reserved = reserved - ${quantity}` })
  }
}

/** Puts pieces back into the stock, as when an order that was paid is called off. */
export function putBack(tx: Transaction, { pieces }: { pieces: readonly Pieces[] }): Promise<void> {
  return makeFree(tx, pieces, quantity => sql`on_hand = on_hand + ${quantity}`)
}

async function makeFree(tx: Transaction, pieces: readonly Pieces[], set: (quantity: number) => SQL): Promise<void> {
  const thereAgain: string[] = []
  for (const { variantId, quantity } of inOrder(pieces)) {
    const left = await change(tx, { variantId, set: set(quantity) })
    if (left !== null && left > 0 && left <= quantity) thereAgain.push(variantId)
  }
  await tellChanged(tx, { variantIds: thereAgain })
}

/** Changes the stock of one variant, and gives how many pieces of it are free then; null where nothing was changed. */
async function change(
  tx: Transaction,
  { variantId, set, where = sql`true` }: { variantId: string; set: SQL; where?: SQL },
): Promise<number | null> {
  const { rows } = await tx.execute<{ left: number }>(sql`
    update shop.stock set ${set} where variant_id = ${variantId} and ${where} returning on_hand - reserved as left`)
  return rows[0]?.left ?? null
}

/** Tells that variants are sold out, or there again: once for each product, of those that shoppers see. */
async function tellChanged(tx: Transaction, { variantIds }: { variantIds: readonly string[] }): Promise<void> {
  if (variantIds.length === 0) return
  const seen = await tx
    .selectDistinct({ productId: variant.productId })
    .from(variant)
    .innerJoin(product, eq(product.id, variant.productId))
    .where(and(inArray(variant.id, [...variantIds]), visibleTo('shopper')))
  await emit(tx, ...seen.map(productChanged))
}

/** One of each variant, by their ids. */
function inOrder(pieces: readonly Pieces[]): Pieces[] {
  const quantities = new Map<string, number>()
  for (const { variantId, quantity } of pieces) {
    quantities.set(variantId, (quantities.get(variantId) ?? 0) + quantity)
  }
  return [...quantities]
    .map(([variantId, quantity]) => ({ variantId, quantity }))
    .sort((a, b) => (a.variantId < b.variantId ? -1 : 1))
}
