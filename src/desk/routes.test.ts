import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { openInquiry, openStage, say } from '#chat'
import { deskRoutes } from '#desk'
import { testDatabase } from '../../test/database.ts'
import { type Browser, openTestDesk, type TestDesk } from './fixture.ts'

const password = 'a lantern in the rain'

/** Comes in by a one-time link. */
function enter(browser: Browser, link: string): Promise<Response> {
  const token = new URL(link, 'https://shop.example').searchParams.get('token') ?? ''
  return browser.post('/desk/enter', { token })
}

/** Mina in a browser of her own. */
async function mina(desk: TestDesk): Promise<Browser> {
  const browser = desk.browser()
  await enter(browser, desk.minasLink)
  return browser
}

/** A shopper's question; gives its room. */
async function ask({ chat }: TestDesk, text: string, productId: string = randomUUID()): Promise<string> {
  const shopperId = randomUUID()
  const { db } = chat.conversations
  const room = await openInquiry(db, { shopperId, productId, language: 'ko' })
  const actor = { id: shopperId, role: 'shopper', name: null } as const
  await say(chat.conversations, { room, actor, cid: randomUUID(), body: { kind: 'text', text }, now: new Date() })
  return room.id
}

test('a stranger is led from every page of the desk to the sign-in, and back from there', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const room = await ask(desk, 'does it leak')
  const stranger = desk.browser()
  for (const path of ['/ko/desk', `/ko/desk/c/${room}?queue=answered`, '/en/desk/account', '/ko/desk/people']) {
    const response = await stranger.get(path)
    assert.equal(response.status, 303, path)
    assert.equal(response.headers.get('location'), `${path.slice(0, 3)}/desk/sign-in?to=${encodeURIComponent(path)}`)
  }
  const door = await stranger.get(`/ko/desk/sign-in?to=${encodeURIComponent(`/ko/desk/c/${room}`)}`)
  assert.match(await door.text(), new RegExp(`name="to" value="/ko/desk/c/${room}"`))
})

test('a stranger gets nothing from what the desk asks for, and may write nowhere', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const room = await ask(desk, 'does it leak')
  const stranger = desk.browser()
  assert.equal((await stranger.get(`/api/desk/conversations/${room}`)).status, 401)
  assert.equal((await stranger.get('/api/desk/goods?q=')).status, 401)
  const reply = await stranger.post(`/ko/desk/c/${room}`, { cid: randomUUID(), text: 'I am the shop' })
  assert.equal(reply.status, 303)
  assert.equal((await desk.chat.conversations.board.find(room))?.last, 1)
})

test('looking at a one-time link spends nothing; pressing its button lets in, once', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const browser = desk.browser()
  assert.equal((await browser.get(desk.minasLink)).status, 200)
  assert.equal((await browser.get(desk.minasLink)).status, 200)
  const entered = await enter(browser, desk.minasLink)
  assert.equal(entered.status, 303)
  assert.equal(entered.headers.get('location'), '/ko/desk/start')
  assert.equal((await browser.get('/ko/desk')).status, 200)
  const second = desk.browser()
  const refused = await enter(second, desk.minasLink)
  assert.equal(refused.status, 401)
  assert.match(await refused.text(), /npm start/)
  assert.equal((await second.get('/ko/desk')).status, 303)
})

test('a link without a token says what to do', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const refused = await desk.browser().get('/desk/enter')
  assert.equal(refused.status, 401)
  assert.match(await refused.text(), /npm start/)
})

test('whoever came by a link is told to set a password, and signs in with it from then on', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const first = await mina(desk)
  assert.match(await (await first.get('/ko/desk')).text(), /아직 비밀번호가 없어요/)
  const set = await first.post('/ko/desk/account', { part: 'password', newPassword: password })
  assert.equal(set.headers.get('location'), '/ko/desk/account?saved=password')
  assert.doesNotMatch(await (await first.get('/ko/desk')).text(), /아직 비밀번호가 없어요/)

  const later = desk.browser()
  const to = '/ko/desk/people'
  const signedIn = await later.post('/ko/desk/sign-in', { email: 'Mina@shop.example', password, to })
  assert.equal(signedIn.status, 303)
  assert.equal(signedIn.headers.get('location'), to)
  assert.equal((await later.get(to)).status, 200)
})

