import { and, count, eq, inArray, like, sql } from 'drizzle-orm'
import { emit, type Queryable } from '#database'
import { Problem } from '#edge'
import { ladderAsked } from './events.ts'
import { asset, ladder, rendition } from './schema.ts'

/** Why a film's ladder could not be made. The sentences are `filmFault` of `#language`'s media. */
export const filmFaults = [
  'damaged',
  'unknown_codec',
  'too_many_pixels',
  'too_many_frames',
  'too_slow',
  'too_much_memory',
  'too_much_output',
  'no_space',
  'interrupted',
] as const
export type FilmFault = (typeof filmFaults)[number]

/** How far a film's ladder is. `second` is the place in the film where it failed, if it was at a place. */
export type FilmState =
  | { state: 'waiting' }
  | { state: 'working'; percent: number }
  | { state: 'ready'; rungs: number }
  | { state: 'failed'; reason: FilmFault; second: number | null }

/** How far the ladders of these films are, by id; a film that never asked for one is left out. */
export async function filmStates(db: Queryable, filmIds: readonly string[]): Promise<Map<string, FilmState>> {
  if (filmIds.length === 0) return new Map()
  const rungs = db
    .select({ assetId: rendition.assetId, n: count().as('n') })
    .from(rendition)
    .where(and(inArray(rendition.assetId, [...filmIds]), like(rendition.name, 'rung-%')))
    .groupBy(rendition.assetId)
    .as('rungs')
  const { assetId, state, percent, reason, atMs } = ladder
  const rows = await db
    .select({ assetId, state, percent, reason, atMs, rungs: sql<number>`coalesce(${rungs.n}, 0)::int` })
    .from(ladder)
    .leftJoin(rungs, eq(rungs.assetId, ladder.assetId))
    .where(inArray(ladder.assetId, [...filmIds]))
  return new Map(rows.map(row => [row.assetId, present(row)]))
}

interface Row {
  state: 'waiting' | 'working' | 'ready' | 'failed'
  percent: number
  reason: string | null
  atMs: number | null
  rungs: number
}

function present({ state, percent, reason, atMs, rungs }: Row): FilmState {
  if (state === 'working') return { state, percent }
  if (state === 'ready') return { state, rungs }
  if (state === 'waiting') return { state }
  const known = filmFaults.find(fault => fault === reason) ?? 'interrupted'
  return { state, reason: known, second: atMs === null ? null : Math.floor(atMs / 1000) }
}

/**
 * Asks for a film's ladder in the transaction that adds the film; one that was asked for is left as it is. Where not
 * every browser plays the original, the film is ready only with its ladder.
 */
export async function askLadder(
  tx: Queryable,
  { filmId, originalPlays }: { filmId: string; originalPlays: boolean },
): Promise<void> {
  const asked = await tx
    .insert(ladder)
    .values({ assetId: filmId, state: 'waiting', originalPlays })
    .onConflictDoNothing()
    .returning({ id: ladder.assetId })
  if (asked.length > 0) await emit(tx, ladderAsked({ filmId }))
}

/** Writes down that a film came with all that is made of it, and how its storyboard is laid out. */
export async function keepMade(
  tx: Queryable,
  { filmId, columns, rows, everyMs }: { filmId: string; columns: number; rows: number; everyMs: number },
): Promise<void> {
  const made = { state: 'ready', percent: 100, columns, rows, everyMs } as const
  await tx
    .insert(ladder)
    .values({ assetId: filmId, ...made })
    .onConflictDoUpdate({
      target: ladder.assetId,
      set: { columns, rows, everyMs },
      setWhere: eq(ladder.state, 'ready'),
    })
}

/** Has a ladder that failed, or was never asked for, made anew; one under way goes on. Refuses `missing`. */
export async function makeAgain(db: Queryable, { filmId, now }: { filmId: string; now: Date }): Promise<void> {
  await db.transaction(async tx => {
    const isFilm = and(eq(asset.id, filmId), eq(asset.kind, 'film'))
    const [film] = await tx.select({ id: asset.id }).from(asset).where(isFilm)
    if (film === undefined) throw new Problem('missing')
    const fresh = { state: 'waiting', percent: 0, reason: null, atMs: null, tries: 0, askedAt: now } as const
    const asked = await tx
      .insert(ladder)
      .values({ assetId: filmId, ...fresh })
      .onConflictDoUpdate({ target: ladder.assetId, set: fresh, setWhere: eq(ladder.state, 'failed') })
      .returning({ id: ladder.assetId })
    if (asked.length > 0) await emit(tx, ladderAsked({ filmId }))
  })
}
