import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { deskRoutes } from '#desk'
import { openLog } from '#edge'
import { findOrder, type OrderView, openPayments, type PayBy, settle } from '#shop'
import { testDatabase } from '../../../test/database.ts'
import { openStripeServer } from '../../../test/stripe-server.ts'
import { type Browser, openTestDesk } from '../fixture.ts'
import { aMug, enter, orderMugs } from './fixture.ts'

const database = await testDatabase()
const { db } = database
const server = await openStripeServer()
const stripe = server.settings
const payments = openPayments({ db, log: openLog('silent'), stripe, portOne: null })
const desk = await openTestDesk(database, deskRoutes, { stripe })
after(async () => {
  await desk[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})
const mina = await enter(desk, desk.minasLink)
const variantId = await aMug(db)
const anOrder = (payBy: PayBy = 'transfer') => orderMugs(db, { variantId, payBy })
const act = (who: Browser, id: string, form: Record<string, string>) => who.post(`/ko/desk/orders/${id}`, form)
const order = async (id: string): Promise<OrderView> => (await findOrder(db, { id })) ?? assert.fail()

/** An order that was paid on Stripe's page. */
async function paidByStripe(): Promise<string> {
  const orderId = await anOrder('stripe')
  await payments.start({ orderId, returnTo: 'https://shop.example/ko/pay/return/x', now: new Date() })
  server.pay([...server.sessions.keys()].at(-1) ?? '')
  await payments.askOrder({ orderId, now: new Date() })
  return orderId
}

test('no more is given back than was paid, in parts or at once', async () => {
  const id = await anOrder()
  const give = (amount: string, refundId = randomUUID()) =>
    act(mina, id, { act: 'refund', why: '흠집', refundId, amount })
  assert.equal((await give('100')).status, 409)
  await act(mina, id, { act: 'paid' })
  for (const amount of ['24,001', '0', '-5', '1e3', '', '99999999999999999999', '10.5'])
    assert.equal((await give(amount)).status, 409, amount)
  const refundId = randomUUID()
  await Promise.all([give('5,000', refundId), give('5,000', refundId)])
  await Promise.all([give('19,000'), give('19,000'), give('1')])
  const { refunds } = await order(id)
  const sum = refunds.reduce((total, { amount }) => total + amount, 0)
  assert.ok(sum <= 24_000 && sum >= 5_001, String(sum))
  assert.equal(refunds.filter(({ amount }) => amount === 5_000).length, 1)
})

test('a refund that a provider makes is not marked by hand', async () => {
  const id = await anOrder('stripe')
  const fact = { provider: 'stripe' as const, reference: 'cs_1', orderId: id, amount: 24_000, currency: 'KRW' }
  await settle(db, { fact, eventId: 'evt_1', by: null, now: new Date() })
  const refundId = randomUUID()
  server.isAway = true
  await act(mina, id, { act: 'refund', why: '흠집', refundId, amount: '1000' })
  server.isAway = false
  assert.equal((await act(mina, id, { act: 'refunded', refundId })).status, 409)
  assert.equal((await order(id)).refunds[0]?.state, 'pending')
})

test('what the owner gives back the provider gives at once, and once, whoever else asks for it', async () => {
  const id = await paidByStripe()
  const give = (refundId: string, amount: string) => act(mina, id, { act: 'refund', why: '흠집', refundId, amount })
  const gone = () => server.refunds.map(({ amount }) => amount)
  const before = gone().length
  const answer = await give(randomUUID(), '5,000')
  assert.match(answer.headers.get('location') ?? '', /done=order-given-back/)
  assert.deepEqual(gone().slice(before), [5_000])
  const twice = randomUUID()
  const work = () => payments.work({ now: new Date() })
  await Promise.all([give(twice, '1,000'), work(), give(twice, '1,000'), work(), give(twice, '1,000'), work()])
  await act(mina, id, { act: 'cancel', why: '손님 부탁', refundId: randomUUID(), refund: 'on' })
  assert.deepEqual(gone().slice(before), [5_000, 1_000, 18_000])
  const { state, refunds } = await order(id)
  assert.deepEqual([state, refunds.map(one => one.state)], ['cancelled', ['done', 'done', 'done']])
})

test('a provider that is away gives back later, and one that refuses is heard at once', async () => {
  const id = await paidByStripe()
  const give = (amount: string) => act(mina, id, { act: 'refund', why: '흠집', refundId: randomUUID(), amount })
  server.isAway = true
  assert.match((await give('1,000')).headers.get('location') ?? '', /done=order-refund$/)
  server.isAway = false
  assert.equal((await order(id)).refunds[0]?.state, 'pending')
  await payments.work({ now: new Date(Date.now() + 120_000) })
  assert.equal((await order(id)).refunds[0]?.state, 'done')
  server.refusal = 'the account has no money'
  const refused = await give('2,000')
  server.refusal = null
  assert.equal(refused.status, 409)
  assert.match(await refused.text(), /결제 회사가 돈을 돌려주지 않았어요[\s\S]*the account has no money/)
  const failedId = (await order(id)).refunds.find(one => one.state === 'failed')?.id ?? ''
  const again = await act(mina, id, { act: 'again', refundId: randomUUID(), failedId })
  assert.match(again.headers.get('location') ?? '', /done=order-given-back/)
})
