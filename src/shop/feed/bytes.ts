import { gunzip } from 'node:zlib'
import { Unreadable } from './reason.ts'

/** A file may have so many bytes. */
export const mostBytes = 64 * 1024 * 1024

/** What comes, as one piece. Refused as `too_large` as soon as it is more than `most` bytes: the rest is not waited for. */
export async function gather(source: AsyncIterable<Uint8Array>, { most = mostBytes } = {}): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of source) {
    bytes += part.byteLength
    if (bytes > most) throw new Unreadable('too_large', { megabytes: Math.floor(most / 1024 / 1024) })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** A gzip file unpacked; anything else as it is. What would be more than `most` bytes is refused before it is. */
export async function unpacked(bytes: Buffer, { most = mostBytes } = {}): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  gunzip(bytes, { maxOutputLength: most }, (error, whole) => {
    if (error === null) resolve(whole)
    else if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      reject(new Unreadable('too_large', { megabytes: Math.floor(most / 1024 / 1024) }))
    else reject(new Unreadable('broken_gzip'))
  })
  return promise
}

/**
 * The text of a file: by its byte order mark, by what an XML declaration says, else UTF-8 where it is, else the Korean
 * code page 949 (which WHATWG calls euc-kr). Refused as `not_text`.
 */
export function textOf(bytes: Buffer): string {
  for (const encoding of encodingsOf(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {
      // The next one may fit.
    }
  }
  throw new Unreadable('not_text')
}

function encodingsOf(bytes: Buffer): string[] {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return ['utf-16le']
  if (first === 0xfe && second === 0xff) return ['utf-16be']
  // The first sign of a list is a plain letter: its other half is nothing.
  if (second === 0 && first !== 0) return ['utf-16le']
  if (first === 0 && second !== 0) return ['utf-16be']
  const declared = /^\s*<\?xml[^>]{0,200}encoding=["']([\w-]{1,40})["']/i.exec(bytes.toString('latin1', 0, 300))?.[1]
  return [...(declared === undefined ? [] : known(declared)), 'utf-8', 'euc-kr']
}

/** The encodings a declaration may name. UTF-16 would have shown itself. */
function known(declared: string): string[] {
  const name = declared.toLowerCase()
  if (['euc-kr', 'cp949', 'ks_c_5601-1987', 'ms949', 'uhc', 'windows-949'].includes(name)) return ['euc-kr']
  if (['iso-8859-1', 'latin1', 'windows-1252', 'us-ascii'].includes(name)) return ['windows-1252']
  return []
}
