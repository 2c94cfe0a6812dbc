import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { openAppender } from './append.ts'
import { anOperator, aRoom, aSay, aShopper, aStage, noLog, wholeLog, wordsOf } from './fixture.ts'
import { adoptConversations, conversationsOf, forgetShopper, inquiriesOf, listInquiries } from './inquiries.ts'
import { conversationOpening, stageOpening } from './opening.ts'
import { findInquiry, findRoom, markProgress, openInquiry, openStage } from './room.ts'
import { roomFor } from './say.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db, pool } = database
const { append } = openAppender(pool, { onCommitted() {}, onUncertain() {}, log: noLog })

test('a shopper has one conversation about a product and one about each subject', async () => {
  const shopperId = randomUUID()
  const productId = randomUUID()
  const ask = (about: { productId: string } | { subject: string }) =>
    openInquiry(db, { shopperId, language: 'ko', ...about })
  const [first, again] = await Promise.all([ask({ productId }), ask({ productId })])
  assert.equal(first.id, again.id)
  const [shipping, shippingAgain, gifts] = await Promise.all([
    ask({ subject: '배송' }),
    ask({ subject: '배송' }),
    ask({ subject: '선물 포장' }),
  ])
  assert.equal(shipping.id, shippingAgain.id)
  assert.equal(new Set([first.id, shipping.id, gifts.id]).size, 3)
})

test('a product has one crowded room, whoever opens it first', async () => {
  const productId = randomUUID()
  const rooms = await Promise.all([1, 2, 3, 4].map(() => openStage(db, { productId })))
  assert.equal(new Set(rooms.map(room => room.id)).size, 1)
  const asked = await openInquiry(db, { shopperId: randomUUID(), productId, language: 'ko' })
  assert.notEqual(asked.id, rooms[0]?.id)
})

test('a shopper sees their own conversations, the newest first, with what they have not read', async () => {
  const room = await aRoom(db)
  const { shopperId } = room
  const jun = anOperator()
  await append(aSay(room, { text: '얼마예요?' }))
  await markProgress(db, { roomId: room.id, personId: shopperId, role: 'shopper', delivered: 1, read: 1 })
  for (const text of ['58,000원이에요.', '오늘까지요.']) {
    await append(aSay(room, { authorId: jun.id, role: 'operator', name: jun.name, text }))
  }
  const other = await openInquiry(db, { shopperId, subject: '배송', language: 'ko' })
  await append(aSay(other, { text: '언제 와요?' }))
  const list = await conversationsOf(db, { shopperId, limit: 10 })
  assert.deepEqual(
    list.map(({ subject, unread, lastLine }) => ({ subject, unread, lastLine })),
    [
      { subject: '배송', unread: 1, lastLine: '언제 와요?' },
      { subject: null, unread: 2, lastLine: '오늘까지요.' },
    ],
  )
  assert.deepEqual(await conversationsOf(db, { shopperId: randomUUID(), limit: 10 }), [])
})

test('a guest who signs in finds the conversations of the guest, as the same author', async () => {
  const room = await aRoom(db)
  const [guest, member] = [room.shopperId, randomUUID()]
  const say = aSay(room, { text: '안녕하세요' })
  await append(say)
  const before = await wholeLog(db, room)
  assert.deepEqual(await adoptConversations(db, { from: guest, to: member, name: '지민' }), [room.id])
  assert.deepEqual(await adoptConversations(db, { from: guest, to: member, name: '지민' }), [])
  assert.deepEqual(await wholeLog(db, room), before)
  assert.equal(await findInquiry(db, { shopperId: guest, productId: room.productId }), null)
  const [inquiry] = await inquiriesOf(db, { ids: [room.id] })
  assert.deepEqual([inquiry?.shopper, inquiry?.shopperName], [member, '지민'])
  const now = await findRoom(db, { id: room.id })
  assert.ok(now)
  const again = await append(aSay(now, { cid: say.cid, text: '안녕하세요' }))
  assert.deepEqual([again.entry.seq, again.fresh], [1, false])
})

