import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgSchema, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'
import type { EntryBody } from './protocol.ts'

export const chat = pgSchema('chat')

/**
 * A conversation's log. `state`, `waiting_since`, `last_line` and `last_at` are the fold of its entries, kept on the
 * row in the transaction that appends them, so that the desk's list is one index scan.
 */
export const room = chat.table(
  'room',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ['inquiry'] }).notNull(),
    /** The shopper whose inquiry it is: a guest's id. */
    shopperId: uuid('shopper_id').notNull(),
    productId: uuid('product_id').notNull(),
    language: text({ enum: ['ko', 'en'] }).notNull(),
    state: text({ enum: ['open', 'resolved'] })
      .notNull()
      .default('open'),
    lastSeq: integer('last_seq').notNull().default(0),
    lastAt: timestamp('last_at', { withTimezone: true }),
    lastLine: text('last_line'),
    /** Since when the shopper waits for an answer; null when the last word is the operator's. */
    waitingSince: timestamp('waiting_since', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    // A shopper has one inquiry about a product, however often the page is opened.
    unique('room_of_shopper').on(t.shopperId, t.productId),
    // The desk: open conversations, the longest wait first; answered and resolved ones by the last word.
    index('room_waiting').on(t.waitingSince).where(sql`waiting_since is not null`),
    index('room_recent').on(t.state, t.lastAt).where(sql`last_seq > 0`),
    check('room_last_seq', sql`last_seq >= 0`),
  ],
)

/** What was said and done in a room, gap-free by `seq`. */
export const entry = chat.table(
  'entry',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => room.id),
    seq: integer().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    authorId: uuid('author_id').notNull(),
    authorRole: text('author_role', { enum: ['shopper', 'operator'] }).notNull(),
    /** The operator's name at that time; null for a shopper. */
    authorName: text('author_name'),
    /** The id the author's client gave it: the same id again is the same entry. */
    cid: text().notNull(),
    body: jsonb().$type<EntryBody>().notNull(),
  },
  t => [
    primaryKey({ columns: [t.roomId, t.seq] }),
    // A retry, another tab and the plain form find the entry that is already there.
    unique('entry_once').on(t.roomId, t.authorId, t.cid),
    check('entry_seq', sql`seq > 0`),
  ],
)

/** How far each person has come in a room. */
export const participant = chat.table(
  'participant',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => room.id),
    personId: uuid('person_id').notNull(),
    role: text({ enum: ['shopper', 'operator'] }).notNull(),
    deliveredSeq: integer('delivered_seq').notNull().default(0),
    readSeq: integer('read_seq').notNull().default(0),
  },
  t => [primaryKey({ columns: [t.roomId, t.personId] })],
)
