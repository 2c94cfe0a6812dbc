import { and, asc, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { type Database, emit, type Queryable } from '#database'
import { feed, feedRow, feedRun, type RowAct, type RunState } from '../feed-schema.ts'
import { beatMs } from './claims.ts'
import { feedFileTaken, feedRunStarted } from './events.ts'

type RunRow = typeof feedRun.$inferSelect

/** How many rows a reading has of each kind, and how many of them are written. */
export interface RunCounts {
  create: number
  update: number
  same: number
  hide: number
  wrong: number
  waiting: number
  failed: number
  /** Rows whose pictures or other parts could not be had. */
  noted: number
}

/** A reading as the office shows it. */
export type RunView = Omit<RunRow, 'worker' | 'beatAt' | 'by' | 'file'> & { counts: RunCounts; isElsewhere: boolean }

export type RowView = Omit<typeof feedRow.$inferSelect, 'runId' | 'incoming' | 'seen'>

/** Which rows are shown: of a kind, those that failed, those with notes, or all. */
export const rowFilters = ['create', 'update', 'same', 'hide', 'wrong', 'failed', 'noted'] as const
export type RowFilter = (typeof rowFilters)[number]

const countRows = sql<RunCounts>`(
  select jsonb_build_object(
    'create', count(*) filter (where act = 'create'), 'update', count(*) filter (where act = 'update'),
    'same', count(*) filter (where act = 'same'), 'hide', count(*) filter (where act = 'hide'),
    'wrong', count(*) filter (where act = 'wrong'), 'waiting', count(*) filter (where state = 'waiting'),
    'failed', count(*) filter (where state = 'failed'), 'noted', count(*) filter (where notes <> '[]'))
  from ${feedRow} where ${feedRow.runId} = ${feedRun.id})`

const columns = {
  id: feedRun.id,
  feedId: feedRun.feedId,
  name: feedRun.name,
  format: feedRun.format,
  state: feedRun.state,
  options: feedRun.options,
  total: feedRun.total,
  reason: feedRun.reason,
  byName: feedRun.byName,
  at: feedRun.at,
  startedAt: feedRun.startedAt,
  endedAt: feedRun.endedAt,
  counts: countRows,
  isElsewhere: sql<boolean>`coalesce(${feed.isElsewhere}, false)`,
}

/** One reading; null where there is none of this id. */
export async function runView(db: Queryable, { id }: { id: string }): Promise<RunView | null> {
  const [row] = await db
    .select(columns)
    .from(feedRun)
    .leftJoin(feed, eq(feed.id, feedRun.feedId))
    .where(eq(feedRun.id, id))
  return row ?? null
}

/** The readings, the newest first, of one feed or of all. */
export async function listRuns(
  db: Queryable,
  { feedId, after, limit }: { feedId?: string; after: string | null; limit: number },
): Promise<{ runs: RunView[]; next: string | null }> {
  const rows = await db
    .select(columns)
    .from(feedRun)
    .leftJoin(feed, eq(feed.id, feedRun.feedId))
    .where(
      and(
        feedId === undefined ? undefined : eq(feedRun.feedId, feedId),
        after === null ? undefined : lt(feedRun.id, after),
      ),
    )
    .orderBy(desc(feedRun.id))
    .limit(limit + 1)
  const runs = rows.slice(0, limit)
  return { runs, next: rows.length > limit ? (runs.at(-1)?.id ?? null) : null }
}

/** Rows of a reading in the order of the file; `next` is where the others begin, null at the end. */
export async function runRows(
  db: Queryable,
  { runId, filter, after, limit }: { runId: string; filter: RowFilter | null; after: number; limit: number },
): Promise<{ rows: RowView[]; next: number | null }> {
  const rows = await db
    .select({
      position: feedRow.position,
      line: feedRow.line,
      act: feedRow.act,
      name: feedRow.name,
      productId: feedRow.productId,
      differences: feedRow.differences,
      reason: feedRow.reason,
      notes: feedRow.notes,
      state: feedRow.state,
    })
    .from(feedRow)
    .where(and(eq(feedRow.runId, runId), gt(feedRow.position, after), isOne(filter)))
    .orderBy(asc(feedRow.position))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.position ?? null) : null }
}

function isOne(filter: RowFilter | null) {
  if (filter === null) return undefined
  if (filter === 'failed') return eq(feedRow.state, 'failed')
  if (filter === 'noted') return sql`${feedRow.notes} <> '[]'`
  return eq(feedRow.act, filter satisfies RowAct)
}

/** Lets a reading be written, in the background. False: it is not one that waits for it. */
export async function startRun(db: Database, { runId }: { runId: string }): Promise<boolean> {
  return db.transaction(async tx => {
    const moved = await tx
      .update(feedRun)
      .set({ state: 'applying', reason: null })
      .where(and(eq(feedRun.id, runId), eq(feedRun.state, 'ready')))
      .returning({ id: feedRun.id })
    if (moved.length > 0) await emit(tx, feedRunStarted({ runId }))
    return moved.length > 0
  })
}

/** Stops a reading before the next part of it is compared or written; what is written stays. False: there is nothing to stop. */
export async function cancelRun(db: Database, { runId, now }: { runId: string; now: Date }): Promise<boolean> {
  const stoppable: RunState[] = ['reading', 'ready', 'applying']
  const moved = await db
    .update(feedRun)
    .set({ state: 'cancelled', endedAt: now })
    .where(and(eq(feedRun.id, runId), sql`${feedRun.state} = any(${sql.param(stoppable)}::text[])`))
    .returning({ id: feedRun.id })
  return moved.length > 0
}

/** Asks again for readings whose process ended in the middle, and gives up those of which there is no file to be read. */
export async function reviveRuns(db: Database, { now }: { now: Date }): Promise<void> {
  const dead = new Date(now.getTime() - beatMs)
  const isLeft = or(isNull(feedRun.beatAt), lt(feedRun.beatAt, dead))
  const rows = await db
    .select({ id: feedRun.id, state: feedRun.state, file: feedRun.file })
    .from(feedRun)
    .where(and(inArray(feedRun.state, ['reading', 'applying']), isLeft))
  const written = rows.filter(({ state }) => state === 'applying')
  const read = rows.filter(({ state, file }) => state === 'reading' && file !== null)
  await emit(
    db,
    ...written.map(({ id }) => feedRunStarted({ runId: id })),
    ...read.map(({ id }) => feedFileTaken({ runId: id })),
  )
  // What came from a feed is asked for again by its schedule.
  await db
    .update(feedRun)
    .set({ state: 'failed', reason: { code: 'cut_off', values: { why: '' } }, endedAt: now })
    .where(and(eq(feedRun.state, 'reading'), isNull(feedRun.file), isLeft))
}

/** Forgets readings of long ago, with their rows. */
export async function forgetRuns(db: Database, { now }: { now: Date }): Promise<void> {
  const since = new Date(now.getTime() - 60 * 24 * 60 * 60_000)
  await db.delete(feedRun).where(and(lt(feedRun.at, since), sql`${feedRun.state} <> 'applying'`))
}
