import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { and, eq, like, or, sql } from 'drizzle-orm'
import { filmList, readSegments, rungList } from './hls.ts'
import { hashOf } from './image.ts'
import { keepForms, type Piece } from './keep.ts'
import type { Media } from './media.ts'
import type { MadeFilm } from './render/results.ts'
import { ladder, rendition } from './schema.ts'
import { assetUrl } from './views.ts'

/**
 * Makes all that was made of a film its forms, in one transaction, in which whoever made it must still be the one who
 * works on it. Gives false where it is not, or where the film is gone; then nothing is changed.
 */
export async function publishFilm(
  media: Media,
  { filmId, worker, made }: { filmId: string; worker: string; made: MadeFilm },
): Promise<boolean> {
  const pieces = await piecesOf(made)
  const { columns, rows, everyMs } = made.plan.tiles
  let isOurs = false
  await keepForms(media, {
    assetId: filmId,
    pieces,
    async first(tx) {
      const done = { state: 'ready', percent: 100, worker: null, beatAt: null, columns, rows, everyMs } as const
      const ours = await tx
        .update(ladder)
        .set({ ...done, originalPlays: made.playsEverywhere })
        .where(and(eq(ladder.assetId, filmId), eq(ladder.worker, worker)))
        .returning({ id: ladder.assetId })
      isOurs = ours.length > 0
      if (isOurs) await tx.delete(rendition).where(and(eq(rendition.assetId, filmId), isOfLadder))
      return isOurs
    },
  })
  return isOurs
}

const isOfLadder = or(
  like(rendition.name, 'rung-%'),
  like(rendition.name, 'list-%'),
  sql`${rendition.name} in ('film', 'storyboard')`,
)

async function piecesOf({ plan, rungs, storyboard }: MadeFilm): Promise<Piece[]> {
  const { columns, rows, tileWidth, tileHeight } = plan.tiles
  const size = { width: columns * tileWidth, height: rows * tileHeight }
  const pieces: Piece[] = [await filePiece(storyboard, { name: 'storyboard', type: 'image/webp', ...size })]
  const listed = []
  for (const { plan: rung, path, codecs } of rungs) {
    const { name, width, height } = rung
    const film = await filePiece(path, { name, type: 'video/mp4', width, height })
    const segmented = await readSegments(path)
    const list = textPiece(name.replace('rung', 'list'), rungList(segmented, { uri: beside(film) }))
    pieces.push(film, list)
    listed.push({ width, height, codecs, segmented, list: beside(list) })
  }
  if (listed.length > 1) pieces.push(textPiece('film', filmList(listed, plan)))
  return pieces
}

/** An address seen from another one: all are in a folder of their own, named by the hash, in the same place. */
function beside(piece: Piece): string {
  return assetUrl(piece).replace('/media/', '../')
}

function textPiece(name: string, text: string): Piece {
  const bytes = Buffer.from(text)
  const type = 'application/vnd.apple.mpegurl'
  return { name, type, sha256: hashOf(bytes), sizeBytes: bytes.byteLength, source: () => bytes }
}

async function filePiece(
  path: string,
  how: Pick<Piece, 'name' | 'type'> & { width: number; height: number },
): Promise<Piece> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  const { size: sizeBytes } = await stat(path)
  return { ...how, sha256: hash.digest('hex'), sizeBytes, source: () => createReadStream(path) }
}
