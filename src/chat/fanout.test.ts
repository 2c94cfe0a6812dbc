import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../test/database.ts'
import { until } from '../../test/programs.ts'
import { aFollow, fanoutScene, join, wholeness } from './fanout-scene.ts'
import { aReader, aRoom, aSay, dice, type Reader, wholeLog, wordsOf } from './fixture.ts'
import type { ServerMessage } from './protocol.ts'
import type { Room } from './room.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db, pool } = database

const upTo = (length: number) => Array.from({ length }, (_, i) => i + 1)

const open = () => fanoutScene(database)
const isWhole = wholeness(database)

const now = (room: Room, second: number): ServerMessage => ({
  t: 'now',
  room: room.id,
  typing: [],
  shopperHere: true,
  viewers: 1,
  watching: { second, playing: true },
})
const secondsOf = ({ messages }: Reader) => messages.flatMap(each => (each.t === 'now' ? [each.watching?.second] : []))

test('whoever joins at the start, in the middle or at the end gets what came after, then what comes', async () => {
  const { fanout, sayAll } = open()
  const room = await aRoom(db)
  await sayAll(room, upTo(600))
  const readers = [0, 1, 250, 599, 600].map(after => ({ after, reader: join(fanout, room, after) }))
  for (const { reader, after } of readers) await isWhole(reader, room, after)
  await sayAll(room, ['하나', '둘'])
  for (const { reader, after } of readers) await isWhole(reader, room, after)
  assert.equal(fanout.followers(room.id), 5)
})

test('joins at any moment, while entries are committed here and elsewhere, make every reader whole', async () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const random = dice(seed)
    const { fanout, append, elsewhere, house } = open()
    house.beforeRead = () => sleep(random() * 6)
    const room = await aRoom(db)
    const joined: { reader: Reader; after: number }[] = []
    for (let step = 0; step < 60; step += 1) {
      const dies = random()
      if (dies < 0.5) {
        const say = aSay(room)
        void append(say)
        if (random() < 0.3) void append(say)
      } else if (dies < 0.6) void elsewhere.append(aSay(room))
      else if (dies < 0.7) fanout.doubt(room.id)
      else if (dies < 0.85) {
        const log = await wholeLog(db, room)
        const after = Math.floor(random() * (log.length + 1))
        joined.push({ reader: join(fanout, room, after), after })
      } else await sleep(random() * 8)
    }
    await elsewhere.idle()
    // What others said last is heard of with the next word that is said here.
    await append(aSay(room))
    for (const { reader, after } of joined) await isWhole(reader, room, after)
    for (const { reader } of joined) fanout.leave({ roomId: room.id, outlet: reader })
    assert.equal(fanout.followers(room.id), 0)
  }
})

test('entries of a moment go out joined, in one frame for all', async () => {
  const { fanout, sayAll } = open()
  const room = await aRoom(db)
  const readers = upTo(3).map(() => join(fanout, room))
  await sayAll(room, ['먼저'])
  for (const reader of readers) await isWhole(reader, room)
  const before = readers[0]!.frames.length
  await sayAll(room, upTo(400))
  for (const reader of readers) await isWhole(reader, room)
  assert.equal(readers[0]!.frames.length, before + 1)
})

test('whoever comes back is served from memory, and from the database when they were away for long', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aRoom(db)
  const resident = join(fanout, room)
  for (let block = 0; block < 5; block += 1) await sayAll(room, upTo(500))
  await isWhole(resident, room)
  house.reads = 0
  const back = join(fanout, room, 2000)
  await isWhole(back, room, 2000)
  assert.equal(house.reads, 0)
  const late = join(fanout, room, 10)
  await isWhole(late, room, 10)
  assert.ok(house.reads > 0)
})

test('entries that this process was never told of are read from the database when the next one shows the gap', async () => {
  const { fanout, sayAll, elsewhere } = open()
  const room = await aRoom(db)
  const reader = join(fanout, room)
  await sayAll(room, ['하나'])
  await isWhole(reader, room)
  await sayAll(room, ['둘', '셋'], elsewhere.append)
  await sayAll(room, ['넷'])
  await isWhole(reader, room)
  assert.deepEqual(wordsOf(reader.log(room.id)), ['하나', '둘', '셋', '넷'])
})

test('an entry from elsewhere that is said again here reaches everybody at once', async () => {
  const { fanout, append, sayAll, elsewhere } = open()
  const room = await aRoom(db)
  const reader = join(fanout, room)
  await sayAll(room, ['하나'])
  await isWhole(reader, room)
  const say = aSay(room, { text: '둘' })
  await elsewhere.append(say)
  await append(say)
  await isWhole(reader, room)
})

test('an old entry that is said again while somebody joins hides none of the newer ones', async () => {
  const { fanout, append, sayAll, elsewhere, house } = open()
  const room = await aRoom(db)
  const old = aSay(room)
  await elsewhere.append(old)
  await sayAll(room, upTo(10), elsewhere.append)
  house.beforeRead = () => sleep(50)
  const first = join(fanout, room, 11)
  await append(old)
  const second = join(fanout, room, 0)
  await isWhole(first, room, 11)
  await isWhole(second, room)
})

