import { and, eq } from 'drizzle-orm'
import { Problem } from '#edge'
import { filmType } from './filetype.ts'
import { addFilm, type Captions, captionPieces, maxFilmBytes } from './film.ts'
import { checked } from './incoming.ts'
import { type Asset, findWhole, keepForms } from './keep.ts'
import type { Media } from './media.ts'
import { asset } from './schema.ts'

/**
 * Takes a film as it comes, with a picture that is there already for its poster: it is refused by its first bytes, and
 * as soon as it is too much, before the rest is taken. One that is there already stays as it is, for others show it too.
 * Refuses what `addFilm` does, and `missing` for no such picture.
 */
export async function receiveFilm(
  media: Media,
  { source, posterId }: { source: AsyncIterable<Uint8Array>; posterId: string },
): Promise<Asset> {
  await refuseUnlessImage(media, posterId)
  await using received = await media.blobs.receive(checked(source, filmType, maxFilmBytes))
  const there = await findWhole(media, { kind: 'film', sha256: received.sha256 })
  if (there !== undefined) return there
  return await addFilm(media, { path: received.path, poster: { assetId: posterId }, captions: {} })
}

/** A part of a file that is sent in several has at most so many bytes. */
export const maxPartBytes = 16 * 1024 * 1024

/**
 * Keeps a part of a file to come and gives its name; the same part again has the same name. Parts that nobody makes a
 * file of are swept like everything else that no row names. Refuses `media.file_too_large`.
 */
export async function keepPart(media: Media, { source }: { source: AsyncIterable<Uint8Array> }): Promise<string> {
  const { sha256 } = await media.blobs.put(checked(source, () => undefined, maxPartBytes))
  return sha256
}

/** Parts that were kept, one after the other. Refuses `missing` where one is not there, or not any more. */
export async function* joinedParts(media: Media, { names }: { names: readonly string[] }): AsyncGenerator<Uint8Array> {
  for (const name of names) {
    const part = await media.blobs.open(name)
    if (part === undefined) throw new Problem('missing')
    yield* part
  }
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
