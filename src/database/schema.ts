import { sql } from 'drizzle-orm'
import { boolean, check, pgSchema, uuid } from 'drizzle-orm/pg-core'

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
