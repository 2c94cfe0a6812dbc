import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Database, Queryable } from '#database'
import type { Accounts } from './accounts.ts'
import { session, user } from './schema.ts'

/** Somebody who works in the shop, as the other rooms see them. */
export interface Staff {
  id: string
  name: string
  email: string
  role: 'owner' | 'operator'
  language: 'ko' | 'en'
}

/** The columns of {@link Staff}. */
export const staffColumns = {
  id: user.id,
  name: user.name,
  email: user.email,
  role: user.role,
  language: user.language,
}

/** Works here, and was not removed. */
export const isStaff = and(inArray(user.role, ['owner', 'operator']), isNull(user.removedAt))

/** The query behind {@link findStaff}, prepared once. */
export type StaffByToken = ReturnType<typeof prepareStaffByToken>

/** Prepares the one query that stands before every request of the desk. */
export function prepareStaffByToken(db: Database) {
  return db
    .select(staffColumns)
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(session.token, sql.placeholder('token')), gt(session.expiresAt, sql`now()`), isStaff))
    .prepare('members.staff_by_token')
}

/**
 * Who of the staff sent these headers; null for everybody else. Nothing is cached: a session that was revoked or a
 * person who was removed is nobody from the next call on. Without a session cookie it asks the database nothing.
 */
export async function findStaff(accounts: Accounts, { headers }: { headers: Headers }): Promise<Staff | null> {
  const token = await sessionToken(accounts, headers)
  if (token === null) return null
  const [row] = await accounts.staffByToken.execute({ token })
  return row ? asStaff(row) : null
}

/** The token in the session cookie, if this shop signed it. It is a key: never shown, never logged. */
export async function sessionToken(accounts: Accounts, headers: Headers): Promise<string | null> {
  const cookie = headers.get('cookie')
  return cookie?.includes('doumi_session=') ? accounts.auth.api.readSessionToken({ headers }) : null
}

/** One of the staff by id; null for everybody else and for the removed. */
export async function findStaffById(db: Queryable, userId: string): Promise<Staff | null> {
  const [row] = await db
    .select(staffColumns)
    .from(user)
    .where(and(eq(user.id, userId), isStaff))
  return row ? asStaff(row) : null
}

/** A row of {@link staffColumns} as staff; null for a member of the shop's public. */
export function asStaff({ role, ...row }: Omit<Staff, 'role'> & { role: Staff['role'] | 'member' }): Staff | null {
  return role === 'member' ? null : { ...row, role }
}
