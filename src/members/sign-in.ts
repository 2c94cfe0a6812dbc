import { APIError } from 'better-auth/api'
import { and, eq, lt, or, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { addressKey, takeFrom } from '#edge'
import { type Accounts, tellRevoked } from './accounts.ts'
import { seenHeaders, type Visit } from './better-auth.ts'
import { Email, GivenPassword, parse } from './input.ts'
import { wrongCredentials } from './problems.ts'
import { session } from './schema.ts'
import { findStaff, findStaffById, type Staff, sessionToken } from './staff.ts'

/** Who came in, and the `Set-Cookie` values for the reply. */
export interface SignedIn {
  staff: Staff
  cookies: string[]
}

/** What {@link signIn} needs: what was typed, and where the request comes from. */
export interface SignIn extends Visit {
  email: string
  password: string
}

const Credentials = v.object({ email: Email, password: GivenPassword })

/**
 * Signs in by e-mail and password. Refuses as `members.wrong_credentials` whatever was wrong with them, in the same
 * time; and as `limited` after 30 attempts of an address in ten minutes, 10 of them for one e-mail, or 100 in an hour
 * for one e-mail from anywhere.
 */
export async function signIn(accounts: Accounts, { email, password, ...visit }: SignIn): Promise<SignedIn> {
  const from = addressKey(visit.address)
  await takeFrom(accounts.limits.address, from)
  const given = parse(Credentials, { email, password })
  const pair = `${given.email} ${from}`
  await takeFrom(accounts.limits.pair, pair)
  await takeFrom(accounts.limits.email, given.email)
  const reply = await accounts.auth.api
    .signInEmail({ body: given, headers: seenHeaders(visit), returnHeaders: true })
    .catch((error: unknown) => {
      throw isRefusal(error) ? wrongCredentials() : error
    })
  const signedIn = await admit(accounts, { userId: reply.response.user.id, headers: reply.headers, visit })
  await accounts.limits.pair.delete(pair)
  await accounts.limits.email.delete(given.email)
  return signedIn
}

/** Opens a session for somebody who has proven otherwise who they are. Refuses whoever was removed. */
export async function openSession(
  accounts: Accounts,
  { userId, ...visit }: Visit & { userId: string },
): Promise<SignedIn> {
  const { headers, response } = await accounts.auth.api.openSession({
    body: { userId },
    headers: seenHeaders(visit),
    returnHeaders: true,
  })
  if (response === null) throw wrongCredentials()
  return admit(accounts, { userId, headers, visit })
}

/** Ends the session of these headers, if there is one. Returns the `Set-Cookie` values that clear the browser. */
export async function signOut(accounts: Accounts, { headers }: { headers: Headers }): Promise<string[]> {
  const staff = await findStaff(accounts, { headers })
  const reply = await accounts.auth.api.signOut({ headers, returnHeaders: true })
  if (staff) tellRevoked(accounts, staff.id)
  return reply.headers.getSetCookie()
}

/**
 * Lets a session that is in use live on: once a day it is given 30 days again. Returns the `Set-Cookie` values for the
 * reply: mostly none. For whole pages of the desk, not for each of its requests.
 */
export async function renewSession(accounts: Accounts, { headers }: { headers: Headers }): Promise<string[]> {
  if ((await sessionToken(accounts, headers)) === null) return []
  const reply = await accounts.auth.api.getSession({ headers, returnHeaders: true }).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
  })
  return reply?.headers.getSetCookie() ?? []
}

/** Finishes a sign-in: this browser's earlier session ends, and so do the person's expired ones. */
async function admit(
  accounts: Accounts,
  { userId, headers, visit }: { userId: string; headers: Headers; visit: Visit },
): Promise<SignedIn> {
  const earlier = await sessionToken(accounts, visit.headers)
  const mine = and(eq(session.userId, userId), lt(session.expiresAt, sql`now()`))
  const ended = await accounts.db
    .delete(session)
    .where(earlier === null ? mine : or(mine, eq(session.token, earlier)))
    .returning({ userId: session.userId })
  for (const id of new Set(ended.map(row => row.userId))) tellRevoked(accounts, id)
  const staff = await findStaffById(accounts.db, userId)
  if (!staff) throw wrongCredentials()
  return { staff, cookies: headers.getSetCookie() }
}

/** Whether better-auth refused the person, rather than failed. */
function isRefusal(error: unknown): boolean {
  return error instanceof APIError && error.statusCode < 500
}
