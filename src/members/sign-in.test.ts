import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { Problem } from '#edge'
import { testDatabase } from '../../test/database.ts'
import { onRevoked, openAccounts } from './accounts.ts'
import { follow, headersOf, openTestShop, visit } from './fixture.ts'
import { enter, oneTimeLink } from './link.ts'
import { changeAccount } from './own-account.ts'
import { removeOperator } from './people.ts'
import { account, session, verification } from './schema.ts'
import { listSessions, revokeSession } from './sessions.ts'
import { renewSession, signIn, signOut } from './sign-in.ts'
import { findStaff } from './signed-in.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db } = database
const { accounts, mina, jun, junsLink } = await openTestShop(db)
const hour = 60 * 60 * 1000
const password = 'lantern by the lake'

const refused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code

function freshLink(userId: string, now = new Date()): Promise<string> {
  return oneTimeLink(accounts, { userId, now })
}

async function minaSignsIn(address = '203.0.113.7') {
  await accounts.limits.address.delete(address)
  return signIn(accounts, { email: 'mina@shop.example', password, ...visit([], address) })
}

test('a one-time link lets in whom it is for, once', async () => {
  const signedIn = await follow(accounts, junsLink)
  assert.deepEqual(signedIn.staff, {
    id: jun.id,
    name: 'Jun',
    email: 'jun@shop.example',
    role: 'operator',
    language: 'ko',
  })
  assert.deepEqual(await findStaff(accounts, { headers: headersOf(signedIn) }), signedIn.staff)
  await assert.rejects(follow(accounts, junsLink), refused('members.link_spent'))
})

test('of two browsers that open a link at the same time one gets in', async () => {
  const link = await freshLink(jun.id)
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => follow(accounts, link)))
  assert.equal(results.filter(result => result.status === 'fulfilled').length, 1)
})

test('a one-time link is good for 24 hours and no longer', async () => {
  const made = new Date()
  const late = await freshLink(jun.id, made)
  await assert.rejects(
    follow(accounts, late, { now: new Date(made.getTime() + 24 * hour) }),
    refused('members.link_spent'),
  )
  const inTime = await freshLink(jun.id, made)
  const signedIn = await follow(accounts, inTime, { now: new Date(made.getTime() + 24 * hour - 1000) })
  assert.equal(signedIn.staff.id, jun.id)
})

test('a link with one letter changed lets nobody in and spends nothing', async () => {
  const link = await freshLink(jun.id)
  const letter = link.endsWith('A') ? 'B' : 'A'
  await assert.rejects(follow(accounts, link.replace(/.$/, letter)), refused('members.link_spent'))
  await assert.rejects(follow(accounts, '/desk/enter?token='), refused('members.link_spent'))
  assert.equal((await follow(accounts, link)).staff.id, jun.id)
})

test('a new link makes the one before void', async () => {
  const before = await freshLink(jun.id)
  const link = await oneTimeLink(accounts, { email: 'JUN@shop.example', now: new Date() })
  await assert.rejects(follow(accounts, before), refused('members.link_spent'))
  assert.equal((await follow(accounts, link)).staff.id, jun.id)
})

test('the database never holds the token of a link', async () => {
  const link = await freshLink(jun.id)
  const rows = await db.select().from(verification).where(eq(verification.value, jun.id))
  assert.equal(rows.length, 1)
  assert.ok(!JSON.stringify(rows).includes(link.split('=')[1] ?? ''))
})

test('there is no link for somebody who does not work here', async () => {
  await assert.rejects(
    oneTimeLink(accounts, { email: 'nobody@shop.example', now: new Date() }),
    refused('members.no_such_person'),
  )
})

test('the owner sets a first password and signs in with it, however the address is written', async () => {
  const entered = await follow(accounts, await freshLink(mina.id))
  await changeAccount(accounts, { by: mina, now: new Date(), newPassword: password, ...visit(entered.cookies) })
  const signedIn = await signIn(accounts, { email: ' Mina@Shop.Example ', password, ...visit() })
  assert.equal(signedIn.staff.role, 'owner')
  const [row] = await db.select().from(account).where(eq(account.userId, mina.id))
  assert.match(row?.password ?? '', /^\$argon2id\$/)
})

