import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Problem } from '#edge'
import { testDatabase } from '../../test/database.ts'
import { openAccounts } from './accounts.ts'
import { openTestShop, visit } from './fixture.ts'
import { forgetGuest, makeGuest, readGuest } from './guest.ts'
import { guestLinkMs, makeGuestLink, readGuestLink, spendGuestLink } from './guest-link.ts'
import { verification } from './schema.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db } = database
const { accounts } = await openTestShop(db)
const now = new Date()

const refused = (code: string) => (error: unknown) => error instanceof Problem && error.code === code

async function aLink(at = now) {
  const guest = makeGuest({ secure: true })
  const token = await makeGuestLink(accounts, { ...visit([guest.cookie]), now: at })
  return { guest, token }
}

const spend = (token: string, at = now) => spendGuestLink(db, accounts, { token, now: at })

test('another device becomes the same guest, once', async () => {
  const { guest, token } = await aLink()
  assert.deepEqual(await readGuestLink(accounts, { token, now }), { id: guest.id })
  const carried = await spend(token)
  assert.deepEqual(carried, { id: guest.id, cookie: guest.cookie })
  assert.deepEqual(readGuest(carried.cookie.split(';')[0], { secure: true }), { id: guest.id })
  await assert.rejects(spend(token), refused('members.link_spent'))
  assert.equal(await readGuestLink(accounts, { token, now }), null)
})

test('looking at a link spends nothing', async () => {
  const { guest, token } = await aLink()
  for (let n = 0; n < 3; n++) assert.equal((await readGuestLink(accounts, { token, now }))?.id, guest.id)
  assert.equal((await spend(token)).id, guest.id)
})

test('of several devices that open a link at the same time one gets it', async () => {
  const { token } = await aLink()
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => spend(token)))
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('a link whose transaction fails is not spent', async () => {
  const { guest, token } = await aLink()
  const failing = db.transaction(async tx => {
    await spendGuestLink(tx, accounts, { token, now })
    throw new Error('cannot')
  })
  await assert.rejects(failing, /cannot/)
  assert.equal((await spend(token)).id, guest.id)
})

test('a link is good for 15 minutes and no longer', async () => {
  const { token } = await aLink()
  await assert.rejects(spend(token, new Date(now.getTime() + guestLinkMs)), refused('members.link_spent'))
  const inTime = await aLink()
  assert.equal((await spend(inTime.token, new Date(now.getTime() + guestLinkMs - 1000))).id, inTime.guest.id)
})

test('a link with one letter changed opens nothing, wherever the letter is', async () => {
  const { guest, token } = await aLink()
  for (const place of [0, 20, 42, 43, 50, token.length - 1]) {
    const letter = token[place] === 'A' ? 'B' : 'A'
    const altered = token.slice(0, place) + letter + token.slice(place + 1)
    await assert.rejects(spend(altered), refused('members.link_spent'))
    assert.equal(await readGuestLink(accounts, { token: altered, now }), null)
  }
  for (const token of ['', 'x', `${'A'.repeat(64)}`, 'A'.repeat(10_000), '%00', '../..']) {
    await assert.rejects(spend(token), refused('members.link_spent'))
  }
  assert.equal((await spend(token)).id, guest.id)
})

test('neither the database nor the link alone opens anything', async () => {
  const { guest, token } = await aLink()
  const key = guest.cookie.split(';')[0]?.split('=')[1] ?? ''
  const rows = JSON.stringify(await db.select().from(verification))
  for (const secret of [key, token, token.slice(0, 43), guest.id]) assert.ok(!rows.includes(secret))
  assert.ok(!Buffer.from(token, 'base64url').includes(Buffer.from(key, 'base64url')))
  const elsewhere = openAccounts({ db, origin: 'https://shop.example', secret: 'o'.repeat(43), secureCookies: true })
  assert.equal(await readGuestLink(elsewhere, { token, now }), null)
})

test('what is sealed in one row opens in no other, nor when it is damaged', async () => {
  await db.delete(verification)
  const one = await aLink()
  const [row] = await db.select().from(verification)
  const two = await aLink()
  for (const value of [row?.value ?? '', 'broken', '']) {
    await db.update(verification).set({ value })
    assert.equal(await readGuestLink(accounts, { token: two.token, now }), null)
  }
  await assert.rejects(spend(one.token), refused('members.link_spent'))
})

test('who is no guest gets no link, and nobody gets more than ten in ten minutes', async () => {
  await assert.rejects(makeGuestLink(accounts, { ...visit(), now }), refused('members.no_guest'))
  const guest = makeGuest({ secure: true })
  const make = () => makeGuestLink(accounts, { ...visit([guest.cookie], '192.0.2.60'), now })
  for (let n = 0; n < 10; n++) await make()
  await assert.rejects(make(), error => error instanceof Problem && error.status === 429)
})

test('links that are too old are swept out', async () => {
  await aLink(new Date(now.getTime() - 2 * guestLinkMs))
  await aLink()
  const rows = await db.select({ at: verification.expiresAt }).from(verification)
  assert.ok(rows.every(({ at }) => at.getTime() > now.getTime()))
})

test('a guest who is forgotten is nobody on the next request', () => {
  for (const secure of [true, false]) {
    assert.match(forgetGuest({ secure }), secure ? /^__Host-doumi_guest=; .*Max-Age=0; .*Secure$/ : /^doumi_guest=;/)
  }
})
