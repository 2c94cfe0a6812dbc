import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { Problem } from '#edge'
import { testDatabase } from '../../test/database.ts'
import { onRevoked } from './accounts.ts'
import { headersOf, openTestShop, visit } from './fixture.ts'
import { makeGuest } from './guest.ts'
import { changeMember, deleteMember, setPassword } from './own-account.ts'
import { hashPassword } from './password.ts'
import { ensureOwner, inviteOperator, removeOperator } from './people.ts'
import { account, session, user } from './schema.ts'
import { listSessions, revokeSession } from './sessions.ts'
import { signIn, signInAtShop, signOut } from './sign-in.ts'
import { signUp } from './sign-up.ts'
import { findMember, findPerson, findShopper, findStaff } from './signed-in.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db } = database
const { accounts, mina, jun } = await openTestShop(db)
const password = 'a tent by the lake'

const refused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code
const limited = (error: unknown) => error instanceof Problem && error.status === 429 && (error.retryAfter ?? 0) > 0

let made = 0
function newcomer(changes: Partial<Parameters<typeof signUp>[1]> = {}) {
  const email = `shopper${++made}@mail.example`
  return { name: '지윤', email, password, language: 'ko' as const, now: new Date(), ...visit(), ...changes }
}

test('a shopper becomes a member and is signed in', async () => {
  const { person, cookies } = await signUp(accounts, newcomer({ email: ' Jiyun@Mail.Example ', language: 'en' }))
  const { id, ...rest } = person
  assert.deepEqual(rest, { name: '지윤', email: 'jiyun@mail.example', role: 'member', language: 'en' })
  const { headers } = visit(cookies)
  assert.deepEqual(await findMember(accounts, { headers }), person)
  assert.deepEqual(await findPerson(accounts, headers), { guest: null, member: { id, name: '지윤' }, staff: null })
  assert.equal(await findStaff(accounts, { headers }), null)
  const [row] = await db.select().from(account).where(eq(account.userId, id))
  assert.match(row?.password ?? '', /^\$argon2id\$/)
})

test('a member shops as the member, also in a browser that was a guest’s; staff shop as the guest of theirs', async () => {
  const guest = makeGuest({ secure: true })
  const member = await signUp(accounts, newcomer())
  assert.deepEqual(await findShopper(accounts, visit([...member.cookies, guest.cookie]).headers), {
    id: member.person.id,
    name: '지윤',
  })
  assert.deepEqual(await findShopper(accounts, visit([guest.cookie]).headers), { id: guest.id, name: null })
  assert.equal(await findShopper(accounts, visit().headers), null)
})

test('what is wrong with a field is told, and no account is made', async () => {
  const before = await db.$count(user)
  const wrong: [Partial<Parameters<typeof signUp>[1]>, string][] = [
    [{ name: '  ' }, 'members.name_wrong'],
    [{ name: 'a'.repeat(61) }, 'members.name_wrong'],
    [{ email: 'jiyun' }, 'members.email_wrong'],
    [{ password: 'too short' }, 'members.password_too_short'],
    [{ password: 'x'.repeat(129) }, 'members.password_too_long'],
  ]
  for (const [changes, code] of wrong) {
    await assert.rejects(signUp(accounts, newcomer(changes)), refused(code), code)
  }
  assert.equal(await db.$count(user), before)
})

test('an address of a member, of the staff and of somebody removed is refused in the same words', async () => {
  const taken = newcomer()
  await signUp(accounts, taken)
  const gone = await inviteOperator(accounts, { by: mina, name: 'Gone', email: 'gone@shop.example', now: new Date() })
  await removeOperator(accounts, { by: mina, staffId: gone.staff.id, now: new Date() })
  for (const email of [taken.email.toUpperCase(), 'mina@shop.example', 'jun@shop.example', 'gone@shop.example']) {
    await assert.rejects(signUp(accounts, newcomer({ email, password: 'quite another one' })), error => {
      assert.ok(error instanceof Problem)
      assert.deepEqual([error.code, error.status], ['members.email_unusable', 409])
      return true
    })
  }
  assert.equal((await signInAtShop(accounts, { email: taken.email, password, ...visit() })).person.name, '지윤')
})

