import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../test/database.ts'
import { until } from '../../test/programs.ts'
import { wholeLog, wordsOf } from './fixture.ts'
import type { LogEntry, RoomRules, SayBody } from './protocol.ts'
import { aProductOnSale, serve, type TestPage } from './served-fixture.ts'

const database = await testDatabase()
const { db } = database
const served = await serve(database)
after(async () => {
  await served[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const mina = await served.mina()
const text = (words: string) => ({ kind: 'text' as const, text: words })
const rules = (changes: Partial<RoomRules>) => {
  return { kind: 'rules' as const, slowSeconds: 0, delaySeconds: 0, frozen: false, ...changes }
}
const entriesOf = (page: TestPage): LogEntry[] =>
  page.messages.flatMap(message => (message.t === 'log' ? message.entries : []))
const wordsAt = (page: TestPage) => wordsOf(entriesOf(page)).filter(word => word !== 'rules')

/** The crowded room of a product of its own, with two shoppers and staff in it. */
async function aCrowd(slug: string): Promise<{ room: string; desk: TestPage; jiyun: TestPage; hangyeol: TestPage }> {
  const productId = await aProductOnSale(database, slug)
  const first = await served.call('/stages', { body: { productId } })
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { room } = await first.json()
  const desk = await served.page({ cookie: mina, as: 'operator' })
  const jiyun = await served.page({ cookie })
  const hangyeol = await served.page({ cookie: (await served.member('한결')).cookie })
  for (const page of [desk, jiyun, hangyeol]) {
    page.send({ t: 'join', room, after: null })
    await page.heard('log')
  }
  return { room, desk, jiyun, hangyeol }
}

async function sayAt(page: TestPage, room: string, body: SayBody) {
  const cid = randomUUID()
  page.send({ t: 'say', room, cid, body })
  await until(() => page.messages.some(one => (one.t === 'ok' || one.t === 'no') && one.cid === cid))
  const answer = page.messages.find(one => (one.t === 'ok' || one.t === 'no') && one.cid === cid)
  return answer?.t === 'ok' ? answer.seq : answer?.t === 'no' ? answer : assert.fail()
}

test('a crowded room is one for all: a question of one is seen by everybody, and so is its answer', async () => {
  const { room, desk, jiyun, hangyeol } = await aCrowd('stage-one')
  const asked = await sayAt(jiyun, room, text('방수 되나요?'))
  assert.equal(typeof asked, 'number')
  await sayAt(desk, room, { ...text('네, 됩니다'), re: Number(asked) })
  await sayAt(hangyeol, room, text('오'))
  for (const page of [desk, jiyun, hangyeol]) await until(() => wordsAt(page).length === 3)
  const names = entriesOf(jiyun).map(({ role, name }) => [role, name])
  assert.deepEqual(names, [
    ['shopper', null],
    ['operator', 'Mina'],
    ['shopper', '한결'],
  ])
  const mine = (await jiyun.heard('joined')).you
  assert.deepEqual(
    entriesOf(hangyeol).map(({ author }) => author === mine),
    [true, false, false],
  )
  await desk.heard('now', now => now.viewers === 2 && !now.typing.length)
  for (const page of [desk, jiyun, hangyeol]) page.socket.close()
})

test('slow mode and freezing answer with a reason and a time, and hold for shoppers alone', async () => {
  const { room, desk, jiyun, hangyeol } = await aCrowd('stage-slow')
  await sayAt(desk, room, rules({ slowSeconds: 60 }))
  await jiyun.heard('log', log => log.entries.some(entry => entry.body.kind === 'rules'))
  assert.equal(typeof (await sayAt(jiyun, room, text('하나'))), 'number')
  const slow = await sayAt(jiyun, room, text('둘'))
  assert.ok(typeof slow === 'object' && slow.code === 'chat.slow' && slow.again)
  assert.ok((slow.afterMs ?? 0) > 50_000 && (slow.afterMs ?? 0) <= 60_000)
  assert.match(slow.text, /slow mode.*\d+ seconds/)
  assert.equal(typeof (await sayAt(hangyeol, room, text('저는 되네요'))), 'number')
  await sayAt(desk, room, rules({ frozen: true }))
  const frozen = await sayAt(hangyeol, room, text('얼음'))
  assert.ok(typeof frozen === 'object' && frozen.code === 'chat.frozen' && !frozen.again)
  assert.equal(typeof (await sayAt(desk, room, text('안내 말씀'))), 'number')
  const late = await served.page({ cookie: served.guest().cookie })
  late.send({ t: 'join', room, after: null })
  assert.deepEqual((await late.heard('joined')).facts.rules, { slowSeconds: 0, delaySeconds: 0, frozen: true })
  for (const page of [desk, jiyun, hangyeol, late]) page.socket.close()
})

test('where staff look first, they alone see it until its time or their word, and the author is told it waits', async () => {
  const { room, desk, jiyun, hangyeol } = await aCrowd('stage-held')
  await sayAt(desk, room, rules({ delaySeconds: 2 }))
  assert.equal(await sayAt(jiyun, room, text('기다릴게요')), 0)
  const { held } = await desk.heard('held', message => message.held.length === 1)
  assert.equal(held[0]?.text, '기다릴게요')
  await sleep(500)
  assert.deepEqual([wordsAt(hangyeol), wordsAt(desk)], [[], []])
  await until(() => wordsAt(hangyeol).length === 1 && wordsAt(jiyun).length === 1)
  await desk.heard('held', message => message.held.length === 0)
  await sayAt(desk, room, rules({ delaySeconds: 300 }))
  const cids = [randomUUID(), randomUUID()]
  for (const [n, words] of ['이건 보여요', '이건 아니에요'].entries()) {
    jiyun.send({ t: 'say', room, cid: cids[n] ?? '', body: text(words) })
    await jiyun.heard('ok', ok => ok.cid === cids[n])
  }
  const both = await desk.heard('held', message => message.held.length === 2)
  const decide = (n: number, lets: boolean, cookie = mina) =>
    served.call(`/rooms/${room}/held/${both.held[n]?.id}?as=operator`, { cookie, body: { let: lets } })
  assert.equal((await decide(0, true, served.guest().cookie)).status, 401)
  const { entry } = await (await decide(0, true)).json()
  assert.equal(entry.body.text, '이건 보여요')
  assert.deepEqual(await (await decide(1, false)).json(), { entry: null })
  assert.equal((await decide(1, true)).status, 409)
  const no = await jiyun.heard('no')
  assert.deepEqual([no.room, no.code, no.again], [room, 'chat.refused', false])
  assert.equal(no.cid, cids[1])
  assert.ok(hangyeol.messages.every(({ t }) => t !== 'no'))
  await until(() => wordsAt(hangyeol).length === 2)
  assert.ok(hangyeol.messages.every(({ t }) => t !== 'held'))
  const late = await served.page({ cookie: mina, as: 'operator' })
  await sayAt(jiyun, room, text('하나 더'))
  late.send({ t: 'join', room, after: null })
  await late.heard('held', message => message.held.length === 1)
  for (const page of [desk, jiyun, hangyeol, late]) page.socket.close()
})

test('what was held when its program ended comes into the log once, by another one', async () => {
  const productId = await aProductOnSale(database, 'stage-killed')
  const first = await serve(database)
  const { room } = await (await first.call('/stages', { cookie: mina, body: { productId } })).json()
  const desk = await first.page({ cookie: mina, as: 'operator' })
  await sayAt(desk, room, rules({ delaySeconds: 2 }))
  const guest = first.guest()
  const page = await first.page({ cookie: guest.cookie })
  const cid = randomUUID()
  page.send({ t: 'say', room, cid, body: text('끊기기 전에') })
  assert.equal((await page.heard('ok')).seq, 0)
  await first[Symbol.asyncDispose]()
  await using second = await serve(database)
  const again = await second.page({ cookie: guest.cookie })
  again.send({ t: 'join', room, after: null })
  await until(() => wordsAt(again).length === 1)
  again.send({ t: 'say', room, cid, body: text('끊기기 전에') })
  assert.equal((await again.heard('ok')).seq, 2)
  assert.deepEqual(wordsOf(await wholeLog(db, { id: room })), ['rules', '끊기기 전에'])
  again.socket.close()
})

test('banned words are the staff’s to list, and are refused on every way with a reason that does not repeat them', async () => {
  const { room, desk, jiyun, hangyeol } = await aCrowd('stage-banned')
  const words = (body: unknown, o: { cookie?: string; method?: string } = {}) =>
    served.call('/banned-words?as=operator', { cookie: mina, body, ...o })
  assert.equal((await words({ word: '말미잘' }, { cookie: served.guest().cookie })).status, 401)
  assert.equal((await words(undefined, { cookie: served.guest().cookie })).status, 401)
  for (const word of ['', '  ', '!!', '가'.repeat(41)]) assert.equal((await words({ word })).status, 422)
  const listed = await (await words({ word: ' 말미잘 ' })).json()
  assert.deepEqual(
    listed.words.map((one: { word: string }) => one.word),
    ['말미잘'],
  )
  const refused = await sayAt(jiyun, room, text('에이 말.미.잘'))
  assert.ok(typeof refused === 'object' && refused.code === 'chat.banned_word')
  assert.doesNotMatch(refused.text, /말미잘/)
  const { cookie } = served.guest()
  const post = { cookie, body: { cid: randomUUID(), body: text('ㅁㅏㄹ미잘') } }
  assert.equal((await served.call(`/rooms/${room}/entries`, post)).status, 422)
  assert.equal(typeof (await sayAt(desk, room, text('말미잘이라고 하지 마세요'))), 'number')
  await words({ word: '말미잘' }, { method: 'DELETE' })
  assert.equal(typeof (await sayAt(hangyeol, room, text('말미잘 인형 있나요?'))), 'number')
  for (const page of [desk, jiyun, hangyeol]) page.socket.close()
})

test('a flood of one in a crowded room is refused, and delays nobody else', async () => {
  const { room, desk, jiyun, hangyeol } = await aCrowd('stage-flood')
  for (let n = 0; n < 150; n += 1) jiyun.send({ t: 'say', room, cid: randomUUID(), body: text(`${n}`) })
  const started = performance.now()
  assert.equal(typeof (await sayAt(hangyeol, room, text('저도요'))), 'number')
  const took = performance.now() - started
  assert.ok(took < 2000, `it took ${took} ms`)
  const answered = () => jiyun.messages.filter(({ t }) => t === 'ok' || t === 'no').length
  await until(() => answered() === 150)
  assert.equal(jiyun.messages.filter(({ t }) => t === 'ok').length, 60)
  for (const page of [desk, jiyun, hangyeol]) page.socket.close()
})
