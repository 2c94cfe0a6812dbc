import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { Problem } from '#edge'
import { testDatabase } from '../../test/database.ts'
import { follow, headersOf, openTestShop, visit } from './fixture.ts'
import { makeGuest } from './guest.ts'
import { oneTimeLink } from './link.ts'
import { changeAccount } from './own-account.ts'
import { ensureOwner, inviteOperator, listStaff, removeOperator, resetAccess } from './people.ts'
import { findStaffMember } from './person.ts'
import { session, user } from './schema.ts'
import { signIn } from './sign-in.ts'
import { findPerson, findStaff } from './signed-in.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db } = database
const { accounts, mina, jun } = await openTestShop(db)
const now = new Date()

const refused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code

async function enterAs(userId: string) {
  return follow(accounts, await oneTimeLink(accounts, { userId, now: new Date() }))
}

test('a shop has one owner, however many programs start on it', async () => {
  const again = await Promise.all(
    Array.from({ length: 4 }, (_, n) => ensureOwner(accounts, { name: `N${n}`, email: `n${n}@shop.example` })),
  )
  for (const owner of again) assert.deepEqual(owner, mina)
  assert.equal((await db.select().from(user).where(eq(user.role, 'owner'))).length, 1)
})

test('an empty shop with programs that start together gets one owner', async () => {
  await using empty = await testDatabase()
  const { mina: owner, accounts: others } = await openTestShop(empty.db)
  await empty.db.delete(user)
  // connections that stand ready, so that nobody waits for one while another is through already
  await Promise.all(Array.from({ length: 8 }, () => empty.db.execute('select pg_sleep(0.05)')))
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, n) => ensureOwner(others, { name: owner.name, email: `n${n}@shop.example` })),
  )
  assert.equal(new Set(made.map(one => one.id)).size, 1)
  assert.equal((await empty.db.select().from(user)).length, 1)
})

