import { and, eq, gt, sql } from 'drizzle-orm'
import type { Database } from '#database'
import type { Accounts } from './accounts.ts'
import { type Guest, readGuest } from './guest.ts'
import { asMember, asPerson, asStaff, isHere, type Member, type Person, personColumns, type Staff } from './person.ts'
import { session, user } from './schema.ts'

/** The query behind {@link findSignedIn}, prepared once. */
export type PersonByToken = ReturnType<typeof preparePersonByToken>

/** Prepares the one query that stands before every request with a session. */
export function preparePersonByToken(db: Database) {
  return db
    .select(personColumns)
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(and(eq(session.token, sql.placeholder('token')), gt(session.expiresAt, sql`now()`), isHere))
    .prepare('members.person_by_token')
}

/**
 * Who is signed in by these headers; null for everybody else. Nothing is cached: a session that was revoked or a
 * person who was removed is nobody from the next call on. Without a session cookie it asks the database nothing.
 */
export async function findSignedIn(accounts: Accounts, { headers }: { headers: Headers }): Promise<Person | null> {
  const token = await sessionToken(accounts, headers)
  if (token === null) return null
  const [row] = await accounts.personByToken.execute({ token })
  return row ? asPerson(row) : null
}

/** Who of the staff sent these headers; null for everybody else, as in {@link findSignedIn}. */
export async function findStaff(accounts: Accounts, { headers }: { headers: Headers }): Promise<Staff | null> {
  const person = await findSignedIn(accounts, { headers })
  return person && asStaff(person)
}

/** Which member sent these headers; null for everybody else, as in {@link findSignedIn}. */
export async function findMember(accounts: Accounts, { headers }: { headers: Headers }): Promise<Member | null> {
  const person = await findSignedIn(accounts, { headers })
  return person && asMember(person)
}

/**
 * Everybody that these headers speak for. One browser may be several: somebody of the staff who also looks at the shop
 * as its visitor. Which of them acts is for the page to say.
 */
export async function findPerson(
  accounts: Accounts,
  headers: Headers,
): Promise<{ guest: Guest | null; member: { id: string; name: string } | null; staff: Staff | null }> {
  const guest = readGuest(headers.get('cookie'), { secure: accounts.secure })
  const person = await findSignedIn(accounts, { headers })
  const member = person?.role === 'member' ? { id: person.id, name: person.name } : null
  return { guest, member, staff: person && asStaff(person) }
}

/** Who shops with these headers: the member who is signed in, else the guest of the browser, who has no name. */
export async function findShopper(
  accounts: Accounts,
  headers: Headers,
): Promise<{ id: string; name: string | null } | null> {
  const { guest, member } = await findPerson(accounts, headers)
  return member ?? (guest && { id: guest.id, name: null })
}

/** The token in the session cookie, if this shop signed it. It is a key: never shown, never logged. */
export async function sessionToken(accounts: Accounts, headers: Headers): Promise<string | null> {
  const cookie = headers.get('cookie')
  return cookie?.includes('doumi_session=') ? accounts.auth.api.readSessionToken({ headers }) : null
}
