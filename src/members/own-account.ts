import { and, DrizzleQueryError, eq } from 'drizzle-orm'
import { DatabaseError } from 'pg'
import * as v from 'valibot'
import type { Transaction } from '#database'
import { takeFrom } from '#edge'
import { type Accounts, tellRevoked } from './accounts.ts'
import type { Visit } from './better-auth.ts'
import { Email, GivenPassword, Language, Name, NewPassword, parse } from './input.ts'
import { hashPassword, verifyPassword } from './password.ts'
import {
  asMember,
  asPerson,
  asStaff,
  findPersonById,
  isHere,
  isMember,
  type Member,
  type Person,
  personColumns,
} from './person.ts'
import type { Actor } from './policy.ts'
import { emailTaken, noSuchPerson, passwordNeeded, wrongPassword } from './problems.ts'
import { account, session, user } from './schema.ts'
import { openSession, type PersonIn, type SignedIn } from './sign-in.ts'

const Changes = v.object({
  name: v.optional(Name),
  language: v.optional(Language),
  email: v.optional(Email),
  newPassword: v.optional(NewPassword),
  password: v.optional(GivenPassword),
})

/** What {@link changeAccount} needs: whose account, what is to change, the present password, and the request's origin. */
export type ChangeAccount = v.InferInput<typeof Changes> & Visit & { by: Actor; now: Date }

/**
 * Changes the own name, language, e-mail address or password of one of the staff; what is absent stays. A new address
 * or password needs the present password where one is set. A new password ends every session and opens a new one here:
 * the reply then carries its cookies. Refuses as `members.password_needed`, `members.wrong_password`,
 * `members.email_taken`, or for what is wrong with a value; then nothing has changed.
 */
export async function changeAccount(accounts: Accounts, wanted: ChangeAccount): Promise<SignedIn> {
  const { person: staff, cookies } = await change(accounts, wanted, asStaff)
  return { staff, cookies }
}

/** Changes a member's own account, as {@link changeAccount} does that of the staff. */
export async function changeMember(accounts: Accounts, wanted: ChangeAccount): Promise<PersonIn & { person: Member }> {
  return change(accounts, wanted, asMember)
}

/** What {@link deleteMember} needs: whose account, their present password, and what else goes in the same transaction. */
export interface DeleteMember {
  by: Actor
  password: string
  also(tx: Transaction): Promise<void>
}

/**
 * Deletes a member's own account: the row, the address, the name, the password and every session are gone, and the
 * address may sign up anew. Nothing is kept under the id; what other rooms keep with a name, `also` takes away in the
 * same transaction. Refuses as `members.password_needed`, `members.wrong_password` and `members.no_such_person`.
 */
export async function deleteMember(accounts: Accounts, { by, password, also }: DeleteMember): Promise<void> {
  const userId = by.id
  await provePassword(accounts, { userId, password })
  await accounts.db.transaction(async tx => {
    const gone = await tx
      .delete(user)
      .where(and(eq(user.id, userId), isMember))
      .returning({ id: user.id })
    if (gone.length === 0) throw noSuchPerson()
    await also(tx)
  })
  tellRevoked(accounts, userId)
}

async function change<Who extends Person>(
  accounts: Accounts,
  { by, now, headers, address, ...wanted }: ChangeAccount,
  admits: (person: Person) => Who | null,
): Promise<{ person: Who; cookies: string[] }> {
  const { password, newPassword, ...profile } = parse(Changes, wanted)
  const found = await findPersonById(accounts.db, by.id)
  const before = found && admits(found)
  if (!before) throw noSuchPerson()
  const newEmail = profile.email !== undefined && profile.email !== before.email
  if (newPassword !== undefined || newEmail) await provePassword(accounts, { userId: by.id, password })
  // An account must not be a way to ask about many addresses.
  if (newEmail) await takeFrom(accounts.limits.ownEmail, by.id)
  const hash = newPassword === undefined ? undefined : await hashPassword(newPassword)
  const person = await accounts.db
    .transaction(async tx => {
      const [row] = await tx
        .update(user)
        .set({ ...profile, updatedAt: now })
        .where(and(eq(user.id, by.id), isHere))
        .returning(personColumns)
      const changed = row && admits(asPerson(row))
      if (!changed) throw noSuchPerson()
      if (hash !== undefined) await setPassword(tx, { userId: by.id, hash, now })
      return changed
    })
    .catch((error: unknown) => {
      throw isTaken(error) ? emailTaken() : error
    })
  if (hash === undefined) return { person, cookies: [] }
  tellRevoked(accounts, by.id)
  const { cookies } = await openSession(accounts, { userId: by.id, headers, address })
  return { person, cookies }
}

/** Refuses unless the present password was given, or none is set yet. */
async function provePassword(
  accounts: Accounts,
  { userId, password }: { userId: string; password: string | undefined },
): Promise<void> {
  const [row] = await accounts.db.select({ hash: account.password }).from(account).where(ofPassword(userId))
  if (!row?.hash) return
  if (password === undefined || password === '') throw passwordNeeded()
  await takeFrom(accounts.limits.password, userId)
  if (!(await verifyPassword({ hash: row.hash, password }))) throw wrongPassword()
  await accounts.limits.password.delete(userId)
}

/** Sets a password and ends every session that was opened without it. */
export async function setPassword(
  tx: Transaction,
  { userId, hash, now }: { userId: string; hash: string; now: Date },
): Promise<void> {
  await tx
    .insert(account)
    .values({ userId, accountId: userId, providerId: 'credential', password: hash })
    .onConflictDoUpdate({
      target: [account.providerId, account.accountId],
      set: { password: hash, updatedAt: now },
    })
  await tx.delete(session).where(eq(session.userId, userId))
}

/** better-auth keeps a password in the account of provider 'credential' whose account id is the person's id. */
function ofPassword(userId: string) {
  return and(eq(account.userId, userId), eq(account.providerId, 'credential'), eq(account.accountId, userId))
}

function isTaken(error: unknown): boolean {
  const cause = error instanceof DrizzleQueryError ? error.cause : undefined
  return cause instanceof DatabaseError && cause.constraint === 'user_email_key'
}