test('ids are UUIDs of version 7', () => {
  assert.match(mina.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
  assert.match(jun.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/)
})

test('the owner sees everybody who works here, an operator only themselves', async () => {
  const all = await listStaff(accounts, { by: mina })
  assert.deepEqual(
    all.map(({ name, role, hasPassword }) => [name, role, hasPassword]),
    [
      ['민아', 'owner', false],
      ['Jun', 'operator', false],
    ],
  )
  assert.deepEqual(
    (await listStaff(accounts, { by: jun })).map(entry => entry.id),
    [jun.id],
  )
})

test('an operator may neither invite, remove nor reset anybody', async () => {
  const person = { name: 'Ara', email: 'ara@shop.example' }
  await assert.rejects(inviteOperator(accounts, { by: jun, ...person, now }), refused('members.owner_only'))
  for (const staffId of [mina.id, jun.id]) {
    await assert.rejects(removeOperator(accounts, { by: jun, staffId, now }), refused('members.owner_only'))
    await assert.rejects(resetAccess(accounts, { by: jun, staffId, now }), refused('members.owner_only'))
  }
})

test('the last owner cannot be removed', async () => {
  await assert.rejects(removeOperator(accounts, { by: mina, staffId: mina.id, now }), refused('members.last_owner'))
  assert.equal((await listStaff(accounts, { by: mina })).length, 2)
})

test('of two owners who remove each other at the same time one stays', async () => {
  await using other = await testDatabase()
  const shop = await openTestShop(other.db)
  await other.db.update(user).set({ role: 'owner' }).where(eq(user.id, shop.jun.id))
  const results = await Promise.allSettled([
    removeOperator(shop.accounts, { by: shop.mina, staffId: shop.jun.id, now }),
    removeOperator(shop.accounts, { by: { id: shop.jun.id, role: 'owner' }, staffId: shop.mina.id, now }),
  ])
  assert.deepEqual(results.map(result => result.status).sort(), ['fulfilled', 'rejected'])
})

test('an address that somebody here has cannot be invited again', async () => {
  for (const email of ['jun@shop.example', 'MINA@shop.example']) {
    await assert.rejects(inviteOperator(accounts, { by: mina, name: 'X', email, now }), refused('members.email_taken'))
  }
  assert.equal((await listStaff(accounts, { by: mina }))[1]?.name, 'Jun')
})

test('an invitation says what is wrong with it', async () => {
  const invite = (name: string, email: string) => inviteOperator(accounts, { by: mina, name, email, now })
  for (const name of ['', ' \n ', 'x'.repeat(61)]) {
    await assert.rejects(invite(name, 'ara@shop.example'), refused('members.name_wrong'))
  }
  for (const email of ['', 'ara', 'ara@', 'ara@shop', `${'a'.repeat(250)}@shop.example`, 'a b@shop.example']) {
    await assert.rejects(invite('Ara', email), refused('members.email_wrong'))
  }
})

test('somebody who was removed and invited again is the same person, by a new link alone', async () => {
  const ara = await inviteOperator(accounts, { by: mina, name: 'Ara', email: 'ara@shop.example', now })
  const before = await follow(accounts, ara.link)
  const sessions = await db.select().from(session).where(eq(session.userId, ara.staff.id))
  await removeOperator(accounts, { by: mina, staffId: ara.staff.id, now })
  // as if they had signed in at the very moment of the removal
  await db.insert(session).values(sessions)
  assert.equal(await findStaff(accounts, { headers: headersOf(before) }), null)
  await assert.rejects(
    removeOperator(accounts, { by: mina, staffId: ara.staff.id, now }),
    refused('members.no_such_person'),
  )
  const again = await inviteOperator(accounts, {
    by: mina,
    name: '아라',
    email: 'ara@shop.example',
    language: 'en',
    now,
  })
  assert.deepEqual(again.staff, { ...ara.staff, name: '아라', language: 'en' })
  assert.equal(await findStaff(accounts, { headers: headersOf(before) }), null)
  assert.equal((await follow(accounts, again.link)).staff.id, ara.staff.id)
  await removeOperator(accounts, { by: mina, staffId: ara.staff.id, now })
})

test('what is no id is nobody', async () => {
  for (const staffId of ['x', crypto.randomUUID()]) {
    await assert.rejects(removeOperator(accounts, { by: mina, staffId, now }), refused('members.no_such_person'))
    await assert.rejects(resetAccess(accounts, { by: mina, staffId, now }), refused('members.no_such_person'))
  }
})

test('a new name or language needs no password, and shows at once', async () => {
  const { cookies } = await enterAs(jun.id)
  const changed = await changeAccount(accounts, { by: jun, now, name: ' 준  ', language: 'en', ...visit(cookies) })
  assert.deepEqual(changed, { staff: { ...jun, name: '준', language: 'en' }, cookies: [] })
  assert.deepEqual(await findStaff(accounts, visit(cookies)), changed.staff)
  await changeAccount(accounts, { by: jun, now, name: 'Jun', language: 'ko', ...visit(cookies) })
})

test('once a password is set, changing it or the address needs it', async () => {
  const { cookies } = await enterAs(jun.id)
  const change = (wanted: { email?: string; newPassword?: string; password?: string }) =>
    changeAccount(accounts, { by: jun, now, ...wanted, ...visit(cookies) })
  await change({ newPassword: 'a kettle on the fire' })
  await assert.rejects(change({ newPassword: 'another password' }), refused('members.password_needed'))
  await assert.rejects(change({ email: 'jun2@shop.example' }), refused('members.password_needed'))
  await assert.rejects(
    change({ email: 'jun2@shop.example', password: 'a kettle in the fire' }),
    refused('members.wrong_password'),
  )
  await assert.rejects(
    change({ email: 'mina@shop.example', newPassword: 'another password', password: 'a kettle on the fire' }),
    refused('members.email_taken'),
  )
  const moved = await change({ email: 'Jun2@shop.example', password: 'a kettle on the fire' })
  assert.equal(moved.staff.email, 'jun2@shop.example')
  const back = { email: 'jun2@shop.example', password: 'a kettle on the fire', ...visit() }
  assert.equal((await signIn(accounts, back)).staff.id, jun.id)
  await change({ email: 'jun@shop.example', password: 'a kettle on the fire' })
})

test('a new password ends every session but the one it is set in, and the old one fits no more', async () => {
  const email = 'jun@shop.example'
  const elsewhere = await signIn(accounts, { email, password: 'a kettle on the fire', ...visit() })
  const here = await signIn(accounts, { email, password: 'a kettle on the fire', ...visit() })
  const wanted = { newPassword: 'two cups of cocoa', password: 'a kettle on the fire' }
  const changed = await changeAccount(accounts, { by: jun, now, ...wanted, ...visit(here.cookies) })
  assert.equal(await findStaff(accounts, { headers: headersOf(elsewhere) }), null)
  assert.equal(await findStaff(accounts, { headers: headersOf(here) }), null)
  assert.equal((await findStaff(accounts, { headers: headersOf(changed) }))?.id, jun.id)
  await assert.rejects(
    signIn(accounts, { email, password: 'a kettle on the fire', ...visit() }),
    refused('members.wrong_credentials'),
  )
})

test('a password too short or too long is refused, counted in characters', async () => {
  const { cookies } = await enterAs(mina.id)
  const set = (newPassword: string) => changeAccount(accounts, { by: mina, now, newPassword, ...visit(cookies) })
  await assert.rejects(set('123456789'), refused('members.password_too_short'))
  await assert.rejects(set('x'.repeat(129)), refused('members.password_too_long'))
  const longest = '🔥'.repeat(128)
  await set(longest)
  assert.ok(await signIn(accounts, { email: 'mina@shop.example', password: longest, ...visit() }))
})

test('guessing the present password from an open session is stopped', async () => {
  const { cookies } = await enterAs(mina.id)
  const guess = () =>
    changeAccount(accounts, { by: mina, now, newPassword: 'mine from now on', password: 'guess', ...visit(cookies) })
  for (let n = 0; n < 10; n++) await assert.rejects(guess(), refused('members.wrong_password'))
  await assert.rejects(guess(), error => error instanceof Problem && error.kind === 'limited')
})

test('a reset forgets the password, ends the sessions and lets in by its link', async () => {
  const desk = await enterAs(jun.id)
  const link = await resetAccess(accounts, { by: mina, staffId: jun.id, now })
  assert.equal(await findStaff(accounts, { headers: headersOf(desk) }), null)
  const attempt = signIn(accounts, { email: 'jun@shop.example', password: 'two cups of cocoa', ...visit() })
  await assert.rejects(attempt, refused('members.wrong_credentials'))
  const { cookies } = await follow(accounts, link)
  await changeAccount(accounts, { by: jun, now, newPassword: 'three cups of cocoa', ...visit(cookies) })
})

test('one browser may be a visitor and of the staff, or neither', async () => {
  const { cookies } = await enterAs(jun.id)
  const guest = makeGuest({ secure: true })
  const both = await findPerson(accounts, visit([...cookies, guest.cookie]).headers)
  assert.deepEqual([both.guest?.id, both.staff?.id], [guest.id, jun.id])
  assert.deepEqual(await findPerson(accounts, new Headers()), { guest: null, member: null, staff: null })
})

test('two accounts cannot have one address, whatever writes them', async () => {
  const row = { name: 'X', role: 'member' } as const
  await assert.rejects(db.insert(user).values({ ...row, email: 'jun@shop.example' }))
  await assert.rejects(db.insert(user).values({ ...row, email: 'JUN@shop.example' }))
})

test('others learn the name of who works here, and nothing of members and of the removed', async () => {
  assert.deepEqual(await findStaffMember(db, { id: mina.id }), { id: mina.id, name: mina.name })
  const [member] = await db
    .insert(user)
    .values({ name: '지윤', email: 'jiyun@mail.example' })
    .returning({ id: user.id })
  const gone = await inviteOperator(accounts, { by: mina, name: 'Gone', email: 'went@shop.example', now })
  await removeOperator(accounts, { by: mina, staffId: gone.staff.id, now })
  for (const id of [member?.id ?? '', gone.staff.id, crypto.randomUUID()]) {
    assert.equal(await findStaffMember(db, { id }), null)
  }
})
