import * as v from 'valibot'
import { addressKey, takeFrom } from '#edge'
import type { Accounts } from './accounts.ts'
import type { Visit } from './better-auth.ts'
import { Email, Language, Name, NewPassword, parse } from './input.ts'
import { setPassword } from './own-account.ts'
import { hashPassword } from './password.ts'
import { asMember, type Member, personColumns } from './person.ts'
import { emailUnusable, isWrongCredentials, noSuchPerson } from './problems.ts'
import { user } from './schema.ts'
import { openSession, type PersonIn, signInMember } from './sign-in.ts'

const NewMember = v.object({ name: Name, email: Email, password: NewPassword, language: Language })

/** What {@link signUp} needs: what was typed, and where the request comes from. */
export type SignUp = v.InferInput<typeof NewMember> & Visit & { now: Date }

/**
 * Makes a member and signs them in. Sent again with the same address and password, as after an answer that got lost,
 * it signs in the member who is there.
 *
 * No mail is sent, so the answer itself has to say that an address cannot be used, and by that somebody can learn that
 * it has an account (OWASP Authentication Cheat Sheet, "Account Creation", wants a mail in its place). What is left to
 * do is to make asking dear: everything else is looked at first, so a question about a free address costs an account
 * in one's own name; the one sentence `members.email_unusable` is the same for members, staff and the removed; and it
 * is refused as `limited` after 20 in an hour from an address and 5 for an e-mail.
 */
export async function signUp(
  accounts: Accounts,
  { now, headers, address, ...wanted }: SignUp,
): Promise<PersonIn & { person: Member }> {
  const { password, ...person } = parse(NewMember, wanted)
  await takeFrom(accounts.limits.newAddress, addressKey(address))
  await takeFrom(accounts.limits.newEmail, person.email)
  const hash = await hashPassword(password)
  const made = await accounts.db.transaction(async tx => {
    const [row] = await tx
      .insert(user)
      .values({ ...person, role: 'member' })
      .onConflictDoNothing({ target: user.email })
      .returning({ id: personColumns.id })
    if (row) await setPassword(tx, { userId: row.id, hash, now })
    return row
  })
  if (made === undefined) {
    return signInMember(accounts, { email: person.email, password, headers, address }).catch((error: unknown) => {
      throw isWrongCredentials(error) ? emailUnusable() : error
    })
  }
  const { person: opened, cookies } = await openSession(accounts, { userId: made.id, headers, address })
  const member = asMember(opened)
  if (!member) throw noSuchPerson()
  return { person: member, cookies }
}
