import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  pgSchema,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

/** The PostgreSQL schema of this room. */
export const media = pgSchema('media')

/** What somebody added: one picture or one film, told from others by its bytes. A film's poster is a picture of its own. */
export const asset = media.table(
  'asset',
  {
    id: uuid('id')
      .primaryKey()
      .$defaultFn(() => randomUUIDv7()),
    kind: text('kind', { enum: ['image', 'film'] }).notNull(),
    sha256: text('sha256').notNull(),
    type: text('type').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    /** Pixels as shown, that is after turning by EXIF or by the track's matrix. */
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    durationMs: integer('duration_ms'),
    posterId: uuid('poster_id').references((): AnyPgColumn => asset.id),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  t => [
    // adding the same bytes again finds the first asset
    unique('asset_sha256_key').on(t.sha256),
    check('asset_kind_check', sql`${t.kind} in ('image', 'film')`),
    check('asset_sha256_check', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
    check('asset_size_check', sql`${t.sizeBytes} > 0 and ${t.width} > 0 and ${t.height} > 0`),
    check('asset_film_check', sql`(${t.kind} = 'film') = (${t.durationMs} is not null and ${t.posterId} is not null)`),
  ],
)

/**
 * One form of an asset, and the blob that holds it. `original` is what was added; a picture has `w320` to `w1440`,
 * a film `captions-ko` and `captions-en`, and once its ladder is made `rung-1080` to `rung-360` with `list-1080` to
 * `list-360` beside them, `film`, which lists those, and `storyboard`.
 */
export const rendition = media.table(
  'rendition',
  {
    id: uuid('id')
      .primaryKey()
      .$defaultFn(() => randomUUIDv7()),
    assetId: uuid('asset_id')
      .notNull()
      .references(() => asset.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    sha256: text('sha256').notNull(),
    type: text('type').notNull(),
    width: integer('width'),
    height: integer('height'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
  },
  t => [
    // the forms of some assets, for a page; and one form of each name
    unique('rendition_name_key').on(t.assetId, t.name),
    // the form that an address names by the first half of its hash; and whether a blob is in use
    index('rendition_address_index').on(sql`left(${t.sha256}, 32)`),
    check('rendition_name_check', sql`${t.name} ~ '^[a-z0-9-]{1,40}$'`),
    check('rendition_sha256_check', sql`${t.sha256} ~ '^[0-9a-f]{64}$'`),
  ],
)

/**
 * The work of making a film's other forms: asked for in the transaction that adds the film, done by one worker at a
 * time, which holds it for as long as its `beatAt` is fresh. The forms are there all together, or not at all.
 */
export const ladder = media.table(
  'ladder',
  {
    assetId: uuid('asset_id')
      .primaryKey()
      .references(() => asset.id, { onDelete: 'cascade' }),
    state: text('state', { enum: ['waiting', 'working', 'ready', 'failed'] }).notNull(),
    /** How much is done. */
    percent: integer('percent').notNull().default(0),
    /** Why it failed, and where in the film, if it was at a place. */
    reason: text('reason'),
    atMs: integer('at_ms'),
    /** Who works on it, and when it last said so. */
    worker: uuid('worker'),
    beatAt: timestamp('beat_at', { withTimezone: true, mode: 'date' }),
    /** How often it was begun since it was asked for. */
    tries: integer('tries').notNull().default(0),
    /** Whether the original plays in every browser; where it does not, a rung is shown in its place, once there is one. */
    originalPlays: boolean('original_plays').notNull().default(true),
    /** The storyboard's tiles, and how much of the film one stands for. */
    columns: integer('columns'),
    rows: integer('rows'),
    everyMs: integer('every_ms'),
    askedAt: timestamp('asked_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  t => [
    // the next one to be worked on
    index('ladder_open_index').on(t.askedAt).where(sql`${t.state} in ('waiting', 'working')`),
    check('ladder_state_check', sql`${t.state} in ('waiting', 'working', 'ready', 'failed')`),
    check('ladder_percent_check', sql`${t.percent} between 0 and 100`),
    check('ladder_worker_check', sql`(${t.state} = 'working') = (${t.worker} is not null and ${t.beatAt} is not null)`),
    check('ladder_reason_check', sql`(${t.state} = 'failed') = (${t.reason} is not null)`),
    check(
      'ladder_storyboard_check',
      sql`${t.columns} is null and ${t.rows} is null and ${t.everyMs} is null or ${t.columns} > 0 and ${t.rows} > 0 and ${t.everyMs} > 0`,
    ),
  ],
)

/**
 * A file that only some people may see: it has no address under /media, and whoever refers to it says who may have it.
 * A picture is kept as it was made anew, without metadata; a PDF as it came.
 */
export const privateFile = media.table(
  'private_file',
  {
    /** Made by its sender: the same id again is the same file. */
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: ['image', 'pdf'] }).notNull(),
    name: text('name').notNull(),
    /** Of the bytes as they were sent. */
    sentSha256: text('sent_sha256').notNull(),
    /** Of what is kept of them. */
    sha256: text('sha256').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    /** Pixels of a picture as it is kept. */
    width: integer('width'),
    height: integer('height'),
    /** The blob of a picture's small form. */
    smallSha256: text('small_sha256'),
    smallSizeBytes: bigint('small_size_bytes', { mode: 'number' }),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  t => [
    // whether a blob is in use
    index('private_file_sha256_index').on(t.sha256),
    index('private_file_small_index').on(t.smallSha256),
    check('private_file_sha256_check', sql`${t.sha256} ~ '^[0-9a-f]{64}$' and ${t.sentSha256} ~ '^[0-9a-f]{64}$'`),
    check('private_file_name_check', sql`length(${t.name}) between 1 and 200`),
    check(
      'private_file_kind_check',
      sql`case ${t.kind} when 'image' then ${t.width} > 0 and ${t.height} > 0 and ${t.smallSha256} is not null and ${t.smallSizeBytes} > 0 else ${t.kind} = 'pdf' and ${t.width} is null and ${t.height} is null and ${t.smallSha256} is null end`,
    ),
  ],
)