test('sent twice, also at the same time, a sign-up is one account', async () => {
  const once = newcomer()
  const both = await Promise.all([signUp(accounts, once), signUp(accounts, { ...once, ...visit() })])
  assert.equal(both[0].person.id, both[1].person.id)
  assert.equal((await signUp(accounts, { ...once, name: 'Somebody', ...visit() })).person.name, '지윤')
  assert.equal(await db.$count(user, eq(user.email, once.email)), 1)
})

test('signing up with an operator’s address and password makes no session', async () => {
  await changeStaffPassword()
  const before = await db.$count(session, eq(session.userId, jun.id))
  const wanted = newcomer({ email: 'jun@shop.example', password: 'lanterns in the rain' })
  await assert.rejects(signUp(accounts, wanted), refused('members.email_unusable'))
  assert.equal(await db.$count(session, eq(session.userId, jun.id)), before)
})

test('the staff come in at the shop and stay staff; members do not come in at the desk', async () => {
  await changeStaffPassword()
  const staff = await signInAtShop(accounts, {
    email: 'jun@shop.example',
    password: 'lanterns in the rain',
    ...visit(),
  })
  assert.equal(staff.person.role, 'operator')
  assert.equal((await findStaff(accounts, visit(staff.cookies)))?.id, jun.id)
  assert.equal(await findMember(accounts, visit(staff.cookies)), null)

  const { email } = await memberOf()
  const before = await db.$count(session)
  await assert.rejects(signIn(accounts, { email, password, ...visit() }), refused('members.wrong_credentials'))
  assert.equal(await db.$count(session), before)
})

test('twenty accounts in an hour from one address, five tries for one e-mail, and slips of the pen are free', async () => {
  const address = '192.0.2.50'
  for (let n = 0; n < 30; n++) {
    await assert.rejects(
      signUp(accounts, newcomer({ password: 'short', address })),
      refused('members.password_too_short'),
    )
  }
  await accounts.limits.newAddress.consume(address, 19)
  await signUp(accounts, newcomer({ address }))
  await assert.rejects(signUp(accounts, newcomer({ address })), limited)

  const email = 'jun@shop.example'
  await accounts.limits.newEmail.delete(email)
  for (let n = 0; n < 5; n++) {
    await assert.rejects(signUp(accounts, newcomer({ email })), refused('members.email_unusable'))
  }
  await assert.rejects(signUp(accounts, newcomer({ email })), limited)
})

test('whoever signs up with the owner’s address before there is an owner does not become the owner', async () => {
  await using empty = await testDatabase()
  const { accounts: others, mina: owner } = await openTestShop(empty.db)
  await empty.db.delete(user).where(eq(user.id, owner.id))
  const early = await signUp(others, newcomer({ email: 'first@shop.example' }))
  await ensureOwner(others, { name: '주인', email: 'first@shop.example' })
  assert.equal(await findStaff(others, visit(early.cookies)), null)
  const attempt = signInAtShop(others, { email: 'first@shop.example', password, ...visit() })
  await assert.rejects(attempt, refused('members.wrong_credentials'))
})

test('a member changes name and language freely, and e-mail and password only with the password', async () => {
  const member = await memberOf()
  const by = member.person
  const common = { by, now: new Date(), ...visit(member.cookies) }
  const named = await changeMember(accounts, { ...common, name: '윤', language: 'en' })
  assert.deepEqual([named.person.name, named.person.language, named.cookies], ['윤', 'en', []])
  const email = `new-${member.email}`
  await assert.rejects(changeMember(accounts, { ...common, email }), refused('members.password_needed'))
  const guess = changeMember(accounts, { ...common, newPassword: 'another tent', password: 'not this one' })
  await assert.rejects(guess, refused('members.wrong_password'))
  await changeMember(accounts, { ...common, email, password })
  const changed = await changeMember(accounts, { ...common, newPassword: 'another tent', password })
  assert.equal(await findMember(accounts, visit(member.cookies)), null)
  assert.equal((await findMember(accounts, visit(changed.cookies)))?.email, email)
  await signInAtShop(accounts, { email, password: 'another tent', ...visit() })
})

