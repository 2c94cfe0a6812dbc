import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { boolean, check, index, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { KeptProduct } from './office/kept.ts'
import { shopSchema } from './schema.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** What is done to a product in the office. */
export const productActs = [
  'made',
  'written',
  'restored',
  'published',
  'unpublished',
  'moved',
  'priced',
  'on_sale',
  'off_sale',
  'counted',
  'deleted',
] as const
export type ProductAct = (typeof productActs)[number]

/** What a change came by: somebody's hand in the office, a file that they had read, a feed, or its time. */
export const productVias = ['office', 'file', 'feed', 'clock'] as const
export type ProductVia = (typeof productVias)[number]

/**
 * Each change of a product: the whole of it before and after. It outlives the product, so that what was deleted can be
 * seen.
 */
export const productChange = shopSchema.table(
  'product_change',
  {
    id: uuid('id')
      .primaryKey()
      .$defaultFn(() => randomUUIDv7()),
    productId: uuid('product_id').notNull(),
    at: instant('at').notNull(),
    via: text('via', { enum: productVias }).notNull().default('office'),
    /** Who, and what they were called then; of a feed only its name, of the clock nothing. */
    by: uuid('by'),
    byName: text('by_name').notNull(),
    act: text('act', { enum: productActs }).notNull(),
    /** Null where there was none, or is none any more. */
    before: jsonb('before').$type<KeptProduct>(),
    after: jsonb('after').$type<KeptProduct>(),
  },
  t => [
    // a product's history, the newest first
    index('product_change_product_index').on(t.productId, t.id),
    check('product_change_via_check', sql`${t.via} in ('office', 'file', 'feed', 'clock')`),
    check('product_change_by_check', sql`(${t.by} is null) = (${t.via} in ('feed', 'clock'))`),
    check('product_change_something_check', sql`${t.before} is not null or ${t.after} is not null`),
  ],
)

/** How the shop lets itself be paid: one row, as of {@link shop}. What a way needs in settings of the program is not here. */
export const payWays = shopSchema.table(
  'pay_ways',
  {
    only: boolean('only').primaryKey().default(true),
    transfer: boolean('transfer').notNull(),
    /** Where transfers go to; empty until the owner has written it. */
    bankName: text('bank_name').notNull(),
    bankAccount: text('bank_account').notNull(),
    bankHolder: text('bank_holder').notNull(),
    delivery: boolean('delivery').notNull(),
    stripe: boolean('stripe').notNull(),
    portone: boolean('portone').notNull(),
  },
  t => [
    check('pay_ways_only_check', sql`${t.only}`),
    check(
      'pay_ways_bank_check',
      sql`not ${t.transfer} or (${t.bankName} <> '' and ${t.bankAccount} <> '' and ${t.bankHolder} <> '')`,
    ),
  ],
)
