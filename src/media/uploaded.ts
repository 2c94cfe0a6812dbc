import { and, eq } from 'drizzle-orm'
import { Problem } from '#edge'
import { filmType } from './filetype.ts'
import { addFilm, type Captions, captionPieces, maxFilmBytes } from './film.ts'
import { checked } from './incoming.ts'
import { type Asset, keepForms } from './keep.ts'
import type { Media } from './media.ts'
import { asset } from './schema.ts'

/**
 * Takes a film as it comes, with a picture that is there already for its poster: it is refused by its first bytes, and
 * as soon as it is too much, before the rest is taken. Refuses what `addFilm` does, and `missing` for no such picture.
 */
export async function receiveFilm(
  media: Media,
  { source, posterId, captions = {} }: { source: AsyncIterable<Uint8Array>; posterId: string; captions?: Captions },
): Promise<Asset> {
  await refuseUnlessImage(media, posterId)
  await using received = await media.blobs.receive(checked(source, filmType, maxFilmBytes))
  return await addFilm(media, { path: received.path, poster: { assetId: posterId }, captions })
}

/** Gives a film another poster, which is a picture that is there already, or other captions. */
export async function changeFilm(
  media: Media,
  { id, posterId, captions = {} }: { id: string; posterId?: string; captions?: Captions },
): Promise<void> {
  const pieces = captionPieces(captions)
  const isFilm = and(eq(asset.id, id), eq(asset.kind, 'film'))
  const [film] = await media.db.select({ id: asset.id }).from(asset).where(isFilm)
  if (film === undefined) throw new Problem('missing')
  if (posterId !== undefined) {
    await refuseUnlessImage(media, posterId)
    await media.db.update(asset).set({ posterId }).where(isFilm)
  }
  await keepForms(media, { assetId: id, pieces })
}

async function refuseUnlessImage({ db }: Media, id: string): Promise<void> {
  const [image] = await db
    .select({ id: asset.id })
    .from(asset)
    .where(and(eq(asset.id, id), eq(asset.kind, 'image')))
  if (image === undefined) throw new Problem('missing')
}
