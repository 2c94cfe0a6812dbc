import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../test/database.ts'
import { until } from '../../test/programs.ts'
import { aFollow, fanoutScene, join, wholeness } from './fanout-scene.ts'
import { aReader, aRoom } from './fixture.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db } = database

const megabyte = 1024 * 1024
const upTo = (length: number) => Array.from({ length }, (_, i) => i + 1)

const open = () => fanoutScene(database)
const isWhole = wholeness(database)

test('a socket that does not read is passed by, costs no more memory, and is whole again when it reads', async () => {
  const { fanout, sayAll } = open()
  const room = await aRoom(db)
  const [slow, quick] = [join(fanout, room), join(fanout, room)]
  await sayAll(room, ['하나'])
  await Promise.all([isWhole(slow, room), isWhole(quick, room)])
  slow.unread = 2 * megabyte
  const before = slow.frames.length
  for (let block = 0; block < 6; block += 1) {
    await sayAll(room, upTo(20))
    await isWhole(quick, room)
  }
  await sleep(120)
  assert.equal(slow.frames.length, before)
  slow.unread = 0
  await isWhole(slow, room)
  await sayAll(room, ['끝'])
  await isWhole(slow, room)
})

test('a socket that reads slowly for so long that memory has forgotten gets the rest from the database', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aRoom(db)
  const [slow, quick] = [join(fanout, room), join(fanout, room)]
  await sayAll(room, ['하나'])
  await Promise.all([isWhole(slow, room), isWhole(quick, room)])
  slow.unread = 2 * megabyte
  for (let block = 0; block < 6; block += 1) await sayAll(room, upTo(500))
  await isWhole(quick, room)
  house.reads = 0
  slow.unread = 0
  await isWhole(slow, room)
  assert.ok(house.reads > 0)
})

test('what a slow reader is sent to catch up waits for it to read, page by page', async () => {
  const { fanout, sayAll } = open()
  const room = await aRoom(db)
  for (let block = 0; block < 3; block += 1) await sayAll(room, upTo(500))
  const reader = aReader()
  const { send } = reader
  reader.send = frame => {
    send(frame)
    reader.unread += megabyte
  }
  fanout.join(aFollow(room, reader, { after: 0 }))
  await until(() => reader.frames.length > 0)
  await sleep(150)
  assert.equal(reader.frames.length, 1)
  assert.ok(reader.log(room.id).length < 1000)
  const reading = setInterval(() => {
    reader.unread = 0
  }, 5)
  await isWhole(reader, room)
  clearInterval(reading)
  // Its last page counts as unread, and the fan-out waits for an open socket to read for as long as it takes.
  reader.isOpen = false
})

test('who has left hears nothing more, and may come back', async () => {
  const { fanout, sayAll } = open()
  const room = await aRoom(db)
  const [gone, stays] = [join(fanout, room), join(fanout, room)]
  await sayAll(room, ['하나'])
  await Promise.all([isWhole(gone, room), isWhole(stays, room)])
  fanout.leave({ roomId: room.id, outlet: gone })
  await sayAll(room, ['둘'])
  await isWhole(stays, room)
  assert.equal(gone.log(room.id).length, 1)
  assert.equal(fanout.followers(room.id), 1)
  fanout.join(aFollow(room, gone, { after: 1 }))
  await isWhole(gone, room)
})

test('a socket that closes or leaves while it catches up is sent nothing more', async () => {
  const { fanout, sayAll, house } = open()
  const room = await aRoom(db)
  await sayAll(room, upTo(5))
  house.beforeRead = () => sleep(40)
  const [closed, left] = [join(fanout, room), join(fanout, room)]
  closed.isOpen = false
  fanout.leave({ roomId: room.id, outlet: left })
  await sleep(100)
  assert.deepEqual([closed.frames, left.frames], [[], []])
  fanout.leave({ roomId: room.id, outlet: closed })
  assert.equal(fanout.followers(room.id), 0)
})

test('long texts go out in frames that a slow line can take, live and to who catches up', async () => {
  const { fanout, sayAll } = open()
  const room = await aRoom(db)
  const live = join(fanout, room)
  await sayAll(room, ['하나'])
  await isWhole(live, room)
  await sayAll(
    room,
    Array.from({ length: 300 }, () => '물'.repeat(4000)),
  )
  await isWhole(live, room)
  const late = join(fanout, room)
  await isWhole(late, room)
  for (const { frames } of [live, late]) {
    assert.ok(frames.length > 5)
    for (const frame of frames) assert.ok(Buffer.byteLength(frame) < megabyte / 2, `${Buffer.byteLength(frame)} bytes`)
  }
})
