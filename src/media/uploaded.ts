import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import * as v from 'valibot'
import { Problem } from '#edge'
import { inChild } from './child.ts'
import { filmType } from './filetype.ts'
import { type Captions, captionPieces, keepFilm, maxFilmBytes } from './film.ts'
import { checked } from './incoming.ts'
import { type Asset, findWhole, keepForms } from './keep.ts'
import type { Media } from './media.ts'
import { readFilmFacts } from './mp4.ts'
import { damaged, filmRefused } from './problems.ts'
import { RenderFault } from './render/fault.ts'
import { lookedAt } from './render/results.ts'
import { asset } from './schema.ts'

/**
 * Takes a film as it comes, with a picture that is there already for its poster, or one out of the film itself: it is
 * refused by its first bytes, and as soon as it is too much, before the rest is taken; and what it is inside is looked at
 * in a process of its own. Its ladder is made later. One that is there already stays as it is, for others show it too.
 * Refuses what `addFilm` does, `media.film_<fault>` for what cannot be shown, and `missing` for no such picture.
 */
export async function receiveFilm(
  media: Media,
  { source, posterId }: { source: AsyncIterable<Uint8Array>; posterId?: string },
): Promise<Asset> {
  if (posterId !== undefined) await refuseUnlessImage(media, posterId)
  await using received = await media.blobs.receive(checked(source, filmType, maxFilmBytes))
  const there = await findWhole(media, { kind: 'film', sha256: received.sha256 })
  if (there !== undefined) return there
  const { path } = received
  await refuseHeaders(path)
  const seen = await media.turns.run(() => lookInside(media, { path, wantsPoster: posterId === undefined }))
  const poster = posterId === undefined ? seen.poster : { assetId: posterId }
  if (poster === undefined) throw damaged()
  return await keepFilm(media, { path, poster, captions: {}, ladder: { originalPlays: seen.playsEverywhere } })
}

/** What costs little to see is seen first. */
async function refuseHeaders(path: string): Promise<void> {
  await using file = await open(path, 'r')
  await readFilmFacts(file, (await file.stat()).size)
}

const lookLimits = { wallMs: 30_000, memoryBytes: 1024 ** 3 }

/**
 * Looks at a film: whether every browser plays it, and a picture of it where one is wanted. Refuses what no ladder could
 * be made of.
 */
async function lookInside(
  { workFolder }: Media,
  { path, wantsPoster }: { path: string; wantsPoster: boolean },
): Promise<{ poster: Uint8Array | undefined; playsEverywhere: boolean }> {
  const folder = join(workFolder, randomUUID())
  try {
    await mkdir(folder)
    const poster = wantsPoster ? join(folder, 'poster.webp') : undefined
    const task = { kind: 'look', path, ...(poster !== undefined && { poster }) } as const
    const { playsEverywhere } = v.parse(lookedAt, await inChild(task, { limits: lookLimits }))
    return { poster: poster === undefined ? undefined : await readFile(poster), playsEverywhere }
  } catch (thrown) {
    throw thrown instanceof RenderFault ? filmRefused(thrown.reason) : thrown
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
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
