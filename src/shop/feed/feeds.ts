import { and, asc, eq, lte, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { type Database, emit, type Queryable } from '#database'
import { feed } from '../feed-schema.ts'
import type { Hand } from '../office/history.ts'
import { product } from '../schema.ts'
import { feedAsked } from './events.ts'
import { fetchSafely } from './fetch.ts'
import type { Reach } from './pictures.ts'
import { makeRun } from './reading.ts'
import { type Reason, Unreadable } from './reason.ts'
import { RunOptions } from './run-options.ts'
import { runView, startRun } from './runs.ts'
import { hideProducts } from './write-rows.ts'

/** A feed as its owner writes it. */
export const FeedSettings = v.strictObject({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(80)),
  url: v.pipe(v.string(), v.trim(), v.maxLength(2000), v.url(), v.regex(/^https?:\/\//)),
  options: RunOptions,
  /** Whether its products are sold in another shop, to which their pages lead. */
  isElsewhere: v.boolean(),
  everyMinutes: v.pipe(v.number(), v.integer(), v.minValue(15), v.maxValue(10_080)),
  isOn: v.boolean(),
})
export type FeedSettings = v.InferOutput<typeof FeedSettings>

export type FeedView = Omit<typeof feed.$inferSelect, 'by' | 'etag' | 'lastModified'> & { products: number }

const mostBytes = 64 * 1024 * 1024
const timeoutMs = 120_000
const accept =
  'application/rss+xml, application/atom+xml, application/xml, text/csv, text/tab-separated-values, */*;q=0.5'
/** The first pause after a failure, in minutes; each one is twice the one before, until the usual pause. */
const firstPause = 5

/** The feeds, and how many products of each are here. */
export async function listFeeds(db: Queryable): Promise<FeedView[]> {
  const { by: _, etag: __, lastModified: ___, ...columns } = columnsOf()
  return db.select(columns).from(feed).orderBy(asc(feed.id))
}

/** One feed; null where there is none of this id. */
export async function feedView(db: Queryable, { id }: { id: string }): Promise<FeedView | null> {
  const { by: _, etag: __, lastModified: ___, ...columns } = columnsOf()
  const [row] = await db.select(columns).from(feed).where(eq(feed.id, id))
  return row ?? null
}

function columnsOf() {
  // named in full: alone, drizzle leaves the table out, and the product would be compared with itself
  const products = sql<number>`(select count(*) from ${product} where ${product.source} = feed.id::text)`
  return {
    ...{ id: feed.id, name: feed.name, url: feed.url, options: feed.options, isElsewhere: feed.isElsewhere },
    ...{ everyMinutes: feed.everyMinutes, isOn: feed.isOn, etag: feed.etag, lastModified: feed.lastModified },
    ...{ askedAt: feed.askedAt, dueAt: feed.dueAt, failures: feed.failures, failure: feed.failure },
    ...{ by: feed.by, byName: feed.byName, createdAt: feed.createdAt, products: products.mapWith(Number) },
  }
}

/**
 * Writes a feed, a new one where `id` is null; it is asked at once. Whose goods its products are is said once: it does
 * not change. Gives its id; null where there is none of this id.
 */
export async function saveFeed(
  db: Database,
  { id, settings, by, now }: { id: string | null; settings: FeedSettings; by: Hand; now: Date },
): Promise<string | null> {
  const { isElsewhere, ...rest } = settings
  const row = { ...rest, etag: null, lastModified: null, failures: 0, failure: null, dueAt: now }
  const [written] =
    id === null
      ? await db
          .insert(feed)
          .values({ ...row, isElsewhere, by: by.id, byName: by.name })
          .returning({ id: feed.id })
      : await db.update(feed).set(row).where(eq(feed.id, id)).returning({ id: feed.id })
  return written?.id ?? null
}

/** Asks a feed as soon as can be, whatever its schedule. */
export async function askSoon(db: Database, { id, now }: { id: string; now: Date }): Promise<void> {
  await db.transaction(async tx => {
    await tx
      .update(feed)
      .set({ etag: null, lastModified: null, dueAt: laterBy(now, 60) })
      .where(eq(feed.id, id))
    await emit(tx, feedAsked({ feedId: id }))
  })
}

/** Ends a feed. What another shop sells is hidden; what is our own stays as it is. */
export async function deleteFeed(db: Database, { id, by, now }: { id: string; by: Hand; now: Date }): Promise<void> {
  await db.transaction(async tx => {
    // Its readings go with it: what is being written of them comes first, and nothing after.
    await tx.delete(feed).where(eq(feed.id, id))
    const rows = await tx.select({ id: product.id }).from(product).where(eq(product.source, id))
    const ids = rows.map(row => row.id)
    await hideProducts(tx, { ids, by, now })
  })
}

/** Asks for those feeds that are due; each one once, whoever asks. */
export async function askDue(db: Database, { now }: { now: Date }): Promise<void> {
  await db.transaction(async tx => {
    const due = await tx
      .select({ id: feed.id, everyMinutes: feed.everyMinutes })
      .from(feed)
      .where(and(eq(feed.isOn, true), lte(feed.dueAt, now)))
      .limit(50)
      .for('update', { skipLocked: true })
    for (const { id, everyMinutes } of due) {
      await tx
        .update(feed)
        .set({ dueAt: laterBy(now, everyMinutes) })
        .where(eq(feed.id, id))
      await emit(tx, feedAsked({ feedId: id }))
    }
  })
}

interface AskFeed {
  feedId: string
  now: Date
  signal: AbortSignal
  reach?: Reach
}

/**
 * Fetches a feed and lets what it would do be written, unless so much of it vanished that somebody must look first. What
 * fails is kept with its reason and tried again, later each time.
 */
export async function askFeed(db: Database, { feedId, now, signal, reach }: AskFeed): Promise<void> {
  const [row] = await db.select().from(feed).where(eq(feed.id, feedId))
  if (row === undefined) return
  const well = (more: Partial<typeof feed.$inferInsert>) =>
    db
      .update(feed)
      .set({ askedAt: now, failures: 0, failure: null, dueAt: laterBy(now, row.everyMinutes), ...more })
      .where(eq(feed.id, feedId))
  try {
    const { etag, lastModified } = row
    const answer = await fetchSafely(row.url, { mostBytes, timeoutMs, accept, etag, lastModified, signal, ...reach })
    if (answer.kind === 'same') {
      await well({})
      return
    }
    const { bytes, etag: version, lastModified: changedAt } = answer
    const by = { id: row.by, name: row.byName }
    const { name, options, isElsewhere } = row
    const { runId, isReady } = await makeRun(db, { bytes, name, options, by, now, feedId, isElsewhere })
    const run = await runView(db, { id: runId })
    if (run?.state === 'cancelled') {
      await well({})
      return
    }
    if (!isReady) throw new Unreadable(run?.reason?.code ?? 'refused', run?.reason?.values)
    await well({ etag: version, lastModified: changedAt })
    if (run?.reason === null) await startRun(db, { runId })
  } catch (thrown) {
    if (signal.aborted) throw thrown
    if (!(thrown instanceof Unreadable)) throw thrown
    await notWell(db, { row, reason: thrown.reason, now })
  }
}

async function notWell(
  db: Database,
  { row, reason, now }: { row: typeof feed.$inferSelect; reason: Reason; now: Date },
): Promise<void> {
  const pause = Math.min(row.everyMinutes, firstPause * 2 ** Math.min(row.failures, 12))
  await db
    .update(feed)
    .set({ askedAt: now, failures: row.failures + 1, failure: reason, dueAt: laterBy(now, pause) })
    .where(eq(feed.id, row.id))
}

function laterBy(now: Date, minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000)
}
