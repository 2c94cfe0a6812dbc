import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { asset } from '#media'
import type { Difference } from './feed/difference.ts'
import type { Incoming } from './feed/incoming.ts'
import type { Reason } from './feed/reason.ts'
import type { RunOptions, StockSeen } from './feed/run-options.ts'
import { shopSchema } from './schema.ts'

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
const uuidv7 = () =>
  uuid('id')
    .primaryKey()
    .$defaultFn(() => randomUUIDv7())

/** What a feed can be written in. */
export const feedFormats = ['google', 'shopify', 'own'] as const
export type FeedFormat = (typeof feedFormats)[number]

/** What becomes of a reading: it is compared, waits for somebody, is written, and ends one way or another. */
export const runStates = ['reading', 'ready', 'applying', 'done', 'cancelled', 'failed'] as const
export type RunState = (typeof runStates)[number]

/** What a row of a reading would do. */
export const rowActs = ['create', 'update', 'same', 'hide', 'wrong'] as const
export type RowAct = (typeof rowActs)[number]

/** A list of products at an address, which is read again and again. */
export const feed = shopSchema.table(
  'feed',
  {
    id: uuidv7(),
    name: text('name').notNull(),
    url: text('url').notNull(),
    options: jsonb('options').$type<RunOptions>().notNull(),
    /** Whether its products are sold in another shop, to which their pages lead. */
    isElsewhere: boolean('is_elsewhere').notNull(),
    everyMinutes: integer('every_minutes').notNull(),
    isOn: boolean('is_on').notNull(),
    /** What the server said about the version that was read. */
    etag: text('etag'),
    lastModified: text('last_modified'),
    /** When it was asked, and when it is asked again. */
    askedAt: instant('asked_at'),
    dueAt: instant('due_at').notNull(),
    /** How often it failed since it last went well, and why the last time. */
    failures: integer('failures').notNull().default(0),
    failure: jsonb('failure').$type<Reason>(),
    by: uuid('by').notNull(),
    byName: text('by_name').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  t => [
    // those that are to be asked
    index('feed_due_index').on(t.dueAt).where(sql`is_on`),
    check('feed_every_minutes_check', sql`${t.everyMinutes} between 15 and 10080`),
    check('feed_url_check', sql`${t.url} ~ '^https?://'`),
  ],
)

/** One reading of a file or of a feed, with what it would do, before anything is done. */
export const feedRun = shopSchema.table(
  'feed_run',
  {
    id: uuidv7(),
    feedId: uuid('feed_id').references(() => feed.id, { onDelete: 'cascade' }),
    /** The file's name, or the feed's. */
    name: text('name').notNull(),
    format: text('format', { enum: feedFormats }),
    state: text('state', { enum: runStates }).notNull(),
    options: jsonb('options').$type<RunOptions>().notNull(),
    /** The file that waits to be read, by the name of its bytes; null where it came from a feed. */
    file: text('file'),
    /** How many rows there are to be compared; null while the file is still being read. */
    total: integer('total'),
    /** Why it failed as a whole, or waits for somebody. */
    reason: jsonb('reason').$type<Reason>(),
    by: uuid('by').notNull(),
    byName: text('by_name').notNull(),
    at: instant('at').notNull(),
    startedAt: instant('started_at'),
    endedAt: instant('ended_at'),
    /** Who reads or writes it now, and when they last showed that they live. */
    worker: uuid('worker'),
    beatAt: instant('beat_at'),
  },
  t => [
    // those of one feed
    index('feed_run_feed_index').on(t.feedId, t.id),
    // those that are being read or written, which somebody else goes on with where a process ended
    index('feed_run_working_index').on(t.beatAt).where(sql`state in ('reading', 'applying')`),
    check('feed_run_state_check', sql`${t.state} in ('reading', 'ready', 'applying', 'done', 'cancelled', 'failed')`),
  ],
)

/** One product of a reading. */
export const feedRow = shopSchema.table(
  'feed_row',
  {
    runId: uuid('run_id')
      .notNull()
      .references(() => feedRun.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    /** Where it begins in the file; null for what is not in it. */
    line: integer('line'),
    act: text('act', { enum: rowActs }).notNull(),
    name: text('name').notNull(),
    /** The product it is about, if there is one. */
    productId: uuid('product_id'),
    incoming: jsonb('incoming').$type<Incoming>(),
    differences: jsonb('differences').$type<Difference[]>().notNull(),
    /** How many pieces there were of each variant when it was compared. */
    seen: jsonb('seen').$type<StockSeen>().notNull(),
    reason: jsonb('reason').$type<Reason>(),
    /** Pictures that could not be fetched, and other things that stopped nothing. */
    notes: jsonb('notes').$type<Reason[]>().notNull(),
    state: text('state', { enum: ['waiting', 'done', 'failed'] }).notNull(),
  },
  t => [
    primaryKey({ name: 'feed_row_pkey', columns: [t.runId, t.position] }),
    // the rows of one kind on a page
    index('feed_row_act_index').on(t.runId, t.act, t.position),
    // what is still to be written
    index('feed_row_waiting_index').on(t.runId, t.position).where(sql`state = 'waiting'`),
    check('feed_row_act_check', sql`${t.act} in ('create', 'update', 'same', 'hide', 'wrong')`),
    check('feed_row_state_check', sql`${t.state} in ('waiting', 'done', 'failed')`),
  ],
)

/** Pictures that were fetched from other servers, each once. */
export const feedPicture = shopSchema.table('feed_picture', {
  url: text('url').primaryKey(),
  assetId: uuid('asset_id').references(() => asset.id, { onDelete: 'cascade' }),
  /** Why there is none. */
  failure: jsonb('failure').$type<Reason>(),
  at: instant('at').notNull(),
})
