import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database, Queryable } from '#database'
import { Problem } from '#edge'
import { cleanText, type Lang, reviews as words } from '#language'
import { order, orderLine } from '../order-schema.ts'
import { review, reviewPicture, reviewVote } from '../review-schema.ts'

/** Most pictures of one review. */
export const mostPictures = 4

const cleaned = (least: number, most: number) =>
  v.pipe(v.string(), v.transform(cleanText), v.minLength(least), v.maxLength(most))

/** What a buyer writes of a product. */
export const ReviewWords = v.strictObject({
  author: cleaned(1, 40),
  stars: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  text: cleaned(1, 4000),
})
export type ReviewWords = v.InferOutput<typeof ReviewWords>

/** A product of an order that can be reviewed, and the review that is there already. */
export interface Reviewable {
  orderId: string
  shopperId: string
  productId: string
  review: (ReviewWords & { id: string }) | null
}

/**
 * What can be reviewed with an order's token: its products, once it has arrived.
 * @throws Problem `missing` for no such order or product, `forbidden` before it has arrived.
 */
export async function reviewableOf(
  db: Queryable,
  { token, productId }: { token: string; productId: string },
): Promise<Reviewable> {
  const [of] = await db
    .select({ orderId: order.id, shopperId: order.shopperId, state: order.state })
    .from(order)
    .innerJoin(orderLine, and(eq(orderLine.orderId, order.id), eq(orderLine.productId, productId)))
    .where(eq(order.token, token))
    .limit(1)
  if (of === undefined) throw new Problem('missing', 'shop.no_such_order', words.noSuchOrder)
  if (of.state !== 'completed') throw new Problem('forbidden', 'shop.not_arrived', words.notArrived)
  const [written] = await db
    .select({ id: review.id, author: review.author, stars: review.stars, text: review.text })
    .from(review)
    .where(and(eq(review.orderId, of.orderId), eq(review.productId, productId)))
  return { orderId: of.orderId, shopperId: of.shopperId, productId, review: written ?? null }
}

/**
 * Writes a buyer's review of a product in an order that has arrived, or writes it anew. One order has one review of a
 * product, whatever `id` comes; pictures that are given take the place of those it had.
 * @throws Problem as `reviewableOf`.
 */
export async function writeReview(
  db: Database,
  of: {
    id: string
    token: string
    productId: string
    words: ReviewWords
    language: Lang
    pictures: readonly string[]
    now: Date
  },
): Promise<string> {
  const { orderId, shopperId, productId } = await reviewableOf(db, of)
  const { author, stars, text } = of.words
  return db.transaction(async tx => {
    const [written] = await tx
      .insert(review)
      .values({
        id: of.id,
        productId,
        orderId,
        shopperId,
        author,
        stars,
        text,
        language: of.language,
        writtenAt: of.now,
      })
      .onConflictDoUpdate({ target: [review.orderId, review.productId], set: { author, stars, text } })
      .returning({ id: review.id })
    if (written === undefined) throw new Error('the review that was just written is not there')
    const { id } = written
    if (of.pictures.length > 0) {
      await tx.delete(reviewPicture).where(eq(reviewPicture.reviewId, id))
      const rows = of.pictures.slice(0, mostPictures).map((assetId, position) => ({ reviewId: id, position, assetId }))
      await tx.insert(reviewPicture).values(rows)
    }
    return id
  })
}

/** Somebody finds a review helpful, or no more; nobody counts twice. Gives how many do. */
export async function voteHelpful(
  db: Queryable,
  { reviewId, personId, on, now }: { reviewId: string; personId: string; on: boolean; now: Date },
): Promise<number> {
  await vote(db, { reviewId, personId, kind: 'helpful', why: null, on, now })
  return db.$count(reviewVote, and(eq(reviewVote.reviewId, reviewId), eq(reviewVote.kind, 'helpful')))
}

/** Somebody reports a review to the shop, and why. */
export async function reportReview(
  db: Queryable,
  { reviewId, personId, why, now }: { reviewId: string; personId: string; why: string; now: Date },
): Promise<void> {
  await vote(db, { reviewId, personId, kind: 'report', why, on: true, now })
}

async function vote(
  db: Queryable,
  o: { reviewId: string; personId: string; kind: 'helpful' | 'report'; why: string | null; on: boolean; now: Date },
): Promise<void> {
  const { reviewId, personId, kind, why, on, now } = o
  const [there] = await db
    .select({ by: review.shopperId })
    .from(review)
    .where(and(eq(review.id, reviewId), isNull(review.hiddenAt)))
  if (there === undefined) throw new Problem('missing', 'shop.no_such_review', words.noSuchReview)
  if (there.by === personId) throw new Problem('forbidden', 'shop.own_review', words.ownReview)
  const isTheirs = and(eq(reviewVote.reviewId, reviewId), eq(reviewVote.personId, personId), eq(reviewVote.kind, kind))
  if (!on) await db.delete(reviewVote).where(isTheirs)
  else await db.insert(reviewVote).values({ reviewId, personId, kind, why, at: now }).onConflictDoNothing()
}

/** The shop answers a review, or takes its answer back with an empty one. */
export async function answerReview(
  db: Queryable,
  { reviewId, text, by, now }: { reviewId: string; text: string; by: string; now: Date },
): Promise<void> {
  const answer = cleanText(text).slice(0, 2000)
  const set =
    answer === '' ? { answer: null, answeredAt: null, answeredBy: null } : { answer, answeredAt: now, answeredBy: by }
  await changeOne(db, reviewId, set)
}

/** Takes a review out of sight, with the reason that staff keep, or back into it. */
export async function hideReview(
  db: Queryable,
  { reviewId, hidden, why, now }: { reviewId: string; hidden: boolean; why: string; now: Date },
): Promise<void> {
  await changeOne(
    db,
    reviewId,
    hidden ? { hiddenAt: now, hiddenWhy: cleanText(why).slice(0, 400) } : { hiddenAt: null, hiddenWhy: null },
  )
}

async function changeOne(db: Queryable, reviewId: string, set: Partial<typeof review.$inferInsert>): Promise<void> {
  const rows = await db.update(review).set(set).where(eq(review.id, reviewId)).returning({ id: review.id })
  if (rows.length === 0) throw new Problem('missing', 'shop.no_such_review', words.noSuchReview)
}

/** Makes a guest's reviews and votes a member's; where both voted, once counts. */
export async function adoptReviews(tx: Queryable, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.update(review).set({ shopperId: to }).where(eq(review.shopperId, from))
  await tx.execute(sql`
    insert into shop.review_vote (review_id, person_id, kind, why, at)
    select review_id, ${to}, kind, why, at from shop.review_vote where person_id = ${from}
    on conflict do nothing`)
  await tx.delete(reviewVote).where(inArray(reviewVote.personId, [from]))
}
