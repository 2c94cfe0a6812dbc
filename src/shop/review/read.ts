import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { prepared, type Queryable } from '#database'
import type { Localized } from '#language'
import { type ImageView, imagesOf } from '#media'
import { order, orderLine } from '../order-schema.ts'
import { review, reviewPicture } from '../review-schema.ts'
import { product } from '../schema.ts'

/** A review as readers see it: by somebody whose order arrived. */
export interface ReviewView {
  id: string
  productId: string
  author: string
  stars: number
  text: string
  writtenAt: Date
  /** What they bought, such as the colour; empty where there was nothing to choose. */
  bought: Localized
  pictures: ImageView[]
  helpful: number
  answer: { text: string; by: string } | null
}

/** How a product is liked: how many reviews, their mean to one decimal, and how many for each number of stars, one first. */
export interface RatingView {
  count: number
  mean: number
  histogram: [number, number, number, number, number]
}

const noRating: RatingView = { count: 0, mean: 0, histogram: [0, 0, 0, 0, 0] }

const rating = prepared(db =>
  db
    .select({ stars: review.stars, n: sql<number>`count(*)`.mapWith(Number) })
    .from(review)
    .where(and(eq(review.productId, sql.placeholder('productId')), isNull(review.hiddenAt)))
    .groupBy(review.stars)
    .prepare('shop.rating'),
)

/** How a product is liked by those who bought it. */
export async function ratingOf(db: Queryable, { productId }: { productId: string }): Promise<RatingView> {
  const rows = await rating(db).execute({ productId })
  if (rows.length === 0) return noRating
  const of = (stars: number) => rows.find(row => row.stars === stars)?.n ?? 0
  const histogram: RatingView['histogram'] = [of(1), of(2), of(3), of(4), of(5)]
  const count = histogram.reduce((sum, n) => sum + n, 0)
  const sum = histogram.reduce((total, n, i) => total + n * (i + 1), 0)
  return { count, mean: Math.round((sum / count) * 10) / 10, histogram }
}

const helpful = sql<number>`(
  select count(*) from shop.review_vote v where v.review_id = ${review.id} and v.kind = 'helpful')`.mapWith(Number)
const reports = sql<number>`(
  select count(*) from shop.review_vote v where v.review_id = ${review.id} and v.kind = 'report')`.mapWith(Number)
// named in full: alone, drizzle leaves the table out, and the line would be compared with itself
const bought = sql<Localized>`coalesce((
  select l.choice from ${orderLine} l where l.order_id = review.order_id and l.product_id = review.product_id
  order by l.position limit 1), '{"ko":"","en":""}'::jsonb)`

const columns = {
  id: review.id,
  productId: review.productId,
  author: review.author,
  stars: review.stars,
  text: review.text,
  writtenAt: review.writtenAt,
  answer: review.answer,
  answeredBy: review.answeredBy,
  bought,
  helpful,
}

/** Part of a product's reviews, the newest first; `next` begins the next part, null at the end. */
export async function reviewsOf(
  db: Queryable,
  { productId, after, limit }: { productId: string; after: string | null; limit: number },
): Promise<{ reviews: ReviewView[]; next: string | null }> {
  const rows = await db
    .select(columns)
    .from(review)
    .where(and(eq(review.productId, productId), isNull(review.hiddenAt), beyond(after)))
    .orderBy(desc(review.writtenAt), desc(review.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const pictures = await picturesOf(
    db,
    shown.map(row => row.id),
  )
  const last = shown.at(-1)
  return {
    reviews: shown.map(row => present(row, pictures)),
    next: rows.length > limit && last ? `${last.writtenAt.getTime()}_${last.id}` : null,
  }
}

/** Beyond the last one of the part before; what is no such place begins anew. */
function beyond(after: string | null) {
  const [, ms, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(after ?? '') ?? []
  if (ms === undefined || id === undefined) return undefined
  const at = new Date(Number(ms))
  return or(lt(review.writtenAt, at), and(eq(review.writtenAt, at), lt(review.id, id)))
}

async function picturesOf(db: Queryable, ids: readonly string[]): Promise<Map<string, ImageView[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select()
    .from(reviewPicture)
    .where(sql`${reviewPicture.reviewId} = any(${sql.param([...ids])}::uuid[])`)
    .orderBy(reviewPicture.position)
  const images = await imagesOf(
    db,
    rows.map(row => row.assetId),
  )
  return new Map(
    [...Map.groupBy(rows, row => row.reviewId)].map(([id, of]) => [
      id,
      of.flatMap(row => images.get(row.assetId) ?? []),
    ]),
  )
}

type Row = Omit<ReviewView, 'pictures' | 'answer'> & { answer: string | null; answeredBy: string | null }

function present({ answer, answeredBy, ...row }: Row, pictures: Map<string, ImageView[]>): ReviewView {
  return {
    ...row,
    pictures: pictures.get(row.id) ?? [],
    answer: answer === null ? null : { text: answer, by: answeredBy ?? '' },
  }
}

/** The products of an order of which its buyer has written a review, also where the shop hides it. */
export async function reviewedIn(db: Queryable, { orderId }: { orderId: string }): Promise<Set<string>> {
  const rows = await db.select({ productId: review.productId }).from(review).where(eq(review.orderId, orderId))
  return new Set(rows.map(({ productId }) => productId))
}

/** A review as staff see it: also hidden ones, with what was reported of them. */
export interface StaffReview extends ReviewView {
  product: { slug: string; name: Localized }
  orderNumber: number
  reports: { count: number; whys: string[] }
  hidden: { at: Date; why: string } | null
}

/** The reviews for staff: those that were reported first, then the newest. */
export async function reviewsForStaff(db: Queryable, { limit }: { limit: number }): Promise<StaffReview[]> {
  const rows = await db
    .select({
      ...columns,
      hiddenAt: review.hiddenAt,
      hiddenWhy: review.hiddenWhy,
      slug: product.slug,
      name: product.name,
      orderNumber: order.number,
      reports,
      whys: sql<string[]>`coalesce((
        select json_agg(v.why order by v.at) from shop.review_vote v
        where v.review_id = ${review.id} and v.kind = 'report'), '[]')`,
    })
    .from(review)
    .innerJoin(product, eq(product.id, review.productId))
    .innerJoin(order, eq(order.id, review.orderId))
    .orderBy(sql`(${review.hiddenAt} is null and ${reports} > 0) desc`, desc(review.writtenAt))
    .limit(limit)
  const pictures = await picturesOf(
    db,
    rows.map(row => row.id),
  )
  return rows.map(({ hiddenAt, hiddenWhy, slug, name, orderNumber, reports, whys, ...row }) => ({
    ...present(row, pictures),
    product: { slug, name },
    orderNumber,
    reports: { count: reports, whys },
    hidden: hiddenAt === null ? null : { at: hiddenAt, why: hiddenWhy ?? '' },
  }))
}
