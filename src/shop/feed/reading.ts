import { randomUUIDv7 } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { type Database, emit } from '#database'
import type { Media } from '#media'
import { feed, feedRow, feedRun } from '../feed-schema.ts'
import type { Hand } from '../office/history.ts'
import { shopView } from '../settings.ts'
import { beatMs, claimRun, isMine, keepAlive, type Run, releaseRun } from './claims.ts'
import { keepRows } from './dry-run.ts'
import { feedFileTaken } from './events.ts'
import { openFeedFile } from './files.ts'
import { readFeed } from './read.ts'
import { Unreadable } from './reason.ts'
import type { RunOptions } from './run-options.ts'

/** What is to be read, and how. `feedId`: it is of a feed; `isElsewhere`: of goods that another shop sells. */
export interface MakeRun {
  name: string
  options: RunOptions
  by: Hand
  now: Date
  feedId?: string
  isElsewhere?: boolean
}

/**
 * Reads a file and keeps what it would do, row by row; nothing of the catalogue changes. A file that cannot be read
 * makes a reading too, which says why.
 */
export async function makeRun(
  db: Database,
  { bytes, ...make }: MakeRun & { bytes: Buffer },
): Promise<{ runId: string; isReady: boolean }> {
  const worker = randomUUIDv7()
  const [run] = await db
    .insert(feedRun)
    .values({ ...rowOf(make), worker, beatAt: make.now })
    .returning()
  const { isElsewhere = false, now } = make
  const signal = new AbortController().signal
  const isReady = await readInto(db, { run: run!, worker, bytes: async () => bytes, isElsewhere, now, signal })
  return { runId: run!.id, isReady }
}

/** Lets a file that was taken in be read in the background. Gives the reading's id. */
export async function startReading(db: Database, { file, ...make }: MakeRun & { file: string }): Promise<string> {
  return db.transaction(async tx => {
    const [run] = await tx
      .insert(feedRun)
      .values({ ...rowOf(make), file })
      .returning({ id: feedRun.id })
    await emit(tx, feedFileTaken({ runId: run!.id }))
    return run!.id
  })
}

function rowOf({ name, options, by, now, feedId }: MakeRun): typeof feedRun.$inferInsert {
  return {
    feedId: feedId ?? null,
    name: name.slice(0, 200),
    state: 'reading',
    options,
    by: by.id,
    byName: by.name,
    at: now,
  }
}

interface ReadRun {
  runId: string
  now: Date
  signal: AbortSignal
}

/** Reads a file that was taken in, from its beginning also where a process ended in the middle. One process does it. */
export async function readRun(
  { db, media }: { db: Database; media: Media },
  { runId, now, signal }: ReadRun,
): Promise<void> {
  const worker = randomUUIDv7()
  const run = await claimRun(db, { runId, worker, now, state: 'reading' })
  if (run === null || run.file === null) return
  const { file, feedId } = run
  await db.delete(feedRow).where(eq(feedRow.runId, runId))
  const [of] =
    feedId === null ? [] : await db.select({ isElsewhere: feed.isElsewhere }).from(feed).where(eq(feed.id, feedId))
  const bytes = () => openFeedFile(media, { file })
  await readInto(db, { run, worker, bytes, isElsewhere: of?.isElsewhere ?? false, now, signal })
}

/** What ends a reading from outside: it was called off, another one has it, or the program stops. */
class Stopped extends Error {}

interface ReadInto {
  run: Run
  worker: string
  bytes(): Promise<Buffer>
  isElsewhere: boolean
  now: Date
  signal: AbortSignal
}

async function readInto(db: Database, { run, worker, bytes, isElsewhere, now, signal }: ReadInto): Promise<boolean> {
  const { id: runId, options, feedId } = run
  const isOurs = and(isMine({ runId, worker }), eq(feedRun.state, 'reading'))
  const end = (set: Partial<typeof feedRun.$inferInsert>) =>
    db
      .update(feedRun)
      .set({ ...set, file: null, worker: null, beatAt: null })
      .where(isOurs)
  const onPart = async () => {
    const alive = await db.update(feedRun).set({ beatAt: new Date() }).where(isOurs).returning({ id: feedRun.id })
    if (alive.length === 0 || signal.aborted) throw new Stopped()
  }
  // A large file is taken apart for longer than a part of it is compared.
  const beat = setInterval(() => void keepAlive(db, { runId, worker, now: new Date() }).catch(() => {}), beatMs / 3)
  try {
    const { currency } = await shopView(db)
    const read = await readFeed(await bytes(), { currency, lang: options.lang, now })
    await onPart()
    const reason = await keepRows(db, { runId, read, options, feedId, isElsewhere, now, onPart })
    await end({ state: 'ready', reason })
    return true
  } catch (thrown) {
    if (thrown instanceof Stopped) {
      await releaseRun(db, { runId, worker })
      return false
    }
    const isTold = thrown instanceof Unreadable
    await end({ state: 'failed', reason: isTold ? thrown.reason : { code: 'refused' }, endedAt: new Date() })
    if (!isTold) throw thrown
    return false
  } finally {
    clearInterval(beat)
  }
}