test('a socket whose sending fails is dropped, and the others get every entry', async () => {
  const { fanout, sayAll } = open()
  const room = await aRoom(db)
  const readers = upTo(3).map(() => join(fanout, room))
  await sayAll(room, ['하나'])
  for (const reader of readers) await isWhole(reader, room)
  readers[1]!.send = () => {
    throw new Error('broken')
  }
  await sayAll(room, ['둘'])
  await sayAll(room, ['셋'])
  await Promise.all([isWhole(readers[0]!, room), isWhole(readers[2]!, room)])
  assert.equal(fanout.followers(room.id), 2)
})

test('of what passes only the newest counts, and whoever comes later gets that', async () => {
  const { fanout, sayAll } = open()
  const room = await aRoom(db)
  const reader = join(fanout, room)
  await sayAll(room, ['하나'])
  await isWhole(reader, room)
  for (const second of upTo(100)) fanout.tell({ roomId: room.id, key: 'now', message: now(room, second) })
  await until(() => secondsOf(reader).length > 0)
  await sleep(30)
  assert.deepEqual(secondsOf(reader), [100])
  const later = join(fanout, room)
  await until(() => secondsOf(later).length > 0)
  assert.deepEqual(secondsOf(later), [100])
})

test('who catches up while something passes ends with the newest of it', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aRoom(db)
  await sayAll(room, upTo(5))
  house.beforeRead = () => sleep(30)
  const reader = join(fanout, room)
  for (const second of upTo(8)) {
    fanout.tell({ roomId: room.id, key: 'now', message: now(room, second) })
    await sleep(8)
  }
  await until(() => secondsOf(reader).at(-1) === 8)
  await isWhole(reader, room)
})

test('while a big room is written to, others have their turn', async () => {
  const { fanout, sayAll } = open()
  const [big, small] = [await aRoom(db), await aRoom(db)]
  const order: string[] = []
  let isSaid = false
  const private_ = join(fanout, small)
  for (const n of upTo(3000)) {
    const outlet = aReader()
    outlet.send = () => {
      order.push('big')
      if (n === 1 && isSaid) fanout.tell({ roomId: small.id, key: 'now', message: now(small, 1) })
    }
    fanout.join(aFollow(big, outlet, { after: 0 }))
  }
  await until(() => order.length === 3000)
  order.length = 0
  isSaid = true
  const { send } = private_
  private_.send = frame => {
    order.push('small')
    send(frame)
  }
  await sayAll(big, ['모두에게'])
  await until(() => order.length >= 3001)
  const turn = order.indexOf('small')
  assert.ok(turn > 0 && turn < 2000, `the small room waited for ${turn} of 3000 writes`)
})

test('a database that is away while somebody catches up ends in resync, and the next join works', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aRoom(db)
  await sayAll(room, upTo(5))
  house.away = true
  const reader = join(fanout, room)
  await until(() => reader.frames.length > 0)
  assert.deepEqual(reader.messages, [{ t: 'resync', room: room.id }])
  assert.equal(fanout.followers(room.id), 0)
  house.away = false
  fanout.join(aFollow(room, reader, { after: 0 }))
  await isWhole(reader, room)
})

test('a join that replaces one which is failing is not taken down by it', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aRoom(db)
  await sayAll(room, upTo(5))
  house.away = true
  house.beforeRead = () => sleep(40)
  const reader = join(fanout, room)
  await sleep(10)
  house.beforeRead = async () => {}
  house.away = false
  fanout.join(aFollow(room, reader, { after: 0 }))
  await isWhole(reader, room)
  await sleep(60)
  await sayAll(room, ['끝'])
  await isWhole(reader, room)
})

test('a log that ends before what was told of it is not read again and again, and whoever comes gets what there is', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aRoom(db)
  const resident = join(fanout, room)
  await sayAll(room, upTo(5))
  await isWhole(resident, room)
  fanout.reaches({ roomId: room.id, last: 9 })
  await sleep(100)
  assert.ok(house.reads < 10, `${house.reads} reads`)
  const reader = join(fanout, room, 3)
  await isWhole(reader, room, 3)
  await sayAll(room, ['끝'])
  await Promise.all([isWhole(reader, room, 3), isWhole(resident, room)])
})

test('a log that is gone before the part of it in memory is told anew, not read again and again', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aRoom(db)
  await sayAll(room, upTo(200))
  const resident = join(fanout, room, 200)
  await until(() => resident.frames.length > 0)
  await pool.query('delete from chat.entry where room_id = $1 and seq < 190', [room.id])
  const reader = aReader()
  fanout.join(aFollow(room, reader, { authorisedSeq: 200 }))
  await until(() => reader.messages.some(message => message.t === 'resync'))
  assert.ok(house.reads < 10, `${house.reads} reads`)
})
