import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Queryable } from '#database'
import { user } from './schema.ts'

/** Somebody who works in the shop, as the other rooms see them. */
export interface Staff {
  id: string
  name: string
  email: string
  role: 'owner' | 'operator'
  language: 'ko' | 'en'
}

/** A shopper with an account, as they themselves see it. Others see the name alone. */
export interface Member {
  id: string
  name: string
  email: string
  role: 'member'
  language: 'ko' | 'en'
}

/** Somebody with an account. */
export type Person = Staff | Member

/** The columns of {@link Person}, and what they hold. */
export const personColumns = {
  id: user.id,
  name: user.name,
  email: user.email,
  role: user.role,
  language: user.language,
}
type PersonRow = Omit<Person, 'role'> & { role: Person['role'] }

/** Has an account and was not removed. */
export const isHere = isNull(user.removedAt)

/** Works here, and was not removed. */
export const isStaff = and(inArray(user.role, ['owner', 'operator']), isHere)

/** Is a member, and was not removed. */
export const isMember = and(eq(user.role, 'member'), isHere)

/** A row of {@link personColumns} as what its role says. */
export function asPerson({ role, ...row }: PersonRow): Person {
  return role === 'member' ? { ...row, role } : { ...row, role }
}

/** Somebody with an account, or their row, as staff; null for a member. */
export function asStaff({ role, ...row }: PersonRow): Staff | null {
  return role === 'member' ? null : { ...row, role }
}

/** Somebody with an account, or their row, as a member; null for the staff. */
export function asMember({ role, ...row }: PersonRow): Member | null {
  return role === 'member' ? { ...row, role } : null
}

/** Somebody with an account by id; null for everybody else and for the removed. */
export async function findPersonById(db: Queryable, userId: string): Promise<Person | null> {
  const [row] = await db
    .select(personColumns)
    .from(user)
    .where(and(eq(user.id, userId), isHere))
  return row ? asPerson(row) : null
}

/** One of the staff by id; null for everybody else and for the removed. */
export async function findStaffById(db: Queryable, userId: string): Promise<Staff | null> {
  const person = await findPersonById(db, userId)
  return person && asStaff(person)
}

/** The name of one of the staff who is still here, as other rooms show it; null for everybody else. */
export async function findStaffMember(
  db: Queryable,
  { id }: { id: string },
): Promise<{ id: string; name: string } | null> {
  const staff = await findStaffById(db, id)
  return staff && { id: staff.id, name: staff.name }
}
