import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { deskRoutes } from '#desk'
import { askRefund, findOrder, hear, type OrderView, type PayBy, performRefunds, settle } from '#shop'
import { testDatabase } from '../../../test/database.ts'
import { type Browser, openTestDesk } from '../fixture.ts'
import { aMug, enter, orderMugs } from './fixture.ts'

const database = await testDatabase()
const { db, pool } = database
const desk = await openTestDesk(database, deskRoutes)
after(() => desk[Symbol.asyncDispose]())
const mina = await enter(desk, desk.minasLink)
const jun = await enter(desk, desk.junsLink)
const variantId = await aMug(db)
const anOrder = (payBy: PayBy = 'transfer', phone = '010-1234-5678') =>
  orderMugs(db, { variantId, payBy, quantity: 1, phone })

const order = async (id: string): Promise<OrderView> => (await findOrder(db, { id })) ?? assert.fail()
const state = async (id: string) => (await order(id)).state
const page = async (path: string, who = mina) => (await who.get(`/ko/desk${path}`)).text()

/** Sends a form in which a name may stand more than once. */
function send(who: Browser, fields: [string, string][]): Promise<Response> {
  return who.post('/ko/desk/orders/chosen', fields)
}
const ids = (...all: string[]) => all.map((id): [string, string] => ['ids', id])

test('several transfers are noted at once, each once, and one that cannot be is told', async () => {
  const [a, b, atDoor] = [await anOrder(), await anOrder(), await anOrder('delivery')]
  const shown = await page(`/orders/chosen?act=paid&ids=${a}&ids=${b}&ids=${atDoor}`, jun)
  assert.match(shown, /2건 입금 확인/)
  assert.match(shown, /지금은 할 수 없는 주문/)
  assert.equal(await state(a), 'awaiting_deposit')
  const [first, second] = await Promise.all([1, 2].map(() => send(jun, [['act', 'paid'], ...ids(a, b)])))
  for (const answer of [first, second]) assert.match(answer?.headers.get('location') ?? '', /orders-paid/)
  for (const id of [a, b]) {
    const { state, payments } = await order(id)
    assert.deepEqual([state, payments.filter(one => one.state === 'paid').length], ['paid', 1])
  }
  const partly = await send(jun, [['act', 'paid'], ...ids(await anOrder(), atDoor)])
  assert.equal(partly.status, 409)
  assert.match(await partly.text(), /1건을 했어요/)
  assert.equal(await state(atDoor), 'confirmed')
})

test('several are sent at once, each with its own tracking number, and the next time begins with that carrier', async () => {
  const [a, b] = [await anOrder('delivery'), await anOrder()]
  await send(jun, [['act', 'paid'], ...ids(b)])
  const fields: [string, string][] = [
    ['act', 'ship'],
    ...ids(a, b),
    ...([
      ['carrier', 'lotte'],
      ['other', ''],
    ] satisfies [string, string][]),
    ...([
      [`tracking-${a}`, ' 6543-1 '],
      [`tracking-${b}`, '6543\u0000-2'],
    ] satisfies [string, string][]),
    ['state', 'send'],
  ]
  const answer = await send(jun, fields)
  assert.match(answer.headers.get('location') ?? '', /state=send&done=orders-shipped&n=2/)
  const [one, two] = [await order(a), await order(b)]
  assert.deepEqual([one.state, one.carrier, one.tracking], ['shipped', 'lotte', '6543-1'])
  assert.deepEqual([two.state, two.tracking], ['shipped', '6543-2'])
  const again = await send(
    jun,
    fields.map(([name, value]) => [name, value.replace('6543', '9999')]),
  )
  assert.equal(again.status, 303)
  assert.equal((await order(a)).tracking, '6543-1')
  assert.match(await page(`/orders/chosen?act=ship&ids=${await anOrder('delivery')}`), /value="lotte" selected/)
})

test('an order whose money went back is not sent among others', async () => {
  const id = await anOrder()
  await send(mina, [['act', 'paid'], ...ids(id)])
  await askRefund(db, {
    id: randomUUID(),
    orderId: id,
    amount: 'all',
    reason: '흠집',
    by: randomUUID(),
    now: new Date(),
  })
  assert.equal((await send(mina, [['act', 'ship'], ...ids(id)])).status, 409)
  assert.equal(await state(id), 'paid')
  assert.match(await page(`/orders/${id}`), /돈을 모두 돌려줬어요/)
})

test('nonsense and strangers do nothing to many orders either', async () => {
  const id = await anOrder()
  assert.equal((await send(mina, [['act', 'cancel'], ...ids(id)])).status, 422)
  assert.equal((await send(mina, [['act', 'ship'], ['other', 'x'.repeat(500)], ...ids(id)])).status, 422)
  assert.equal((await mina.get('/ko/desk/orders/chosen?act=ship&ids=x')).status, 303)
  assert.equal((await mina.get(`/ko/desk/orders/chosen?ids=${id}`)).status, 422)
  await send(desk.browser(), [['act', 'paid'], ...ids(id)])
  assert.match((await desk.browser().get(`/ko/desk/orders/slips?ids=${id}`)).headers.get('location') ?? '', /sign-in/)
  assert.equal(await state(id), 'awaiting_deposit')
})

