import { randomUUIDv7 } from 'node:crypto'
import { and, asc, eq, sql } from 'drizzle-orm'
import { type Database, isUnavailable, type Log, type Transaction } from '#database'
import { Problem } from '#edge'
import type { Media } from '#media'
import { feed, feedRow, feedRun } from '../feed-schema.ts'
import type { Shop } from '../open.ts'
import { type Claim, claimRun, isMine, keepAlive, type Run, releaseRun } from './claims.ts'
import { fetchPictures, type Reach } from './pictures.ts'
import type { Reason } from './reason.ts'
import { failRow, type Row, writeRows } from './write-rows.ts'

/** What writing needs. `reach` is for tests, which have servers at home. */
export interface ApplyParts {
  db: Database
  media: Media
  shop: Shop
  log: Log
  reach?: Reach
}

/** So many products are written in one transaction; in the first one fewer, so that something is seen at once. */
const chunkSize = 200
const firstSize = 50
/** So many transactions are under way at once: while the database writes one, the next is compared. */
const lanes = 2
/** How often pages are told that the catalogue changes, in milliseconds. */
const tellMs = 3000

/**
 * Writes the rows of a reading that are still to be written, some at a time, until all are, it is cancelled, or the
 * program stops. One process does it: another one, and a second call, goes away; where a process ended in the middle,
 * the next goes on after what was committed.
 */
export async function applyRun(
  parts: ApplyParts,
  { runId, signal, now = () => new Date() }: { runId: string; signal: AbortSignal; now?: () => Date },
): Promise<void> {
  const { db, shop } = parts
  const worker = randomUUIDv7()
  const run = await claimRun(db, { runId, worker, now: now(), state: 'applying' })
  if (run === null) return
  const source = await sourceOf(db, run)
  let told = 0
  let isOurs = true
  const takeChunk = async (positions: readonly number[]) => {
    const rows = await stillWaiting(db, { runId, positions })
    await keepAlive(db, { runId, worker, now: now() })
    const beat = () => keepAlive(db, { runId, worker, now: now() })
    const urls = rows.flatMap(row => row.incoming?.pictures ?? []).flatMap(one => ('url' in one ? one.url : []))
    const { reach } = parts
    const failed = await fetchPictures(parts, { urls, now: now(), signal, onFetched: beat, ...(reach && { reach }) })
    if (signal.aborted) return
    isOurs &&= await writeChunk(parts, { run, worker, source, rows, failed, now: now() })
    if (Date.now() - told > tellMs) {
      shop.catalogueChanged()
      told = Date.now()
    }
  }
  const work = async (chunks: number[][]) => {
    for (let chunk = chunks.shift(); chunk && isOurs && !signal.aborted; chunk = chunks.shift()) await takeChunk(chunk)
  }
  try {
    for (const positions of await waiting(db, runId)) {
      const chunks = chunksOf(positions)
      await work(chunks.splice(0, 1))
      await Promise.all(Array.from({ length: lanes }, () => work(chunks)))
    }
    if (isOurs && !signal.aborted) await finish(db, { runId, worker, now: now() })
  } finally {
    shop.catalogueChanged()
    await releaseRun(db, { runId, worker })
  }
}

async function finish(db: Database, { runId, worker, now }: Claim): Promise<void> {
  await db
    .update(feedRun)
    .set({ state: 'done', endedAt: now })
    .where(and(isMine({ runId, worker }), eq(feedRun.state, 'applying')))
}

/** The feed's id where another shop sells its goods. */
async function sourceOf(db: Database, { feedId }: Run): Promise<string | null> {
  if (feedId === null) return null
  const [row] = await db.select({ isElsewhere: feed.isElsewhere }).from(feed).where(eq(feed.id, feedId))
  return row?.isElsewhere ? feedId : null
}

/** What is to be written, by position; those that name others on their films by themselves, when these are there. */
async function waiting(db: Database, runId: string): Promise<number[][]> {
  const rows = await db
    .select({
      position: feedRow.position,
      namesOthers: sql<boolean>`coalesce(jsonb_array_length(${feedRow.incoming} -> 'onFilm'), 0) > 0`,
    })
    .from(feedRow)
    .where(and(eq(feedRow.runId, runId), eq(feedRow.state, 'waiting')))
    .orderBy(asc(feedRow.position))
  const [later, first] = [rows.filter(row => row.namesOthers), rows.filter(row => !row.namesOthers)]
  return [first, later].map(part => part.map(row => row.position)).filter(part => part.length > 0)
}

function chunksOf(positions: readonly number[]): number[][] {
  const chunks = [positions.slice(0, firstSize)]
  for (let at = firstSize; at < positions.length; at += chunkSize) chunks.push(positions.slice(at, at + chunkSize))
  return chunks
}

function stillWaiting(
  db: Database,
  { runId, positions }: { runId: string; positions: readonly number[] },
): Promise<Row[]> {
  const isOne = sql`${feedRow.position} = any(${sql.param([...positions])}::integer[])`
  return db
    .select()
    .from(feedRow)
    .where(and(eq(feedRow.runId, runId), eq(feedRow.state, 'waiting'), isOne))
    .orderBy(asc(feedRow.position))
}

interface Chunk {
  run: Run
  worker: string
  source: string | null
  rows: readonly Row[]
  failed: ReadonlyMap<string, Reason>
  now: Date
}

/** Writes rows at once; where that is refused, half by half, so that none spoils another. False: it is not ours any more. */
async function writeChunk(parts: Pick<ApplyParts, 'db' | 'log'>, chunk: Chunk): Promise<boolean> {
  const { db, log } = parts
  try {
    return await db.transaction(async tx => {
      if (!(await isStillOurs(tx, chunk))) return false
      await writeRows(tx, chunk)
      return true
    })
  } catch (thrown) {
    if (isUnavailable(thrown)) throw thrown
    if (chunk.rows.length === 1) {
      const reason = refusal(thrown, log)
      return db.transaction(async tx => {
        if (!(await isStillOurs(tx, chunk))) return false
        await failRow(tx, { run: chunk.run, row: chunk.rows[0]!, reason })
        return true
      })
    }
  }
  const middle = Math.ceil(chunk.rows.length / 2)
  for (const rows of [chunk.rows.slice(0, middle), chunk.rows.slice(middle)])
    if (!(await writeChunk(parts, { ...chunk, rows }))) return false
  return true
}

/** Holds the reading, so that who cancels it waits until this part is written or not. */
async function isStillOurs(tx: Transaction, { run, worker }: Chunk): Promise<boolean> {
  const [row] = await tx
    .select({ id: feedRun.id })
    .from(feedRun)
    .where(and(isMine({ runId: run.id, worker }), eq(feedRun.state, 'applying')))
    .for('share')
  return row !== undefined
}

function refusal(thrown: unknown, log: Log): Reason {
  if (thrown instanceof Problem && thrown.kind !== 'internal')
    return { code: 'refused', values: { ko: thrown.sentence('ko'), en: thrown.sentence('en') } }
  log.error(`A row of a feed could not be written: ${thrown instanceof Error ? thrown.message : thrown}`, thrown)
  return { code: 'refused' }
}
