import { hashedId } from '#edge'
import type { Role, RoomKind } from './protocol.ts'

/**
 * How a person is told apart from others in a room, as a UUID. Operators are known by their id.
 * A shopper is the same within a room, and nobody can tell from it who they are in another one; in their own inquiry
 * they stay the same when they sign in.
 */
export function publicAuthor({ id, kind }: { id: string; kind: RoomKind }, person: { id: string; role: Role }): string {
  if (person.role === 'operator') return person.id
  const who = kind === 'inquiry' ? '' : `\0${person.id}`
  return hashedId(`doumi author\0${id}${who}`)
}
