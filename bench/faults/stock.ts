import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { type Database, useDatabase, visitDatabase } from '#database'
import { openLog } from '#edge'
import { answerOffer, makeOffer, type PlaceOrder, placeOrder } from '#shop'
import { freePort } from '../../scripts/program.ts'
import { deliver } from '../../test/provider-server.ts'
import { openStripeServer, type StripeServer } from '../../test/stripe-server.ts'
import { dice } from '../frame/dice.ts'
import { note } from '../frame/output.ts'
import type { Proof } from '../frame/result.ts'
import { aGuest } from './shop/people.ts'
import { openProgram, type Program } from './shop/program.ts'
import { type Buyer, openBuyer } from './stock/buyer.ts'
import { audit, type Goods, stockUp } from './stock/shelves.ts'

const log = openLog('silent')
const buyers = 500
const pieces = 10

/** What the parts of the proof work with. */
interface Scene {
  db: Database
  program: Program
  stripe: StripeServer
  goods: readonly Goods[]
  buyer(o?: { cookie?: string }): Buyer
}

/**
 * The program sells over HTTP, and Stripe is a server that speaks its protocol: 500 buyers want 10 pieces at once; two
 * people redeem one agreed price 50 times at once; signed webhooks are delivered 20 times at once; and people buy,
 * pay, call off and are told twice while the program is killed. The database is asked what became of it.
 */
