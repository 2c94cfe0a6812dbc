import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { openAppender } from './append.ts'
import { anOperator, aRoom, aSay, noLog } from './fixture.ts'
import { entriesAfter, factsOf } from './log.ts'
import { inquiryOpening } from './opening.ts'
import { markProgress, readReceipts } from './room.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db, pool } = database
const { append } = openAppender(pool, { onCommitted() {}, onUncertain() {}, log: noLog })

test('a conversation opens with its newest entries, just as the log has them', async () => {
  const room = await aRoom(db)
  const jun = anOperator()
  await append(aSay(room, { text: '“몇 단계”인가요?' }))
  await append(aSay(room, { authorId: jun.id, role: 'operator', name: jun.name, text: '세 단계예요.' }))
  await append(aSay(room, { body: { kind: 'text', text: '고마워요', second: 4.2 } }))
  const { shopperId, productId } = room
  const whole = await inquiryOpening(db, { shopperId, productId, limit: 200 })
  assert.deepEqual(whole?.entries, await entriesAfter(db, { roomId: room.id, after: 0, limit: 200 }))
  assert.equal(whole?.room, room.id)
  const newest = await inquiryOpening(db, { shopperId, productId, limit: 2 })
  assert.deepEqual(newest?.entries, whole?.entries.slice(1))
})

test('it says how far each side has come: the furthest of its people', async () => {
  const room = await aRoom(db)
  for (const text of ['하나', '둘', '셋']) await append(aSay(room, { text }))
  const [jun, sora] = [anOperator('Jun'), anOperator('Sora')]
  await markProgress(db, { roomId: room.id, personId: jun.id, role: 'operator', delivered: 3, read: 1 })
  await markProgress(db, { roomId: room.id, personId: sora.id, role: 'operator', delivered: 2, read: 2 })
  const opened = await inquiryOpening(db, { ...room, limit: 200 })
  assert.deepEqual(opened?.receipts, [{ role: 'operator', delivered: 3, read: 2 }])
  assert.deepEqual(opened?.receipts, await readReceipts(db, { roomId: room.id }))
})

test('where nothing was asked, or somebody else did, nothing opens', async () => {
  const { productId } = await aRoom(db)
  assert.equal(await inquiryOpening(db, { shopperId: randomUUID(), productId, limit: 200 }), null)
})

test('a conversation that was opened and never used is empty', async () => {
  const room = await aRoom(db)
  const opened = await inquiryOpening(db, { ...room, limit: 200 })
  assert.deepEqual(opened?.entries, [])
  assert.deepEqual(opened?.receipts, [])
  assert.deepEqual(opened?.facts, await factsOf(db, { roomId: room.id }))
})
