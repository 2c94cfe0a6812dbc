import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { EntryBody, RoomRules, SayBody } from './protocol.ts'

export const chat = pgSchema('chat')

/**
 * A conversation's log. `state`, `waiting_since`, `last_line`, `last_at`, `assignee`, `pinned_seq`, `rules` and
 * `is_open` are the fold of its entries, kept on the row in the transaction that appends them, so that the desk's list
 * is one index scan and a page opens without reading the whole log.
 */
export const room = chat.table(
  'room',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ['inquiry', 'stage'] }).notNull(),
    /** The shopper whose inquiry it is, a guest's or a member's id; null in a crowded room. */
    shopperId: uuid('shopper_id'),
    /** The member's name as it was when they last spoke; null for guests. */
    shopperName: text('shopper_name'),
    /** What it is about: a product, or else a subject in the shopper's own words. */
    productId: uuid('product_id'),
    subject: text(),
    /** False for a conversation that a newer one of the same shopper about the same thing has replaced. */
    isCurrent: boolean('is_current').notNull().default(true),
    language: text({ enum: ['ko', 'en'] }).notNull(),
    state: text({ enum: ['open', 'resolved'] })
      .notNull()
      .default('open'),
    assigneeId: uuid('assignee_id'),
    assigneeName: text('assignee_name'),
    pinnedSeq: integer('pinned_seq'),
    rules: jsonb().$type<RoomRules>(),
    /** Whether shoppers may be in it. */
    isOpen: boolean('is_open').notNull().default(true),
    lastSeq: integer('last_seq').notNull().default(0),
    lastAt: timestamp('last_at', { withTimezone: true }),
    lastLine: text('last_line'),
    /** Since when the shopper waits for an answer; null when the last word is the operator's. */
    waitingSince: timestamp('waiting_since', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  t => [
    // A shopper has one inquiry about a product, and about a subject, however often the page is opened.
    uniqueIndex('room_of_shopper').on(t.shopperId, t.productId).where(sql`kind = 'inquiry' and is_current`),
    uniqueIndex('room_of_subject')
      .on(t.shopperId, t.subject)
      .where(sql`kind = 'inquiry' and is_current and product_id is null`),
    // A product has one crowded room.
    uniqueIndex('room_of_product').on(t.productId).where(sql`kind = 'stage'`),
    // A shopper's conversations, the newest first.
    index('room_shopper').on(t.shopperId, t.lastAt),
    // The desk: open conversations, the longest wait first; answered and resolved ones by the last word.
    index('room_waiting').on(t.waitingSince).where(sql`waiting_since is not null`),
    index('room_recent').on(t.lastAt).where(sql`last_seq > 0`),
    check('room_last_seq', sql`last_seq >= 0`),
    check(
      'room_about',
      sql`case kind when 'inquiry' then shopper_id is not null and (product_id is not null or subject is not null) else product_id is not null end`,
    ),
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
    /** How others in the room know the author; see `publicAuthor`. */
    author: uuid().notNull(),
    authorRole: text('author_role', { enum: ['shopper', 'operator'] }).notNull(),
    /** The operator's or the member's name at that time; null for a guest. */
    authorName: text('author_name'),
    /** The id the author's client gave it: the same id again is the same entry. */
    cid: text().notNull(),
    /** As it was said; only staff ever see it again where `shown` differs. */
    body: jsonb().$type<EntryBody>().notNull(),
    /** What later entries have made of it: other words, or that it is gone. Null while it stands as it was said. */
    shown: jsonb().$type<EntryBody>(),
  },
  t => [
    primaryKey({ columns: [t.roomId, t.seq] }),
    // A retry, another tab and the plain form find the entry that is already there, also after the guest has signed in.
    unique('entry_once').on(t.roomId, t.author, t.cid),
    // The later entries that changed one: its history.
    index('entry_of').on(t.roomId, sql`((body ->> 'of')::int)`).where(sql`body ->> 'of' is not null`),
    // The entries that show a file.
    index('entry_files').using('gin', sql`(body -> 'files') jsonb_path_ops`).where(sql`body -> 'files' is not null`),
    check('entry_seq', sql`seq > 0`),
  ],
)

/** How far each person has come in a room, and whether they may be in it. */
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
    /** The entry by which staff removed them from a crowded room; null while they may be in it. */
    removedBySeq: integer('removed_by_seq'),
  },
  t => [primaryKey({ columns: [t.roomId, t.personId] })],
)

/** What a shopper said in a crowded room that makes staff look first: acknowledged, and not in the log yet. */
export const held = chat.table(
  'held',
  {
    id: uuid().primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => room.id),
    authorId: uuid('author_id').notNull(),
    authorName: text('author_name'),
    cid: text().notNull(),
    body: jsonb().$type<SayBody>().notNull(),
    at: timestamp({ withTimezone: true }).notNull(),
    releaseAt: timestamp('release_at', { withTimezone: true }).notNull(),
    /** Staff refused it: it stays, so that the same cid again gets the same answer. */
    refusedAt: timestamp('refused_at', { withTimezone: true }),
  },
  t => [
    unique('held_once').on(t.roomId, t.authorId, t.cid),
    // What is due.
    index('held_due').on(t.releaseAt).where(sql`refused_at is null`),
  ],
)

/** Words that no shopper may say in a crowded room, as staff wrote them. */
export const bannedWord = chat.table('banned_word', {
  word: text().primaryKey(),
  addedBy: uuid('added_by').notNull(),
  addedAt: timestamp('added_at', { withTimezone: true }).notNull().defaultNow(),
})

/** A file that was put into a room; it is the room's to see once an entry of the log names it. */
export const file = chat.table(
  'file',
  {
    /** The uploader's own id for it; the file itself is the media room's under the same id. */
    id: uuid().primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => room.id),
    authorId: uuid('author_id').notNull(),
    /** When it was last put or said; what no entry names is forgotten a day after. */
    usedAt: timestamp('used_at', { withTimezone: true }).notNull(),
  },
  t => [
    // The files that may be forgotten.
    index('file_used').on(t.usedAt),
  ],
)
