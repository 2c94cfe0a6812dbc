import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { tellOffers } from '#chat'
import { makeLimit, Problem, readForm, requestLang, takeFrom } from '#edge'
import { members, office, officeOrders as words } from '#language'
import type { Staff } from '#members'
import {
  askAgain,
  askRefund,
  cancelOrder,
  changeParcel,
  completeOrder,
  findOrder,
  type Moved,
  noteDeposit,
  noteRefunded,
  oneLine,
  remark,
  shipOrder,
  shopView,
  usualCarrier,
} from '#shop'
import { type DeskOptions, sendPage } from '../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../office/door.ts'
import { readAmount } from '../office/parts/amount.ts'
import { Order } from './order.tsx'
import { staffsOrder } from './order-view.ts'
import { mayDo } from './policy.ts'
import { Slips } from './slip.tsx'

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const line = (most: number) => v.optional(v.pipe(v.string(), v.transform(oneLine), v.maxLength(most)), '')
const parcel = { carrier: line(60), other: line(60), tracking: line(60) }
const actForm = v.variant('act', [
  v.object({ act: v.literal('paid') }),
  v.object({ act: v.literal('ship'), ...parcel }),
  v.object({ act: v.literal('parcel'), ...parcel }),
  v.object({ act: v.literal('complete') }),
  v.object({ act: v.literal('cancel'), why: line(200), refundId: uuid, restock: line(4), refund: line(4) }),
  v.object({ act: v.literal('refund'), why: line(200), refundId: uuid, amount: line(40) }),
  v.object({ act: v.literal('refunded'), refundId: uuid }),
  v.object({ act: v.literal('again'), refundId: uuid, failedId: uuid }),
  v.object({ act: v.literal('remark'), why: line(500) }),
])
type ActForm = v.InferOutput<typeof actForm>

