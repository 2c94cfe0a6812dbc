import type { Staff } from '#members'

/** What is done to orders. */
export type OrderAct =
  | 'paid'
  | 'ship'
  | 'parcel'
  | 'complete'
  | 'remark'
  | 'cancel'
  | 'refund'
  | 'refunded'
  | 'again'
  | 'export'

/**
 * What the owner alone does: what calls a sale off, gives money away, or carries everybody's addresses out of the shop.
 * Everybody who works here sees orders, notes transfers, sends and completes.
 */
const ownersAlone: readonly OrderAct[] = ['cancel', 'refund', 'refunded', 'again', 'export']

/** Whether somebody of the staff may do this to orders. */
export function mayDo(act: OrderAct, { role }: Pick<Staff, 'role'>): boolean {
  return role === 'owner' || !ownersAlone.includes(act)
}
