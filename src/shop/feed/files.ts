import { Problem } from '#edge'
import { feeds as words } from '#language'
import type { Media } from '#media'
import { gather, mostBytes } from './bytes.ts'
import { Unreadable } from './reason.ts'

/**
 * Keeps a file until it is read, as fast as it comes, and gives the name of its bytes. Refused: one that is empty, and
 * one that is larger than a feed may be, as soon as it is.
 */
export async function keepFeedFile(media: Media, { source }: { source: AsyncIterable<Uint8Array> }): Promise<string> {
  const { sha256, sizeBytes } = await media.blobs.put(upTo(source, mostBytes))
  if (sizeBytes === 0) throw new Problem('invalid', 'feeds.no_file', words.noFile)
  return sha256
}

async function* upTo(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const part of source) {
    bytes += part.byteLength
    if (bytes > most) throw feedTooLarge()
    yield part
  }
}

/** The refusal of a file that is larger than a feed may be. */
export function feedTooLarge(): Problem {
  const megabytes = Math.floor(mostBytes / 1024 / 1024)
  return new Problem('too_large', 'feeds.too_large', lang => words.tooLarge(lang, { megabytes }))
}

/** A file that was kept, whole. Refused (`Unreadable`) where it is gone: files that nobody reads go after an hour. */
export async function openFeedFile(media: Media, { file }: { file: string }): Promise<Buffer> {
  const stream = await media.blobs.open(file)
  if (stream === undefined) throw new Unreadable('file_gone')
  return gather(stream)
}
