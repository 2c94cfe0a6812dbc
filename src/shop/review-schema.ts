import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import { asset } from '#media'
import { order } from './order-schema.ts'
import { product, shopSchema } from './schema.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** What somebody who bought a product says of it; their order is the proof. */
export const review = shopSchema.table(
  'review',
  {
    id: uuid('id').primaryKey(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    orderId: uuid('order_id')
      .notNull()
      .references(() => order.id),
    shopperId: uuid('shopper_id').notNull(),
    /** As the reviewer wants to be called. */
    author: text('author').notNull(),
    stars: integer('stars').notNull(),
    text: text('text').notNull(),
    language: text('language', { enum: ['ko', 'en'] }).notNull(),
    writtenAt: instant('written_at').notNull(),
    /** What the shop says to it. */
    answer: text('answer'),
    answeredAt: instant('answered_at'),
    answeredBy: text('answered_by'),
    /** Staff took it out of sight, and why. */
    hiddenAt: instant('hidden_at'),
    hiddenWhy: text('hidden_why'),
  },
  t => [
    // who bought a product in an order says once what they think of it
    unique('review_order_key').on(t.orderId, t.productId),
    // a product's reviews, the newest first
    index('review_product_index').on(t.productId, t.writtenAt).where(sql`hidden_at is null`),
    check('review_stars_check', sql`${t.stars} between 1 and 5`),
  ],
)

/** A picture in a review. */
export const reviewPicture = shopSchema.table(
  'review_picture',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => review.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    assetId: uuid('asset_id')
      .notNull()
      .references(() => asset.id),
  },
  t => [primaryKey({ name: 'review_picture_pkey', columns: [t.reviewId, t.position] })],
)

/** Somebody found a review helpful, or reported it. */
export const reviewVote = shopSchema.table(
  'review_vote',
  {
    reviewId: uuid('review_id')
      .notNull()
      .references(() => review.id, { onDelete: 'cascade' }),
    personId: uuid('person_id').notNull(),
    kind: text('kind', { enum: ['helpful', 'report'] }).notNull(),
    why: text('why'),
    at: instant('at').notNull(),
  },
  t => [primaryKey({ name: 'review_vote_pkey', columns: [t.reviewId, t.personId, t.kind] })],
)
