import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { openAppender } from './append.ts'
import { addBannedWord, removeBannedWord } from './banned-words.ts'
import { type Crowd, openCrowd } from './crowd.ts'
import { anOperator, aRoom, aShopper, aStage, noLog, wholeLog, wordsOf } from './fixture.ts'
import { openHalls } from './halls.ts'
import { inquiriesOf, listInquiries } from './inquiries.ts'
import type { Actor } from './policy.ts'
import type { RoomRules, SayBody } from './protocol.ts'
import type { Room } from './room.ts'
import { roomFor, type Said, say } from './say.ts'

const database = await testDatabase()
const { db, pool } = database
const appender = openAppender(pool, { onCommitted() {}, onUncertain() {}, log: noLog })
const crowd = aCrowd()
after(async () => {
  await crowd[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})
const jun = anOperator()
/** An hour ahead, so that nothing falls due by the clock of the machine. */
const now = new Date(Date.now() + 3_600_000)
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** The gate of a process of its own. */
function aCrowd(append = appender.append): Crowd {
  const halls = openHalls({ db, isFollowed: () => false })
  return openCrowd({ db, halls, appender: { append }, fanout: { tell() {} }, log: noLog, onHeld() {} })
}

interface Speech {
  by: Actor
  text?: string
  cid?: string
  at?: Date
  gate?: Crowd
  body?: SayBody
}

async function speak(room: Room, { by, text = '안녕하세요', cid = randomUUID(), ...o }: Speech): Promise<Said> {
  const { at = now, gate = crowd, body = { kind: 'text', text } } = o
  const seen = await roomFor(db, { roomId: room.id, actor: by })
  return say({ db, appender, gate }, { room: seen, actor: by, cid, body, now: at })
}

async function aRoomWith(rules: Partial<RoomRules>): Promise<Room> {
  const room = await aStage(db)
  await rule(room, rules)
  return room
}

async function rule(room: Room, rules: Partial<RoomRules>): Promise<void> {
  const body = { kind: 'rules' as const, slowSeconds: 0, delaySeconds: 0, frozen: false, ...rules }
  await speak(room, { by: jun, body })
}

const heldWords = (room: Room, actor: Actor) => {
  const body = { kind: 'text', text: '안녕하세요' } as const
  return { room, actor, cid: randomUUID(), body, now }
}

const said = async (room: Room) => wordsOf(await wholeLog(db, room)).filter(word => word !== 'rules')
const code = (code: string) => (thrown: unknown) => thrown instanceof Error && 'code' in thrown && thrown.code === code

test('slow mode lets each person speak once in its time, with all their pages, and staff whenever they like', async () => {
  const room = await aRoomWith({ slowSeconds: 30 })
  const [jiyun, hangyeol] = [aShopper('지윤'), aShopper()]
  const cid = randomUUID()
  const first = await speak(room, { by: jiyun, text: '하나', cid })
  await speak(room, { by: hangyeol, text: '둘' })
  await assert.rejects(speak(room, { by: jiyun, at: later(10) }), (thrown: unknown) => {
    assert.ok(code('chat.slow')(thrown))
    assert.equal(thrown instanceof Error && 'retryAfter' in thrown && thrown.retryAfter, 20)
    return true
  })
  assert.deepEqual((await speak(room, { by: jiyun, text: '하나', cid, at: later(11) })).entry, first.entry)
  await speak(room, { by: jun, text: '셋' })
  await speak(room, { by: jun, text: '넷' })
  await speak(room, { by: jiyun, text: '다섯', at: later(30) })
  assert.deepEqual(await said(room), ['하나', '둘', '셋', '넷', '다섯'])
})

test('two messages that come together in slow mode are one, here and after a restart', async () => {
  const room = await aRoomWith({ slowSeconds: 30 })
  const jiyun = aShopper()
  const texts = Array.from({ length: 20 }, (_, n) => `${n}`)
  const outcomes = await Promise.allSettled(texts.map(text => speak(room, { by: jiyun, text })))
  assert.deepEqual(outcomes.filter(one => one.status === 'fulfilled').length, 1)
  await using restarted = aCrowd()
  await assert.rejects(speak(room, { by: jiyun, at: later(5), gate: restarted }), code('chat.slow'))
  assert.equal((await said(room)).length, 1)
})

test('in a frozen room shoppers neither write nor change words; they take back, react, and staff write', async () => {
  const room = await aStage(db)
  const jiyun = aShopper()
  const { entry } = await speak(room, { by: jiyun, text: '원래' })
  const of = entry?.seq ?? 0
  await rule(room, { frozen: true })
  await assert.rejects(speak(room, { by: jiyun }), code('chat.frozen'))
  await assert.rejects(speak(room, { by: jiyun, body: { kind: 'edit', of, text: '바꾼' } }), code('chat.frozen'))
  await speak(room, { by: jiyun, body: { kind: 'reaction', of, emoji: '👍', on: true } })
  await speak(room, { by: jun, text: '잠시만요' })
  await speak(room, { by: jiyun, body: { kind: 'delete', of } })
  await rule(room, { frozen: false })
  await speak(room, { by: jiyun, text: '다시' })
  assert.deepEqual(await said(room), ['gone', 'reaction', '잠시만요', 'delete', '다시'])
})

test('banned words are refused in first words and in changed ones, from shoppers, as long as they are on the list', async () => {
  const room = await aStage(db)
  const jiyun = aShopper()
  await addBannedWord(db, { word: '말미잘', by: jun.id, now })
  await crowd.banned.renew()
  const { entry } = await speak(room, { by: jiyun, text: '말 많은 사람' })
  const refused = ['이 말미잘아', 'ㅁㅏㄹ미잘', '말.미.잘']
  for (const text of refused) await assert.rejects(speak(room, { by: jiyun, text }), code('chat.banned_word'))
  const edit = { kind: 'edit' as const, of: entry?.seq ?? 0, text: '말미잘' }
  await assert.rejects(speak(room, { by: jiyun, body: edit }), code('chat.banned_word'))
  await speak(room, { by: jun, text: '말미잘 인형이에요' })
  await removeBannedWord(db, { word: '말미잘' })
  await crowd.banned.renew()
  await speak(room, { by: jiyun, text: '말미잘 인형 있어요?' })
  assert.deepEqual(await said(room), ['말 많은 사람', '말미잘 인형이에요', '말미잘 인형 있어요?'])
})

test('where staff look first, words wait outside the log, and are in it when it is time, under their author and cid', async () => {
  const room = await aRoomWith({ delaySeconds: 10 })
  const jiyun = aShopper('지윤')
  const cid = randomUUID()
  const speech = { by: jiyun, text: '처음', cid }
  assert.deepEqual(await speak(room, speech), { entry: null })
  assert.deepEqual(await speak(room, speech), { entry: null })
  await assert.rejects(speak(room, { ...speech, text: '다른 말' }), code('chat.cid_taken'))
  await crowd.held.release(later(9))
  assert.deepEqual(await said(room), [])
  const [waiting] = await crowd.held.waiting(room.id)
  assert.deepEqual([waiting?.text, waiting?.name, waiting?.releaseAt], ['처음', '지윤', later(10).toISOString()])
  await crowd.held.release(later(10))
  assert.deepEqual(await said(room), ['처음'])
  assert.deepEqual(await crowd.held.waiting(room.id), [])
  const { entry } = await speak(room, speech)
  assert.deepEqual([entry?.cid, entry?.name, entry?.author], [cid, '지윤', waiting?.author])
  assert.deepEqual(await said(room), ['처음'])
})

test('what waits to be looked at is counted in the desk’s list, also where nobody has said anything yet', async () => {
  const room = await aStage(db)
  const counted = async () => {
    const whole = (await listInquiries(db, { limit: 200 })).find(one => one.room === room.id)
    const [alone] = await inquiriesOf(db, { ids: [room.id] })
    assert.deepEqual(alone, whole)
    return whole?.held
  }
  assert.equal(await counted(), undefined)
  await crowd.held.hold(heldWords(room, aShopper()), { releaseAt: later(60) })
  assert.equal(await counted(), 1)
  await crowd.held.hold(heldWords(room, aShopper()), { releaseAt: later(60) })
  assert.equal(await counted(), 2)
  const [first, second] = await crowd.held.waiting(room.id)
  await crowd.held.decide({ roomId: room.id, id: first?.id ?? '', let: false, now })
  assert.equal(await counted(), 1)
  await crowd.held.decide({ roomId: room.id, id: second?.id ?? '', let: true, now })
  assert.equal(await counted(), 0)
})

test('a change of words waits as well, so that nobody slips other ones past staff', async () => {
  const room = await aStage(db)
  const jiyun = aShopper()
  const { entry } = await speak(room, { by: jiyun, text: '좋아요' })
  await rule(room, { delaySeconds: 10 })
  await speak(room, { by: jiyun, body: { kind: 'edit', of: entry?.seq ?? 0, text: '광고' } })
  assert.deepEqual(await said(room), ['좋아요'])
  await crowd.held.release(later(10))
  assert.deepEqual(await said(room), ['광고', 'edit'])
})

test('staff let what is held through before its time, or refuse it for good', async () => {
  const room = await aRoomWith({ delaySeconds: 60 })
  const jiyun = aShopper()
  const speeches = ['하나', '둘', '셋'].map(text => ({ by: jiyun, text, cid: randomUUID() }))
  for (const speech of speeches) await speak(room, speech)
  const [one, two] = await crowd.held.waiting(room.id)
  const decide = (id: string, lets: boolean) => crowd.held.decide({ roomId: room.id, id, let: lets, now })
  const entry = await decide(two?.id ?? '', true)
  assert.equal(entry?.body.kind === 'text' && entry.body.text, '둘')
  assert.equal(await decide(one?.id ?? '', false), null)
  assert.equal(await decide(one?.id ?? '', false), null)
  await assert.rejects(decide(one?.id ?? '', true), code('chat.not_held'))
  await assert.rejects(decide(two?.id ?? '', true), code('chat.not_held'))
  await assert.rejects(decide(randomUUID(), false), code('chat.not_held'))
  const elsewhere = { roomId: (await aStage(db)).id, id: (await crowd.held.waiting(room.id))[0]?.id ?? '' }
  await assert.rejects(crowd.held.decide({ ...elsewhere, let: true, now }), code('chat.not_held'))
  await assert.rejects(speak(room, speeches[0]!), code('chat.refused'))
  await rule(room, {})
  await assert.rejects(speak(room, speeches[0]!), code('chat.refused'))
  await crowd.held.release(later(60))
  assert.deepEqual(await said(room), ['둘', '셋'])
})

test('what is held goes into the log once, however many processes look and wherever one of them dies', async () => {
  const room = await aRoomWith({ delaySeconds: 1 })
  const people = Array.from({ length: 40 }, () => aShopper())
  await Promise.all(people.map((by, n) => speak(room, { by, text: `${n}` })))
  // This one dies after each append, before it can note that.
  await using dying = aCrowd(async one => {
    await appender.append(one)
    throw new Error('killed')
  })
  await assert.rejects(dying.held.release(later(1)), /killed/)
  await using second = aCrowd()
  await using third = aCrowd()
  await Promise.all([second.held.release(later(1)), third.held.release(later(1)), crowd.held.release(later(1))])
  const words = await said(room)
  assert.deepEqual(
    words.toSorted((a, b) => Number(a) - Number(b)),
    people.map((_, n) => `${n}`),
  )
  assert.deepEqual(await crowd.held.waiting(room.id), [])
})

test('what a process left behind is in the log by itself soon after the next one has started', async () => {
  const room = await aRoomWith({ delaySeconds: 1 })
  await speak(room, { by: aShopper(), text: '남겨진 말', at: new Date(Date.now() - 5000) })
  await using started = aCrowd()
  for (let n = 0; n < 50 && (await said(room)).length === 0; n += 1) await new Promise(done => setTimeout(done, 100))
  assert.deepEqual(await said(room), ['남겨진 말'])
  assert.ok(started)
})

test('what somebody said who was then taken out of the room never comes into it', async () => {
  const room = await aRoomWith({})
  const [rude, calm] = [aShopper(), aShopper()]
  const { entry } = await speak(room, { by: rude, text: '먼저' })
  await rule(room, { delaySeconds: 10 })
  await speak(room, { by: rude, text: '나쁜' })
  await speak(room, { by: calm, text: '좋은' })
  await speak(room, { by: jun, body: { kind: 'remove', of: entry?.seq ?? 0, removed: true } })
  await crowd.held.release(later(10))
  assert.deepEqual(await said(room), ['먼저', 'remove', '좋은'])
  await assert.rejects(speak(room, { by: rude }), code('chat.removed'))
})

test('an inquiry knows none of this', async () => {
  const room = await aRoom(db)
  const shopper: Actor = { id: room.shopperId, role: 'shopper', name: null }
  await addBannedWord(db, { word: '해파리', by: jun.id, now })
  await crowd.banned.renew()
  for (const text of ['해파리', '해파리']) assert.ok((await speak(room, { by: shopper, text })).entry)
})
