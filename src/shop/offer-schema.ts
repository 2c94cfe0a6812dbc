import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { bigint, boolean, char, check, index, integer, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { order } from './order-schema.ts'
import { product, shopSchema, variant } from './schema.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/**
 * One price that was named in a conversation. The answer to it is its state, or another offer that `replies_to` it. An
 * accepted one is a private price of this shopper for this product and quantity, for one order.
 */
export const offer = shopSchema.table(
  'offer',
  {
    id: uuid('id')
      .primaryKey()
      .$defaultFn(() => randomUUIDv7()),
    /** The conversation in which it was made. */
    roomId: uuid('room_id').notNull(),
    shopperId: uuid('shopper_id').notNull(),
    productId: uuid('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variant.id, { onDelete: 'cascade' }),
    quantity: integer('quantity').notNull(),
    unitAmount: bigint('unit_amount', { mode: 'number' }).notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    /** What comes along for nothing, in words. */
    gift: text('gift'),
    by: text('by', { enum: ['shopper', 'operator'] }).notNull(),
    repliesTo: uuid('replies_to'),
    state: text('state', {
      enum: ['pending', 'countered', 'accepted', 'declined', 'withdrawn', 'expired', 'used'],
    }).notNull(),
    /** Whether the shop's rules decided, rather than a person. */
    isByRule: boolean('is_by_rule').notNull().default(false),
    madeAt: instant('made_at').notNull(),
    /** Until when it can be answered, and once it is accepted, used. */
    expiresAt: instant('expires_at').notNull(),
    usedBy: uuid('used_by').references(() => order.id),
  },
  t => [
    // the offers of a conversation
    index('offer_room_index').on(t.roomId, t.madeAt),
    // a shopper's accepted ones, and how often they tried for a product
    index('offer_shopper_index').on(t.shopperId, t.productId),
    // those whose time is over
    index('offer_expiry_index').on(t.expiresAt).where(sql`state in ('pending', 'accepted')`),
    // one offer about a product waits in a conversation
    uniqueIndex('offer_pending_key').on(t.roomId, t.productId).where(sql`state = 'pending'`),
    check('offer_amount_check', sql`${t.unitAmount} >= 0 and ${t.quantity} between 1 and 999`),
  ],
)

/**
 * How the shop bargains: for the whole shop, a category or a product, of which the nearest counts. The shares are of the
 * product's price, in hundredths of a per cent. Nothing of it ever leaves the server.
 */
export const offerRule = shopSchema.table(
  'offer_rule',
  {
    id: uuid('id')
      .primaryKey()
      .$defaultFn(() => randomUUIDv7()),
    scope: text('scope', { enum: ['shop', 'category', 'product'] }).notNull(),
    /** The category or the product; null for the shop. */
    scopeId: uuid('scope_id'),
    isAllowed: boolean('is_allowed').notNull(),
    /** Offers of at least this share are accepted at once; null: a person decides. */
    acceptFromBasisPoints: integer('accept_from_basis_points'),
    /** Offers of at most this share are declined at once; no price at or below it is ever agreed on. */
    declineToBasisPoints: integer('decline_to_basis_points'),
    /** How often one shopper may try for one product within a day. */
    attempts: integer('attempts').notNull(),
    lifetimeMinutes: integer('lifetime_minutes').notNull(),
  },
  t => [
    uniqueIndex('offer_rule_scope_key').on(t.scope, sql`coalesce(scope_id, '00000000-0000-0000-0000-000000000000')`),
    check('offer_rule_scope_check', sql`(${t.scope} = 'shop') = (${t.scopeId} is null)`),
    check(
      'offer_rule_shares_check',
      sql`coalesce(${t.declineToBasisPoints}, 0) between 0 and 10000 and coalesce(${t.acceptFromBasisPoints}, 10000) between 0 and 10000 and coalesce(${t.declineToBasisPoints}, 0) < coalesce(${t.acceptFromBasisPoints}, 10001)`,
    ),
    check(
      'offer_rule_attempts_check',
      sql`${t.attempts} between 1 and 20 and ${t.lifetimeMinutes} between 5 and 43200`,
    ),
  ],
)
