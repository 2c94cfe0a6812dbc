import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openMemoryHub } from '#bus'
import { testDatabase } from '../../test/database.ts'
import { until } from '../../test/programs.ts'
import { noLog, wholeLog, wordsOf } from './fixture.ts'
import { adoptConversations } from './inquiries.ts'
import type { LogEntry, SayBody } from './protocol.ts'
import { openStage, type Room } from './room.ts'
import { serve, type TestPage } from './served-fixture.ts'

const database = await testDatabase()
const { db } = database
const hub = openMemoryHub({ log: noLog })
// Two processes of one shop.
const [busHere, busThere] = [hub.end(), hub.end()]
const [here, there] = [await serve(database, { bus: busHere }), await serve(database, { bus: busThere })]
after(async () => {
  await here[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const mina = await here.mina()
const aStage = () => openStage(db, { productId: randomUUID() })
const entriesOf = (page: TestPage): LogEntry[] =>
  page.messages.flatMap(message => (message.t === 'log' ? message.entries : []))

async function follow(page: TestPage, room: Room): Promise<void> {
  page.send({ t: 'join', room: room.id, after: null })
  await page.heard('joined')
  await page.heard('log')
}

/** Speaks on without a pause until it is told to end. */
function streaming(page: TestPage, room: Room): { stop(): Promise<void> } {
  let isOver = false
  const done = (async () => {
    for (let n = 0; !isOver; n += 1) {
      page.send({ t: 'say', room: room.id, cid: randomUUID(), body: { kind: 'text', text: `${n}` } })
      await sleep(3)
    }
  })()
  return {
    async stop() {
      isOver = true
      await done
    },
  }
}

async function sayAt(page: TestPage, room: Room, body: SayBody): Promise<number> {
  const cid = randomUUID()
  page.send({ t: 'say', room: room.id, cid, body })
  return (await page.heard('ok', ok => ok.cid === cid)).seq
}

test('who is taken out of a crowded room hears not one entry more, in any process and while many come', async () => {
  const room = await aStage()
  const [rude, calm] = [here.guest(), here.guest()]
  const desk = await here.page({ cookie: mina, as: 'operator' })
  const tabs = [await here.page({ cookie: rude.cookie }), await there.page({ cookie: rude.cookie })]
  const bystander = await there.page({ cookie: calm.cookie })
  for (const page of [desk, ...tabs, bystander]) await follow(page, room)
  const of = await sayAt(tabs[0]!, room, { kind: 'text', text: '무례한 말' })
  const stream = streaming(desk, room)
  await until(() => entriesOf(tabs[1]!).length > 20)
  const removal = await sayAt(desk, room, { kind: 'remove', of, removed: true })
  for (const tab of tabs) {
    const no = await tab.heard('no')
    assert.deepEqual([no.room, no.cid, no.code, no.again], [room.id, null, 'chat.removed', false])
  }
  await until(() => (entriesOf(bystander).at(-1)?.seq ?? 0) > removal + 20)
  for (const tab of tabs) {
    assert.ok((entriesOf(tab).at(-1)?.seq ?? 0) < removal)
    tab.send({ t: 'join', room: room.id, after: 0 })
    await until(() => tab.messages.filter(({ t }) => t === 'no').length === 2)
    tab.send({ t: 'say', room: room.id, cid: randomUUID(), body: { kind: 'text', text: '그래도' } })
    await until(() => tab.messages.filter(({ t }) => t === 'no').length === 3)
    assert.ok(tab.messages.every(message => message.t !== 'no' || message.code === 'chat.removed'))
  }
  const another = await there.page({ cookie: rude.cookie })
  another.send({ t: 'join', room: room.id, after: null })
  assert.equal((await another.heard('no')).code, 'chat.removed')
  for (const body of [undefined, { cid: randomUUID(), body: { kind: 'text', text: '몰래' } }]) {
    const answer = await there.call(`/rooms/${room.id}/entries`, { cookie: rude.cookie, body })
    assert.equal(answer.status, 403)
  }
  assert.equal((await here.call('/stages', { cookie: rude.cookie, body: { productId: room.productId } })).status, 404)
  await stream.stop()
  const words = wordsOf(await wholeLog(db, room))
  assert.ok(!words.includes('그래도') && !words.includes('몰래'))
  await sayAt(desk, room, { kind: 'remove', of, removed: false })
  another.send({ t: 'join', room: room.id, after: null })
  await another.heard('joined')
  for (const page of [desk, ...tabs, bystander, another]) page.socket.close()
})

test('when staff close a crowded room, every shopper is out of it, and staff are not', async () => {
  const room = await aStage()
  const desk = await here.page({ cookie: mina, as: 'operator' })
  const shoppers = [await here.page({ cookie: here.guest().cookie }), await there.page({ cookie: here.guest().cookie })]
  for (const page of [desk, ...shoppers]) await follow(page, room)
  const stream = streaming(desk, room)
  const closing = await sayAt(desk, room, { kind: 'access', open: false })
  for (const page of shoppers) assert.equal((await page.heard('no')).code, 'chat.removed')
  await until(() => (entriesOf(desk).at(-1)?.seq ?? 0) > closing + 20)
  for (const page of shoppers) assert.ok((entriesOf(page).at(-1)?.seq ?? 0) < closing)
  await stream.stop()
  const late = await here.page({ cookie: here.guest().cookie })
  late.send({ t: 'join', room: room.id, after: null })
  assert.equal((await late.heard('no')).code, 'chat.removed')
  await sayAt(desk, room, { kind: 'access', open: true })
  late.send({ t: 'join', room: room.id, after: null })
  await late.heard('joined')
  for (const page of [desk, late, ...shoppers]) page.socket.close()
})

test('when a session ends, its sockets are sent away in every process, hear nothing more and are not heard', async () => {
  const member = await here.member('지윤')
  const room = await aStage()
  const desk = await here.page({ cookie: mina, as: 'operator' })
  const tabs = [await here.page({ cookie: member.cookie }), await there.page({ cookie: member.cookie })]
  for (const page of [desk, ...tabs]) await follow(page, room)
  assert.equal((await tabs[0]!.heard('hello')).me?.id, member.id)
  const stream = streaming(desk, room)
  await until(() => tabs.every(tab => entriesOf(tab).length > 10))
  await here.signOut(member.cookie)
  const heard = tabs.map(tab => entriesOf(tab).length)
  for (const tab of tabs) {
    tab.send({ t: 'say', room: room.id, cid: randomUUID(), body: { kind: 'text', text: '아직 나야' } })
    assert.equal(await tab.closed, 4003)
  }
  await sleep(200)
  await stream.stop()
  // In the process in which it ended nothing more has come; news of it takes a moment to the other.
  assert.ok(entriesOf(tabs[0]!).length <= (heard[0] ?? 0) + 3)
  assert.ok(!wordsOf(await wholeLog(db, room)).includes('아직 나야'))
  const again = await there.page({ cookie: member.cookie })
  assert.notEqual((await again.heard('hello')).me?.id, member.id)
  for (const page of [desk, again]) page.socket.close()
})

test('an operator whose session ends is out of every conversation at once', async () => {
  const jun = await here.mina()
  const { room, cookie } = await here.shopper()
  const [desk, shopper] = [await there.page({ cookie: jun, as: 'operator' }), await here.page({ cookie })]
  for (const page of [desk, shopper]) await follow(page, room)
  await here.signOut(jun)
  assert.equal(await desk.closed, 4003)
  await sayAt(shopper, room, { kind: 'text', text: '비밀' })
  await sleep(100)
  assert.ok(!wordsOf(entriesOf(desk)).includes('비밀'))
  shopper.socket.close()
})

test('a page that was being let in while its session ended is sent away', async () => {
  const { promise: paused, resolve: onPaused } = Promise.withResolvers<void>()
  const { promise: goOn, resolve: letIn } = Promise.withResolvers<void>()
  await using slow = await serve(database, {
    async pause() {
      onPaused()
      await goOn
    },
  })
  const member = await slow.member('한결')
  const opening = slow.page({ cookie: member.cookie })
  await paused
  await slow.signOut(member.cookie)
  letIn()
  const page = await opening
  assert.equal(await page.closed, 4003)
  assert.deepEqual(page.messages, [])
})

test('a guest who became a member has their pages sent away, and comes again as the member in the same conversation', async () => {
  const member = await here.member('서연')
  const guest = here.guest()
  const { room: roomId } = await (
    await here.call('/inquiries', { cookie: guest.cookie, body: { subject: '배송', language: 'ko' } })
  ).json()
  const room: Room = { id: roomId, kind: 'inquiry', shopperId: guest.id, productId: null, lastSeq: 0, isOpen: true }
  const old = await there.page({ cookie: guest.cookie })
  await follow(old, room)
  await sayAt(old, room, { kind: 'text', text: '언제 오나요?' })
  const you = (await old.heard('joined')).you
  await adoptConversations(db, { from: guest.id, to: member.id, name: '서연' })
  here.chat.recheck(guest.id)
  assert.equal(await old.closed, 4003)
  const left = await here.page({ cookie: guest.cookie })
  left.send({ t: 'join', room: room.id, after: null })
  assert.equal((await left.heard('no')).code, 'chat.no_such_room')
  const page = await here.page({ cookie: member.cookie })
  page.send({ t: 'join', room: room.id, after: 1 })
  assert.equal((await page.heard('joined')).you, you)
  const { conversations } = await (await here.call('/conversations', { cookie: member.cookie })).json()
  assert.deepEqual(
    conversations.map((one: { room: string; subject: string }) => [one.room, one.subject]),
    [[room.id, '배송']],
  )
  for (const one of [left, page]) one.socket.close()
})

test('when news of ended sessions may have been lost, only those go who are not who they were', async () => {
  const [gone, stays] = [await here.member('민준'), await here.member('서준')]
  const pages = [await there.page({ cookie: gone.cookie }), await there.page({ cookie: stays.cookie })]
  const guest = await there.page({ cookie: there.guest().cookie })
  for (const page of [...pages, guest]) await page.heard('staff')
  busThere.cut()
  await here.signOut(gone.cookie)
  pages[0]!.send({ t: 'ping' })
  await pages[0]!.heard('pong')
  busThere.mend()
  assert.equal(await pages[0]!.closed, 4003)
  await sleep(200)
  for (const page of [pages[1]!, guest]) {
    page.send({ t: 'ping' })
    await page.heard('pong')
    page.socket.close()
  }
})
