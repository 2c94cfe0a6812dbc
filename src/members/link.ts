import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, like, lt, or } from 'drizzle-orm'
import type { Queryable } from '#database'
import { addressKey, takeFrom } from '#edge'
import type { Accounts } from './accounts.ts'
import type { Visit } from './better-auth.ts'
import { asStaff, isStaff } from './person.ts'
import { linkSpent, noSuchPerson } from './problems.ts'
import { user, verification } from './schema.ts'
import { openSession, type SignedIn } from './sign-in.ts'

const lifetimeMs = 24 * 60 * 60 * 1000
const prefix = 'enter:'

/** Whom a link is for, by id or by e-mail, and the time it is made. */
export type OneTimeLink = ({ userId: string } | { email: string }) & { now: Date }

/**
 * Makes the path of a link that signs one of the staff in, once, within 24 hours. It replaces the links made for them
 * before. Whoever holds the path holds the account: show it to that person alone. Refuses as `members.no_such_person`.
 */
export async function oneTimeLink(accounts: Accounts, { now, ...whom }: OneTimeLink): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await accounts.db.transaction(async tx => {
    const named = 'userId' in whom ? eq(user.id, whom.userId) : eq(user.email, whom.email.trim().toLowerCase())
    // The lock keeps two links made at once from both staying, and removal from passing between.
    const [person] = await tx.select({ id: user.id }).from(user).where(and(named, isStaff)).for('update')
    if (!person) throw noSuchPerson()
    await dropLinks(tx, { userId: person.id, now })
    const expiresAt = new Date(now.getTime() + lifetimeMs)
    await tx.insert(verification).values({ identifier: identify(token), value: person.id, expiresAt })
  })
  return `/desk/enter?token=${token}`
}

/** What {@link enter} needs: the link's token, and where the request comes from. */
export interface Enter extends Visit {
  token: string
  now: Date
}

/**
 * Signs in by a one-time link and spends it. Refuses as `members.link_spent` what was used, is too old, was altered or
 * never was. Call it for a POST: what looks at links ahead of people, such as messengers, must not spend them.
 */
export async function enter(accounts: Accounts, { token, now, ...visit }: Enter): Promise<SignedIn> {
  await takeFrom(accounts.limits.address, addressKey(visit.address))
  const [spent] = await accounts.db
    .delete(verification)
    .where(and(eq(verification.identifier, identify(token)), gt(verification.expiresAt, now)))
    .returning({ userId: verification.value })
  if (!spent) throw linkSpent()
  const { person, cookies } = await openSession(accounts, { ...visit, userId: spent.userId })
  const staff = asStaff(person)
  if (!staff) throw linkSpent()
  return { staff, cookies }
}

/** Makes a person's links void, and sweeps out all that have expired. */
export async function dropLinks(tx: Queryable, { userId, now }: { userId: string; now: Date }): Promise<void> {
  const theirs = and(eq(verification.value, userId), like(verification.identifier, `${prefix}%`))
  await tx.delete(verification).where(or(theirs, lt(verification.expiresAt, now)))
}

function identify(token: string): string {
  return prefix + createHash('sha256').update(token).digest('base64url')
}
