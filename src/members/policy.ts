/** Who acts, as far as this room's rules ask. */
export interface Actor {
  id: string
  role: 'owner' | 'operator' | 'member'
}

/** Whether `by` may invite, list and remove the people of the shop: the owner alone. */
export function mayManagePeople(by: Actor): boolean {
  return by.role === 'owner'
}

/** Whether `by` may see and end the sessions of the person `userId`: one's own, and the owner everybody's. */
export function mayLookAfter(by: Actor, userId: string): boolean {
  return by.id === userId || mayManagePeople(by)
}
