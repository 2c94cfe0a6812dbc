import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../test/database.ts'
import { until } from '../../test/programs.ts'
import { aStage, dice, wholeLog, wordsOf } from './fixture.ts'
import type { ClientMessage } from './protocol.ts'
import { anAddress, aProductOnSale, openPage, serve } from './served-fixture.ts'

const database = await testDatabase()
const served = await serve(database)
after(async () => {
  await served[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const { db } = database
const aCid = () => randomUUID()
const text = (words: string) => ({ kind: 'text' as const, text: words })
const isOk = (cid: string) => (message: { cid: string }) => message.cid === cid

test('hello comes first, and says who the page is', async () => {
  const { id, cookie } = await served.shopper()
  const page = await served.page({ cookie })
  await page.heard('staff')
  const [hello] = page.messages
  assert.deepEqual(hello, { t: 'hello', me: { id, role: 'shopper', name: null }, epoch: database.epoch })
  const stranger = await served.page()
  assert.equal((await stranger.heard('hello')).me, null)
  page.socket.close()
  stranger.socket.close()
})

test('an upgrade from no origin, from a foreign one, or elsewhere than at /live is refused', async () => {
  const ws = served.origin.replace('http', 'ws')
  const here = { 'x-forwarded-for': anAddress() }
  await assert.rejects(openPage(`${ws}/live`, here), /refused 403/)
  await assert.rejects(openPage(`${ws}/live`, { ...here, origin: 'https://evil.example' }), /refused 403/)
  await assert.rejects(openPage(`${ws}/live`, { ...here, origin: 'null' }), /refused 403/)
  await assert.rejects(openPage(`${ws}/other`, { ...here, origin: served.origin }), /refused 404/)
})

test('a page that asks as an operator without a session is told to sign in', async () => {
  const { cookie } = await served.shopper()
  const page = await served.page({ cookie, as: 'operator' })
  assert.equal(await page.closed, 4501)
  assert.deepEqual(page.messages, [])
})

test('another visitor’s room answers exactly as one that is not there, whatever is asked of it', async () => {
  const theirs = await served.shopper()
  const mine = await served.shopper()
  const answers = await Promise.all(
    [theirs.room.id, randomUUID()].map(async room => {
      const page = await served.page({ cookie: mine.cookie })
      await page.heard('staff')
      page.send({ t: 'join', room, after: null })
      page.send({ t: 'join', room, after: 5 })
      page.send({ t: 'say', room, cid: 'cid-00000001', body: text('안녕') })
      for (const t of ['read', 'got'] as const) page.send({ t, room, seq: 1 })
      page.send({ t: 'typing', room }, { t: 'watching', room, second: 1, playing: true }, { t: 'leave', room })
      page.send({ t: 'ping' })
      await page.heard('pong')
      page.socket.close()
      return JSON.stringify(page.messages.slice(2)).replaceAll(room, 'ROOM')
    }),
  )
  assert.equal(answers[0], answers[1])
  assert.equal(JSON.parse(answers[0]!).filter((one: { t: string }) => one.t === 'no').length, 3)
  assert.deepEqual(await wholeLog(db, theirs.room), [])
})

test('a shopper can put neither a card nor a state into the log; an operator can', async () => {
  const product = await aProductOnSale(database, 'mug')
  const { cookie, room } = await served.shopper()
  const page = await served.page({ cookie })
  page.send({ t: 'join', room: room.id, after: null })
  const bodies = [{ kind: 'card', productId: product } as const, { kind: 'state', state: 'resolved' } as const]
  for (const body of bodies) {
    const cid = aCid()
    page.send({ t: 'say', room: room.id, cid, body })
    assert.equal((await page.heard('no', no => no.cid === cid)).code, 'forbidden')
  }
  const desk = await served.page({ cookie: await served.mina(), as: 'operator' })
  for (const body of bodies) {
    const cid = aCid()
    desk.send({ t: 'say', room: room.id, cid, body })
    await desk.heard('ok', isOk(cid))
  }
  assert.deepEqual(wordsOf(await wholeLog(db, room)), ['card', 'state'])
  page.socket.close()
  desk.socket.close()
})

test('two tabs of one visitor and the desk see the same log, in the order in which one page spoke', async () => {
  const { cookie, room } = await served.shopper()
  const tabs = [
    await served.page({ cookie }),
    await served.page({ cookie }),
    await served.page({ cookie: await served.mina(), as: 'operator' }),
  ]
  for (const tab of tabs) {
    tab.send({ t: 'join', room: room.id, after: null })
    await tab.heard('log')
  }
  const words = Array.from({ length: 40 }, (_, n) => `${n}`)
  for (const word of words) tabs[0]!.send({ t: 'say', room: room.id, cid: aCid(), body: text(word) })
  for (const tab of tabs) {
    await tab.heard('log', log => log.entries.at(-1)?.seq === 40)
    const entries = tab.messages.flatMap(message => (message.t === 'log' ? message.entries : []))
    assert.deepEqual(wordsOf(entries), words)
    tab.socket.close()
  }
})

test('a room’s id in capitals is the same room, and its followers hear what is said there', async () => {
  const { cookie, room } = await served.shopper()
  const [one, two] = [await served.page({ cookie }), await served.page({ cookie })]
  one.send({ t: 'join', room: room.id, after: null })
  await one.heard('log')
  two.send({ t: 'say', room: room.id.toUpperCase(), cid: aCid(), body: text('크게') })
  await one.heard('log', log => log.entries.length === 1)
  one.socket.close()
  two.socket.close()
})

test('words that grow too long when cleaned are refused, and half characters are mended', async () => {
  const { cookie, room } = await served.shopper()
  const page = await served.page({ cookie })
  page.send({ t: 'say', room: room.id, cid: 'cid-too-long', body: text('\u0958'.repeat(4000)) })
  assert.equal((await page.heard('no')).code, 'chat.too_long')
  page.send({ t: 'say', room: room.id, cid: 'cid-half-one', body: text('끝\ud83d') })
  await page.heard('ok')
  assert.deepEqual(wordsOf(await wholeLog(db, room)), ['끝\ufffd'])
  page.socket.close()
})

test('a flood is answered with no and a reason, counted over all tabs of a visitor and over nobody else', async () => {
  const [flooding, calm] = [await served.shopper(), await served.shopper()]
  const tabs = [await served.page({ cookie: flooding.cookie }), await served.page({ cookie: flooding.cookie })]
  for (const tab of tabs)
    for (let n = 0; n < 40; n += 1) tab.send({ t: 'say', room: flooding.room.id, cid: aCid(), body: text('!') })
  await until(() => tabs.flatMap(tab => tab.messages.filter(({ t }) => t === 'ok' || t === 'no')).length === 80)
  const refusals = tabs.flatMap(tab => tab.messages.flatMap(message => (message.t === 'no' ? [message] : [])))
  assert.equal(refusals.length, 20)
  for (const { code, again, cid, text: why } of refusals) assert.ok(code === 'limited' && again && cid && why)
  const page = await served.page({ cookie: calm.cookie })
  page.send({ t: 'say', room: calm.room.id, cid: aCid(), body: text('조용히') })
  await page.heard('ok')
  for (const { socket } of [...tabs, page]) socket.close()
})

test('an oversized frame closes its own socket and no other', async () => {
  const { cookie } = await served.shopper()
  const [big, bystander] = [await served.page({ cookie }), await served.page({ cookie })]
  big.socket.send(`["${'x'.repeat(40_000)}"]`)
  assert.equal(await big.closed, 1009)
  bystander.send({ t: 'ping' })
  await bystander.heard('pong')
  bystander.socket.close()
})

test('10,000 mutated frames throw nothing, and close nobody else’s socket', async () => {
  const broken: unknown[] = []
  const note = (thrown: unknown) => broken.push(thrown)
  process.on('unhandledRejection', note)
  const { cookie, room } = await served.shopper()
  const crowd = await aStage(db)
  const bystander = await served.page({ cookie })
  bystander.send({ t: 'join', room: room.id, after: null }, { t: 'join', room: crowd.id, after: null })
  await bystander.heard('log', log => log.room === room.id)
  await bystander.heard('log', log => log.room === crowd.id)
  const random = dice(7)
  let sent = 0
  const fuzz = async () => {
    while (sent < 10_000) {
      const own = await served.shopper()
      const page = await served.page({ cookie: own.cookie })
      await page.heard('staff')
      const rooms = [own.room.id, own.room.id, crowd.id]
      for (let n = 0; n < 150 && page.socket.readyState === page.socket.OPEN; n += 1) {
        page.socket.send(mutated(random, rooms[Math.floor(random() * 3)] ?? own.room.id))
        sent += 1
        if (n % 30 === 29) await sleep(1)
      }
      page.socket.close()
      await page.closed
    }
  }
  await Promise.all([fuzz(), fuzz(), fuzz(), fuzz()])
  assert.deepEqual(broken, [])
  process.off('unhandledRejection', note)
  bystander.send({ t: 'say', room: room.id, cid: aCid(), body: text('아직 있어요') })
  await bystander.heard('ok')
  await bystander.heard('log', log => log.room === room.id && log.entries.length === 1)
  bystander.socket.close()
})

function mutated(random: () => number, room: string): string | Buffer {
  const pick = <One>(...all: One[]) => all[Math.floor(random() * all.length)]!
  const valid: ClientMessage[] = [
    { t: 'join', room, after: pick(null, 0, 3) },
    { t: 'say', room, cid: aCid(), body: text('질문') },
    { t: 'say', room, cid: aCid(), body: { ...text('답'), re: pick(1, 2, 99), second: 1.5, files: [] } },
    { t: 'say', room, cid: aCid(), body: { kind: 'edit', of: pick(1, 2), text: '고친 말' } },
    { t: 'say', room, cid: aCid(), body: { kind: pick('delete', 'hide', 'show'), of: pick(1, 2, 3) } },
    { t: 'say', room, cid: aCid(), body: { kind: 'reaction', of: 1, emoji: '👍', on: true } },
    { t: 'say', room, cid: aCid(), body: { kind: 'pin', of: pick(1, null) } },
    { t: 'say', room, cid: aCid(), body: { kind: 'rules', slowSeconds: 0, delaySeconds: 0, frozen: true } },
    { t: 'say', room, cid: aCid(), body: { kind: 'remove', of: 1, removed: true } },
    { t: 'got', room, seq: 1 },
    { t: 'read', room, seq: 2 },
    { t: 'typing', room },
    { t: 'watching', room, second: 3.5, playing: true },
    { t: 'leave', room },
    { t: 'desk' },
    { t: 'ping' },
  ]
  let json = JSON.stringify([pick(...valid), pick(...valid)])
  for (let n = 1 + Math.floor(random() * 3); n > 0; n -= 1) {
    const at = Math.floor(random() * json.length)
    const junk = pick(
      '',
      '"',
      '{',
      ']',
      '\0',
      '\ud83d',
      '-1',
      '9e99',
      'null',
      '__proto__',
      '\\u0000',
      ',',
      '99999999999',
    )
    json = json.slice(0, at) + junk + json.slice(at + Math.floor(random() * 6))
  }
  return random() < 0.1 ? Buffer.from(json) : json
}

test('receipts go forward only, never past the end, and no wild number spoils those of others', async () => {
  const { cookie, room } = await served.shopper()
  const desk = await served.page({ cookie: await served.mina(), as: 'operator' })
  const page = await served.page({ cookie })
  for (const one of [desk, page]) {
    one.send({ t: 'join', room: room.id, after: null })
    await one.heard('log')
  }
  for (const word of ['하나', '둘', '셋']) desk.send({ t: 'say', room: room.id, cid: aCid(), body: text(word) })
  await page.heard('log', log => log.entries.at(-1)?.seq === 3)
  const mine = () =>
    desk.messages.flatMap(m => (m.t === 'receipt' ? m.receipts.filter(one => one.role === 'shopper') : [])).at(-1)
  page.send({ t: 'got', room: room.id, seq: 2 })
  await until(() => mine()?.delivered === 2)
  page.send({ t: 'read', room: room.id, seq: 2_000_000_000 })
  await until(() => mine()?.read === 3)
  page.socket.send(JSON.stringify([{ t: 'read', room: room.id, seq: 9_007_199_254_740_991 }]))
  page.send({ t: 'read', room: room.id, seq: 1 }, { t: 'got', room: room.id, seq: 1 })
  await sleep(500)
  assert.deepEqual(mine(), { role: 'shopper', delivered: 3, read: 3 })
  for (const { socket } of [desk, page]) socket.close()
})

test('who joins with what they have has been delivered that', async () => {
  const { cookie, room } = await served.shopper()
  const desk = await served.page({ cookie: await served.mina(), as: 'operator' })
  desk.send({ t: 'join', room: room.id, after: null })
  desk.send({ t: 'say', room: room.id, cid: aCid(), body: text('여기요') })
  await desk.heard('ok')
  const page = await served.page({ cookie })
  page.send({ t: 'join', room: room.id, after: 1 })
  await desk.heard('receipt', ({ receipts }) => receipts.some(one => one.role === 'shopper' && one.delivered === 1))
  for (const { socket } of [desk, page]) socket.close()
})

test('an operator who asks for the desk and is gone at once is not here for ever', async () => {
  const cookie = await served.mina()
  for (let n = 0; n < 10; n += 1) {
    const page = await served.page({ cookie, as: 'operator' })
    page.send({ t: 'ping' }, { t: 'desk' })
    page.socket.terminate()
    await page.closed
  }
  await until(() => served.chat.conversations.presence.staffHere().length === 0)
  assert.deepEqual(served.chat.conversations.presence.staffHere(), [])
})

test('a reload is not a leaving; a closed page is, after a moment', async () => {
  const { cookie, room } = await served.shopper()
  const desk = await served.page({ cookie: await served.mina(), as: 'operator' })
  desk.send({ t: 'join', room: room.id, after: null })
  const here = () => desk.messages.flatMap(message => (message.t === 'now' ? [message.shopperHere] : []))
  const first = await served.page({ cookie })
  first.send({ t: 'join', room: room.id, after: null })
  await until(() => here().at(-1) === true)
  const before = here().length
  first.socket.terminate()
  const again = await served.page({ cookie })
  again.send({ t: 'join', room: room.id, after: null })
  again.send({ t: 'leave', room: room.id }, { t: 'join', room: room.id, after: null })
  await sleep(4500)
  assert.ok(here().slice(before).every(Boolean))
  again.socket.close()
  await until(() => here().at(-1) === false)
  desk.socket.close()
})

test('closing sends every page away with 4003, and is not held up by one that never answers', async () => {
  const own = await serve(database)
  const { cookie } = await own.shopper()
  const page = await own.page({ cookie })
  const mute = connect(own.port, '127.0.0.1')
  const key = 'dGhlIHNhbXBsZSBub25jZQ=='
  mute.write(
    `GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nOrigin: ${own.origin}\r\n\r\n`,
  )
  await new Promise(resolve => mute.once('data', resolve))
  const started = Date.now()
  await own[Symbol.asyncDispose]()
  assert.equal(await page.closed, 4003)
  assert.ok(Date.now() - started < 5000, `it took ${Date.now() - started} ms`)
  mute.destroy()
})
