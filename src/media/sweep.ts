import { inArray, or, sql } from 'drizzle-orm'
import type { Media } from './media.ts'
import { privateFile, rendition } from './schema.ts'
import { sweepWork } from './work.ts'

/** A blob without a row is left alone for an hour: its row may be on the way. */
const graceMs = 60 * 60 * 1000
const batchSize = 500

/** What a sweep took away. */
export interface Swept {
  blobs: number
  /** Writes that were cut off. */
  unfinished: number
}

/**
 * Removes blobs that nothing uses, left by a crash between blob and row or by a form that was replaced; never one
 * younger than an hour. Safe beside adding, in this process and in others.
 */
export async function sweepBlobs(media: Media, { now }: { now: Date }): Promise<Swept> {
  const before = new Date(now.getTime() - graceMs)
  let blobs = 0
  let batch: string[] = []
  for await (const { sha256, keptAt } of media.blobs.list()) {
    if (keptAt >= before) continue
    batch.push(sha256)
    if (batch.length < batchSize) continue
    blobs += await removeUnused(media, batch)
    batch = []
  }
  blobs += await removeUnused(media, batch)
  const unfinished = (await media.blobs.removeUnfinished(before)) + (await sweepWork(media, { now }))
  return { blobs, unfinished }
}

/** Holds new rows back while it looks and removes, so that none comes to name a blob that is just being removed. */
async function removeUnused({ db, blobs }: Media, batch: string[]): Promise<number> {
  if (batch.length === 0) return 0
  return db.transaction(async tx => {
    await tx.execute(sql`lock table ${rendition}, ${privateFile} in share mode`)
    const address = sql`left(${rendition.sha256}, 32)`
    const wanted = sql.join(
      batch.map(sha256 => sql`${sha256.slice(0, 32)}`),
      sql`, `,
    )
    const rows = await tx.select({ sha256: rendition.sha256 }).from(rendition).where(sql`${address} in (${wanted})`)
    const files = await tx
      .select({ full: privateFile.sha256, small: privateFile.smallSha256 })
      .from(privateFile)
      .where(or(inArray(privateFile.sha256, batch), inArray(privateFile.smallSha256, batch)))
    const used = new Set([...rows.map(row => row.sha256), ...files.flatMap(file => [file.full, file.small])])
    const unused = batch.filter(sha256 => !used.has(sha256))
    await Promise.all(unused.map(sha256 => blobs.remove(sha256)))
    return unused.length
  })
}
