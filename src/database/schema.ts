import { sql } from 'drizzle-orm'
import { bigserial, boolean, check, index, jsonb, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core'

/** The room's schema; exported so that drizzle-kit creates it. */
export const database = pgSchema('database')

/**
 * One row about the database itself. `epoch` names this life of the data: made by the first migration, changed by an
 * import. Who kept a `seq` from another epoch must start again from a snapshot.
 */
export const meta = database.table(
  'meta',
  {
    single: boolean('single').primaryKey().default(true),
    epoch: uuid('epoch').notNull().defaultRandom(),
  },
  table => [check('meta_single', sql`${table.single}`)],
)

/**
 * What happened, written in the transaction in which it did. Those who listen are told from here, each by a job of its
 * own: `told_at` says that these jobs are there.
 */
export const event = database.table(
  'event',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    name: text('name').notNull(),
    data: jsonb('data').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    toldAt: timestamp('told_at', { withTimezone: true }),
  },
  t => [
    // what is still to be told, in the order in which it was written
    index('event_untold_index').on(t.id).where(sql`told_at is null`),
    // what is old enough to be forgotten
    index('event_at_index').on(t.at),
  ],
)
