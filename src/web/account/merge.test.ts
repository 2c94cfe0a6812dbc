import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { room } from '#chat'
import { webRoutes } from '#web'
import { testDatabase } from '../../../test/database.ts'
import { aTalk, keep, openTestShop, type TestShop } from './fixture.ts'

const password = 'a tent by the lake'
const guestCookie = '__Host-doumi_guest'
const form = { name: '지윤', email: 'jiyun@mail.example', password }

const rooms = (shop: TestShop, shopperId: string) => shop.db.$count(room, eq(room.shopperId, shopperId))
const linkIn = (html: string) => /value="https:\/\/shop\.example(\/\w\w\/continue\?token=[\w-]+)"/.exec(html)?.[1] ?? ''
const tokenIn = (link: string) => new URL(link, 'https://shop.example').searchParams.get('token') ?? ''

test('a guest who signs up takes their conversations along, and the browser is a guest no more', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const browser = await shop.guest()
  assert.match(await (await browser.get('/ko/sign-up')).text(), /대화 1개가 계정으로 따라와요/)
  const made = await browser.post('/ko/sign-up', form)
  assert.equal(made.headers.getSetCookie().filter(set => /^__Host-doumi_guest=; .*Max-Age=0/.test(set)).length, 1)
  assert.ok(!browser.cookies.has(guestCookie))
  assert.equal(await rooms(shop, browser.id), 0)
  const [moved] = await shop.db.select().from(room).where(eq(room.id, browser.room))
  assert.equal(moved?.shopperName, '지윤')
  await pause(1200)
  assert.deepEqual(shop.rechecked, [browser.id])
})

test('a guest who signs in takes their conversations along to those that are there', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  await shop.browser().post('/ko/sign-up', form)
  const phone = await shop.guest('전화로 물은 것')
  await phone.post('/ko/sign-in', form)
  const laptop = await shop.guest('컴퓨터로 물은 것')
  await laptop.post('/ko/sign-in', form)
  const html = await (await laptop.get('/ko/talks')).text()
  assert.match(html, /전화로 물은 것/)
  assert.match(html, /컴퓨터로 물은 것/)
  assert.equal(await (await phone.get('/ko/talks')).text().then(text => /컴퓨터로 물은 것/.test(text)), true)
})

test('a refused sign-in moves nothing', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  await shop.browser().post('/ko/sign-up', form)
  const browser = await shop.guest()
  assert.equal((await browser.post('/ko/sign-in', { ...form, password: 'not this one' })).status, 401)
  assert.equal(await rooms(shop, browser.id), 1)
  assert.ok(browser.cookies.has(guestCookie))
})

test('two tabs that sign in at the same time move everything once', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  await shop.browser().post('/ko/sign-up', form)
  const browser = await shop.guest()
  await aTalk(shop.db, { shopperId: browser.id, subject: '포장', line: '되나요?' })
  const answers = await Promise.all(Array.from({ length: 4 }, () => browser.post('/ko/sign-in', form)))
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]))
  assert.equal(await rooms(shop, browser.id), 0)
  const [count] = await shop.db
    .select({ n: sql<number>`count(*)::int`, who: room.shopperId })
    .from(room)
    .groupBy(room.shopperId)
  assert.equal(count?.n, 2)
})

test('an answer that never came, as when the program dies, loses nothing: the next sign-in moves the rest', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const browser = await shop.guest()
  const before = new Map(browser.cookies)
  await browser.post('/ko/sign-up', form)
  browser.cookies.clear()
  for (const [name, value] of before) keep(browser.cookies, `${name}=${value}`)
  await aTalk(shop.db, { shopperId: browser.id, subject: '그 뒤', line: '한 번 더 물어요' })
  assert.equal((await browser.post('/ko/sign-in', form)).status, 303)
  const html = await (await browser.get('/ko/talks')).text()
  assert.match(html, /비 와도 되나요/)
  assert.match(html, /한 번 더 물어요/)
})

test('what a late answer left as a guest’s in a member’s browser is moved by the next page', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const member = shop.browser()
  await member.post('/ko/sign-up', form)
  const late = await shop.guest('늦게 온 것')
  for (const [name, value] of late.cookies) keep(member.cookies, `${name}=${value}`)
  assert.match(await (await member.get('/ko/account')).text(), /늦게 온 것/)
  assert.ok(!member.cookies.has(guestCookie))
})

test('what another tab had on its way when the browser signed in is moved a moment later', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const browser = await shop.guest()
  await browser.post('/ko/sign-up', form)
  await aTalk(shop.db, { shopperId: browser.id, subject: '다른 창', line: '같은 때에 보낸 것' })
  assert.doesNotMatch(await (await browser.get('/ko/talks')).text(), /같은 때에 보낸 것/)
  await pause(2300)
  assert.match(await (await browser.get('/ko/talks')).text(), /같은 때에 보낸 것/)
})

