import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { testDatabase } from '../../../test/database.ts'
import { testShop } from '../fixture.ts'
import { settle } from '../payment/settle.ts'
import { stock } from '../schema.ts'
import { expireOrders } from './expire.ts'
import { anOrder, goods, line, now } from './fixture.ts'
import { moveOrder } from './move.ts'
import { type PayBy, placeOrder } from './place.ts'
import { findOrder } from './read.ts'
import { orderStates } from './states.ts'

const database = await testDatabase()
const shop = await testShop(database)
after(() => shop[Symbol.asyncDispose]())
const { db } = shop

const rounds = 40
const atOnce = 8

/** The same numbers again for the same seed (mulberry32). */
function dice(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

/** What came in of a variant, and what was given away for good: sold, called off, and not put back. */
interface Book {
  received: number
  lost: number
}

test('whatever people do at once, what is set aside and sold is never more than what came in', async () => {
  const seed = randomInt(2 ** 31)
  const roll = dice(seed)
  const mugs = await Promise.all([4, 7, 30].map(pieces => goods(db, pieces)))
  const books = new Map<string, Book>(
    mugs.map(({ variantId }, i) => [variantId, { received: [4, 7, 30][i] ?? 0, lost: 0 }]),
  )
  const orders: { id: string; at: Date }[] = []
  const pick = <T>(all: readonly T[]): T => all[roll(all.length)] ?? assert.fail()

  /** Something somebody does, chosen now and done beside others. */
  function chance(minute: number): () => Promise<void> {
    const at = new Date(now.getTime() + minute * 60_000)
    const what = roll(10)
    if (orders.length === 0 || what < 4) {
      const lines = Array.from({ length: 1 + roll(3) }, () => line(pick(mugs).variantId, 1 + roll(3)))
      const expectedTotal = lines.reduce((sum, { quantity }) => sum + quantity * 12_000, 0)
      const payBy: PayBy = pick(['transfer', 'delivery', 'stripe'])
      return async () => {
        const made = await placeOrder(db, anOrder({ lines, expectedTotal, payBy, now: at }))
        if (made.kind === 'placed') orders.push({ id: made.order.id, at })
      }
    }
    const { id: orderId } = pick(orders)
    if (what < 6)
      return async () => {
        const found = await findOrder(db, { id: orderId })
        const { totalAmount: amount = 0, payBy: provider = 'transfer', currency = 'KRW' } = found ?? {}
        const fact = { provider, reference: `${provider}:${orderId}`, orderId, amount, currency }
        await settle(db, { fact, eventId: null, by: null, now: at })
      }
    if (what === 6) return async () => void (await expireOrders(db, { now: at }))
    if (what === 7) {
      return async () => {
        const piece = pick(mugs).variantId
        const came = 1 + roll(3)
        await db
          .update(stock)
          .set({ onHand: sql`${stock.onHand} + ${came}` })
          .where(eq(stock.variantId, piece))
        const book = books.get(piece)
        if (book !== undefined) book.received += came
      }
    }
    const to = pick(['shipped', 'completed', 'cancelled'] as const)
    const restock = roll(2) === 0
    return async () => {
      const move = { orderId, to, by: null, why: 'test', restock, now: at }
      const moved = await db.transaction(tx => moveOrder(tx, move))
      const wasSold = 'from' in moved && ['paid', 'shipped', 'completed'].includes(moved.from)
      if (moved.kind !== 'moved' || to !== 'cancelled' || !wasSold || restock) return
      for (const { variantId, quantity } of (await findOrder(db, { id: orderId }))?.lines ?? []) {
        const book = books.get(variantId ?? '')
        if (book !== undefined) book.lost += quantity
      }
    }
  }

  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(Array.from({ length: atOnce }, () => chance(round * 5)()))
    const { rows } = await database.pool.query(`
      select s.variant_id as id, s.on_hand, s.reserved,
        coalesce(sum(l.quantity) filter (where o.state in ('paid', 'shipped', 'completed')), 0)::int as sold,
        coalesce(sum(l.quantity) filter (where o.state in ('pending_payment', 'awaiting_deposit', 'confirmed')), 0)::int as held
      from shop.stock s left join shop.order_line l on l.variant_id = s.variant_id
      left join shop."order" o on o.id = l.order_id group by s.variant_id`)
    for (const { id, on_hand: onHand, reserved, sold, held } of rows) {
      const { received, lost } = books.get(id) ?? assert.fail()
      const said = `seed ${seed}, round ${round}`
      assert.ok(reserved + sold + lost <= received, said)
      assert.deepEqual({ reserved, onHand }, { reserved: held, onHand: received - sold - lost }, said)
    }
  }
  const { rows } = await database.pool.query('select distinct state from shop."order"')
  assert.ok(orders.length > 20 && rows.length >= orderStates.length - 2, `seed ${seed}: too little happened`)
})

test('nothing makes pieces out of nothing: the shelf refuses more set aside than there is', async () => {
  const mug = await goods(db, 3)
  for (const change of [{ reserved: 4 }, { reserved: -1 }, { onHand: -1 }])
    await assert.rejects(db.update(stock).set(change).where(eq(stock.variantId, mug.variantId)))
  for (const quantity of [0, -1, -5, 1.5, Number.NaN, 2 ** 40]) {
    const wanted = anOrder({
      shopperId: randomUUID(),
      lines: [line(mug.variantId, quantity)],
      expectedTotal: 12_000 * quantity,
    })
    const outcome = await placeOrder(db, wanted).catch(() => null)
    assert.notEqual(outcome?.kind, 'placed', String(quantity))
  }
  const [left] = await db.select().from(stock).where(eq(stock.variantId, mug.variantId))
  assert.deepEqual([left?.onHand, left?.reserved], [3, 0])
})
