import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  char,
  check,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Localized } from '#language'
import type { Address } from './order/address.ts'
import type { OrderState } from './order/states.ts'
import { shopSchema, variant } from './schema.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const amount = (name: string) => bigint(name, { mode: 'number' }).notNull()
const uuidv7 = () =>
  uuid('id')
    .primaryKey()
    .$defaultFn(() => randomUUIDv7())

/** Where the shop sends to, and what that costs; the first zone that names the country, or every country as `*`, counts. */
export const shippingZone = shopSchema.table(
  'shipping_zone',
  {
    id: uuidv7(),
    name: jsonb('name').$type<Localized>().notNull(),
    countries: text('countries').array().notNull(),
    priceAmount: amount('price_amount'),
    /** Goods of this worth and more are sent for nothing; null: never. */
    freeFromAmount: bigint('free_from_amount', { mode: 'number' }),
    /** Added for each kilogram begun. */
    perKilogramAmount: bigint('per_kilogram_amount', { mode: 'number' }).notNull().default(0),
    position: integer('position').notNull(),
  },
  t => [check('shipping_zone_amount_check', sql`${t.priceAmount} >= 0 and ${t.perKilogramAmount} >= 0`)],
)

/** The tax on goods sent to a country, or to every other one as `*`: in hundredths of a per cent. */
export const taxRegion = shopSchema.table(
  'tax_region',
  {
    country: text('country').primaryKey(),
    rateBasisPoints: integer('rate_basis_points').notNull(),
    /** Whether the prices of the catalogue hold it already. */
    isIncluded: boolean('is_included').notNull(),
  },
  t => [check('tax_region_rate_check', sql`${t.rateBasisPoints} between 0 and 10000`)],
)

/** What somebody means to buy. An offer's line has the agreed price and quantity, and is theirs alone. */
export const cartLine = shopSchema.table(
  'cart_line',
  {
    id: uuid('id').primaryKey(),
    /** A guest's or a member's id. */
    shopperId: uuid('shopper_id').notNull(),
    variantId: uuid('variant_id')
      .notNull()
      .references(() => variant.id, { onDelete: 'cascade' }),
    quantity: integer('quantity').notNull(),
    offerId: uuid('offer_id'),
    addedAt: instant('added_at').notNull().defaultNow(),
  },
  t => [
    // a variant is in a cart once, beside the lines of offers
    uniqueIndex('cart_line_variant_key').on(t.shopperId, t.variantId).where(sql`offer_id is null`),
    uniqueIndex('cart_line_offer_key').on(t.offerId).where(sql`offer_id is not null`),
    // carts that nobody came back for
    index('cart_line_added_index').on(t.addedAt),
    check('cart_line_quantity_check', sql`${t.quantity} between 1 and 999`),
  ],
)

/** The client's own ids for what it put into a cart, so that each counts once, however often it is sent. */
export const cartTouch = shopSchema.table(
  'cart_touch',
  { id: uuid('id').primaryKey(), at: instant('at').notNull() },
  // those that nobody sends again
  t => [index('cart_touch_at_index').on(t.at)],
)

/** An order. Its lines and amounts are as they were when it was placed, whatever becomes of the catalogue. */
export const order = shopSchema.table(
  'order',
  {
    id: uuidv7(),
    /** What people call it. */
    number: bigserial('number', { mode: 'number' }).notNull().unique('order_number_key'),
    /** Opens the buyer's page of it, without an account. */
    token: text('token').notNull().unique('order_token_key'),
    /** The id that the buyer's page made: placing it again gives the same order. */
    checkoutId: uuid('checkout_id').notNull(),
    shopperId: uuid('shopper_id').notNull(),
    email: text('email').notNull(),
    address: jsonb('address').$type<Address>().notNull(),
    note: text('note').notNull(),
    language: text('language', { enum: ['ko', 'en'] }).notNull(),
    currency: char('currency', { length: 3 }).notNull(),
    goodsAmount: amount('goods_amount'),
    shippingAmount: amount('shipping_amount'),
    /** In the total where `tax_is_included`, added to it where not. */
    taxAmount: amount('tax_amount'),
    taxIsIncluded: boolean('tax_is_included').notNull(),
    totalAmount: amount('total_amount'),
    payBy: text('pay_by', { enum: ['transfer', 'delivery', 'stripe', 'portone'] }).notNull(),
    /** The name that the buyer's bank transfer will carry. */
    depositor: text('depositor'),
    state: text('state').$type<OrderState>().notNull(),
    /** Until when it waits for its payment. */
    expiresAt: instant('expires_at'),
    carrier: text('carrier'),
    tracking: text('tracking'),
    placedAt: instant('placed_at').notNull(),
    paidAt: instant('paid_at'),
    shippedAt: instant('shipped_at'),
  },
  t => [
    unique('order_checkout_key').on(t.shopperId, t.checkoutId),
    // a shopper's orders, the newest first
    index('order_shopper_index').on(t.shopperId, t.placedAt),
    // the office's lists, by state
    index('order_state_index').on(t.state, t.placedAt),
    // those whose time for paying is over
    index('order_expiry_index').on(t.expiresAt).where(sql`state in ('pending_payment', 'awaiting_deposit')`),
  ],
)

