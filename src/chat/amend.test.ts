import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { openAppender } from './append.ts'
import { emptyView, foldAll } from './client/fold.ts'
import { anOperator, aRoom, aShopper, aStage, dice, noLog, wholeLog, wordsOf } from './fixture.ts'
import { entriesBefore, entryHistory, factsOf } from './log.ts'
import type { Actor } from './policy.ts'
import type { LogEntry, SayBody } from './protocol.ts'
import { isRemoved, type Room } from './room.ts'
import { say } from './say.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db, pool } = database
const appender = openAppender(pool, { onCommitted() {}, onUncertain() {}, log: noLog })
const voice = { db, appender, gate: { admit: async () => 'pass' as const } }
const mina = anOperator('Mina')

/** Says it as this person, and gives its seq. */
async function speak(room: Room, actor: Actor, body: SayBody, cid: string = randomUUID()): Promise<number> {
  const { entry } = await say(voice, { room, actor, cid, body, now: new Date() })
  return entry?.seq ?? 0
}

const text = (words: string): SayBody => ({ kind: 'text', text: words })

async function anInquiry(): Promise<{ room: Room; shopper: Actor }> {
  const room = await aRoom(db)
  return { room, shopper: { id: room.shopperId, role: 'shopper', name: null } }
}

test('an edited text is read in its new words, and its first words by staff alone', async () => {
  const { room, shopper } = await anInquiry()
  const seq = await speak(room, shopper, text('빨간색 있어요?'))
  await speak(room, shopper, { kind: 'edit', of: seq, text: '파란색 있어요?' })
  await speak(room, shopper, { kind: 'edit', of: seq, text: '초록색 있어요?' })
  const log = await wholeLog(db, room)
  assert.deepEqual(log[0]?.body, { kind: 'text', text: '초록색 있어요?', edited: true })
  assert.deepEqual(log[1]?.body, { kind: 'gone', was: 'edit', by: 'author' })
  assert.doesNotMatch(JSON.stringify(log), /빨간색|파란색/)
  const history = await entryHistory(db, { roomId: room.id, seq })
  assert.match(JSON.stringify(history), /빨간색.*파란색.*초록색/)
})

test('what was taken back is gone from the log, the list and the pages, and stays in the history', async () => {
  const { room, shopper } = await anInquiry()
  await speak(room, shopper, text('안녕하세요'))
  const seq = await speak(room, shopper, text('제 번호는 비밀이에요'))
  await speak(room, shopper, { kind: 'edit', of: seq, text: '제 번호는 진짜 비밀이에요' })
  await speak(room, shopper, { kind: 'delete', of: seq })
  const log = await wholeLog(db, room)
  assert.doesNotMatch(JSON.stringify(log), /비밀/)
  assert.deepEqual(log[1]?.body, { kind: 'gone', was: 'text', by: 'author' })
  assert.deepEqual(await entriesBefore(db, { roomId: room.id, before: 5, limit: 4 }), log)
  const { rows } = await pool.query('select last_line from chat.room where id = $1', [room.id])
  assert.equal(rows[0].last_line, '안녕하세요')
  assert.match(JSON.stringify(await entryHistory(db, { roomId: room.id, seq })), /비밀/)
  await assert.rejects(speak(room, shopper, { kind: 'edit', of: seq, text: '다시' }), { code: 'chat.gone' })
  await assert.rejects(speak(room, mina, { kind: 'hide', of: seq }), { code: 'chat.gone' })
})

test('nobody changes what another said, and nobody points at what is not there', async () => {
  const { room, shopper } = await anInquiry()
  const asked = await speak(room, shopper, text('얼마예요?'))
  const answered = await speak(room, mina, text('58,000원이에요.'))
  const state = await speak(room, mina, { kind: 'state', state: 'resolved' })
  await assert.rejects(speak(room, mina, { kind: 'edit', of: asked, text: '공짜예요?' }), { code: 'chat.not_yours' })
  await assert.rejects(speak(room, shopper, { kind: 'delete', of: answered }), { code: 'chat.not_yours' })
  await assert.rejects(speak(room, shopper, { kind: 'hide', of: answered }), { kind: 'forbidden' })
  await assert.rejects(speak(room, mina, { kind: 'hide', of: answered }), { code: 'chat.not_yours' })
  await assert.rejects(speak(room, mina, { kind: 'show', of: asked }), { code: 'chat.gone' })
  await assert.rejects(speak(room, shopper, { kind: 'text', text: '네?', re: 99 }), { code: 'chat.no_such_entry' })
  await assert.rejects(speak(room, shopper, { kind: 'reaction', of: state, emoji: '👍', on: true }), {
    code: 'chat.no_such_entry',
  })
  await assert.rejects(speak(room, mina, { kind: 'rules', slowSeconds: 1, delaySeconds: 0, frozen: false }), {
    kind: 'forbidden',
  })
  assert.equal((await wholeLog(db, room)).length, 3)
})

test('what was refused for its target is still answered when it had been taken before', async () => {
  const { room, shopper } = await anInquiry()
  const seq = await speak(room, shopper, text('지울게요'))
  const cid = randomUUID()
  const deleted = await speak(room, shopper, { kind: 'delete', of: seq }, cid)
  assert.equal(await speak(room, shopper, { kind: 'delete', of: seq }, cid), deleted)
  assert.equal((await wholeLog(db, room)).length, 2)
})

