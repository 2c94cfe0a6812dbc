import type { Line } from '#chat/client'
import type { RoomFacts, RoomKind } from '#chat/protocol'

/** What an operator can do to something that was said. `remove` and `letBack` are about the person who said it. */
export type Act =
  | 'reply'
  | 'copy'
  | 'edit'
  | 'delete'
  | 'pin'
  | 'unpin'
  | 'hide'
  | 'show'
  | 'remove'
  | 'letBack'
  | 'history'

/** Where and by whom something would be done. */
export interface ActPlace {
  kind: RoomKind
  /** The author of the operator's own entries. */
  you: string
  pinned: RoomFacts['pinned']
  /** The authors who were removed from the room. */
  removed: ReadonlySet<string>
}

/** What can be done to a line of the log, in the order in which it is offered; nothing for what is no message. */
export function actsOn({ entry }: Line, { kind, you, pinned, removed }: ActPlace): Act[] {
  const { body, author, role, seq } = entry
  const isGone = body.kind === 'gone'
  const stands = body.kind === 'text' || body.kind === 'card'
  if (!stands && !isGone) return []
  const own = author === you
  const acts: Act[] = []
  if (stands) acts.push('reply')
  if (body.kind === 'text' && body.text !== '') acts.push('copy')
  if (body.kind === 'text' && own) acts.push('edit')
  if (stands) acts.push(pinned?.seq === seq ? 'unpin' : 'pin')
  if (stands && own) acts.push('delete')
  if (stands && role === 'shopper') acts.push('hide')
  if (isGone && body.by === 'staff' && body.was === 'text') acts.push('show')
  if (kind === 'stage' && role === 'shopper') acts.push(removed.has(author) ? 'letBack' : 'remove')
  if (isGone || (body.kind === 'text' && body.edited)) acts.push('history')
  return acts
}

/** Somebody who was removed from a room, and the entry by which they were; it lets them back, too. */
export interface Removed {
  author: string
  of: number
}

/** Who is out of a room, as far as the loaded part of its log tells; whoever was removed last comes first. */
export function removedIn(lines: readonly Line[]): Removed[] {
  const out = new Map<string, Removed>()
  for (const { entry } of lines) {
    const { body } = entry
    if (body.kind !== 'remove') continue
    out.delete(body.who)
    if (body.removed) out.set(body.who, { author: body.who, of: body.of })
  }
  return [...out.values()].reverse()
}