/** One line of an order. */
export const orderLine = shopSchema.table(
  'order_line',
  {
    orderId: uuid('order_id')
      .notNull()
      .references(() => order.id),
    position: integer('position').notNull(),
    /** Null when it is sold no more. */
    variantId: uuid('variant_id').references(() => variant.id, { onDelete: 'set null' }),
    productId: uuid('product_id').notNull(),
    sku: text('sku').notNull(),
    name: jsonb('name').$type<Localized>().notNull(),
    /** What was chosen, such as the colour; empty where there was nothing to choose. */
    choice: jsonb('choice').$type<Localized>().notNull(),
    unitAmount: amount('unit_amount'),
    quantity: integer('quantity').notNull(),
    taxAmount: amount('tax_amount'),
    offerId: uuid('offer_id'),
    /** What was promised along with it. */
    gift: text('gift'),
  },
  t => [
    primaryKey({ name: 'order_line_pkey', columns: [t.orderId, t.position] }),
    // the orders of a product, for reviews by those who bought it
    index('order_line_product_index').on(t.productId),
    // what an offer was used for
    index('order_line_offer_index').on(t.offerId).where(sql`offer_id is not null`),
    check('order_line_quantity_check', sql`${t.quantity} > 0`),
  ],
)

/** What happened to an order: each move of its state, each payment and refund, with who and why. */
export const orderEvent = shopSchema.table(
  'order_event',
  {
    id: uuidv7(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => order.id),
    at: instant('at').notNull(),
    from: text('from').$type<OrderState>(),
    to: text('to').$type<OrderState>().notNull(),
    /** Whose doing: a person's id, or null for the program's own. */
    by: uuid('by'),
    why: text('why').notNull(),
  },
  t => [
    // an order's history
    index('order_event_order_index').on(t.orderId, t.at),
    // the orders whose money a bank asks for
    index('order_event_dispute_index').on(t.orderId, t.at).where(sql`why like 'dispute%'`),
  ],
)

/** One try to be paid for an order. */
export const payment = shopSchema.table(
  'payment',
  {
    id: uuidv7(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => order.id),
    provider: text('provider', { enum: ['transfer', 'delivery', 'stripe', 'portone'] }).notNull(),
    /** The provider's name for it. */
    reference: text('reference'),
    amount: amount('amount'),
    currency: char('currency', { length: 3 }).notNull(),
    /** `returned`: it came, and was too much, too late or once too often; a refund of all of it goes along. */
    state: text('state', { enum: ['pending', 'paid', 'failed', 'returned'] }).notNull(),
    createdAt: instant('created_at').notNull(),
    paidAt: instant('paid_at'),
    /** When the provider was last asked about it. */
    askedAt: instant('asked_at'),
  },
  t => [
    // an order's payments
    index('payment_order_index').on(t.orderId),
    uniqueIndex('payment_reference_key').on(t.provider, t.reference).where(sql`reference is not null`),
    // an order is paid once
    uniqueIndex('payment_paid_key').on(t.orderId).where(sql`state = 'paid'`),
    // those to ask the provider about, whose webhook may be lost
    index('payment_pending_index').on(t.askedAt).where(sql`state = 'pending'`),
  ],
)

/** Money given back. The sum of an order's refunds is never more than what was paid. */
export const refund = shopSchema.table(
  'refund',
  {
    id: uuid('id').primaryKey(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => order.id),
    paymentId: uuid('payment_id')
      .notNull()
      .references(() => payment.id),
    amount: amount('amount'),
    reason: text('reason').notNull(),
    reference: text('reference'),
    state: text('state', { enum: ['pending', 'done', 'failed'] }).notNull(),
    /** A person's id, or null where the program gave back what came too late. */
    by: uuid('by'),
    at: instant('at').notNull(),
    /** How often the provider was asked for it, and when last. */
    tries: integer('tries').notNull().default(0),
    triedAt: instant('tried_at'),
    /** Why it was not given back at the last try, in the provider's words. */
    trouble: text('trouble'),
  },
  t => [
    // an order's refunds
    index('refund_order_index').on(t.orderId),
    // those to ask the provider for
    index('refund_pending_index').on(t.triedAt).where(sql`state = 'pending'`),
    check('refund_amount_check', sql`${t.amount} > 0`),
  ],
)

/** What a payment provider told us, once each. */
export const webhookEvent = shopSchema.table(
  'webhook_event',
  {
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  t => [primaryKey({ name: 'webhook_event_pkey', columns: [t.provider, t.eventId] })],
)
