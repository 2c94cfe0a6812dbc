import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat, statfs, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Jobs } from '#database'
import { inChild } from './child.ts'
import { ladderAsked } from './events.ts'
import type { Media } from './media.ts'
import { publishFilm } from './publish.ts'
import { RenderFault } from './render/fault.ts'
import { madeFilm } from './render/results.ts'
import { asset, ladder } from './schema.ts'

/** What the work with films tells, and where it is done. */
export interface FilmWork {
  /** Whether this process does it; every process lets the work be known. */
  here: boolean
  /** A film has its ladder from now on. */
  onPublished(): void
}

/** A worker that says nothing for so long is gone, in seconds. */
const leaseSeconds = 30
const beatEveryMs = 2000
/** How often films whose worker is gone are looked for. */
const lookEveryMs = 15_000
/** How often a film is begun before it counts as one that ends whoever works on it. */
const mostTries = 3
/** A film may take four times its length and this much, for a machine may be busy with other things. */
const patienceMs = 4 * 60 * 1000
const longestWallMs = 12 * 60 * 60 * 1000
const memoryBytes = 2 * 1024 ** 3
/** What rungs may take together, in bits a second of the film: well beyond what their encoders keep to. */
const outputRate = 20_000_000
/** What must be left on the disk besides. */
const spareBytes = 512 * 1024 * 1024

/**
 * Makes the ladders of films in the background, one at a time in this process. What is to be done is in the rows: a job
 * only says that there is something, so one that comes late, twice or not at all changes nothing, and a film whose
 * worker was killed is taken up by the next one.
 */
export function workFilms(jobs: Jobs, media: Media, { here, onPublished }: FilmWork): AsyncDisposable {
  const stop = new AbortController()
  let isWoken = false
  let working: Promise<void> | undefined
  async function workWhileWoken(): Promise<void> {
    try {
      while (isWoken && !stop.signal.aborted) {
        isWoken = false
        await workAll(media, { signal: stop.signal, onPublished })
      }
    } catch (thrown) {
      if (!stop.signal.aborted) media.log.error('a film could not be worked on', thrown)
    }
    working = undefined
  }
  const wake = async () => {
    isWoken = true
    working ??= workWhileWoken()
  }
  jobs.on(ladderAsked, 'make', wake, { here })
  const looking = here ? setInterval(wake, lookEveryMs).unref() : undefined
  if (here) void wake()
  return {
    async [Symbol.asyncDispose]() {
      stop.abort()
      clearInterval(looking)
      await working
    },
  }
}

interface Working {
  signal: AbortSignal
  onPublished(): void
}

/** Works on one film after the other until none waits. */
export async function workAll(media: Media, { signal, onPublished }: Working): Promise<void> {
  await sweepWork(media, { now: new Date() })
  while (!signal.aborted) {
    const taken = await take(media)
    if (taken === undefined) return
    if (await workOn(media, { ...taken, signal })) onPublished()
  }
}

interface Taken {
  filmId: string
  worker: string
  tries: number
}

/** The film that waits longest, or whose worker is gone, for this worker alone. */
async function take({ db }: Media): Promise<Taken | undefined> {
  const worker = randomUUID()
  const next = db
    .select({ id: ladder.assetId })
    .from(ladder)
    .where(
      sql`${ladder.state} = 'waiting' or ${ladder.state} = 'working' and ${ladder.beatAt} < now() - ${leaseSeconds} * interval '1 second'`,
    )
    .orderBy(asc(ladder.askedAt))
    .limit(1)
    .for('update', { skipLocked: true })
  const [taken] = await db
    .update(ladder)
    .set({ state: 'working', percent: 0, worker, beatAt: sql`now()`, tries: sql`${ladder.tries} + 1` })
    .where(inArray(ladder.assetId, next))
    .returning({ filmId: ladder.assetId, tries: ladder.tries })
  return taken && { ...taken, worker }
}