export const run: Proof = async ({ quick, seed = Date.now() % 1_000_000 }) => {
  const began = Date.now()
  note(`seed ${seed}`)
  const dataFolder = await mkdtemp(join(tmpdir(), 'prove-stock-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 }))
  const stripe = stack.use(await openStripeServer())
  const { secretKey, webhookSecret, apiUrl } = stripe.settings
  const keys = { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_URL: apiUrl }
  const settings = { DEMO: 'no', TRUST_PROXY: '1', LOG_LEVEL: 'warn', ...keys }
  const program = stack.use(await openProgram({ dataFolder, port: await freePort(), settings }))
  program.start()
  await program.ready()
  const visit = stack.use(await visitDatabase({ url: undefined, folder: dataFolder, log }))
  const { db } = stack.use(await useDatabase(visit.connection, { log }))
  const random = dice(seed)
  const more = Array.from({ length: 8 }, () => 3 + Math.floor(random() * 10))
  const goods = await stockUp(db, { received: [pieces, pieces, ...more] })
  let people = 0
  const { origin } = program
  const buyer: Scene['buyer'] = o => {
    people += 1
    return openBuyer({ origin, address: `198.${18 + (people >> 16)}.${(people >> 8) & 255}.${people & 255}`, ...o })
  }
  const scene: Scene = { db, program, stripe, goods, buyer }
  let looks = 0
  const oversold = new Set<string>()
  const watch = new AbortController()
  const watching = (async () => {
    for (; !watch.signal.aborted; await sleep(50)) {
      // The database goes down with the program where that is killed.
      const books = await audit(db, goods).catch(() => null)
      for (const line of books?.oversold ?? []) oversold.add(line)
      if (books !== null) looks += 1
    }
  })()

  const rush = await sellOut(scene)
  const webhook = await tellAgain(scene, rush.tokens)
  const offer = await redeem(scene)
  note('people trade while the program is killed')
  const traffic = await trade(scene, { random, people: quick ? 40 : 150, kills: quick ? 2 : 6 })
  watch.abort()
  await watching
  const books = await audit(db, goods)
  const ok =
    rush.won === pieces &&
    rush.won + rush.refused === buyers &&
    webhook.paid === 1 &&
    webhook.disputed === 1 &&
    webhook.accepted === webhook.deliveries &&
    offer.redeemed === 1 &&
    offer.byTheRightOne === 1 &&
    traffic.unpaid === 0 &&
    [...oversold, ...books.oversold, ...books.wrong].length === 0
  for (const line of [...oversold, ...books.oversold, ...books.wrong]) note(line)
  if (!ok) note(program.output())
  const { tokens: _, ...rushed } = rush
  return {
    ok,
    rush: { buyers, pieces, ...rushed },
    offer,
    webhook,
    traffic,
    shelves: {
      looks,
      oversold: oversold.size + books.oversold.length,
      wrong: books.wrong.length,
      orders: books.orders,
    },
    endedByItself: program.endedByItself(),
    seed,
    seconds: Math.round((Date.now() - began) / 1000),
  }
}

/** 500 buyers stand at the checkout with the same thing, of which there are 10, and send it all at once. */
async function sellOut({ buyer, goods: [mug] }: Scene) {
  if (mug === undefined) throw new Error('there is nothing to sell')
  const ready = await inGroups(
    Array.from({ length: buyers }, () => buyer()),
    25,
    async one => {
      await one.put({ ...mug, quantity: 1 })
      return { one, form: (await one.checkout()) ?? {} }
    },
  )
  note(`${ready.length} buyers stand at the checkout`)
  const sent = Date.now()
  const placed = await Promise.all(ready.map(({ one, form }) => one.place(form)))
  const tokens = placed.flatMap(one => ('token' in one ? [one.token] : []))
  const refused = placed.filter(one => 'refused' in one && (one.refused === 409 || one.refused === 'cart')).length
  return { won: tokens.length, refused, ms: Date.now() - sent, tokens }
}

/**
 * Two signed webhooks, each delivered 20 times at once, and once more later: of a payment, which can only be made once
 * anyway, and of a dispute, which would be written down each time but for the webhook's own row.
 */
async function tellAgain({ db, program, stripe, buyer }: Scene, [token = '']: readonly string[]) {
  const session = stripe.pay(sessionIn(await buyer().payAt(token)))
  const { payment_intent, amount_total: amount, currency } = session
  const dispute = { object: 'dispute', payment_intent, amount, currency, status: 'needs_response' }
  const to = `${program.origin}/pay/stripe/webhook`
  let accepted = 0
  for (const hook of [
    stripe.hook('checkout.session.completed', session),
    stripe.hook('charge.dispute.created', dispute),
  ]) {
    const replies = await Promise.all(Array.from({ length: 20 }, () => deliver(to, hook)))
    accepted += replies.filter(status => status === 200).length
    await deliver(to, hook)
  }
  const { rows } = await db.execute<{ paid: number; disputed: number }>(sql`
    select count(*) filter (where e.why = 'paid_stripe')::int as paid,
      count(*) filter (where e.why = 'dispute_opened')::int as disputed
    from shop.order_event e join shop."order" o on o.id = e.order_id where o.token = ${token}`)
  return { deliveries: 40, accepted, paid: rows[0]?.paid ?? 0, disputed: rows[0]?.disputed ?? 0 }
}

/**
 * One agreed price: its owner sends 15 checkouts at once over HTTP, and 10 more come from this process, which read the
 * cart before; somebody else tries 25 times to have it.
 */
async function redeem({ db, buyer, goods }: Scene) {
  const mug = goods[1]
  if (mug === undefined) throw new Error('there is nothing to sell')
  const [hers, his] = [aGuest(), aGuest()]
  const of = { id: randomUUID(), roomId: randomUUID(), variantId: mug.variant, quantity: 1, gift: null }
  const now = new Date()
  await makeOffer(db, { ...of, shopperId: hers.id, by: 'shopper', unitAmount: 9000, now })
  await answerOffer(db, { offerId: of.id, roomId: of.roomId, by: 'operator', answer: 'accept', now })
  const her = Array.from({ length: 15 }, () => buyer(hers))
  await her[0]?.putOffer(of.id)
  const forms = await Promise.all(her.map(async one => ({ one, form: (await one.checkout()) ?? {} })))
  const him = Array.from({ length: 25 }, () => buyer(his))
  const direct = Array.from({ length: 10 }, () => placeOrder(db, anOrderOf(hers.id, of)))
  const placed = await Promise.all([
    ...forms.map(({ one, form }) => one.place(form)),
    ...direct.map(async one => ((await one).kind === 'placed' ? { token: '' } : { refused: 409 })),
    ...him.map(async one => {
      await one.putOffer(of.id)
      const form = await one.checkout()
      return one.place({ ...forms[0]?.form, ...form, checkoutId: randomUUID() })
    }),
  ])
  const { rows } = await db.execute<{ shopper: string }>(sql`
    select o.shopper_id as shopper from shop.order_line l join shop."order" o on o.id = l.order_id
    where l.offer_id = ${of.id}`)
  return {
    tries: placed.length,
    redeemed: rows.length,
    byTheRightOne: rows.filter(row => row.shopper === hers.id).length,
    answered: placed.filter(one => 'token' in one).length,
  }
}

/** A checkout of an agreed price, as a process would send it that read the cart while the price could be used. */
function anOrderOf(shopperId: string, { id: offerId, variantId }: { id: string; variantId: string }): PlaceOrder {
  const address = { country: 'KR', name: '김지민', phone: '010-1234-5678', postcode: '04524', line1: '세종대로 110' }
  return {
    ...{ checkoutId: randomUUID(), shopperId, lines: [{ variantId, quantity: 1, offerId }], expectedTotal: 9000 },
    ...{ email: 'jimin@example.com', address: { ...address, line2: '', city: '', region: '' }, note: '' },
    ...{ language: 'ko', payBy: 'stripe', depositor: null, now: new Date() },
  }
}

/** People buy this and that, pay, call off or leave, are told of twice; the program is killed meanwhile. */
async function trade(
  { db, program, stripe, buyer, goods }: Scene,
  { random, people, kills }: { random: () => number; people: number; kills: number },
) {
  const does = { placed: 0, refused: 0, paid: 0, calledOff: 0 }
  const sessions: string[] = []
  const to = `${program.origin}/pay/stripe/webhook`
  const plans = Array.from({ length: people }, () => ({
    wants: Array.from({ length: 1 + Math.floor(random() * 2) }, () => ({
      what: goods[2 + Math.floor(random() * (goods.length - 2))] ?? goods[2],
      quantity: 1 + Math.floor(random() * 3),
    })),
    next: random(),
  }))
  async function live({ wants, next }: (typeof plans)[number]): Promise<void> {
    const one = buyer()
    for (const { what, quantity } of wants) if (what !== undefined) await one.put({ ...what, quantity })
    const form = await one.checkout()
    if (form === null) return
    const [placed] = await Promise.all([one.place(form), one.place(form)])
    if ('refused' in placed) {
      does.refused += 1
      return
    }
    does.placed += 1
    if (next > 0.8) return
    if (next < 0.2) {
      await one.callOff(placed.token)
      does.calledOff += 1
      return
    }
    const address = await one.payAt(placed.token)
    if (address === null) return
    const session = stripe.pay(sessionIn(address))
    sessions.push(session.id)
    const hook = stripe.hook('checkout.session.completed', session)
    // As Stripe does, it is sent until it is taken; now and then once more.
    const send = async () => {
      while ((await deliver(to, hook).catch(() => 0)) !== 200) await sleep(200)
    }
    await Promise.all(next < 0.5 ? [send(), send()] : [send()])
    does.paid += 1
  }
  let killed = 0
  const killing = (async () => {
    for (; killed < kills; killed += 1) {
      await program.ready()
      await sleep(500 + random() * 1500)
      await program.kill()
      program.start()
    }
    await program.ready()
  })()
  await inGroups(plans, 20, live)
  await killing
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from shop.payment where reference in (${sql.join(
      sessions.map(id => sql`${id}`),
      sql`, `,
    )})
    and state in ('paid', 'returned')`)
  return { ...does, kills: killed, unpaid: sessions.length - (rows[0]?.n ?? 0) }
}

function sessionIn(address: string | null): string {
  return address?.split('/').at(-1) ?? ''
}

/** Does it for each, so many at a time. */
async function inGroups<T, R>(all: readonly T[], size: number, work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const left = all.entries()
  const worker = async () => {
    for (const [i, one] of left) results[i] = await work(one)
  }
  await Promise.all(Array.from({ length: size }, worker))
  return results
}