test('where guest and member both asked about a product, both stay and the later one goes on', async () => {
  const productId = randomUUID()
  const [guest, member] = [randomUUID(), randomUUID()]
  const ofMember = await openInquiry(db, { shopperId: member, productId, language: 'ko' })
  await append(aSay(ofMember, { text: '먼저', at: new Date(Date.now() - 1000) }))
  const ofGuest = await openInquiry(db, { shopperId: guest, productId, language: 'ko' })
  await append(aSay(ofGuest, { text: '나중' }))
  const results = await Promise.all([1, 2].map(() => adoptConversations(db, { from: guest, to: member, name: null })))
  assert.deepEqual(results.flat(), [ofGuest.id])
  assert.equal((await openInquiry(db, { shopperId: member, productId, language: 'ko' })).id, ofGuest.id)
  const list = await conversationsOf(db, { shopperId: member, limit: 10 })
  assert.deepEqual(
    list.map(one => [one.lastLine, one.isCurrent]),
    [
      ['나중', true],
      ['먼저', false],
    ],
  )
  const old = await conversationOpening(db, { shopperId: member, roomId: ofMember.id, limit: 10 })
  assert.deepEqual(wordsOf(old?.entries ?? []), ['먼저'])
})

test('a deleted account leaves its words without its name', async () => {
  const member = aShopper('지민')
  const room = await openInquiry(db, { shopperId: member.id, shopperName: '지민', subject: '배송', language: 'ko' })
  await append(aSay(room, { name: '지민', text: '안녕하세요' }))
  await forgetShopper(db, { shopperId: member.id })
  const { rows } = await pool.query('select * from chat.room r join chat.entry e on e.room_id = r.id where r.id = $1', [
    room.id,
  ])
  assert.doesNotMatch(JSON.stringify(rows), /지민/)
  assert.match(JSON.stringify(rows), /안녕하세요/)
})

test('another’s conversation opens for nobody else, and a crowded room for everybody while it is open', async () => {
  const room = await aRoom(db)
  const [shopper, stranger, jun] = [
    { id: room.shopperId, role: 'shopper', name: null } as const,
    aShopper(),
    anOperator(),
  ]
  assert.equal((await roomFor(db, { roomId: room.id, actor: shopper })).id, room.id)
  assert.equal((await roomFor(db, { roomId: room.id, actor: jun })).id, room.id)
  for (const actor of [stranger, null]) {
    await assert.rejects(roomFor(db, { roomId: room.id, actor }), { code: 'chat.no_such_room' })
  }
  assert.equal(await conversationOpening(db, { shopperId: stranger.id, roomId: room.id, limit: 10 }), null)
  const stage = await aStage(db)
  const { productId } = stage
  assert.ok(productId)
  assert.equal((await roomFor(db, { roomId: stage.id, actor: stranger })).id, stage.id)
  const open = (isOpen: boolean) =>
    append(aSay(stage, { authorId: jun.id, role: 'operator', name: 'Jun', body: { kind: 'access', open: isOpen } }))
  await append(aSay(stage, { authorId: stranger.id, text: '모두 안녕' }))
  const opened = await stageOpening(db, { shopperId: stranger.id, productId, limit: 10 })
  assert.equal(opened?.you, opened?.entries[0]?.author)
  await open(false)
  await assert.rejects(roomFor(db, { roomId: stage.id, actor: stranger }), { code: 'chat.removed' })
  assert.equal(await stageOpening(db, { shopperId: stranger.id, productId, limit: 10 }), null)
  assert.equal((await roomFor(db, { roomId: stage.id, actor: jun })).id, stage.id)
  await open(true)
  assert.equal((await roomFor(db, { roomId: stage.id, actor: stranger })).id, stage.id)
})

test('the desk lists inquiries and crowded rooms by the last words, and reactions move nobody up', async () => {
  const room = await aRoom(db)
  const at = new Date('2026-01-01T10:00:00Z')
  await append(aSay(room, { at }))
  await append(aSay(room, { body: { kind: 'reaction', of: 1, emoji: '👍', on: true } }))
  const listed = (await listInquiries(db, { limit: 200 })).find(one => one.room === room.id)
  assert.equal(listed?.lastAt, at.toISOString())
  assert.equal(listed?.kind, 'inquiry')
  assert.equal(listed?.waitingSince, at.toISOString())
})
