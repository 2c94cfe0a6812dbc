import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { Database, Queryable, Transaction } from '#database'
import { Problem } from '#edge'
import { type Localized, shop as words } from '#language'
import { offer } from '../offer-schema.ts'
import { cartLine, cartTouch } from '../order-schema.ts'
import { agreedNow, choosable } from './choosable.ts'

/** Most lines of a cart, and most pieces of a line. */
export const mostLines = 100
export const mostPieces = 99

/** One line of a cart as it can be bought now. Amounts in minor units of `currency`. */
export interface CartLineView {
  id: string
  variantId: string
  productId: string
  slug: string
  sku: string
  name: Localized
  choice: Localized
  quantity: number
  unitAmount: number
  currency: string
  weightGrams: number
  /** How many are free. */
  left: number
  /** An agreed price: the quantity is part of it, and it ends at `until`. */
  offer: { id: string; until: Date; gift: string | null } | null
}

/**
 * Puts pieces of a variant into a shopper's cart, on top of those that are in it. `touchId` is the client's own id for
 * this touch: sent twice it counts once.
 * @throws Problem `missing` for what cannot be bought, `invalid` for more than a cart holds.
 */
export async function addToCart(
  db: Database,
  {
    touchId,
    shopperId,
    variantId,
    quantity,
    now,
  }: { touchId: string; shopperId: string; variantId: string; quantity: number; now: Date },
): Promise<void> {
  const variants = await choosable(db, { variantIds: [variantId] })
  if (!variants.has(variantId)) throw new Problem('missing', 'shop.not_for_sale', words.notForSale)
  await db.transaction(async tx => {
    await lockCart(tx, { shopperId })
    const touched = await tx.insert(cartTouch).values({ id: touchId, at: now }).onConflictDoNothing()
    if (touched.rowCount === 0) return
    const lines = await tx
      .select({ id: cartLine.id, variantId: cartLine.variantId, offerId: cartLine.offerId })
      .from(cartLine)
      .where(eq(cartLine.shopperId, shopperId))
    const there = lines.find(line => line.variantId === variantId && line.offerId === null)
    if (there === undefined && lines.length >= mostLines) throw new Problem('invalid', 'shop.cart_full', words.cartFull)
    await tx
      .insert(cartLine)
      .values({ id: randomUUID(), shopperId, variantId, quantity, addedAt: now })
      .onConflictDoUpdate({
        target: [cartLine.shopperId, cartLine.variantId],
        targetWhere: sql`offer_id is null`,
        set: { quantity: sql`least(${cartLine.quantity} + excluded.quantity, ${mostPieces})`, addedAt: now },
      })
  })
}

/** Holds a shopper's cart to the end of the transaction: what is put into it and ordered from it goes one by one. */
export async function lockCart(tx: Transaction, { shopperId }: { shopperId: string }): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${shopperId}, 5))`)
}

/**
 * Puts an accepted offer into its shopper's cart, once.
 * @throws Problem `missing` for what is no offer of theirs, or none any more.
 */
export async function addOfferToCart(
  db: Database,
  { shopperId, offerId, now }: { shopperId: string; offerId: string; now: Date },
): Promise<void> {
  const [agreed] = await db
    .select()
    .from(offer)
    .where(and(eq(offer.id, offerId), eq(offer.shopperId, shopperId), eq(offer.state, 'accepted')))
  if (agreed === undefined || agreed.expiresAt <= now) throw new Problem('missing', 'shop.offer_gone', words.offerGone)
  const { variantId, quantity } = agreed
  await db
    .insert(cartLine)
    .values({ id: randomUUID(), shopperId, variantId, quantity, offerId, addedAt: now })
    .onConflictDoNothing()
}

/** Sets how many pieces a line has; none takes it out. A line of an offer can only be taken out. */
export async function setQuantity(
  db: Queryable,
  { lineId, shopperId, quantity }: { lineId: string; shopperId: string; quantity: number },
): Promise<void> {
  const isTheirs = and(eq(cartLine.id, lineId), eq(cartLine.shopperId, shopperId))
  if (quantity === 0) await db.delete(cartLine).where(isTheirs)
  else
    await db
      .update(cartLine)
      .set({ quantity: Math.min(quantity, mostPieces) })
      .where(and(isTheirs, sql`${cartLine.offerId} is null`))
}

/** What is in a shopper's cart, in the order in which it came; what cannot be bought any more is left out. */
export async function cartOf(
  db: Queryable,
  { shopperId, now }: { shopperId: string; now: Date },
): Promise<CartLineView[]> {
  const rows = await db
    .select({ line: cartLine, agreed: offer })
    .from(cartLine)
    .leftJoin(offer, eq(offer.id, cartLine.offerId))
    .where(eq(cartLine.shopperId, shopperId))
    .orderBy(cartLine.addedAt, cartLine.id)
  const variants = await choosable(db, { variantIds: rows.map(row => row.line.variantId) })
  return rows.flatMap(({ line, agreed }): CartLineView[] => {
    const variant = variants.get(line.variantId)
    if (variant === undefined) return []
    const { priceNow, ...shown } = variant
    const common = { ...shown, id: line.id, quantity: line.quantity }
    if (line.offerId === null) return [{ ...common, unitAmount: priceNow, offer: null }]
    if (agreed?.state !== 'accepted' || agreed.expiresAt <= now) return []
    const { id, expiresAt: until, gift } = agreed
    return [{ ...common, unitAmount: agreedNow(variant, agreed), offer: { id, until, gift } }]
  })
}

/** How many pieces are in a shopper's cart. */
export async function cartCount(db: Queryable, { shopperId }: { shopperId: string }): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`coalesce(sum(${cartLine.quantity}), 0)`.mapWith(Number) })
    .from(cartLine)
    .where(eq(cartLine.shopperId, shopperId))
  return row?.n ?? 0
}

/** Makes a guest's cart a member's: what both have is there once, with the larger number. */
export async function adoptCart(tx: Queryable, { from, to }: { from: string; to: string }): Promise<void> {
  if (from === to) return
  await tx.execute(sql`
    update shop.cart_line mine set quantity = greatest(mine.quantity, theirs.quantity)
    from shop.cart_line theirs
    where mine.shopper_id = ${to} and theirs.shopper_id = ${from}
      and mine.variant_id = theirs.variant_id and mine.offer_id is null and theirs.offer_id is null`)
  await tx.execute(sql`
    delete from shop.cart_line theirs
    where theirs.shopper_id = ${from} and theirs.offer_id is null and exists (
      select from shop.cart_line mine
      where mine.shopper_id = ${to} and mine.variant_id = theirs.variant_id and mine.offer_id is null)`)
  await tx.update(cartLine).set({ shopperId: to }).where(eq(cartLine.shopperId, from))
}
