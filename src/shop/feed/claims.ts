import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Database } from '#database'
import { feedRun } from '../feed-schema.ts'

/** A reading with all that is kept of it. */
export type Run = typeof feedRun.$inferSelect

/** Who shows no life for so long is taken for dead, in milliseconds. */
export const beatMs = 60_000

/** A reading and who works on it, at a moment. */
export interface Claim {
  runId: string
  worker: string
  now: Date
}

/** Takes a reading that nobody alive works on. Null: it is not in this state, or somebody does. */
export async function claimRun(
  db: Database,
  { runId, worker, now, state }: Claim & { state: 'reading' | 'applying' },
): Promise<Run | null> {
  const begins = state === 'applying' && {
    startedAt: sql`coalesce(${feedRun.startedAt}, ${now.toISOString()}::timestamptz)`,
  }
  const dead = new Date(now.getTime() - beatMs)
  const [run] = await db
    .update(feedRun)
    .set({ worker, beatAt: now, ...begins })
    .where(
      and(
        eq(feedRun.id, runId),
        eq(feedRun.state, state),
        or(isNull(feedRun.worker), isNull(feedRun.beatAt), lt(feedRun.beatAt, dead)),
      ),
    )
    .returning()
  return run ?? null
}

/** Shows that its worker lives. */
export async function keepAlive(db: Database, { runId, worker, now }: Claim): Promise<void> {
  await db.update(feedRun).set({ beatAt: now }).where(isMine({ runId, worker }))
}

/** Lets go of a reading, so that another one may go on. */
export async function releaseRun(db: Database, { runId, worker }: Omit<Claim, 'now'>): Promise<void> {
  await db.update(feedRun).set({ worker: null, beatAt: null }).where(isMine({ runId, worker }))
}

/** A reading that this one works on. */
export function isMine({ runId, worker }: Omit<Claim, 'now'>) {
  return and(eq(feedRun.id, runId), eq(feedRun.worker, worker))
}
