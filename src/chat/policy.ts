import type { EntryBody, Role } from './protocol.ts'
import type { Room } from './room.ts'

/** Who stands before us, as far as conversations care: a shopper by the guest's cookie, or one of the shop's staff. */
export interface Visitor {
  guest: { id: string } | null
  staff: { id: string; name: string } | null
}

/** In which capacity a page acts. A member of staff who looks at the shop is a shopper there. */
export interface Actor {
  id: string
  role: Role
  /** The name that stands beside an operator's words; a shopper has none. */
  name: string | null
}

/** The visitor as the page presents them: at the desk as an operator, in the shop as a shopper; null if they are neither. */
export function actorOf(visitor: Visitor, as: Role): Actor | null {
  if (as === 'operator') return visitor.staff && { id: visitor.staff.id, role: 'operator', name: visitor.staff.name }
  return visitor.guest && { id: visitor.guest.id, role: 'shopper', name: null }
}

/** Whether an actor may read a room and write in it: the shopper whose inquiry it is, and every operator. */
export function mayFollow(actor: Actor | null, room: Room): boolean {
  if (actor === null) return false
  return actor.role === 'operator' || room.shopperId === actor.id
}

/** What each side may put into the log: shoppers words, operators also products and the conversation's state. */
export function maySay(actor: Actor, body: EntryBody): boolean {
  return actor.role === 'operator' || body.kind === 'text'
}
