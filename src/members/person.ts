import type { Accounts } from './accounts.ts'
import { type Guest, readGuest } from './guest.ts'
import { findStaff, type Staff } from './staff.ts'

/** Who stands before us, as far as other rooms' rules ask. */
export type Person =
  | { kind: 'guest'; id: string }
  | { kind: 'staff'; id: string; role: 'owner' | 'operator'; name: string }

/**
 * Everybody that these headers speak for. One browser may be both: somebody of the staff who also looks at the shop
 * as its visitor. Which of them acts is for the page to say.
 */
export async function findPerson(
  accounts: Accounts,
  headers: Headers,
): Promise<{ guest: Guest | null; staff: Staff | null }> {
  const guest = readGuest(headers.get('cookie'), { secure: accounts.secure })
  return { guest, staff: await findStaff(accounts, { headers }) }
}

/** A visitor as a person. */
export function asGuest({ id }: Guest): Person {
  return { kind: 'guest', id }
}

/** One of the staff as a person. */
export function asStaffPerson({ id, role, name }: Staff): Person {
  return { kind: 'staff', id, role, name }
}