test('an account is no way to ask about many addresses', async () => {
  const { person: by, cookies } = await memberOf()
  const common = { by, now: new Date(), password, ...visit(cookies) }
  for (let n = 0; n < 5; n++) {
    await assert.rejects(
      changeMember(accounts, { ...common, email: 'mina@shop.example' }),
      refused('members.email_taken'),
    )
  }
  await assert.rejects(changeMember(accounts, { ...common, email: 'mina@shop.example' }), limited)
})

test('a member’s form changes no staff, and nobody’s session but their own', async () => {
  const { person: by, cookies } = await memberOf()
  const other = await memberOf()
  await assert.rejects(
    changeMember(accounts, { by: { ...by, id: jun.id }, name: 'Eve', now: new Date(), ...visit(cookies) }),
    refused('members.no_such_person'),
  )
  const headers = headersOf(other)
  const [theirs] = await listSessions(accounts, { by: other.person, userId: other.person.id, headers })
  assert.equal(theirs?.current, true)
  for (const sessionId of [theirs?.id ?? '', crypto.randomUUID(), 'x']) {
    await assert.rejects(revokeSession(accounts, { by, sessionId }), refused('members.no_such_session'))
  }
  await assert.rejects(
    listSessions(accounts, { by, userId: other.person.id, headers }),
    refused('members.no_such_person'),
  )
  assert.ok(await findMember(accounts, { headers }))
})

test('ending a member’s session stops it at once and is heard of', async () => {
  const phone = await memberOf()
  const laptop = await signInAtShop(accounts, { email: phone.email, password, ...visit() })
  const heard: string[] = []
  const stop = onRevoked(accounts, id => heard.push(id))
  const by = phone.person
  const sessions = await listSessions(accounts, { by, userId: by.id, headers: visit(phone.cookies).headers })
  const other = sessions.find(entry => !entry.current)
  await revokeSession(accounts, { by, sessionId: other?.id ?? '' })
  assert.equal(await findMember(accounts, visit(laptop.cookies)), null)
  await signOut(accounts, { headers: visit(phone.cookies).headers })
  stop()
  assert.deepEqual(heard, [by.id, by.id])
  assert.equal(await findMember(accounts, visit(phone.cookies)), null)
})

test('a deleted account leaves no row, no session and no address behind', async () => {
  const member = await memberOf()
  const by = member.person
  const never = async () => assert.fail('nothing is deleted')
  await assert.rejects(deleteMember(accounts, { by, password: '', also: never }), refused('members.password_needed'))
  await assert.rejects(deleteMember(accounts, { by, password: 'no', also: never }), refused('members.wrong_password'))
  const heard: string[] = []
  const stop = onRevoked(accounts, id => heard.push(id))
  await deleteMember(accounts, { by, password, also: async () => undefined })
  stop()
  assert.deepEqual(heard, [by.id])
  assert.equal(await findMember(accounts, visit(member.cookies)), null)
  assert.equal(await db.$count(user, eq(user.id, by.id)), 0)
  assert.equal(await db.$count(account, eq(account.userId, by.id)), 0)
  assert.equal(await db.$count(session, eq(session.userId, by.id)), 0)
  const anew = await signUp(accounts, newcomer({ email: member.email }))
  assert.notEqual(anew.person.id, by.id)
})

test('what else goes with an account goes in the same transaction, or the account stays', async () => {
  const member = await memberOf()
  const broken = async () => {
    throw new Error('cannot')
  }
  await assert.rejects(deleteMember(accounts, { by: member.person, password, also: broken }), /cannot/)
  assert.ok(await findMember(accounts, visit(member.cookies)))
  const staff = deleteMember(accounts, { by: { id: mina.id, role: 'member' }, password, also: broken })
  await assert.rejects(staff, refused('members.no_such_person'))
})

async function memberOf() {
  const wanted = newcomer()
  return { email: wanted.email, ...(await signUp(accounts, wanted)) }
}

/** Jun's password, set as by somebody who came in by a link. */
async function changeStaffPassword(): Promise<void> {
  const hash = await hashPassword('lanterns in the rain')
  await db.transaction(tx => setPassword(tx, { userId: jun.id, hash, now: new Date() }))
}
