import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import * as v from 'valibot'
import { CatalogueProduct, upsertCategory, upsertProduct, usualRule, writeRule } from '#shop'
import { testDatabase } from '../../test/database.ts'
import { openAppender } from './append.ts'
import { emptyView, foldAll } from './client/fold.ts'
import { anOperator, aRoom, aStage, noLog, wholeLog } from './fixture.ts'
import { endOffers } from './offers.ts'
import type { Actor } from './policy.ts'
import type { LogEntry, SayBody } from './protocol.ts'
import { openInquiry, type Room } from './room.ts'
import { say } from './say.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db, pool } = database
const appender = openAppender(pool, { onCommitted() {}, onUncertain() {}, log: noLog })
const voice = { db, appender, gate: { admit: async () => 'pass' as const } }
const mina = anOperator('Mina')
const now = new Date('2026-11-25T10:00:00Z')
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let productId = ''
let variantId = ''
before(async () => {
  const both = (text: string) => ({ ko: text, en: text })
  productId = await db.transaction(async tx => {
    const shelf = { slug: 'kitchen', name: both('부엌'), about: both('팬'), picture: null }
    await upsertCategory(tx, { category: shelf, position: 0 })
    const mug = v.parse(CatalogueProduct, {
      slug: 'mug',
      category: 'kitchen',
      brand: 'Modak',
      name: both('머그'),
      lead: both('따뜻하게'),
      about: { title: both('이야기'), text: both('마실 것') },
      facts: [],
      options: [],
      variants: [{ sku: 'MUG', options: {}, price: 10_000, stock: 9 }],
      attributes: {},
      images: [],
      film: null,
      published: now,
    })
    return upsertProduct(tx, { product: mug })
  })
  const { rows } = await pool.query('select id from shop.variant')
  variantId = rows[0].id
})

async function aTalk(): Promise<{ room: Room; shopper: Actor }> {
  const shopperId = randomUUID()
  const room = await openInquiry(db, { shopperId, productId, language: 'ko' })
  return { room, shopper: { id: shopperId, role: 'shopper', name: null } }
}

const speak = async (room: Room, actor: Actor, body: SayBody, cid: string = randomUUID(), at = now) =>
  (await say(voice, { room, actor, cid, body, now: at })).entry as LogEntry
const price = (unitAmount: number, more: object = {}): SayBody & { kind: 'offer' } => ({
  kind: 'offer',
  offer: randomUUID(),
  variantId,
  quantity: 1,
  unitAmount,
  ...more,
})

/** What the cards say, in their order. */
const cards = (entries: LogEntry[]) =>
  foldAll(emptyView(), entries).lines.flatMap(({ entry: { body } }) =>
    body.kind === 'offer' && body.step === 'made' ? [[body.offer.unitAmount, body.offer.state]] : [],
  )

test('shopper and operator haggle, and every step is an entry that both see', async () => {
  const { room, shopper } = await aTalk()
  const asked = price(7_000)
  await speak(room, shopper, asked)
  const countered = price(9_000, { gift: '머그 받침' })
  await speak(room, mina, countered)
  await speak(room, shopper, price(8_500))
  const log = await wholeLog(db, room)
  const last = log.at(-1)?.body
  assert.ok(last?.kind === 'offer')
  await speak(room, mina, { kind: 'answer', offer: last.offer.id, answer: 'accept' })
  const whole = await wholeLog(db, room)
  assert.deepEqual(cards(whole), [
    [7_000, 'countered'],
    [9_000, 'countered'],
    [8_500, 'accepted'],
  ])
  assert.deepEqual(
    whole.map(({ body }) => body.kind === 'offer' && body.step),
    ['made', 'made', 'made', 'accepted'],
  )
  const half = foldAll(emptyView(), whole.slice(0, 2))
  assert.deepEqual(foldAll(half, whole.slice(2)), foldAll(emptyView(), whole))
})

test('an offer that is sent many times at once is one offer and one entry', async () => {
  const { room, shopper } = await aTalk()
  const cid = randomUUID()
  const asked = price(8_000)
  const entries = await Promise.all(Array.from({ length: 20 }, () => speak(room, shopper, asked, cid)))
  assert.equal(new Set(entries.map(entry => entry.seq)).size, 1)
  const answer: SayBody = { kind: 'answer', offer: asked.offer, answer: 'accept' }
  const answerCid = randomUUID()
  await Promise.all(Array.from({ length: 20 }, () => speak(room, mina, answer, answerCid)))
  assert.equal((await wholeLog(db, room)).length, 2)
  const { rows } = await pool.query('select state from shop.offer where room_id = $1', [room.id])
  assert.deepEqual(rows, [{ state: 'accepted' }])
})

test('what the shop refuses leaves no entry and no offer', async () => {
  const { room, shopper } = await aTalk()
  await assert.rejects(speak(room, shopper, price(10_001)), { code: 'shop.offer_too_high' })
  await assert.rejects(speak(room, shopper, { kind: 'answer', offer: randomUUID(), answer: 'accept' }), {
    code: 'shop.no_such_offer',
  })
  const asked = price(8_000)
  await speak(room, shopper, asked)
  await assert.rejects(speak(room, shopper, { kind: 'answer', offer: asked.offer, answer: 'accept' }), {
    code: 'shop.not_your_answer',
  })
  const other = await aRoom(db)
  await assert.rejects(speak(other, mina, { kind: 'answer', offer: asked.offer, answer: 'accept' }), {
    code: 'shop.no_such_offer',
  })
  const stage = await aStage(db)
  await assert.rejects(speak(stage, shopper, price(8_000)), { kind: 'forbidden' })
  assert.equal((await wholeLog(db, room)).length, 1)
})

test('the shop’s rules answer at once, and their floor is in nothing that is sent', async () => {
  const bargain = { ...usualRule, acceptFromBasisPoints: 9_000, declineToBasisPoints: 6_321, attempts: 9 }
  await writeRule(db, { scope: 'product', scopeId: productId, rule: bargain })
  const { room, shopper } = await aTalk()
  await speak(room, shopper, price(1_000))
  await speak(room, shopper, price(9_500))
  const log = await wholeLog(db, room)
  assert.deepEqual(cards(log), [
    [1_000, 'declined'],
    [9_500, 'accepted'],
  ])
  assert.doesNotMatch(JSON.stringify(log), /6321|6_321|9000|basis/i)
  await writeRule(db, { scope: 'product', scopeId: productId, rule: null })
})

test('an offer that nobody answers ends by itself and says so once', async () => {
  const { room, shopper } = await aTalk()
  await speak(room, shopper, price(8_000))
  const long = later(49 * 60)
  await Promise.all([1, 2, 3].map(() => endOffers({ db, appender }, { now: long })))
  await endOffers({ db, appender }, { now: long })
  const log = await wholeLog(db, room)
  assert.deepEqual(
    log.map(({ body }) => body.kind === 'offer' && body.step),
    ['made', 'expired'],
  )
  assert.deepEqual(cards(log), [[8_000, 'expired']])
})