test('a wrong password is one calm sentence, and the e-mail stays', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const browser = desk.browser()
  const to = 'https://elsewhere.example/'
  const wrong = await browser.post('/ko/desk/sign-in', { email: 'mina@shop.example', password: 'no', to })
  assert.equal(wrong.status, 401)
  const html = await wrong.text()
  assert.match(html, /이메일이나 비밀번호가 맞지 않아요\./)
  assert.match(html, /value="mina@shop\.example"/)
  assert.match(html, /name="to" value="\/ko\/desk"/)
  assert.equal((await browser.get('/ko/desk')).status, 303)
})

test('a form from another site is refused before it is read', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const browser = await mina(desk)
  const room = await ask(desk, 'does it leak')
  for (const [path, form] of [
    [`/ko/desk/c/${room}`, { cid: randomUUID(), text: 'hello' }],
    ['/ko/desk/sign-out', {}],
    ['/ko/desk/people', { act: 'invite', name: 'Eve', email: 'eve@elsewhere.example' }],
    ['/ko/desk/account', { part: 'password', newPassword: password }],
  ] as const) {
    assert.equal((await browser.post(path, form, 'https://elsewhere.example')).status, 403, path)
  }
  assert.equal((await desk.chat.conversations.board.find(room))?.last, 1)
  assert.equal((await browser.get('/ko/desk')).status, 200)
})

test('signing out ends the session', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const browser = await mina(desk)
  assert.equal((await browser.post('/en/desk/sign-out', {})).headers.get('location'), '/en/desk/sign-in')
  assert.equal((await browser.get('/ko/desk')).status, 303)
})

test('the desk is kept by no cache, found by no search engine, and runs no script but its own', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const browser = await mina(desk)
  for (const path of ['/ko/desk', '/ko/desk/account', '/ko/desk/people', desk.junsLink]) {
    const response = await browser.get(path)
    const html = await response.text()
    assert.equal(response.headers.get('cache-control'), 'no-store', path)
    assert.equal(response.headers.get('x-robots-tag'), 'noindex', path)
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
    assert.match(html, new RegExp(`<script type="module" src="/assets/desk.js" nonce="${nonce}">`), path)
    assert.doesNotMatch(html, / style="|<style| on[a-z]+="/, path)
  }
})

test('the first HTML holds the list and the open conversation, escaped', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const room = await ask(desk, '<img src=x onerror=alert(1)>"</script>')
  const html = await (await (await mina(desk)).get(`/ko/desk/c/${room}`)).text()
  assert.match(html, new RegExp(`data-room="${room}"`))
  assert.match(html, /<p class="words">&lt;img src=x/)
  assert.doesNotMatch(html, /<img src=x/)
  assert.match(html, /<title>\(1\) 상담 책상/)
})

test('a conversation that is not there is missing, whatever its address looks like', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const browser = await mina(desk)
  for (const room of [randomUUID(), 'nonsense', '1']) {
    assert.equal((await browser.get(`/ko/desk/c/${room}`)).status, 404, room)
    assert.equal((await browser.get(`/api/desk/conversations/${room}`)).status, 404, room)
    assert.equal((await browser.post(`/ko/desk/c/${room}`, { cid: randomUUID(), text: 'x' })).status, 404, room)
  }
  const silent = await openInquiry(desk.chat.conversations.db, {
    ...{ shopperId: randomUUID(), productId: randomUUID(), language: 'ko' },
  })
  assert.equal((await browser.get(`/ko/desk/c/${silent.id}`)).status, 404)
})

