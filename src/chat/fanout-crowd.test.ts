import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { testDatabase } from '../../test/database.ts'
import { until } from '../../test/programs.ts'
import type { Say } from './append.ts'
import { emptyView, foldAll } from './client/fold.ts'
import type { Follow } from './fanout.ts'
import { aFollow, fanoutScene, join, wholeness } from './fanout-scene.ts'
import { aReader, aRoom, aSay, aStage, dice, type Reader, wholeLog, wordsOf } from './fixture.ts'
import type { EntryBody, ServerMessage } from './protocol.ts'
import type { Room } from './room.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db } = database

const upTo = (length: number) => Array.from({ length }, (_, i) => i + 1)
const open = () => fanoutScene(database)
const isWhole = wholeness(database)

/** Staff say something about a room; a removal is of the author `who`. */
function byStaff(room: Room, body: EntryBody): Say {
  const removes = body.kind === 'remove' ? { removes: randomUUID() } : {}
  return aSay(room, { authorId: randomUUID(), role: 'operator', body, ...removes })
}

const removal = (who: string, removed = true): EntryBody => ({ kind: 'remove', of: 1, removed, who })

/** A reader in a room, and whether it was told that it is out. */
function follow(fanout: { join(f: Follow): void }, room: Room, changes: Partial<Follow> = {}) {
  const reader = aReader({ after: changes.after ?? 0 })
  const one = { reader, author: changes.author ?? randomUUID(), dropped: 0, seqs: () => seqsOf(reader, room) }
  fanout.join(
    aFollow(room, reader, {
      ...changes,
      author: one.author,
      onDropped() {
        one.dropped += 1
      },
    }),
  )
  return one
}

function seqsOf(reader: Reader, room: Room): number[] {
  return reader.messages.flatMap(each =>
    each.t === 'log' && each.room === room.id ? each.entries.map(({ seq }) => seq) : [],
  )
}

test('who is removed gets what was said before, and not one entry more', async () => {
  const { fanout, append, sayAll } = open()
  const room = await aStage(db)
  const [out, stays] = [follow(fanout, room), follow(fanout, room)]
  await sayAll(room, upTo(3))
  // One batch, one frame: what comes before the removal is theirs still.
  await Promise.all([append(aSay(room)), append(byStaff(room, removal(out.author))), append(aSay(room))])
  await until(() => stays.seqs().length === 6 && out.dropped === 1)
  await sayAll(room, upTo(3))
  await until(() => stays.seqs().length === 9)
  assert.deepEqual(out.seqs(), [1, 2, 3, 4])
  assert.deepEqual([out.dropped, stays.dropped, fanout.followers(room.id)], [1, 0, 1])
})

test('a removal is found in memory and in the database too, by whoever catches up', async () => {
  const { fanout, append, sayAll } = open()
  const room = await aStage(db)
  const resident = follow(fanout, room)
  const who = randomUUID()
  await sayAll(room, upTo(3))
  await append(byStaff(room, removal(who)))
  await sayAll(room, upTo(3))
  await until(() => resident.seqs().length === 7)
  const fromMemory = follow(fanout, room, { author: who, after: 1, authorisedSeq: 3 })
  await until(() => fromMemory.dropped === 1)
  assert.deepEqual(fromMemory.seqs(), [2, 3])
  for (let block = 0; block < 5; block += 1) await sayAll(room, upTo(500))
  await until(() => resident.seqs().length === 2507)
  const fromDatabase = follow(fanout, room, { author: who, authorisedSeq: 3 })
  await until(() => fromDatabase.dropped === 1)
  assert.deepEqual(fromDatabase.seqs(), [1, 2, 3])
})

test('a removal before they were let in again does not count, and one that ends it removes nobody', async () => {
  const { fanout, append, sayAll } = open()
  const room = await aStage(db)
  const who = randomUUID()
  await sayAll(room, [1])
  await append(byStaff(room, removal(who)))
  await append(byStaff(room, removal(who, false)))
  const back = follow(fanout, room, { author: who, authorisedSeq: 3 })
  await until(() => back.seqs().length === 3)
  await append(byStaff(room, removal(who, false)))
  await sayAll(room, [2])
  await until(() => back.seqs().length === 5)
  assert.equal(back.dropped, 0)
})

test('a room that is closed loses all its shoppers at that entry, and keeps its staff', async () => {
  const { fanout, append, sayAll } = open()
  const room = await aStage(db)
  const shoppers = upTo(3).map(() => follow(fanout, room))
  const operator = follow(fanout, room, { role: 'operator' })
  await sayAll(room, [1])
  await append(byStaff(room, { kind: 'access', open: false }))
  await sayAll(room, [2])
  await until(() => operator.seqs().length === 3 && shoppers.every(({ dropped }) => dropped === 1))
  for (const shopper of shoppers) assert.deepEqual(shopper.seqs(), [1])
  await append(byStaff(room, { kind: 'access', open: true }))
  const back = follow(fanout, room, { authorisedSeq: 4 })
  await until(() => back.seqs().length === 4)
  assert.equal(fanout.followers(room.id), 2)
})

test('what is for operators reaches no shopper, now or when they come', async () => {
  const { fanout, sayAll } = open()
  const room = await aStage(db)
  const [shopper, operator] = [follow(fanout, room), follow(fanout, room, { role: 'operator' })]
  await sayAll(room, [1])
  await until(() => shopper.seqs().length === 1 && operator.seqs().length === 1)
  const frames = shopper.reader.frames.length
  const message: ServerMessage = { t: 'held', room: room.id, held: [] }
  fanout.tell({ roomId: room.id, key: 'held', to: 'operator', message })
  const hears = ({ reader }: { reader: Reader }) => reader.messages.some(({ t }) => t === 'held')
  await until(() => hears(operator))
  await sleep(30)
  assert.equal(shopper.reader.frames.length, frames)
  const [late, second] = [follow(fanout, room), follow(fanout, room, { role: 'operator' })]
  await until(() => hears(second) && late.seqs().length === 1)
  await sayAll(room, [2])
  await until(() => late.seqs().length === 2)
  assert.deepEqual([hears(late), hears(shopper)], [false, false])
})

