import { and, asc, eq, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Transaction } from '#database'
import { type Accounts, tellRevoked } from './accounts.ts'
import { Email, Id, Language, Name, parse } from './input.ts'
import { dropLinks, oneTimeLink } from './link.ts'
import { asStaff, findStaffById, isStaff, personColumns, type Staff } from './person.ts'
import { type Actor, mayManagePeople } from './policy.ts'
import { emailTaken, lastOwner, noSuchPerson, ownerOnly } from './problems.ts'
import { account, session, user } from './schema.ts'

/** One of the staff as the owner sees them. */
export interface StaffEntry extends Staff {
  /** Whether they have set a password; until then only a one-time link lets them in. */
  hasPassword: boolean
  since: Date
}

const Person = v.object({ name: Name, email: Email, language: v.optional(Language, 'ko') })

/**
 * The owner of the shop; made of the given name and address when there is none, without a password. Programs that
 * start together make one owner.
 */
export async function ensureOwner(accounts: Accounts, wanted: v.InferInput<typeof Person>): Promise<Staff> {
  const person = parse(Person, wanted)
  return accounts.db.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('doumi members owner'))`)
    const [there] = await owners(tx)
    if (there) return there
    const row = { ...person, role: 'owner', removedAt: null } as const
    const [made] = await tx
      .insert(user)
      .values(row)
      .onConflictDoUpdate({ target: user.email, set: row })
      .returning(personColumns)
    const owner = present(made)
    // Whoever signed up with this address before has shown to nobody that it is theirs.
    await shutOut(tx, { userId: owner.id, now: new Date() })
    return owner
  })
}

/** Everybody who works in the shop, longest first, to the owner; to an operator only themselves. */
export async function listStaff(accounts: Accounts, { by }: { by: Actor }): Promise<StaffEntry[]> {
  const hasPassword = sql<boolean>`${account.password} is not null`
  const rows = await accounts.db
    .select({ ...personColumns, since: user.createdAt, hasPassword })
    .from(user)
    .leftJoin(account, and(eq(account.userId, user.id), eq(account.providerId, 'credential')))
    .where(mayManagePeople(by) ? isStaff : and(isStaff, eq(user.id, by.id)))
    .orderBy(asc(user.id))
  return rows.map(({ since, hasPassword, ...row }) => ({ ...present(row), since, hasPassword }))
}

/** What {@link inviteOperator} needs. */
export type InviteOperator = v.InferInput<typeof Person> & { by: Actor; now: Date }

/**
 * Makes an operator and the path of a one-time link for the owner to hand over. Somebody who was removed comes back as
 * the same person. Refuses as `members.owner_only` and `members.email_taken`.
 */
export async function inviteOperator(
  accounts: Accounts,
  { by, now, ...wanted }: InviteOperator,
): Promise<{ staff: Staff; link: string }> {
  if (!mayManagePeople(by)) throw ownerOnly()
  const row = { ...parse(Person, wanted), role: 'operator', removedAt: null } as const
  const staff = await accounts.db.transaction(async tx => {
    const [invited] = await tx
      .insert(user)
      .values(row)
      .onConflictDoUpdate({
        target: user.email,
        set: { ...row, updatedAt: now },
        setWhere: sql`${user.removedAt} is not null`,
      })
      .returning(personColumns)
    if (!invited) throw emailTaken()
    // A session that slipped in while they were being removed must not come back with them.
    await shutOut(tx, { userId: invited.id, now })
    return present(invited)
  })
  return { staff, link: await oneTimeLink(accounts, { userId: staff.id, now }) }
}

/** Whom {@link removeOperator} and {@link resetAccess} are about. */
export interface AboutStaff {
  by: Actor
  staffId: string
  now: Date
}

/**
 * Lets somebody of the staff in by nothing but a new one-time link, whose path it returns: their password is forgotten
 * and their sessions end. For a lost password or a lost device. Refuses as `members.owner_only` and
 * `members.no_such_person`.
 */
export async function resetAccess(accounts: Accounts, { by, staffId, now }: AboutStaff): Promise<string> {
  if (!mayManagePeople(by)) throw ownerOnly()
  const userId = known(staffId)
  await accounts.db.transaction(async tx => {
    if (!(await findStaffById(tx, userId))) throw noSuchPerson()
    await shutOut(tx, { userId, now })
  })
  tellRevoked(accounts, userId)
  return oneTimeLink(accounts, { userId, now })
}

/**
 * Removes one of the staff: their sessions, their password and their links end, their name stays at what they wrote.
 * Refuses as `members.owner_only`, `members.no_such_person`, and as `members.last_owner` the last owner.
 */
export async function removeOperator(accounts: Accounts, { by, staffId, now }: AboutStaff): Promise<void> {
  if (!mayManagePeople(by)) throw ownerOnly()
  const userId = known(staffId)
  await accounts.db.transaction(async tx => {
    // Locking the owners lets two of them who remove each other go one after the other.
    const left = await owners(tx)
    if (left.every(owner => owner.id === userId)) throw lastOwner()
    const removed = await tx
      .update(user)
      .set({ removedAt: now, updatedAt: now })
      .where(and(eq(user.id, userId), isStaff))
      .returning({ id: user.id })
    if (removed.length === 0) throw noSuchPerson()
    await shutOut(tx, { userId, now })
  })
  tellRevoked(accounts, userId)
}

/** An id from outside; what is no id is nobody's. */
function known(staffId: string): string {
  if (!v.is(Id, staffId)) throw noSuchPerson()
  return staffId
}

/** The owners, longest first, locked until the transaction ends. */
async function owners(tx: Transaction): Promise<Staff[]> {
  const rows = await tx
    .select(personColumns)
    .from(user)
    .where(and(eq(user.role, 'owner'), isStaff))
    .orderBy(asc(user.id))
    .for('update')
  return rows.map(present)
}

/** Takes away every way in: sessions, password, links. */
async function shutOut(tx: Transaction, { userId, now }: { userId: string; now: Date }): Promise<void> {
  await tx.delete(session).where(eq(session.userId, userId))
  await tx.delete(account).where(eq(account.userId, userId))
  await dropLinks(tx, { userId, now })
}

/** A row that the query has already narrowed to staff. */
function present(row: Parameters<typeof asStaff>[0] | undefined): Staff {
  const staff = row && asStaff(row)
  if (!staff) throw new Error('a query for staff found somebody else')
  return staff
}
