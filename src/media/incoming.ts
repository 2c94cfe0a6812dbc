import { fileTooLarge } from './problems.ts'

/** A private file may have 15 MB as it is sent. */
export const maxPrivateBytes = 15 * 1024 * 1024

/** So many bytes say of which type a file is. */
const headBytes = 64

/**
 * What comes, refused as `media.file_too_large` as soon as it is too much; its first bytes are shown to `look`, which
 * may refuse them, before the rest is taken.
 */
export async function* checked(
  source: AsyncIterable<Uint8Array>,
  look: (head: Uint8Array) => void,
  mostBytes: number = maxPrivateBytes,
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array()
  let sizeBytes = 0
  let looked = false
  for await (const chunk of source) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > mostBytes) throw fileTooLarge(mostBytes)
    if (!looked) {
      head = Buffer.concat([head, chunk.subarray(0, headBytes)])
      if (head.byteLength >= headBytes) {
        look(head)
        looked = true
      }
    }
    yield chunk
  }
  if (!looked && sizeBytes > 0) look(head)
}
