import type { ByteRange } from './blobs.ts'

/** What a Range header asks of so many bytes: all of them, some of them, or none that exist. */
export type Asked = 'all' | 'none' | ByteRange

/**
 * Reads a Range header (RFC 9110, 14.2). What is not understood is as if it was not there; several ranges at once are
 * answered with everything, as 15.3.7 lets a server do.
 */
export function askedRange(header: string | undefined, sizeBytes: number): Asked {
  const match = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '')
  const [, first = '', last = ''] = match ?? []
  if (first === '' && last === '') return 'all'
  if (first === '') {
    const count = Math.min(Number(last), sizeBytes)
    return count === 0 ? 'none' : { first: sizeBytes - count, last: sizeBytes - 1 }
  }
  if (last !== '' && Number(last) < Number(first)) return 'all'
  if (Number(first) >= sizeBytes) return 'none'
  return { first: Number(first), last: last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1) }
}
