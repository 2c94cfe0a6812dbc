import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { makeLimit, Problem, requestLang, takeFrom } from '#edge'
import { type Lang, office, officeOrders as words } from '#language'
import type { Staff } from '#members'
import { findOrders, noteDeposit, type OrderView, oneLine, shipOrder, shopView, usualCarrier } from '#shop'
import { type DeskOptions, sendPage } from '../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../office/door.ts'
import { type TypedFields, text, typedFields } from '../office/parts/typed-fields.ts'
import { Chosen, isReady, type ManyAct } from './chosen.tsx'
import { ordersPath, readOrdersQuery } from './query.ts'
import { Slips } from './slip.tsx'

/** Most orders of one page. */
const mostAtOnce = 100
const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const manyAct = v.picklist(['paid', 'ship'])
const line = v.pipe(v.string(), v.transform(oneLine), v.maxLength(60))

/** What is done with several orders at once, and their packing slips. */
export function chosenRoutes(options: DeskOptions): Hono {
  const { db } = options
  const acting = makeLimit({ name: 'desk-orders-many', points: 30, seconds: 60 })
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk/orders/chosen',
    forOffice(options, 'orders', async (c, staff) => {
      const { searchParams } = new URL(c.req.url)
      const act = parse(manyAct, searchParams.get('act'))
      const orders = await findOrders(db, { ids: idsIn(searchParams.getAll('ids')) })
      if (orders.length === 0) return c.redirect(officePath(requestLang(c), backTo(searchParams)), 303)
      return show(c, staff, { act, orders, carrier: await usualCarrier(db), back: searchParams })
    }),
  )

  app.get(
    '/:lang{ko|en}/desk/orders/slips',
    forOffice(options, 'orders', async c => {
      const ids = idsIn(new URL(c.req.url).searchParams.getAll('ids'))
      const [orders, shop] = await Promise.all([findOrders(db, { ids }), shopView(db)])
      if (orders.length === 0) throw new Problem('missing')
      const lang = requestLang(c)
      return sendPage(c, options, {
        head: { lang, title: words.slips(lang), colour: shop.ownerColour },
        body: h(Slips, { lang, shop: shop.name, orders }),
      })
    }),
  )

  app.post(
    '/:lang{ko|en}/desk/orders/chosen',
    forOffice(options, 'orders', async (c, staff) => {
      await takeFrom(acting, staff.id)
      const fields = typedFields(await c.req.formData())
      const act = parse(manyAct, text(fields, 'act'))
      const ids = idsIn(fields.get('ids') ?? [])
      const other = parse(line, text(fields, 'other'))
      const carrier = other === '' ? parse(line, text(fields, 'carrier')) : other
      // Each by itself: one that cannot be done keeps no other from being done.
      let n = 0
      const left: string[] = []
      for (const order of await findOrders(db, { ids })) {
        const isDone = await perform(order, { act, carrier, fields, by: staff.id })
        if (isDone) n += 1
        else left.push(order.id)
      }
      const back = new URLSearchParams({ q: text(fields, 'q'), state: text(fields, 'state') })
      if (left.length === 0)
        return leadTo(c, { path: backTo(back), done: act === 'paid' ? 'orders-paid' : 'orders-shipped', n })
      const refused = words.partlyDone(requestLang(c), { n })
      return show(c, staff, { act, orders: await findOrders(db, { ids: left }), carrier, back, refused })
    }),
  )

  async function perform(
    order: OrderView,
    { act, carrier, fields, by }: { act: ManyAct; carrier: string; fields: TypedFields; by: string },
  ): Promise<boolean> {
    const deed = { orderId: order.id, by, now: new Date() }
    const tracking = parse(line, text(fields, `tracking-${order.id}`))
    // Sent twice, it is done.
    if (order.state === (act === 'paid' ? 'paid' : 'shipped')) return true
    if (!isReady(order, act)) return false
    if (act === 'paid') return ['paid', 'again'].includes((await noteDeposit(db, deed)).kind)
    return ['moved', 'already'].includes((await shipOrder(db, { ...deed, carrier, tracking })).kind)
  }

  interface Show {
    act: ManyAct
    orders: readonly OrderView[]
    carrier: string
    back: URLSearchParams
    refused?: string
  }

  async function show(c: Context, staff: Staff, { act, orders, carrier, back, refused }: Show): Promise<Response> {
    const lang = requestLang(c)
    return sendOffice(c, options, {
      ...{ staff, part: 'orders', refused, status: refused === undefined ? 200 : 409 },
      title: titleOf(lang, act),
      above: { href: officePath(lang, backTo(back)), text: office.orders(lang) },
      body: h(Chosen, { lang, act, orders, carrier, from: readOrdersQuery(back) }),
    })
  }

  return app
}

function titleOf(lang: Lang, act: ManyAct): string {
  return act === 'paid' ? words.paidMany(lang) : words.sendMany(lang)
}

/** The list that one came from, at its beginning. */
function backTo(params: URLSearchParams): string {
  return ordersPath({ ...readOrdersQuery(params), after: null })
}

function idsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.filter(id => v.is(uuid, id)))].slice(0, mostAtOnce)
}

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw new Problem('invalid')
  return parsed.output
}
