import type { Role, SayBody } from './protocol.ts'
import type { Room } from './room.ts'

/** Who stands before us: a visitor by the guest's cookie, a member, one of the shop's staff, or several in one browser. */
export interface Visitor {
  guest: { id: string } | null
  member: { id: string; name: string } | null
  staff: { id: string; name: string } | null
}

/** In which capacity a page acts. A member of staff who looks at the shop is a shopper there. */
export interface Actor {
  id: string
  role: Role
  /** The name that stands beside an operator's and a member's words; a guest has none. */
  name: string | null
}

/** The visitor as the page presents them: at the desk as an operator, in the shop as a shopper; null if they are neither. */
export function actorOf({ guest, member, staff }: Visitor, as: Role): Actor | null {
  if (as === 'operator') return staff && { id: staff.id, role: 'operator', name: staff.name }
  const shopper = member ?? guest
  return shopper && { id: shopper.id, role: 'shopper', name: member?.name ?? null }
}

/**
 * Whether an actor may read a room and write in it: operators all; the shopper whose inquiry it is; in a crowded room
 * everybody with an identity, as long as it is open. Whom staff removed from it is for `roomFor` to find out.
 */
export function mayFollow(actor: Actor | null, room: Room): boolean {
  if (actor === null) return false
  if (actor.role === 'operator') return true
  return room.kind === 'inquiry' ? room.shopperId === actor.id : room.isOpen
}

const ofShoppers: readonly SayBody['kind'][] = ['text', 'edit', 'delete', 'reaction', 'offer', 'answer']
const ofCrowds: readonly SayBody['kind'][] = ['rules', 'access', 'remove']
const ofInquiries: readonly SayBody['kind'][] = ['state', 'assign', 'offer', 'answer']

/** Which kinds of entry each side may put into a room's log. Whose entry may be changed is for `target.ts` to say. */
export function maySay(actor: Actor, room: Pick<Room, 'kind'>, { kind }: Pick<SayBody, 'kind'>): boolean {
  if (room.kind === 'inquiry' ? ofCrowds.includes(kind) : ofInquiries.includes(kind)) return false
  return actor.role === 'operator' || ofShoppers.includes(kind)
}
