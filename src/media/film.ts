import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import sharp from 'sharp'
import { type Lang, langs } from '#language'
import { checkCaptions } from './captions.ts'
import { filmType } from './filetype.ts'
import { addImage, hashOf } from './image.ts'
import { type Asset, type Kept, keepAsset, type Piece } from './keep.ts'
import { askLadder, keepMade } from './ladder.ts'
import type { Media } from './media.ts'
import { readFilmFacts } from './mp4.ts'
import { fileTooLarge, unknownType } from './problems.ts'

/** A film's file may have 2 GB. */
export const maxFilmBytes = 2 * 1024 * 1024 * 1024

/** A film to be added: an MP4 with H.264 and AAC, which is served as it is. */
export interface NewFilm {
  /** A file of this machine; it is read, never moved or changed. */
  path: string
  /** The picture that stands in its place until it plays, under the rules of `addImage`, or the id of one that is there. */
  poster: Uint8Array | { assetId: string }
  /** WebVTT in UTF-8. */
  captions: Captions
  /** Its storyboard, where whoever made the film made one: a WebP with tiles of one size, row by row. */
  storyboard?: { bytes: Uint8Array; columns: number; rows: number; everyMs: number }
}

/** Captions in the languages that there are, each as WebVTT in UTF-8. */
export type Captions = Partial<Record<Lang, Uint8Array>>

/**
 * Adds a film that was made for the shop, as the demo's are, with its poster and captions. The same film gives the same asset; given again with another poster or
 * other captions it has those from then on. Nothing is decoded; length and size come from the headers.
 * Refuses `media.unknown_type`, `media.damaged`, `media.film_without_picture`, `media.captions_wrong`,
 * `media.file_too_large`, and what `addImage` refuses of the poster.
 */
export function addFilm(media: Media, film: NewFilm): Promise<Asset> {
  return keepFilm(media, film)
}

/** As `addFilm`; the ladder that it is to get is asked for in the transaction that adds the film. */
export async function keepFilm(
  media: Media,
  { path, poster, captions, storyboard, ladder }: NewFilm & { ladder?: { originalPlays: boolean } },
): Promise<Asset> {
  await using file = await open(path, 'r')
  const { size: sizeBytes } = await file.stat()
  if (sizeBytes > maxFilmBytes) throw fileTooLarge(maxFilmBytes)
  const type = filmType(await firstBytes(file))
  const facts = await readFilmFacts(file, sizeBytes)
  const others = [...captionPieces(captions), ...(storyboard ? [await tilesPiece(storyboard.bytes)] : [])]
  const posterId = poster instanceof Uint8Array ? (await addImage(media, { bytes: poster })).id : poster.assetId
  const { durationMs, width, height } = facts
  const source = () => createReadStream(path)
  const sha256 = await hashOfFile(path)
  const original: Piece = { name: 'original', type, sha256, sizeBytes, width, height, source }
  const also: Kept['also'] = async (tx, filmId) => {
    if (ladder) await askLadder(tx, { filmId, ...ladder })
    else if (storyboard) await keepMade(tx, { filmId, ...storyboard })
  }
  return keepAsset(media, {
    kind: 'film',
    width,
    height,
    durationMs,
    posterId,
    original,
    others,
    also,
  })
}

/** Captions as forms of a film, once they were checked. */
export function captionPieces(captions: Captions): Piece[] {
  return langs.flatMap(lang => {
    const bytes = captions[lang]
    if (bytes === undefined) return []
    checkCaptions(bytes)
    const name = `captions-${lang}`
    return [{ name, type: 'text/vtt', sha256: hashOf(bytes), sizeBytes: bytes.byteLength, source: () => bytes }]
  })
}

async function tilesPiece(bytes: Uint8Array): Promise<Piece> {
  const { format, width, height } = await sharp(bytes).metadata()
  if (format !== 'webp') throw unknownType()
  const [sha256, sizeBytes] = [hashOf(bytes), bytes.byteLength]
  return { name: 'storyboard', type: 'image/webp', sha256, sizeBytes, width, height, source: () => bytes }
}

async function firstBytes(file: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(64), 0, 64, 0)
  return buffer.subarray(0, bytesRead)
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