test('packing slips of several orders come on one page, without prices', async () => {
  const [a, b] = [await anOrder(), await anOrder()]
  const html = await page(`/orders/slips?ids=${a}&ids=${b}`, jun)
  for (const id of [a, b]) assert.ok(html.includes(`주문 ${(await order(id)).number}`))
  assert.equal(html.match(/class="slip"/g)?.length, 2)
  assert.ok(!html.includes('12,000'))
  assert.equal((await jun.get('/ko/desk/orders/slips?ids=x')).status, 404)
})

test('orders are found by phone however it is written, and by tracking number', async () => {
  const id = await anOrder('delivery', '+82 (10) 9876-5432')
  await send(mina, [['act', 'ship'], ...ids(id), [`tracking-${id}`, 'KR-77-01']])
  for (const q of ['9876-5432', '98765432', '5432', '+82 10', 'kr-77'])
    assert.ok((await page(`/orders?q=${encodeURIComponent(q)}`)).includes(id), q)
  for (const q of ['98765431', '%', 'zzz\0'])
    assert.ok(!(await page(`/orders?q=${encodeURIComponent(q)}`)).includes(id), q)
})

test('money that waits for somebody stands under its own heading until it is dealt with', async () => {
  const owing = async (id: string) => (await page('/orders?state=owing')).includes(id)
  const byHand = await anOrder()
  await send(mina, [['act', 'paid'], ...ids(byHand)])
  assert.equal(await owing(byHand), false)
  const refundId = randomUUID()
  await mina.post(`/ko/desk/orders/${byHand}`, { act: 'refund', refundId, amount: '5000', why: '흠집' })
  assert.equal(await owing(byHand), true)
  await mina.post(`/ko/desk/orders/${byHand}`, { act: 'refunded', refundId })
  assert.equal(await owing(byHand), false)

  // What came wrong, and the provider does not give back.
  const wrong = await anOrder('stripe')
  const fact = { provider: 'stripe', reference: 'cs_wrong', orderId: wrong, amount: 1, currency: 'KRW' } as const
  await settle(db, { fact, eventId: null, by: null, now: new Date() })
  assert.equal(await owing(wrong), false)
  await pool.query(`update shop.refund set state = 'failed', trouble = 'no account' where order_id = $1`, [wrong])
  assert.equal(await owing(wrong), true)
  const failedId = (await order(wrong)).refunds[0]?.id ?? ''
  const again = { act: 'again', refundId: randomUUID(), failedId }
  assert.equal((await jun.post(`/ko/desk/orders/${wrong}`, again)).status, 403)
  await Promise.all([mina.post(`/ko/desk/orders/${wrong}`, again), mina.post(`/ko/desk/orders/${wrong}`, again)])
  assert.equal(await owing(wrong), false)
  assert.deepEqual((await order(wrong)).refunds.map(one => one.state).toSorted(), ['failed', 'pending'])
  assert.equal((await performRefunds(db, [], { now: new Date() })).done, 0)

  // A bank asks for it.
  const disputed = await anOrder('stripe')
  const standing = {
    ...({ provider: 'stripe', reference: 'cs_disputed', orderId: disputed, backAmount: 0, isOver: false } as const),
    paid: { amount: 12_000, currency: 'KRW' },
  } as const
  const tell = (dispute: 'opened' | 'over') =>
    hear(db, { standing, dispute, failedRefund: null, eventId: randomUUID(), now: new Date() })
  await tell('opened')
  assert.equal(await owing(disputed), true)
  assert.ok((await page('/orders?state=todo')).includes(disputed))
  await tell('over')
  assert.equal(await owing(disputed), false)
})

test('the list that is taken out says what was given back of each order', async () => {
  const id = await anOrder()
  await send(mina, [['act', 'paid'], ...ids(id)])
  const refundId = randomUUID()
  await mina.post(`/ko/desk/orders/${id}`, { act: 'refund', refundId, amount: '5000', why: '흠집' })
  const row = async () => {
    const day = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
    const text = await (await mina.get(`/ko/desk/orders.csv?from=${day}&until=${day}`)).text()
    const [head, ...rows] = text
      .trim()
      .split('\n')
      .map(line => line.split(','))
    const { number } = await order(id)
    return rows.find(cells => cells[0] === String(number))?.[head?.indexOf('refunded') ?? -1]
  }
  assert.equal(await row(), '0')
  await mina.post(`/ko/desk/orders/${id}`, { act: 'refunded', refundId })
  assert.equal(await row(), '5000')
})

test('the staff’s note stands in the history with its writer, and not on the buyer’s page', async () => {
  const id = await anOrder()
  const note = '천 원 덜 들어옴 <b>'
  assert.equal((await jun.post(`/ko/desk/orders/${id}`, { act: 'remark', why: note })).status, 303)
  assert.equal((await jun.post(`/ko/desk/orders/${id}`, { act: 'remark', why: ' ' })).status, 409)
  const html = await page(`/orders/${id}`)
  assert.match(html, /천 원 덜 들어옴 &lt;b/)
  assert.equal((await order(id)).state, 'awaiting_deposit')
})