test('a gap is read once for all who follow, in order', async () => {
  const { fanout, sayAll, elsewhere, house } = open()
  const room = await aRoom(db)
  const readers = upTo(50).map(() => join(fanout, room))
  await sayAll(room, ['하나'])
  for (const reader of readers) await isWhole(reader, room)
  await sayAll(room, upTo(20), elsewhere.append)
  house.reads = 0
  await sayAll(room, ['끝'])
  for (const reader of readers) await isWhole(reader, room)
  assert.equal(house.reads, 1)
  fanout.reaches({ roomId: room.id, last: 22 })
  await sleep(30)
  assert.equal(house.reads, 1)
})

test('a whole crowd that comes at once is served by few reads', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aStage(db)
  for (let block = 0; block < 3; block += 1) await sayAll(room, upTo(500))
  const readers = upTo(60).map(n => {
    const after = n % 3 === 0 ? 0 : 1400
    const reader = aReader({ after })
    fanout.join(aFollow(room, reader, { after, authorisedSeq: 1500 }))
    return { reader, after }
  })
  for (const { reader, after } of readers) await isWhole(reader, room, after)
  assert.ok(house.reads < 12, `${house.reads} reads`)
})

test('words that are gone are gone from memory, for whoever comes after that', async () => {
  const { fanout, append, sayAll } = open()
  const room = await aStage(db)
  const resident = follow(fanout, room)
  await sayAll(room, ['비밀', '둘'])
  await append(byStaff(room, { kind: 'hide', of: 1 }))
  await until(() => resident.seqs().length === 3)
  const late = join(fanout, room)
  await isWhole(late, room)
  assert.ok(!late.frames.join().includes('비밀'))
  assert.deepEqual(wordsOf(late.log(room.id)), ['gone', '둘', 'hide'])
})

test('what was said elsewhere, changed, and is said again here is seen as it is now', async () => {
  const { fanout, append, elsewhere } = open()
  const room = await aStage(db)
  const authorId = randomUUID()
  const reader = join(fanout, room)
  await until(() => reader.frames.length > 0)
  const say = aSay(room, { authorId, text: '비밀' })
  await elsewhere.append(say)
  await elsewhere.append(aSay(room, { authorId, body: { kind: 'delete', of: 1 } }))
  await append(say)
  await isWhole(reader, room)
  assert.ok(!reader.frames.join().includes('비밀'))
})

test('new words for what is gone, and older than what is in memory, are not shown', async () => {
  const { fanout, append, sayAll } = open()
  const room = await aStage(db)
  const authorId = randomUUID()
  await append(aSay(room, { authorId, text: '옛말' }))
  await sayAll(room, upTo(300))
  await append(aSay(room, { authorId, body: { kind: 'delete', of: 1 } }))
  const reader = join(fanout, room, 302)
  await until(() => reader.frames.length > 0)
  await append(aSay(room, { authorId, body: { kind: 'edit', of: 1, text: '비밀' } }))
  await isWhole(reader, room, 302)
  assert.ok(!reader.frames.join().includes('비밀'))
})

test('after random changes memory says the same as the database, however they came here', async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const random = dice(seed)
    const { fanout, append, elsewhere } = open()
    const room = await aStage(db)
    const authorId = randomUUID()
    const resident = follow(fanout, room)
    const pick = () => 1 + Math.floor(random() * 6)
    await Promise.all(upTo(6).map(n => append(aSay(room, { authorId, text: `말 ${n}` }))))
    const bodies = (): EntryBody => {
      const of = pick()
      const dies = random()
      if (dies < 0.4) return { kind: 'edit', of, text: `고친 말 ${Math.floor(random() * 1000)}` }
      if (dies < 0.5) return { kind: 'delete', of }
      if (dies < 0.7) return { kind: 'hide', of }
      if (dies < 0.9) return { kind: 'show', of, body: { kind: 'text', text: `다시 ${of}` } }
      return { kind: 'text', text: '또' }
    }
    for (let step = 0; step < 40; step += 1) {
      const say = aSay(room, { authorId, body: bodies() })
      const said = (random() < 0.7 ? append : elsewhere.append)(say)
      if (random() < 0.5) await said
      if (random() < 0.1) fanout.doubt(room.id)
    }
    await elsewhere.idle()
    await append(aSay(room, { authorId }))
    const log = await wholeLog(db, room)
    await until(() => resident.seqs().length === log.length)
    const late = aReader()
    fanout.join(aFollow(room, late, { authorisedSeq: log.length }))
    await until(() => late.log(room.id).length === log.length)
    const [memory, stored] = [foldAll(emptyView(), late.log(room.id)), foldAll(emptyView(), log)]
    assert.ok(isDeepStrictEqual(memory, stored), `seed ${seed}: what is seen differs`)
    for (const { seq, body } of late.log(room.id)) {
      const isKept = body.kind === 'gone' || log.some(one => isDeepStrictEqual(one.body, body))
      assert.ok(isKept, `seed ${seed}: entry ${seq} is in memory as ${JSON.stringify(body)}`)
    }
    assert.deepEqual(resident.seqs(), upTo(log.length))
  }
})
