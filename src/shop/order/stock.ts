import { sql } from 'drizzle-orm'
import type { Transaction } from '#database'

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
  for (const { variantId, quantity } of inOrder(pieces)) {
    const { rowCount } = await tx.execute(sql`
      update shop.stock set reserved = reserved + ${quantity}
      where variant_id = ${variantId} and on_hand - reserved >= ${quantity}`)
    if (rowCount === 0) return variantId
  }
  return null
}

/** Makes pieces that were set aside free again. */
export async function release(tx: Transaction, { pieces }: { pieces: readonly Pieces[] }): Promise<void> {
  for (const { variantId, quantity } of inOrder(pieces)) {
    await tx.execute(sql`update shop.stock set reserved = reserved - ${quantity} where variant_id = ${variantId}`)
  }
}

/** Takes pieces that were set aside out of the stock: they are sold. */
export async function takeReserved(tx: Transaction, { pieces }: { pieces: readonly Pieces[] }): Promise<void> {
  for (const { variantId, quantity } of inOrder(pieces)) {
    await tx.execute(sql`
      update shop.stock set on_hand = on_hand - ${quantity}, reserved = reserved - ${quantity}
      where variant_id = ${variantId}`)
  }
}

/** Puts pieces back into the stock, as when an order that was paid is called off. */
export async function putBack(tx: Transaction, { pieces }: { pieces: readonly Pieces[] }): Promise<void> {
  for (const { variantId, quantity } of inOrder(pieces)) {
    await tx.execute(sql`update shop.stock set on_hand = on_hand + ${quantity} where variant_id = ${variantId}`)
  }
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
