import { type BinaryLike, hash } from 'node:crypto'

/** A UUID (version 8, RFC 9562) of a SHA-256 hash: the same for the same data, and nobody can go back from it. */
export function hashedId(data: BinaryLike): string {
  const bytes = hash('sha256', data, 'buffer')
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
