import { inArray } from 'drizzle-orm'
import type { Database } from '#database'
import { Problem } from '#edge'
import { addImage, type Media, maxImageBytes } from '#media'
import { feedPicture } from '../feed-schema.ts'
import { type Fetching, fetchSafely } from './fetch.ts'
import { type Reason, Unreadable } from './reason.ts'

/** For tests, which have servers at home. */
export type Reach = Pick<Fetching, 'resolve' | 'allow'>

/** What failed is tried again after so long, in milliseconds. */
const again = 6 * 60 * 60 * 1000
const timeoutMs = 20_000
const atOnce = 4

interface FetchPictures {
  urls: readonly string[]
  now: Date
  signal: AbortSignal
  reach?: Reach
  onFetched?(): void | Promise<void>
}

/**
 * Fetches pictures that are not here yet, each once, some at a time; what each of them is, is told by its bytes. Gives
 * those that could not be had, with the reason.
 */
export async function fetchPictures(
  { db, media }: { db: Database; media: Media },
  { urls, now, signal, reach, onFetched }: FetchPictures,
): Promise<Map<string, Reason>> {
  const wanted = [...new Set(urls)]
  const failed = new Map<string, Reason>()
  if (wanted.length === 0) return failed
  const known = new Map(
    (await db.select().from(feedPicture).where(inArray(feedPicture.url, wanted))).map(row => [row.url, row]),
  )
  const queue = wanted.filter(url => {
    const row = known.get(url)
    if (row === undefined || (row.assetId === null && row.failure === null)) return true
    if (row.failure === null) return false
    failed.set(url, row.failure)
    return now.getTime() - row.at.getTime() > again
  })
  const work = async () => {
    for (let url = queue.shift(); url !== undefined && !signal.aborted; url = queue.shift()) {
      const failure = await fetchOne({ db, media }, { url, now, signal, reach })
      if (failure === null) failed.delete(url)
      else failed.set(url, failure)
      await onFetched?.()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return failed
}

async function fetchOne(
  { db, media }: { db: Database; media: Media },
  { url, now, signal, reach }: { url: string; now: Date; signal: AbortSignal; reach: Reach | undefined },
): Promise<Reason | null> {
  try {
    const accept = 'image/avif,image/webp,image/png,image/jpeg'
    const answer = await fetchSafely(url, { mostBytes: maxImageBytes, timeoutMs, accept, signal, ...reach })
    if (answer.kind === 'same') throw new Unreadable('answered', { status: 304 })
    const { id: assetId } = await addImage(media, { bytes: answer.bytes })
    await keep(db, { url, assetId, failure: null, at: now })
    return null
  } catch (thrown) {
    if (signal.aborted) return { code: 'timed_out' }
    const failure = failureOf(thrown)
    await keep(db, { url, assetId: null, failure, at: now })
    return failure
  }
}

function failureOf(thrown: unknown): Reason {
  if (thrown instanceof Unreadable) return thrown.reason
  if (thrown instanceof Problem && thrown.kind !== 'internal')
    return { code: 'refused', values: { ko: thrown.sentence('ko'), en: thrown.sentence('en') } }
  throw thrown
}

async function keep(db: Database, row: typeof feedPicture.$inferInsert): Promise<void> {
  await db.insert(feedPicture).values(row).onConflictDoUpdate({ target: feedPicture.url, set: row })
}
