import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import type { FileType } from './filetype.ts'
import type { Media } from './media.ts'
import { asset, rendition } from './schema.ts'

/** What was added, as those who show it refer to it. */
export interface Asset {
  id: string
  kind: 'image' | 'film'
  /** Pixels as shown. */
  width: number
  height: number
}

/** One form of an asset on its way into the store. */
export interface Piece {
  name: string
  type: FileType
  sha256: string
  sizeBytes: number
  width?: number
  height?: number
  source(): Uint8Array | AsyncIterable<Uint8Array>
}

/** An asset on its way into the store. */
export interface Kept extends Omit<Asset, 'id'> {
  durationMs?: number
  posterId?: string
  original: Piece
  others: Piece[]
  /** What else is true once it is kept. */
  also?: (tx: Transaction, assetId: string) => Promise<void>
}

/**
 * Keeps an asset and its forms: the blobs first, then the rows in one transaction. Repeated, it changes nothing;
 * with other forms under the same names, the newer ones count.
 */
export async function keepAsset(media: Media, { original, others, also, ...values }: Kept): Promise<Asset> {
  const pieces = [original, ...others]
  for (const piece of pieces) await putPiece(media, piece)
  const { sha256, type, sizeBytes } = original
  return media.db.transaction(async tx => {
    const [kept] = await tx
      .insert(asset)
      .values({ ...values, sha256, type, sizeBytes })
      .onConflictDoUpdate({ target: asset.sha256, set: { posterId: sql`excluded.poster_id` } })
      .returning({ id: asset.id })
    const assetId = kept!.id
    await tx
      .insert(rendition)
      .values(pieces.map(({ source: _, ...row }) => ({ ...row, assetId })))
      .onConflictDoUpdate({ target: [rendition.assetId, rendition.name], set: replaced })
    await also?.(tx, assetId)
    // a sweep that ran between the blob and these rows may have taken it; from here on it waits for us
    for (const piece of pieces) await putPiece(media, piece)
    return { id: assetId, kind: values.kind, width: values.width, height: values.height }
  })
}

/**
 * Gives an asset that is there other forms under the names of these. `first` is done in the same transaction, before;
 * where it says no, nothing is changed.
 */
export async function keepForms(
  media: Media,
  {
    assetId,
    pieces,
    first,
  }: { assetId: string; pieces: readonly Piece[]; first?: (tx: Transaction) => Promise<boolean> },
): Promise<void> {
  if (pieces.length === 0) return
  for (const piece of pieces) await putPiece(media, piece)
  await media.db.transaction(async tx => {
    if (first && !(await first(tx))) return
    await tx
      .insert(rendition)
      .values(pieces.map(({ source: _, ...row }) => ({ ...row, assetId })))
      .onConflictDoUpdate({ target: [rendition.assetId, rendition.name], set: replaced })
    // as above
    for (const piece of pieces) await putPiece(media, piece)
  })
}

const replaced = {
  sha256: sql`excluded.sha256`,
  type: sql`excluded.type`,
  width: sql`excluded.width`,
  height: sql`excluded.height`,
  sizeBytes: sql`excluded.size_bytes`,
}

/** The asset of these bytes, if it is there with every one of its blobs. */
export async function findWhole(
  { db, blobs }: Media,
  { kind, sha256 }: { kind: Asset['kind']; sha256: string },
): Promise<Asset | undefined> {
  const rows = await db
    .select({ id: asset.id, width: asset.width, height: asset.height, blob: rendition.sha256 })
    .from(asset)
    .innerJoin(rendition, eq(rendition.assetId, asset.id))
    .where(and(eq(asset.sha256, sha256), eq(asset.kind, kind)))
  const stats = await Promise.all(rows.map(row => blobs.stat(row.blob)))
  const found = stats.every(one => one !== undefined) ? rows[0] : undefined
  return found && { id: found.id, kind, width: found.width, height: found.height }
}

async function putPiece({ blobs }: Media, piece: Piece): Promise<void> {
  const there = await blobs.stat(piece.sha256)
  if (there?.sizeBytes === piece.sizeBytes) return
  const { sha256 } = await blobs.put(piece.source())
  if (sha256 !== piece.sha256) throw new Error('a file changed while it was being added')
}
