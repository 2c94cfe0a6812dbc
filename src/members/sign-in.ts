import { APIError } from 'better-auth/api'
import { and, eq, lt, or, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { addressKey, takeFrom } from '#edge'
import { type Accounts, tellRevoked } from './accounts.ts'
import { seenHeaders, type Visit } from './better-auth.ts'
import { Email, GivenPassword, parse } from './input.ts'
import { asMember, asStaff, findPersonById, type Member, type Person, type Staff } from './person.ts'
import { wrongCredentials } from './problems.ts'
import { session } from './schema.ts'
import { findSignedIn, sessionToken } from './signed-in.ts'

/** One of the staff who came in, and the `Set-Cookie` values for the reply. */
export interface SignedIn {
  staff: Staff
  cookies: string[]
}

/** Somebody with an account who came in, and the `Set-Cookie` values for the reply. */
export interface PersonIn {
  person: Person
  cookies: string[]
}

/** What {@link signIn} needs: what was typed, and where the request comes from. */
export interface SignIn extends Visit {
  email: string
  password: string
}

const Credentials = v.object({ email: Email, password: GivenPassword })

/**
 * Signs in one of the staff by e-mail and password. Refuses as `members.wrong_credentials` whatever was wrong with
 * them, in the same time, and members too; and as `limited` after 30 attempts of an address in ten minutes, 10 of them
 * for one e-mail, or 100 in an hour for one e-mail from anywhere.
 */
export async function signIn(accounts: Accounts, attempt: SignIn): Promise<SignedIn> {
  const { person: staff, cookies } = await byPassword(accounts, attempt, asStaff)
  return { staff, cookies }
}

/** Signs in anybody with an account, members and staff alike; refuses and limits as {@link signIn}. */
export function signInAtShop(accounts: Accounts, attempt: SignIn): Promise<PersonIn> {
  return byPassword(accounts, attempt, person => person)
}

/** Signs in a member by e-mail and password, and refuses the staff; else as {@link signIn}. */
export async function signInMember(accounts: Accounts, attempt: SignIn): Promise<PersonIn & { person: Member }> {
  return byPassword(accounts, attempt, asMember)
}

/** Signs in whom `admits` lets through. Everybody else is refused as if the password were wrong. */
async function byPassword<Who extends Person>(
  accounts: Accounts,
  { email, password, ...visit }: SignIn,
  admits: (person: Person) => Who | null,
): Promise<{ person: Who; cookies: string[] }> {
  const from = addressKey(visit.address)
  await takeFrom(accounts.limits.address, from)
  const given = parse(Credentials, { email, password })
  const pair = `${given.email} ${from}`
  await takeFrom(accounts.limits.pair, pair)
  await takeFrom(accounts.limits.email, given.email)
  const { headers, response } = await accounts.auth.api
    .signInEmail({ body: given, headers: seenHeaders(visit), returnHeaders: true })
    .catch((error: unknown) => {
      throw isRefusal(error) ? wrongCredentials() : error
    })
  const found = await findPersonById(accounts.db, response.user.id)
  const person = found && admits(found)
  if (!person) {
    await accounts.db.delete(session).where(eq(session.token, response.token))
    throw wrongCredentials()
  }
  await endEarlier(accounts, { userId: person.id, visit })
  await accounts.limits.pair.delete(pair)
  await accounts.limits.email.delete(given.email)
  return { person, cookies: headers.getSetCookie() }
}

/** Opens a session for somebody who has proven otherwise who they are. Refuses whoever was removed. */
export async function openSession(
  accounts: Accounts,
  { userId, ...visit }: Visit & { userId: string },
): Promise<PersonIn> {
  const { headers, response } = await accounts.auth.api.openSession({
    body: { userId },
    headers: seenHeaders(visit),
    returnHeaders: true,
  })
  const person = response && (await findPersonById(accounts.db, userId))
  if (!person) throw wrongCredentials()
  await endEarlier(accounts, { userId, visit })
  return { person, cookies: headers.getSetCookie() }
}

/** Ends the session of these headers, if there is one. Returns the `Set-Cookie` values that clear the browser. */
export async function signOut(accounts: Accounts, { headers }: { headers: Headers }): Promise<string[]> {
  const person = await findSignedIn(accounts, { headers })
  const reply = await accounts.auth.api.signOut({ headers, returnHeaders: true })
  if (person) tellRevoked(accounts, person.id)
  return reply.headers.getSetCookie()
}

/**
 * Lets a session that is in use live on: once a day it is given 30 days again. Returns the `Set-Cookie` values for the
 * reply: mostly none. For whole pages, not for each of their requests.
 */
export async function renewSession(accounts: Accounts, { headers }: { headers: Headers }): Promise<string[]> {
  if ((await sessionToken(accounts, headers)) === null) return []
  const reply = await accounts.auth.api.getSession({ headers, returnHeaders: true }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
  })
  return reply?.headers.getSetCookie() ?? []
}

/** Finishes a sign-in: this browser's earlier session ends, and so do the person's expired ones. */
async function endEarlier(accounts: Accounts, { userId, visit }: { userId: string; visit: Visit }): Promise<void> {
  const earlier = await sessionToken(accounts, visit.headers)
  const mine = and(eq(session.userId, userId), lt(session.expiresAt, sql`now()`))
  const ended = await accounts.db
    .delete(session)
    .where(earlier === null ? mine : or(mine, eq(session.token, earlier)))
    .returning({ userId: session.userId })
  for (const id of new Set(ended.map(row => row.userId))) tellRevoked(accounts, id)
}

/** Whether better-auth refused the person, rather than failed. */
function isRefusal(error: unknown): boolean {
  return error instanceof APIError && error.statusCode < 500
}
