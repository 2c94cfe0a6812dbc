import { and, eq, gt, inArray, lte, ne, or, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { Problem } from '#edge'
import { shop, offers as words } from '#language'
import { offer } from '../offer-schema.ts'
import { choosable } from '../order/choosable.ts'
import { orderLine } from '../order-schema.ts'
import { decide, isTooLow, ruleOf } from './rules.ts'

export type OfferSide = 'shopper' | 'operator'
export type OfferState = (typeof offer.$inferSelect)['state']

/** An offer as both sides may see it. Amounts in minor units of `currency`. */
export interface OfferView {
  id: string
  productId: string
  variantId: string
  quantity: number
  unitAmount: number
  currency: string
  gift: string | null
  by: OfferSide
  repliesTo: string | null
  state: OfferState
  isByRule: boolean
  /** Until when it can be answered or used, as an ISO time. */
  until: string
}

/** A price that one side names. `id` is the client's own: the same offer again is the same one. */
export interface MakeOffer {
  id: string
  roomId: string
  shopperId: string
  by: OfferSide
  variantId: string
  quantity: number
  unitAmount: number
  gift: string | null
  now: Date
}

/** What an operator may set for one offer, in minutes; see `makeOffer`. */
export type Lifetime = { lifetimeMinutes?: number }

const day = 24 * 60 * 60 * 1000

/**
 * Names a price. What waits about this product in the conversation gives way: the other side's is countered by it, one's
 * own withdrawn. A shopper's price may be accepted or declined at once by the shop's rules.
 * @throws Problem `missing` for what cannot be bought, `forbidden` where the shop does not bargain, `limited` after too
 * many tries, `invalid` for a price above today's or, from an operator, one that the owner's rules never allow.
 */
export async function makeOffer(db: Queryable, made: MakeOffer & Lifetime): Promise<OfferView> {
  const { id, roomId, shopperId, by, variantId, quantity, unitAmount, gift, now } = made
  const variant = (await choosable(db, { variantIds: [variantId] })).get(variantId)
  if (variant === undefined) throw new Problem('missing', 'shop.not_for_sale', shop.notForSale)
  const { productId, priceNow, currency } = variant
  const rule = await ruleOf(db, { productId })
  if (unitAmount > priceNow) throw new Problem('invalid', 'shop.offer_too_high', words.tooHigh)
  let state: OfferState = 'pending'
  if (by === 'shopper') {
    if (!rule.isAllowed) throw new Problem('forbidden', 'shop.no_offers', words.noOffers)
    await checkAttempts(db, { shopperId, productId, attempts: rule.attempts, now })
    const decision = decide(rule, { unitAmount, priceNow })
    state = decision === 'ask' ? 'pending' : decision === 'accept' ? 'accepted' : 'declined'
  } else if (isTooLow(rule, { unitAmount, priceNow })) {
    throw new Problem('invalid', 'shop.offer_too_low', words.tooLow)
  }
  const [waiting] = await db
    .update(offer)
    .set({ state: sql`case when ${offer.by} = ${by} then 'withdrawn' else 'countered' end` })
    .where(and(eq(offer.roomId, roomId), eq(offer.productId, productId), eq(offer.state, 'pending')))
    .returning({ id: offer.id, by: offer.by })
  const minutes = by === 'operator' ? (made.lifetimeMinutes ?? rule.lifetimeMinutes) : rule.lifetimeMinutes
  const [row] = await db
    .insert(offer)
    .values({
      id,
      roomId,
      shopperId,
      productId,
      variantId,
      quantity,
      unitAmount,
      currency,
      gift,
      by,
      repliesTo: waiting !== undefined && waiting.by !== by ? waiting.id : null,
      state,
      isByRule: state !== 'pending',
      madeAt: now,
      expiresAt: new Date(now.getTime() + minutes * 60_000),
    })
    .returning()
  if (row === undefined) throw new Error('the offer that was just made is not there')
  return view(row)
}

async function checkAttempts(
  db: Queryable,
  { shopperId, productId, attempts, now }: { shopperId: string; productId: string; attempts: number; now: Date },
): Promise<void> {
  const isRecent = gt(offer.madeAt, new Date(now.getTime() - day))
  const tries = await db.$count(
    offer,
    and(eq(offer.shopperId, shopperId), eq(offer.productId, productId), eq(offer.by, 'shopper'), isRecent),
  )
  if (tries >= attempts) throw new Problem('limited', 'shop.offer_attempts', words.attempts)
}

/** An answer to an offer: the other side accepts or declines it, its own side withdraws it. */
export interface AnswerOffer {
  offerId: string
  roomId: string
  by: OfferSide
  answer: 'accept' | 'decline' | 'withdraw'
  now: Date
}

const outcome = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const

/**
 * Answers an offer that waits. An accepted one can be used as long again as the shop's offers last.
 * @throws Problem `missing` for one that is not of this conversation, `forbidden` for the wrong side, `conflict` for one
 * that is answered or over, `invalid` for a price that the owner's rules never allow.
 */
export async function answerOffer(
  db: Queryable,
  { offerId, roomId, by, answer, now }: AnswerOffer,
): Promise<OfferView> {
  const [there] = await db
    .select()
    .from(offer)
    .where(and(eq(offer.id, offerId), eq(offer.roomId, roomId)))
    .for('update')
  if (there === undefined) throw new Problem('missing', 'shop.no_such_offer', words.noSuchOffer)
  if ((there.by === by) !== (answer === 'withdraw'))
    throw new Problem('forbidden', 'shop.not_your_answer', words.notYours)
  if (there.state !== 'pending' || there.expiresAt <= now) throw new Problem('conflict', 'shop.offer_over', words.over)
  const rule = await ruleOf(db, { productId: there.productId })
  if (answer === 'accept') {
    const variant = (await choosable(db, { variantIds: [there.variantId] })).get(there.variantId)
    if (variant === undefined) throw new Problem('missing', 'shop.not_for_sale', shop.notForSale)
    const { unitAmount } = there
    if (isTooLow(rule, { unitAmount, priceNow: variant.priceNow })) {
      throw new Problem('invalid', 'shop.offer_too_low', words.tooLow)
    }
  }
  const until = new Date(now.getTime() + rule.lifetimeMinutes * 60_000)
  const [row] = await db
    .update(offer)
    .set({ state: outcome[answer], ...(answer === 'accept' && { expiresAt: until }) })
    .where(and(eq(offer.id, offerId), eq(offer.state, 'pending')))
    .returning()
  if (row === undefined) throw new Problem('conflict', 'shop.offer_over', words.over)
  return view(row)
}

/** Offers whose time is over and that do not say so yet; see `endOffer`. */
export async function dueOffers(
  db: Queryable,
  { now, limit }: { now: Date; limit: number },
): Promise<{ id: string; roomId: string }[]> {
  return db
    .select({ id: offer.id, roomId: offer.roomId })
    .from(offer)
    .where(and(inArray(offer.state, ['pending', 'accepted']), lte(offer.expiresAt, now)))
    .orderBy(offer.expiresAt)
    .limit(limit)
}

/** Ends an offer whose time is over; null where another was quicker, or it was used after all. */
export async function endOffer(db: Queryable, { id, now }: { id: string; now: Date }): Promise<OfferView | null> {
  const [row] = await db
    .update(offer)
    .set({ state: 'expired' })
    .where(and(eq(offer.id, id), inArray(offer.state, ['pending', 'accepted']), lte(offer.expiresAt, now)))
    .returning()
  return row ? view(row) : null
}

/**
 * The offers whose prices an order was placed at, with their conversations: those that it uses, and those that can be
 * used again because it came to nothing.
 */
export async function offersOfOrder(
  db: Queryable,
  { orderId }: { orderId: string },
): Promise<(OfferView & { roomId: string })[]> {
  const rows = await db
    .select({ of: offer })
    .from(offer)
    .innerJoin(orderLine, eq(orderLine.offerId, offer.id))
    .where(and(eq(orderLine.orderId, orderId), or(eq(offer.state, 'accepted'), eq(offer.usedBy, orderId))))
  return rows.map(({ of }) => ({ ...view(of), roomId: of.roomId }))
}

/** The offers of a conversation, the newest first. */
export async function offersOfRoom(db: Queryable, { roomId }: { roomId: string }): Promise<OfferView[]> {
  const rows = await db
    .select()
    .from(offer)
    .where(eq(offer.roomId, roomId))
    .orderBy(sql`${offer.madeAt} desc`)
    .limit(50)
  return rows.map(view)
}

/** Makes a guest's offers a member's. */
export async function adoptOffers(db: Queryable, { from, to }: { from: string; to: string }): Promise<void> {
  await db
    .update(offer)
    .set({ shopperId: to })
    .where(and(eq(offer.shopperId, from), ne(offer.shopperId, to)))
}

type Row = typeof offer.$inferSelect

function view(row: Row): OfferView {
  const { id, productId, variantId, quantity, unitAmount, currency, gift, by, repliesTo, state, isByRule } = row
  const until = row.expiresAt.toISOString()
  return { id, productId, variantId, quantity, unitAmount, currency, gift, by, repliesTo, state, isByRule, until }
}