test('the session cookie is for this host, https and 30 days, and out of reach of scripts', async () => {
  const { cookies } = await minaSignsIn()
  const [cookie = '', ...others] = cookies
  assert.equal(others.length, 0)
  assert.match(cookie, /^__Host-doumi_session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test('a wrong password, an unknown address and somebody without a password are refused alike', async () => {
  const wrong = [
    { email: 'mina@shop.example', password: 'lantern by the sea' },
    { email: 'nobody@shop.example', password },
    { email: 'jun@shop.example', password },
    { email: 'jun@shop.example', password: '' },
  ]
  for (const attempt of wrong) {
    await assert.rejects(signIn(accounts, { ...attempt, ...visit() }), error => {
      assert.ok(error instanceof Problem)
      assert.deepEqual([error.code, error.status], ['members.wrong_credentials', 401])
      return true
    })
  }
})

test('how long a refusal takes does not tell whether the address is known', async () => {
  const timed = async (email: string): Promise<number> => {
    const start = performance.now()
    const attempt = signIn(accounts, { email, password: 'not this one', ...visit() })
    await assert.rejects(attempt, refused('members.wrong_credentials'))
    return performance.now() - start
  }
  const known: number[] = []
  const unknown: number[] = []
  for (let n = 0; n < 6; n++) {
    known.push(await timed('mina@shop.example'))
    unknown.push(await timed('stranger@shop.example'))
  }
  const ratio = Math.min(...unknown) / Math.min(...known)
  assert.ok(ratio > 0.6 && ratio < 1.67, `unknown to known: ${ratio}`)
})

const limited = (error: unknown) =>
  error instanceof Problem && error.kind === 'limited' && error.status === 429 && (error.retryAfter ?? 0) > 0

function guess(email: string, address: string) {
  return signIn(accounts, { email, password: 'not this one', ...visit([], address) })
}

test('ten wrong passwords stop an address for that e-mail, and nobody else', async () => {
  for (let n = 0; n < 10; n++) await assert.rejects(guess('mina@shop.example', '192.0.2.1'))
  await assert.rejects(guess('mina@shop.example', '192.0.2.1'), limited)
  await assert.rejects(guess('jun@shop.example', '192.0.2.1'), refused('members.wrong_credentials'))
  assert.equal((await minaSignsIn()).staff.id, mina.id)
})

test('thirty attempts stop an address, whatever the e-mail, and even with the right password', async () => {
  const attempts = Array.from({ length: 30 }, (_, n) => guess(`a${n}@shop.example`, '192.0.2.2'))
  for (const result of await Promise.allSettled(attempts)) assert.ok('reason' in result && !limited(result.reason))
  const right = signIn(accounts, { email: 'mina@shop.example', password, ...visit([], '192.0.2.2') })
  await assert.rejects(right, limited)
  const link = await freshLink(jun.id)
  const token = link.slice(link.indexOf('=') + 1)
  await assert.rejects(enter(accounts, { token, now: new Date(), ...visit([], '192.0.2.2') }), limited)
})

test('a hundred attempts in an hour stop an e-mail, wherever they come from', async () => {
  await accounts.limits.email.consume('target@shop.example', 99)
  await assert.rejects(guess('target@shop.example', '192.0.2.3'), refused('members.wrong_credentials'))
  await assert.rejects(guess('target@shop.example', '192.0.2.4'), limited)
})

test('a session cookie without our signature, or with another token, is nobody', async () => {
  const { cookies } = await minaSignsIn()
  const [name = '', value = ''] = (cookies[0]?.split(';', 1)[0] ?? '').split('=')
  const dot = value.lastIndexOf('.')
  const [token, signature] = [value.slice(0, dot), value.slice(dot)]
  const who = (cookie: string) => findStaff(accounts, { headers: new Headers({ cookie: `${name}=${cookie}` }) })
  assert.equal((await who(token + signature))?.id, mina.id)
  const stranger = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
  for (const cookie of [token, `${token}.`, stranger + signature, `${token}${signature}%00`, '', '%', '%E0%A4%A']) {
    assert.equal(await who(cookie), null, cookie)
  }
})

test('on plain http the cookie is known by its plain name and needs no https', async () => {
  const plain = openAccounts({ db, origin: 'http://localhost:3000', secret: 'p'.repeat(43), secureCookies: false })
  const { cookies } = await signIn(plain, { email: 'mina@shop.example', password, ...visit() })
  assert.match(cookies[0] ?? '', /^doumi_session=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
  assert.equal((await findStaff(plain, visit(cookies)))?.id, mina.id)
  assert.equal(await findStaff(accounts, visit(cookies)), null)
})

test('a session that is revoked stops at once, and the listener hears of it', async () => {
  const phone = await minaSignsIn()
  const desk = await minaSignsIn()
  const heard: string[] = []
  const stop = onRevoked(accounts, userId => heard.push(userId))
  const sessions = await listSessions(accounts, { by: mina, userId: mina.id, headers: headersOf(desk) })
  assert.equal(sessions[0]?.current, true)
  assert.equal(sessions.filter(entry => entry.current).length, 1)
  assert.deepEqual([sessions[1]?.address, sessions[1]?.userAgent], ['203.0.113.7', 'Test/1'])
  await revokeSession(accounts, { by: mina, sessionId: sessions[1]?.id ?? '' })
  stop()
  assert.deepEqual(heard, [mina.id])
  assert.equal(await findStaff(accounts, { headers: headersOf(phone) }), null)
  assert.equal((await findStaff(accounts, { headers: headersOf(desk) }))?.id, mina.id)
})

test('an operator neither sees nor ends a session of the owner, and learns not whether there is one', async () => {
  const desk = await minaSignsIn()
  const headers = headersOf(desk)
  await assert.rejects(listSessions(accounts, { by: jun, userId: mina.id, headers }), refused('members.no_such_person'))
  const [entry] = await listSessions(accounts, { by: mina, userId: mina.id, headers })
  for (const sessionId of [entry?.id ?? '', crypto.randomUUID(), 'x']) {
    await assert.rejects(revokeSession(accounts, { by: jun, sessionId }), refused('members.no_such_session'))
  }
  assert.ok(await findStaff(accounts, { headers }))
})

test('signing out ends the session and clears the cookie', async () => {
  const desk = await minaSignsIn()
  const cookies = await signOut(accounts, { headers: headersOf(desk) })
  assert.ok(cookies.some(cookie => /^__Host-doumi_session=; Max-Age=0/.test(cookie)))
  assert.equal(await findStaff(accounts, { headers: headersOf(desk) }), null)
})

test('signing in again in the same browser ends the session before', async () => {
  const first = await minaSignsIn()
  await signIn(accounts, { email: 'mina@shop.example', password, ...visit(first.cookies) })
  assert.equal(await findStaff(accounts, { headers: headersOf(first) }), null)
})

test('a session that is used lives on; one that is not ends after 30 days', async () => {
  const desk = await minaSignsIn()
  const headers = headersOf(desk)
  const [entry] = await listSessions(accounts, { by: mina, userId: mina.id, headers })
  const id = entry?.id ?? ''
  const setExpiry = (expiresAt: Date) => db.update(session).set({ expiresAt }).where(eq(session.id, id))
  assert.deepEqual(await renewSession(accounts, { headers }), [])
  await setExpiry(new Date(Date.now() + 20 * 24 * hour))
  const [cookie = ''] = await renewSession(accounts, { headers })
  assert.match(cookie, /^__Host-doumi_session=[^;]+; Max-Age=2592000/)
  const [row] = await db.select().from(session).where(eq(session.id, id))
  assert.ok((row?.expiresAt.getTime() ?? 0) > Date.now() + 29 * 24 * hour)
  await setExpiry(new Date(Date.now() - 1000))
  assert.equal(await findStaff(accounts, { headers }), null)
})

test('whoever was removed is out at once and gets in no more: not by session, link or password', async () => {
  const entered = await follow(accounts, await freshLink(jun.id))
  await changeAccount(accounts, {
    by: jun,
    now: new Date(),
    newPassword: 'a tent in the rain',
    ...visit(entered.cookies),
  })
  const desk = await signIn(accounts, { email: 'jun@shop.example', password: 'a tent in the rain', ...visit() })
  const link = await freshLink(jun.id)
  await removeOperator(accounts, { by: mina, staffId: jun.id, now: new Date() })
  assert.equal(await findStaff(accounts, { headers: headersOf(desk) }), null)
  await assert.rejects(follow(accounts, link), refused('members.link_spent'))
  await assert.rejects(
    signIn(accounts, { email: 'jun@shop.example', password: 'a tent in the rain', ...visit() }),
    refused('members.wrong_credentials'),
  )
  await assert.rejects(freshLink(jun.id), refused('members.no_such_person'))
  const { headers } = visit()
  const opened = await accounts.auth.api.openSession({ body: { userId: jun.id }, headers })
  assert.equal(opened, null)
})
