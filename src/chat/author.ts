import { hash } from 'node:crypto'
import type { Role, RoomKind } from './protocol.ts'

/**
 * How a person is told apart from others in a room, as a UUID (version 8, RFC 9562). Operators are known by their id.
 * A shopper is the same within a room, and nobody can tell from it who they are in another one; in their own inquiry
 * they stay the same when they sign in.
 */
export function publicAuthor({ id, kind }: { id: string; kind: RoomKind }, person: { id: string; role: Role }): string {
  if (person.role === 'operator') return person.id
  const who = kind === 'inquiry' ? '' : `\0${person.id}`
  const bytes = hash('sha256', `doumi author\0${id}${who}`, 'buffer')
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