test('without scripts an operator answers, resolves and reopens by forms; sending twice says it once', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const room = await ask(desk, 'does it leak')
  const browser = await mina(desk)
  const find = () => desk.chat.conversations.board.find(room)
  const answer = { cid: randomUUID(), text: '네, 괜찮아요' }
  const sent = await browser.post(`/ko/desk/c/${room}`, answer)
  assert.equal(sent.headers.get('location'), `/ko/desk/c/${room}?queue=answered`)
  await browser.post(`/ko/desk/c/${room}`, answer)
  assert.equal((await find())?.last, 2)
  assert.equal((await find())?.waitingSince, null)
  await browser.post(`/ko/desk/c/${room}`, { cid: randomUUID(), state: 'resolved' })
  assert.equal((await find())?.state, 'resolved')
  await browser.post(`/ko/desk/c/${room}`, { cid: randomUUID(), state: 'open' })
  assert.equal((await find())?.state, 'open')
  assert.equal((await browser.post(`/ko/desk/c/${room}`, { cid: randomUUID(), state: 'burnt' })).status, 422)
})

test('an opened conversation comes with its newest entries and the shopper’s others', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const { conversations } = desk.chat
  const [shopperId, db] = [randomUUID(), conversations.db]
  const actor = { id: shopperId, role: 'shopper', name: null } as const
  const rooms = []
  for (const words of [70, 1]) {
    const room = await openInquiry(db, { shopperId, productId: randomUUID(), language: 'en' })
    rooms.push(room.id)
    for (let i = 1; i <= words; i++) {
      const body = { kind: 'text', text: `words ${i}` } as const
      await say(conversations, { room, actor, cid: randomUUID(), body, now: new Date() })
    }
  }
  const [long, short] = rooms
  const opened = await (await (await mina(desk)).get(`/api/desk/conversations/${long}`)).json()
  assert.equal(opened.inquiry.room, long)
  assert.deepEqual([opened.entries[0].seq, opened.entries.at(-1).seq, opened.entries.length], [11, 70, 60])
  assert.deepEqual(
    opened.others.map((other: { room: string }) => other.room),
    [short],
  )
})

test('a crowded room opens for staff before anybody has spoken in it', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const room = await openStage(desk.chat.conversations.db, { productId: randomUUID() })
  const browser = await mina(desk)
  const opened = await (await browser.get(`/api/desk/conversations/${room.id}`)).json()
  assert.deepEqual([opened.inquiry.kind, opened.inquiry.last, opened.entries.length], ['stage', 0, 0])
  assert.deepEqual([opened.you, opened.facts.rules.frozen, opened.others], [desk.mina.id, false, []])
  assert.equal((await browser.get(`/ko/desk/c/${room.id}?queue=rooms`)).status, 200)
  assert.equal((await desk.browser().get(`/api/desk/conversations/${room.id}`)).status, 401)
})

test('a conversation about no product is listed and opened by its subject', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const { conversations } = desk.chat
  const shopperId = randomUUID()
  const about = { shopperId, shopperName: '지윤', subject: '선물 포장', language: 'ko' } as const
  const room = await openInquiry(conversations.db, about)
  const actor = { id: shopperId, role: 'shopper', name: '지윤' } as const
  const body = { kind: 'text', text: '돼요?' } as const
  await say(conversations, { room, actor, cid: randomUUID(), body, now: new Date() })
  const html = await (await (await mina(desk)).get(`/ko/desk/c/${room.id}`)).text()
  assert.match(html, /<h2>지윤<small>회원<\/small><\/h2>/)
  assert.match(html, /선물 포장 · 한국어/)
})

test('banned words are added and deleted by forms, by staff alone', async () => {
  await using desk = await openTestDesk(await testDatabase(), deskRoutes)
  const browser = await mina(desk)
  const banned = async () =>
    /class="banned"[\s\S]*?<\/ul>/.exec(await (await browser.get('/ko/desk/words')).text())?.[0] ?? ''
  assert.equal(await banned(), '')
  assert.equal((await browser.post('/ko/desk/words', { act: 'add', word: '바보' })).status, 200)
  assert.match(await banned(), /바보/)
  const refused = await browser.post('/ko/desk/words', { act: 'add', word: '<...>' })
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /value="&lt;...>"|value="&lt;...&gt;"/)
  assert.equal((await desk.browser().post('/ko/desk/words', { act: 'delete', word: '바보' })).status, 303)
  assert.match(await banned(), /바보/)
  await browser.post('/ko/desk/words', { act: 'delete', word: '바보' })
  assert.equal(await banned(), '')
})