test('what staff hide comes back with its newest words', async () => {
  const room = await aStage(db)
  const [shopper, other] = [aShopper('지민'), aShopper()]
  const seq = await speak(room, shopper, text('하나'))
  await speak(room, shopper, { kind: 'edit', of: seq, text: '둘' })
  await speak(room, mina, { kind: 'hide', of: seq })
  assert.doesNotMatch(JSON.stringify(await wholeLog(db, room)), /하나|둘/)
  await assert.rejects(speak(room, shopper, { kind: 'edit', of: seq, text: '셋' }), { code: 'chat.gone' })
  await speak(room, mina, { kind: 'show', of: seq })
  await speak(room, shopper, { kind: 'edit', of: seq, text: '넷' })
  const log = await wholeLog(db, room)
  assert.deepEqual(log[0]?.body, { kind: 'text', text: '넷', edited: true })
  await assert.rejects(speak(room, other, { kind: 'edit', of: seq, text: '남의 글' }), { code: 'chat.not_yours' })
})

test('a person is taken out of a crowded room by one of their entries, and let back in', async () => {
  const room = await aStage(db)
  const shopper = aShopper()
  const seq = await speak(room, shopper, text('광고입니다'))
  await speak(room, mina, { kind: 'remove', of: seq, removed: true })
  assert.equal(await isRemoved(db, { roomId: room.id, personId: shopper.id }), true)
  const [said, removal] = await wholeLog(db, room)
  assert.deepEqual(removal?.body, { kind: 'remove', of: seq, removed: true, who: said?.author })
  await speak(room, mina, { kind: 'remove', of: seq, removed: false })
  assert.equal(await isRemoved(db, { roomId: room.id, personId: shopper.id }), false)
})

test('a name in a crowded room is the same in it and another one elsewhere', async () => {
  const shopper = aShopper()
  const rooms = [await aStage(db), await aStage(db)]
  for (const room of rooms) for (const words of ['하나', '둘']) await speak(room, shopper, text(words))
  const [first, second] = await Promise.all(rooms.map(room => wholeLog(db, room)))
  assert.equal(first?.[0]?.author, first?.[1]?.author)
  assert.notEqual(first?.[0]?.author, second?.[0]?.author)
  assert.ok(![first, second].flat().some(entry => entry?.author === shopper.id))
})

test('numbers that are nobody else’s business are masked before they are kept', async () => {
  const { room, shopper } = await anInquiry()
  const seq = await speak(room, shopper, text('주민번호 900101-1234567 이고 카드는 4111 1111 1111 1111 이에요'))
  await speak(room, shopper, { kind: 'edit', of: seq, text: '카드 4111-1111-1111-1111' })
  const { rows } = await pool.query('select body, shown from chat.entry where room_id = $1', [room.id])
  assert.doesNotMatch(JSON.stringify(rows), /1234567|4111[ -]1111/)
})

const kinds = [
  'text',
  'edit',
  'edit',
  'hide',
  'hide',
  'show',
  'show',
  'delete',
  'reaction',
  'pin',
  'rules',
  'remove',
] as const

test('whatever people do, old state and new entries come to what a fresh reading comes to', async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const random = dice(seed)
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
    const room = await aStage(db)
    const people = [aShopper(), aShopper('지민'), mina]
    const cuts = new Map<number, LogEntry[]>()
    let last = 0
    for (let turn = 0; turn < 12; turn += 1) await speak(room, pick(people.slice(0, 2)), text('처음'))
    for (let turn = 0; turn < 100; turn += 1) {
      const of = Math.max(1, Math.floor(turn / 12) * 8 + 1 + Math.floor(random() * 3))
      const kind = pick(kinds)
      const body = bodyOf(kind, of, random)
      const said = await Promise.allSettled([
        speak(room, pick(people), body),
        speak(room, pick(people), bodyOf(pick(kinds), of, random)),
      ])
      for (const one of said) if (one.status === 'fulfilled') last = Math.max(last, one.value)
      if (random() < 0.2) cuts.set(last, await wholeLog(db, room))
    }
    const fresh = await wholeLog(db, room)
    const whole = foldAll(emptyView(), fresh)
    for (const [seq, old] of cuts) {
      const view = foldAll(foldAll(emptyView(), old), fresh.slice(seq))
      assert.deepEqual(view, whole, `seed ${seed}, from ${seq} of ${last}: ${wordsOf(fresh).join(' ')}`)
    }
    const facts = await factsOf(db, { roomId: room.id })
    assert.deepEqual({ ...facts, pinned: facts?.pinned?.seq }, { ...whole.facts, pinned: whole.facts.pinned?.seq })
    assert.deepEqual(facts?.pinned ?? null, whole.facts.pinned)
  }
})

function bodyOf(kind: (typeof kinds)[number], of: number, random: () => number): SayBody {
  const words = `말 ${Math.floor(random() * 1e6)}`
  const on = random() < 0.7
  switch (kind) {
    case 'text':
      return text(words)
    case 'edit':
      return { kind, of, text: words }
    case 'reaction':
      return { kind, of, emoji: '👍', on }
    case 'pin':
      return { kind, of: on ? of : null }
    case 'rules':
      return { kind, slowSeconds: 0, delaySeconds: 0, frozen: on }
    case 'remove':
      return { kind, of, removed: on }
    default:
      return { kind, of }
  }
}