/** One order for the staff, what is done to it, and its packing slip. */
export function orderRoutes(options: DeskOptions): Hono {
  const { db, conversations, payments } = options
  const acting = makeLimit({ name: 'desk-orders', points: 120, seconds: 60 })
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk/orders/:id',
    forOffice(options, 'orders', (c, staff) => show(c, staff, {})),
  )

  app.get(
    '/:lang{ko|en}/desk/orders/:id/slip',
    forOffice(options, 'orders', async c => {
      const [order, shop] = await Promise.all([findOrder(db, { id: idOf(c) }), shopView(db)])
      if (order === null) throw new Problem('missing')
      const title = words.order(order.language, { number: order.number })
      return sendPage(c, options, {
        head: { lang: order.language, title, colour: shop.ownerColour },
        body: h(Slips, { lang: requestLang(c), shop: shop.name, orders: [order] }),
      })
    }),
  )

  app.post(
    '/:lang{ko|en}/desk/orders/:id',
    forOffice(options, 'orders', async (c, staff) => {
      await takeFrom(acting, staff.id)
      const form = await readForm(c, actForm)
      if (!mayDo(form.act, staff)) throw new Problem('forbidden', 'members.owner_only', members.ownerOnly)
      const orderId = idOf(c)
      const outcome = await act(orderId, form, staff)
      if (outcome.kind === 'refused') return show(c, staff, { refused: outcome.why(requestLang(c)) })
      return leadTo(c, { path: `/orders/${orderId}`, done: outcome.done })
    }),
  )

  async function act(orderId: string, form: ActForm, { id: by }: Staff): Promise<Outcome> {
    const deed = { orderId, by, now: new Date() }
    switch (form.act) {
      case 'paid': {
        const { kind } = await noteDeposit(db, deed)
        if (kind === 'paid' || kind === 'again') return done('order-paid')
        return kind === 'returned' ? done('order-returned') : refused(words.notDone)
      }
      case 'ship':
        return ofMove(await shipOrder(db, { ...deed, ...parcelOf(form) }), 'order-shipped')
      case 'parcel':
        return (await changeParcel(db, { ...deed, ...parcelOf(form) })) ? done('order-parcel') : refused(words.notDone)
      case 'complete':
        return ofMove(await completeOrder(db, deed), 'order-completed')
      case 'cancel':
        return cancel(form, deed)
      case 'again': {
        const { refundId: id, failedId } = form
        const { kind } = await askAgain(db, { ...deed, id, failedId })
        return kind === 'asked' || kind === 'again' ? askProvider(deed, id) : refused(words.notDone)
      }
      case 'remark':
        if (form.why === '') return refused(words.remarkNeeded)
        return (await remark(db, { ...deed, why: form.why })) ? done('order-remark') : refused(words.notDone)
      case 'refund':
        return giveBack(form, deed)
      case 'refunded': {
        const { refundId } = form
        return (await noteRefunded(db, { ...deed, refundId })) ? done('order-refunded') : refused(words.notDone)
      }
    }
  }

  async function cancel(form: Extract<ActForm, { act: 'cancel' }>, deed: Deed): Promise<Outcome> {
    const { why } = form
    if (why === '') return refused(words.whyNeeded)
    const refundId = form.refund === 'on' ? form.refundId : null
    const moved = await cancelOrder(db, { ...deed, why, restock: form.restock === 'on', refundId })
    if (moved.kind !== 'moved' && moved.kind !== 'already') return refused(words.notDone)
    await tellOffers(conversations, deed)
    const back = refundId === null ? null : await askProvider(deed, refundId)
    return back?.kind === 'refused' ? back : done('order-cancelled')
  }

  async function giveBack(form: Extract<ActForm, { act: 'refund' }>, deed: Deed): Promise<Outcome> {
    const { why: reason, refundId: id } = form
    const order = await findOrder(db, { id: deed.orderId })
    if (order === null) throw new Problem('missing')
    const amount = readAmount(form.amount, order.currency)
    if (!Number.isSafeInteger(amount) || amount <= 0) return refused(words.amountWrong)
    if (reason === '') return refused(words.whyNeeded)
    const asked = await askRefund(db, { ...deed, id, amount, reason })
    if (asked.kind === 'too_much') return refused(words.tooMuch)
    return asked.kind === 'not_paid' ? refused(words.notPaid) : askProvider(deed, id)
  }

  /** Asks the provider at once for what was just noted; what is given back by hand waits for somebody. */
  async function askProvider({ orderId, now }: Deed, refundId: string): Promise<Outcome> {
    await payments.giveBack({ orderId, now })
    const order = await findOrder(db, { id: orderId })
    const state = order?.refunds.find(({ id }) => id === refundId)?.state
    if (state === 'failed') return refused(words.notGivenBack)
    return done(state === 'done' ? 'order-given-back' : 'order-refund')
  }

  async function show(c: Context, staff: Staff, { refused = null }: { refused?: string | null }): Promise<Response> {
    const lang = requestLang(c)
    const order = await staffsOrder(db, { id: idOf(c), lang })
    if (order === null) throw new Problem('missing')
    return sendOffice(c, options, {
      staff,
      part: 'orders',
      title: words.order(lang, { number: order.number }),
      above: { href: officePath(lang, '/orders'), text: office.orders(lang) },
      body: h(Order, {
        lang,
        order,
        staff,
        refundId: randomUUID(),
        carrier: order.carrier ?? (await usualCarrier(db)),
      }),
      refused,
      status: refused === null ? 200 : 409,
    })
  }

  return app
}

type Outcome = { kind: 'done'; done: string } | { kind: 'refused'; why: typeof words.notDone }
interface Deed {
  orderId: string
  by: string
  now: Date
}

const done = (what: string): Outcome => ({ kind: 'done', done: what })
const refused = (why: typeof words.notDone): Outcome => ({ kind: 'refused', why })

function ofMove({ kind }: Moved, what: string): Outcome {
  return kind === 'moved' || kind === 'already' ? done(what) : refused(words.notDone)
}

function parcelOf({ carrier, other, tracking }: { carrier: string; other: string; tracking: string }) {
  return { carrier: other === '' ? carrier : other, tracking }
}

function idOf(c: Context): string {
  const parsed = v.safeParse(uuid, c.req.param('id'))
  if (!parsed.success) throw new Problem('missing')
  return parsed.output
}