test('the conversations of a page are the guest’s, then the member’s, and never a stranger’s', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const browser = await shop.guest()
  assert.match(await (await browser.get('/ko/talks')).text(), /비 와도 되나요/)
  await browser.post('/ko/sign-up', form)
  const own = await browser.get('/ko/talks')
  assert.equal(own.headers.get('cache-control'), 'no-store')
  assert.match(await own.text(), /비 와도 되나요/)
  await browser.post('/ko/sign-out', {})
  assert.doesNotMatch(await (await browser.get('/ko/talks')).text(), /비 와도 되나요/)
  assert.equal((await shop.browser().get('/ko/talks')).status, 200)
})

test('a link makes another device the same guest, once, and looking at it spends nothing', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const laptop = await shop.guest()
  const link = linkIn(await (await laptop.post('/ko/talks', {})).text())
  assert.notEqual(link, '')
  assert.equal(linkIn(await (await laptop.get('/ko/talks')).text()), '')
  const phone = shop.browser()
  for (let n = 0; n < 3; n++) {
    const page = await phone.get(link)
    assert.deepEqual([page.status, page.headers.get('cache-control')], [200, 'no-store'])
    assert.match(await page.text(), /대화 1개를 이 기기에서도/)
  }
  assert.equal(phone.cookies.size, 0)
  const token = tokenIn(link)
  assert.equal((await phone.post('/ko/continue', { token })).headers.get('location'), '/ko/talks?brought')
  assert.deepEqual(phone.cookies, laptop.cookies)
  assert.match(await (await phone.get('/ko/talks?brought')).text(), /비 와도 되나요/)
  const thief = shop.browser()
  const spent = await thief.post('/en/continue', { token })
  assert.equal(spent.status, 401)
  assert.match(await spent.text(), /used already or is older than 15 minutes/)
  assert.equal((await thief.get(link)).status, 401)
  assert.equal(thief.cookies.size, 0)
})

test('a device with conversations of its own joins them to those of the link', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const [laptop, phone] = [await shop.guest('컴퓨터로 물은 것'), await shop.guest('전화로 물은 것')]
  const link = linkIn(await (await laptop.post('/ko/talks', {})).text())
  assert.match(await (await phone.get(link)).text(), /이 기기에서 나눈 대화 1개도/)
  await phone.post('/ko/continue', { token: tokenIn(link) })
  for (const device of [laptop, phone]) {
    const html = await (await device.get('/ko/talks')).text()
    assert.match(html, /컴퓨터로 물은 것/)
    assert.match(html, /전화로 물은 것/)
  }
  await pause(1200)
  assert.deepEqual(shop.rechecked, [phone.id])
})

test('a member who opens a link takes the guest’s conversations in', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const laptop = await shop.guest('컴퓨터로 물은 것')
  const phone = shop.browser()
  await phone.post('/ko/sign-up', form)
  const link = linkIn(await (await laptop.post('/ko/talks', {})).text())
  assert.match(await (await phone.get(link)).text(), /지윤 님의 계정으로/)
  await phone.post('/ko/continue', { token: tokenIn(link) })
  assert.ok(!phone.cookies.has(guestCookie))
  assert.match(await (await phone.get('/ko/account')).text(), /컴퓨터로 물은 것/)
  assert.equal(await rooms(shop, laptop.id), 0)
  await pause(1200)
  assert.deepEqual(shop.rechecked, [laptop.id])
})

test('of two devices that press the button at the same time one gets it', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const laptop = await shop.guest()
  const token = tokenIn(linkIn(await (await laptop.post('/ko/talks', {})).text()))
  const phones = [shop.browser(), shop.browser(), shop.browser()]
  const answers = await Promise.all(phones.map(phone => phone.post('/ko/continue', { token })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 401, 401])
})

test('a link that was altered opens nothing, and there is none for who has said nothing', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const laptop = await shop.guest()
  const token = tokenIn(linkIn(await (await laptop.post('/ko/talks', {})).text()))
  const phone = shop.browser()
  for (const wrong of [`${token}A`, token.replace(/^./, letter => (letter === 'A' ? 'B' : 'A')), 'x', '']) {
    assert.equal((await phone.get(`/ko/continue?token=${wrong}`)).status, 401)
    assert.equal((await phone.post('/ko/continue', { token: wrong })).status, 401)
  }
  assert.equal((await phone.post('/ko/talks', {})).status, 404)
  assert.equal((await phone.post('/ko/continue', { token })).status, 303)
})

test('the device that made a link is told to open it elsewhere', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const laptop = await shop.guest()
  const link = linkIn(await (await laptop.post('/en/talks', {})).text())
  assert.match(await (await laptop.get(link)).text(), /made on this very device/)
})

test('links are limited by address', async () => {
  await using shop = await openTestShop(await testDatabase(), webRoutes)
  const laptop = await shop.guest()
  for (let n = 0; n < 10; n++) assert.equal((await laptop.post('/ko/talks', {})).status, 200)
  const stopped = await laptop.post('/ko/talks', {})
  assert.equal(stopped.status, 429)
  assert.match(await stopped.text(), /비 와도 되나요/)
  const phone = shop.browser()
  for (let n = 0; n < 30; n++) assert.equal((await phone.post('/ko/continue', { token: 'x' })).status, 401)
  assert.equal((await phone.post('/ko/continue', { token: 'x' })).status, 429)
})
