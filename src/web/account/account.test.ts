import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entry, room } from '#chat'
import { changeAccount, enter, listStaff, session as sessions } from '#members'
import { webRoutes } from '#web'
import { testDatabase } from '../../../test/database.ts'
import { aTalk, type Browser, openTestShop, type TestShop } from './fixture.ts'

const password = 'a tent by the lake'
const session = '__Host-doumi_session'
const guestCookie = '__Host-doumi_guest'

let members = 0

/** A browser in which somebody has just signed up. */
async function aMember(shop: TestShop, changes: Record<string, string> = {}): Promise<Browser & { email: string }> {
  const browser = shop.browser()
  const email = `jiyun${++members}@mail.example`
  const response = await browser.post('/ko/sign-up', { name: '지윤', email, password, ...changes })
  assert.equal(response.status, 303, await response.text())
  return { ...browser, email }
}

/** The `href`s of a page. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href)
}

test('the way to the account is the same for everybody, and leads a stranger to the door and back', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const stranger = shop.browser()
  const member = await aMember(shop)
  for (const browser of [stranger, member]) {
    assert.ok(linksOf(await (await browser.get('/ko')).text()).includes('/ko/account'))
  }
  const led = await stranger.get('/ko/account')
  assert.deepEqual([led.status, led.headers.get('location')], [303, '/ko/sign-in?next=%2Fko%2Faccount'])
  assert.equal((await stranger.get('/ko')).headers.get('cache-control')?.startsWith('public'), true)
  assert.equal((await member.get('/ko')).headers.get('cache-control'), 'private, no-cache')
})

test('a shopper signs up, comes back by password, and the account is kept by no cache', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const browser = shop.browser()
  const form = { name: '지윤', email: 'jiyun@mail.example', password }
  const made = await browser.post('/en/sign-up', { ...form, next: '/en/p/mug#talk' })
  assert.deepEqual([made.status, made.headers.get('location')], [303, '/en/p/mug#talk'])
  const account = await browser.get('/en/account')
  assert.deepEqual([account.status, account.headers.get('cache-control')], [200, 'no-store'])
  assert.match(await account.text(), /value="jiyun@mail\.example"/)
  assert.equal((await browser.get('/en/sign-in')).headers.get('location'), '/en/account')

  assert.equal((await browser.post('/en/sign-out', {})).headers.get('location'), '/en')
  assert.equal(browser.cookies.size, 0)
  const again = await browser.post('/ko/sign-in', { email: 'Jiyun@Mail.example', password })
  assert.equal(again.headers.get('location'), '/ko/account')
  assert.equal(again.headers.get('cache-control'), 'no-store')
})

test('what is wrong is told at its field, in the reader’s language, with what was typed', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const browser = shop.browser()
  const form = { name: '지윤', email: 'jiyun@mail.example', password }
  const wrong: [Record<string, string>, number, string, RegExp][] = [
    [{ name: ' ' }, 422, 'name', /Please give a name/],
    [{ email: 'jiyun' }, 422, 'email', /check the e-mail/],
    [{ password: 'short' }, 422, 'password', /at least 10 characters/],
    [{ email: 'mina@shop.example' }, 409, 'email', /No new account can be made/],
  ]
  for (const [change, status, field, sentence] of wrong) {
    const response = await browser.post('/en/sign-up', { ...form, ...change })
    const html = await response.text()
    assert.equal(response.status, status)
    assert.match(html, new RegExp(`<input[^>]*id="${field}"[^>]*aria-invalid="true"`))
    assert.match(html, new RegExp(`id="${field}-note">[^<]*${sentence.source}`))
    assert.doesNotMatch(html, new RegExp(password))
    if (field !== 'name') assert.match(html, /value="지윤"/)
  }
  const korean = await browser.post('/ko/sign-in', { email: 'nobody@mail.example', password })
  assert.equal(korean.status, 401)
  assert.match(await korean.text(), /role="alert">이메일이나 비밀번호가 맞지 않아요/)
  assert.equal(browser.cookies.size, 0)
})

test('the session of a member who only looks at the shop lives on, and nobody asks about it on every page', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const setExpiry = (days: number) =>
    shop.db.update(sessions).set({ expiresAt: new Date(Date.now() + days * 24 * 60 * 60 * 1000) })
  const member = await aMember(shop)
  await setExpiry(3)
  assert.deepEqual((await member.get('/robots.txt')).headers.getSetCookie(), [])
  const [cookie = '', ...others] = (await member.get('/ko')).headers.getSetCookie()
  assert.match(cookie, /^__Host-doumi_session=[^;]+; Max-Age=2592000/)
  assert.equal(others.length, 0)
  await setExpiry(3)
  assert.deepEqual((await member.get('/ko/p/mug')).headers.getSetCookie(), [])
  assert.deepEqual((await shop.browser().get('/ko')).headers.getSetCookie(), [])
})

test('no form is taken from another site, nor without saying where it comes from', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const member = await aMember(shop)
  for (const from of ['https://evil.example', 'null', null]) {
    const forms: [string, Record<string, string>][] = [
      ['/ko/sign-in', { email: member.email, password }],
      ['/ko/sign-up', { name: 'a', email: 'a@mail.example', password }],
      ['/ko/account', { part: 'delete', password }],
      ['/ko/sign-out', {}],
      ['/ko/talks', {}],
      ['/ko/continue', { token: 'x' }],
    ]
    for (const [path, form] of forms) assert.equal((await member.post(path, form, from)).status, 403, path)
  }
  assert.equal((await member.get('/ko/account')).status, 200)
})

test('signing in leads nowhere but into the shop', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const { email } = await aMember(shop)
  for (const next of ['https://evil.example', '//evil.example/ko', '/\\evil.example', '/ko/sign-in', 'ko', '/desk']) {
    const browser = shop.browser()
    const page = await (await browser.get(`/ko/sign-in?next=${encodeURIComponent(next)}`)).text()
    assert.doesNotMatch(page, /name="next"/)
    const response = await browser.post('/ko/sign-in', { email, password, next })
    assert.equal(response.headers.get('location'), '/ko/account')
    const signedIn = await browser.get(`/ko/sign-in?next=${encodeURIComponent(next)}`)
    assert.equal(signedIn.headers.get('location'), '/ko/account')
  }
})

test('the staff are let in at the shop, stay staff, and keep their browser’s conversations as its guest', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const token = new URL(shop.minasLink, 'https://shop.example').searchParams.get('token') ?? ''
  const visit = { headers: new Headers(), address: '192.0.2.1' }
  const { staff } = await enter(shop.accounts, { token, now: new Date(), ...visit })
  await changeAccount(shop.accounts, { by: staff, newPassword: password, now: new Date(), ...visit })
  const browser = await shop.guest()
  const response = await browser.post('/ko/sign-in', { email: 'mina@shop.example', password })
  assert.equal(response.status, 303)
  assert.equal((await browser.get('/ko/account')).headers.get('location'), '/ko/desk/account')
  assert.ok(browser.cookies.has(guestCookie))
  assert.match(await (await browser.get('/ko/talks')).text(), /비 와도 되나요/)
  assert.equal((await listStaff(shop.accounts, { by: staff })).length, 1)
})

test('a name and a language are changed freely, an e-mail and a password with the password', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const member = await aMember(shop)
  const profile = { part: 'profile', name: '윤', email: member.email, language: 'en' }
  const saved = await member.post('/ko/account', profile)
  assert.equal(saved.headers.get('location'), '/en/account?saved=profile#profile')
  const refused = await member.post('/en/account', { ...profile, email: 'new@mail.example' })
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /id="proof"[^>]*aria-invalid="true"/)
  const wrong = await member.post('/en/account', { part: 'password', newPassword: 'another tent', password: 'no' })
  assert.match(await wrong.text(), /id="present"[^>]*aria-invalid="true"/)
  const other = shop.browser()
  await other.post('/ko/sign-in', { email: member.email, password })
  const changed = await member.post('/en/account', { part: 'password', newPassword: 'another tent', password })
  assert.equal(changed.headers.get('location'), '/en/account?saved=password#password')
  assert.equal((await member.get('/en/account')).status, 200)
  assert.equal((await other.get('/en/account')).status, 303)
})

test('a member sees their devices and signs one out; somebody else’s is not there to sign out', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const member = await aMember(shop)
  const other = shop.browser()
  await other.post('/ko/sign-in', { email: member.email, password })
  const ids = (html: string) => [...html.matchAll(/name="id" value="([^"]+)"/g)].map(([, id = '']) => id)
  const [theirs = ''] = ids(await (await (await aMemberWithTwo(shop)).get('/ko/account')).text())
  const refused = await member.post('/ko/account', { part: 'session', id: theirs })
  assert.equal(refused.status, 404)
  const [mine = '', ...more] = ids(await (await member.get('/ko/account')).text())
  assert.equal(more.length, 0)
  assert.equal((await member.post('/ko/account', { part: 'session', id: mine })).status, 303)
  assert.equal((await other.get('/ko/account')).status, 303)
  assert.equal((await member.get('/ko/account')).status, 200)
})

async function aMemberWithTwo(shop: TestShop): Promise<Browser> {
  const member = await aMember(shop)
  await shop.browser().post('/ko/sign-in', { email: member.email, password })
  return member
}

test('the account lists one’s own conversations and leads to them, and nobody else’s', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const browser = await shop.guest('머그 얼마예요?')
  const roomId = await aTalk(shop.db, { shopperId: browser.id, subject: '선물 포장', line: '포장 되나요?' })
  await browser.post('/ko/sign-up', { name: '지윤', email: 'two@mail.example', password })
  await shop.guest('남의 질문')
  const html = await (await browser.get('/ko/account')).text()
  assert.match(html, /법랑 머그/)
  assert.match(html, /선물 포장/)
  assert.match(html, /머그 얼마예요/)
  assert.doesNotMatch(html, /남의 질문/)
  const links = linksOf(html)
  assert.ok(links.includes('/ko/p/mug#talk'))
  assert.ok(links.includes(`/ko/talks/${roomId}`))
  assert.match(await (await browser.get('/en/talks')).text(), /Enamel mug/)
})

test('a deleted account is gone with its name; what was said stays with the shop', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const browser = await shop.guest('여기 있었어요')
  const form = { name: '지윤', email: 'gone@mail.example', password }
  await browser.post('/ko/sign-up', form)
  const kept = await browser.post('/ko/account', { part: 'delete', password: 'not this one' })
  assert.equal(kept.status, 422)
  assert.match(await kept.text(), /<details[^>]* open/)
  const gone = await browser.post('/ko/account', { part: 'delete', password })
  assert.equal(gone.headers.get('location'), '/ko/sign-in?deleted')
  assert.equal(browser.cookies.size, 0)
  const page = await browser.get('/ko/sign-in?deleted')
  assert.match(await page.text(), /계정을 지웠어요/)
  assert.equal((await browser.post('/ko/sign-in', form)).status, 401)
  const rooms = await shop.db.select({ name: room.shopperName, line: room.lastLine }).from(room)
  assert.deepEqual(rooms, [{ name: null, line: '여기 있었어요' }])
  assert.deepEqual(await shop.db.select({ name: entry.authorName }).from(entry), [{ name: null }])
  assert.equal((await browser.post('/ko/sign-up', form)).status, 303)
  assert.doesNotMatch(await (await browser.get('/ko/account')).text(), /여기 있었어요/)
})

test('forms that are not ours are refused whole', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const member = await aMember(shop)
  const wrong: [string, Record<string, string>][] = [
    ['/ko/account', {}],
    ['/ko/account', { part: 'role', role: 'owner' }],
    ['/ko/account', { part: 'profile', name: 'a', email: 'a@mail.example', language: 'fr' }],
    ['/ko/sign-in', { email: 'a@mail.example' }],
    ['/ko/sign-up', { email: 'a@mail.example', password }],
    ['/ko/continue', {}],
  ]
  for (const [path, form] of wrong) assert.equal((await member.post(path, form)).status, 422, path)
  assert.equal((await member.post('/fr/account', {})).status, 404)
  const role = { part: 'profile', name: '윤', email: member.email, language: 'ko', role: 'owner', id: 'x' }
  assert.equal((await member.post('/ko/account', role)).status, 303)
  assert.equal((await member.get('/ko/account')).status, 200)
})

test('guessing at the door is limited, and says for how long', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const { email } = await aMember(shop)
  const browser = shop.browser()
  for (let n = 0; n < 10; n++) {
    assert.equal((await browser.post('/ko/sign-in', { email, password: `guess ${n}` })).status, 401)
  }
  const stopped = await browser.post('/ko/sign-in', { email, password })
  assert.equal(stopped.status, 429)
  assert.match(await stopped.text(), /초 뒤에/)
  assert.ok(!browser.cookies.has(session))
})
