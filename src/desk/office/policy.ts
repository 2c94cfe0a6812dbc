import type { Staff } from '#members'

/** The parts of the office, in the order in which they stand in its list. */
export const officeParts = [
  'start',
  'orders',
  'products',
  'categories',
  'attributes',
  'reviews',
  'feeds',
  'shipping',
  'bargaining',
  'payments',
  'shop',
] as const
export type OfficePart = (typeof officeParts)[number]

/** What the owner alone sees and changes: what the shop is, what it takes, and how far it goes down with a price. */
const ownersAlone: readonly OfficePart[] = ['start', 'feeds', 'shipping', 'bargaining', 'payments', 'shop']

/** Whether somebody of the staff may see and change a part of the office. */
export function mayWorkOn(part: OfficePart, { role }: Pick<Staff, 'role'>): boolean {
  return role === 'owner' || !ownersAlone.includes(part)
}
