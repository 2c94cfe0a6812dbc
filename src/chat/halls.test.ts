import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { openMemoryHub } from '#bus'
import { testDatabase } from '../../test/database.ts'
import { until } from '../../test/programs.ts'
import { dice, noLog } from './fixture.ts'
import { factsOf } from './log.ts'
import type { SayBody } from './protocol.ts'
import { openStage, type Room } from './room.ts'
import { serve, type TestPage } from './served-fixture.ts'

const database = await testDatabase()
const { db, pool } = database
const hub = openMemoryHub({ log: noLog })
const [busHere, busThere] = [hub.end(), hub.end()]
const [here, there] = [await serve(database, { bus: busHere }), await serve(database, { bus: busThere })]
after(async () => {
  await here[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const mina = await here.mina()
const aStage = () => openStage(db, { productId: randomUUID() })
const lastOf = (page: TestPage) =>
  page.messages.flatMap(message => (message.t === 'log' ? message.entries : [])).at(-1)?.seq ?? 0

async function follow(page: TestPage, room: Room, after: number | null = null): Promise<TestPage> {
  page.send({ t: 'join', room: room.id, after })
  await page.heard('log')
  return page
}

async function sayAt(page: TestPage, room: Room, body: SayBody): Promise<number> {
  const cid = randomUUID()
  page.send({ t: 'say', room: room.id, cid, body })
  await until(() => page.messages.some(one => (one.t === 'ok' || one.t === 'no') && one.cid === cid))
  const answer = page.messages.find(one => (one.t === 'ok' || one.t === 'no') && one.cid === cid)
  return answer?.t === 'ok' ? answer.seq : 0
}

test('what a process knows of a crowded room is what the log has made of it, whatever is done and wherever', async () => {
  const room = await aStage()
  const desks = [await here.page({ cookie: mina, as: 'operator' }), await there.page({ cookie: mina, as: 'operator' })]
  for (const desk of desks) await follow(desk, room)
  const shopper = await follow(await there.page({ cookie: there.guest().cookie }), room)
  const random = dice(11)
  const texts: number[] = []
  const pick = (n: number) => Math.floor(random() * n)
  for (let turn = 0; turn < 80; turn += 1) {
    const of = texts[pick(texts.length)] ?? 0
    const rules = { slowSeconds: 0, delaySeconds: 0, frozen: false }
    const bodies: SayBody[] = [{ kind: 'text', text: `${turn}` }]
    if (of > 0) {
      bodies.push({ kind: 'pin', of }, { kind: 'pin', of: null }, { kind: 'hide', of }, { kind: 'show', of })
      bodies.push({ kind: 'reaction', of, emoji: '👍', on: true }, { kind: 'edit', of, text: `${turn}!` })
    }
    bodies.push({ kind: 'rules', ...rules, slowSeconds: pick(2) * 30 }, { kind: 'text', text: '그리고' })
    const body = bodies[pick(bodies.length)] ?? { kind: 'text', text: '' }
    const speaker = body.kind === 'edit' || random() < 0.3 ? shopper : desks[pick(2)]!
    const seq = await sayAt(speaker, room, body)
    if (seq > 0 && body.kind === 'text') texts.push(seq)
    await until(() => desks.every(desk => lastOf(desk) >= seq))
    const facts = await factsOf(db, { roomId: room.id })
    for (const process of [here, there]) {
      const page = await process.page({ cookie: mina, as: 'operator' })
      page.send({ t: 'join', room: room.id, after: null })
      assert.deepEqual((await page.heard('joined')).facts, facts, `${turn} ${body.kind}`)
      page.socket.terminate()
      await page.closed
    }
  }
  assert.ok(texts.length > 10)
  for (const page of [...desks, shopper]) page.socket.close()
})

test('who comes into a crowded room, and who speaks in one without rules, asks the database for nothing of the room', async () => {
  const room = await aStage()
  const first = await follow(await here.page({ cookie: here.guest().cookie }), room)
  await sayAt(first, room, { kind: 'text', text: '처음' })
  let asked = 0
  const count = () => {
    asked += 1
  }
  const pages = []
  for (let n = 0; n < 40; n += 1) pages.push(await here.page({ cookie: here.guest().cookie }))
  pool.on('acquire', count)
  for (const page of pages) page.send({ t: 'join', room: room.id, after: null })
  for (const page of pages) await page.heard('log')
  for (const { messages } of pages) {
    const [joined, log] = [messages.findIndex(({ t }) => t === 'joined'), messages.findIndex(({ t }) => t === 'log')]
    assert.ok(joined !== -1 && joined < log)
  }
  // What looks for what is due, and for news of other processes, goes on beside this.
  assert.ok(asked < 10, `${asked} for joining`)
  asked = 0
  await Promise.all(pages.map((page, n) => sayAt(page, room, { kind: 'text', text: `${n}` })))
  assert.ok(asked < 25, `${asked} for speaking`)
  pool.off('acquire', count)
  for (const page of [first, ...pages]) page.socket.close()
})

test('a process that has not heard of a removal lets nobody have what came after it', async () => {
  const room = await aStage()
  const rude = there.guest()
  const desk = await follow(await here.page({ cookie: mina, as: 'operator' }), room)
  const bystander = await follow(await there.page({ cookie: there.guest().cookie }), room)
  const tab = await follow(await there.page({ cookie: rude.cookie }), room)
  const of = await sayAt(tab, room, { kind: 'text', text: '무례한 말' })
  await until(() => lastOf(desk) === of)
  busThere.cut()
  const removal = await sayAt(desk, room, { kind: 'remove', of, removed: true })
  await sayAt(desk, room, { kind: 'text', text: '이제 조용하네요' })
  // It may come in where the news has not arrived, and no further than to where that process knows the log.
  const late = await there.page({ cookie: rude.cookie })
  late.send({ t: 'join', room: room.id, after: null })
  for (const page of [tab, late]) {
    assert.equal((await page.heard('no')).code, 'chat.removed')
    assert.ok(lastOf(page) < removal)
  }
  await until(() => lastOf(bystander) === removal + 1)
  busThere.mend()
  for (const page of [desk, bystander, tab, late]) page.socket.close()
})

test('a page that another process has told more than this one knows is not made to begin anew', async () => {
  const room = await aStage()
  const desk = await follow(await here.page({ cookie: mina, as: 'operator' }), room)
  const slow = await follow(await there.page({ cookie: there.guest().cookie }), room)
  busThere.cut()
  const last = await sayAt(desk, room, { kind: 'text', text: '먼저 들은 말' })
  const mover = await there.page({ cookie: there.guest().cookie })
  mover.send({ t: 'join', room: room.id, after: last })
  assert.equal((await mover.heard('joined')).facts.seq, last)
  await mover.heard('log')
  assert.ok(mover.messages.every(({ t }) => t !== 'resync'))
  busThere.mend()
  mover.send({ t: 'join', room: room.id, after: last + 1000 })
  await mover.heard('resync')
  for (const page of [desk, slow, mover]) page.socket.close()
})