/** Whether the film has its ladder now. */
async function workOn(
  media: Media,
  { filmId, worker, tries, signal }: Taken & { signal: AbortSignal },
): Promise<boolean> {
  const { db, log } = media
  const ours = and(eq(ladder.assetId, filmId), eq(ladder.worker, worker))
  const folder = join(media.workFolder, worker)
  const lost = new AbortController()
  let percent = 0
  const beat = setInterval(() => {
    const now = new Date()
    void utimes(folder, now, now).catch(() => undefined)
    db.update(ladder)
      .set({ beatAt: sql`now()`, percent })
      .where(ours)
      .returning({ id: ladder.assetId })
      .then(rows => rows.length === 0 && lost.abort(new Error('the film is gone, or another worker has it')))
      .catch((thrown: unknown) => log.warn(`a worker on films could not say that it is there: ${String(thrown)}`))
  }, beatEveryMs)
  try {
    if (tries > mostTries) throw new RenderFault('interrupted')
    await mkdir(folder)
    const until = AbortSignal.any([signal, lost.signal])
    const made = await make(media, { filmId, folder, signal: until, onPercent: now => (percent = now) })
    return made !== undefined && (await publishFilm(media, { filmId, worker, made }))
  } catch (thrown) {
    if (signal.aborted)
      await db
        .update(ladder)
        .set({ ...freed, state: 'waiting', tries: tries - 1 })
        .where(ours)
    else if (!lost.signal.aborted) await putDown(media, { filmId, worker, tries, thrown })
    return false
  } finally {
    clearInterval(beat)
    await rm(folder, { recursive: true, force: true })
  }
}

const freed = { worker: null, beatAt: null, percent: 0 } as const

/** Writes down why it failed; what may go better another time is tried again. */
async function putDown(
  { db, log }: Media,
  { filmId, worker, tries, thrown }: Taken & { thrown: unknown },
): Promise<void> {
  const { reason, atMs } = thrown instanceof RenderFault ? thrown : { reason: 'interrupted' as const, atMs: undefined }
  const isOver = reason !== 'interrupted' || tries >= mostTries
  const cause = thrown instanceof Error && thrown.cause !== undefined ? `: ${thrown.cause}` : ''
  log.warn(`film ${filmId} ${isOver ? 'has no ladder' : 'is tried again'} (${reason}${cause})`)
  await db
    .update(ladder)
    .set({
      ...freed,
      ...(isOver
        ? { state: 'failed', reason, atMs: atMs === undefined ? null : Math.round(atMs) }
        : { state: 'waiting' }),
    })
    .where(and(eq(ladder.assetId, filmId), eq(ladder.worker, worker)))
}

interface Making {
  filmId: string
  folder: string
  signal: AbortSignal
  onPercent(percent: number): void
}

async function make({ db, blobs }: Media, { filmId, folder, signal, onPercent }: Making) {
  const { sha256, durationMs } = asset
  const [film] = await db.select({ sha256, durationMs }).from(asset).where(eq(asset.id, filmId))
  await using source = film && (await blobs.asFile(film.sha256))
  if (film === undefined || source === undefined) throw new RenderFault('damaged')
  const lengthMs = film.durationMs ?? 0
  const most = Math.ceil((lengthMs / 8000) * outputRate) + 16 * 1024 * 1024
  await refuseWithoutSpace(folder, { lengthMs })
  const limits = {
    wallMs: Math.min(longestWallMs, 4 * lengthMs + patienceMs),
    memoryBytes,
    outputBytes: { folder, most },
  }
  // The last part is for what comes behind the last frame.
  const onAt = (atMs: number) => onPercent(Math.min(99, Math.floor((atMs * 100) / Math.max(1, lengthMs))))
  return v.parse(madeFilm, await inChild({ kind: 'make', path: source.path, folder }, { limits, signal, onAt }))
}

/** Rungs lie there twice for a moment: where they are made, and as blobs. */
async function refuseWithoutSpace(folder: string, { lengthMs }: { lengthMs: number }): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const needed = 2 * (lengthMs / 8000) * 9_000_000 + spareBytes
  if (bavail * bsize < needed) throw new RenderFault('no_space')
}

/** Removes what workers that are gone left behind. */
export async function sweepWork({ workFolder }: Media, { now }: { now: Date }): Promise<number> {
  const before = now.getTime() - 2 * leaseSeconds * 1000
  let removed = 0
  for (const name of await readdir(workFolder)) {
    const path = join(workFolder, name)
    const found = await stat(path).catch(() => undefined)
    if (found === undefined || found.mtimeMs >= before) continue
    await rm(path, { recursive: true, force: true })
    removed++
  }
  return removed
}
