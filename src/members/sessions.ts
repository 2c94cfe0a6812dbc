import { and, desc, eq, gt, sql } from 'drizzle-orm'
import * as v from 'valibot'
import { type Accounts, tellRevoked } from './accounts.ts'
import { Id } from './input.ts'
import { type Actor, mayLookAfter } from './policy.ts'
import { noSuchPerson, noSuchSession } from './problems.ts'
import { session } from './schema.ts'
import { sessionToken } from './signed-in.ts'

/** One signed-in browser, as its person sees it. */
export interface SessionEntry {
  id: string
  /** The one that asks. */
  current: boolean
  since: Date
  /** When it was last given new life: at most a day before its last use. */
  renewed: Date
  expires: Date
  /** The client's address; of IPv6 its /64. */
  address: string | null
  userAgent: string | null
}

/** Whose sessions {@link listSessions} lists; `headers` tell which of them asks. */
export interface ListSessions {
  by: Actor
  userId: string
  headers: Headers
}

/** The living sessions of one person, newest first. Refuses what is not the asker's to see as `members.no_such_person`. */
export async function listSessions(accounts: Accounts, { by, userId, headers }: ListSessions): Promise<SessionEntry[]> {
  if (!v.is(Id, userId) || !mayLookAfter(by, userId)) throw noSuchPerson()
  const token = await sessionToken(accounts, headers)
  return accounts.db
    .select({
      id: session.id,
      current: token === null ? sql<boolean>`false` : sql<boolean>`${session.token} = ${token}`,
      since: session.createdAt,
      renewed: session.updatedAt,
      expires: session.expiresAt,
      address: session.ipAddress,
      userAgent: session.userAgent,
    })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, sql`now()`)))
    .orderBy(desc(session.id))
}

/**
 * Ends one session, from the next request on. One's own, and the owner anybody's; a session that is gone and one that
 * is not theirs to end are refused alike, as `members.no_such_session`.
 */
export async function revokeSession(
  accounts: Accounts,
  { by, sessionId }: { by: Actor; sessionId: string },
): Promise<void> {
  if (!v.is(Id, sessionId)) throw noSuchSession()
  const [found] = await accounts.db.select({ userId: session.userId }).from(session).where(eq(session.id, sessionId))
  if (!found || !mayLookAfter(by, found.userId)) throw noSuchSession()
  await accounts.db.delete(session).where(eq(session.id, sessionId))
  tellRevoked(accounts, found.userId)
}
