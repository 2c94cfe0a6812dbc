import { type Context, Hono } from 'hono'
import { h } from 'preact'
import { tellOffers } from '#chat'
import { addressKey, makeLimit, Problem, refusalOf, takeFrom } from '#edge'
import { payments as away, orders as words } from '#language'
import { findMember } from '#members'
import { callOffOrder, findOrder, moveOrder, type OrderView, ordersOf, payWaysOf } from '#shop'
import { frameOf, langOf, sendPage } from '../account/answer.ts'
import type { WebOptions } from '../options.ts'
import { OrdersPage } from './order-list.tsx'
import { OrderPage } from './order-page.tsx'
import { buyersOrder } from './order-view.ts'

/** Orders that the list shows. */
const listed = 100

/** An order's page, for whoever has its address, and the list of one's own. */
export function orderRoutes(options: WebOptions): Hono {
  const { db, accounts, address, conversations, origin, payments } = options
  const acting = makeLimit({ name: 'order-form', points: 30, seconds: 60 })
  const app = new Hono()

  app.get('/:lang{(?:ko|en)}/orders', async c => {
    const { headers } = c.req.raw
    const [shopper, member] = await Promise.all([options.shopper(headers), findMember(accounts, { headers })])
    const frame = await frameOf(c, options, '/orders')
    const orders = shopper === null ? [] : await ordersOf(db, { shopperId: shopper.id, limit: listed })
    const body = h(OrdersPage, { frame, orders, isMember: member !== null })
    return sendPage(c, options, { frame, title: words.orders(frame.lang), body })
  })

  app.get('/:lang{(?:ko|en)}/orders/:token', async c => {
    const done = c.req.query('cancelled') === undefined ? null : words.cancelled(langOf(c))
    return show(c, await orderOf(c), { done })
  })

  /**
   * The way to the provider's page: a link, for a form may lead nowhere but here. Gone twice it is the same payment.
   */
  app.get('/:lang{(?:ko|en)}/orders/:token/pay', async c => {
    await takeFrom(acting, addressKey(address(c)))
    const order = await orderOf(c)
    const lang = langOf(c)
    const page = `/${lang}/orders/${order.token}`
    c.header('Cache-Control', 'no-store')
    if (order.state !== 'pending_payment') return c.redirect(page, 303)
    try {
      if (payments === undefined) throw new Problem('unavailable', 'shop.no_payments', away.unavailable)
      const returnTo = `${origin}/${lang}/pay/return/${order.token}`
      return c.redirect(await payments.start({ orderId: order.id, returnTo, now: new Date() }), 303)
    } catch (thrown) {
      const { sentence, status } = refusalOf(thrown)
      return show(c, order, { refused: sentence(lang), status })
    }
  })

  app.post('/:lang{(?:ko|en)}/orders/:token/cancel', async c => {
    await takeFrom(acting, addressKey(address(c)))
    const { token } = await orderOf(c)
    const now = new Date()
    const called = await callOffOrder(db, { token, now })
    if (called.kind === 'cancelled') await tellOffers(conversations, { orderId: called.orderId, now })
    if (called.kind === 'too_late')
      return show(c, await orderOf(c), { refused: words.cancelTooLate(langOf(c)), status: 409 })
    c.header('Cache-Control', 'no-store')
    return c.redirect(`/${langOf(c)}/orders/${token}?cancelled`, 303)
  })

  /** The buyer has it in their hands; from then on they can say what they think of it. */
  app.post('/:lang{(?:ko|en)}/orders/:token/received', async c => {
    await takeFrom(acting, addressKey(address(c)))
    const { id: orderId, shopperId, token } = await orderOf(c)
    await db.transaction(tx =>
      moveOrder(tx, { orderId, to: 'completed', by: shopperId, why: 'received', now: new Date() }),
    )
    c.header('Cache-Control', 'no-store')
    return c.redirect(`/${langOf(c)}/orders/${token}`, 303)
  })

  async function orderOf(c: Context): Promise<OrderView> {
    const token = c.req.param('token') ?? ''
    const order = /^[\w-]{20,64}$/.test(token) ? await findOrder(db, { token }) : null
    if (order === null) throw new Problem('missing')
    return order
  }

  async function show(
    c: Context,
    found: OrderView,
    { refused = null, done = null, status = 200 }: { refused?: string | null; done?: string | null } & Status,
  ): Promise<Response> {
    const frame = await frameOf(c, options, `/orders/${found.token}`)
    const { lang } = frame
    const [order, ways] = await Promise.all([buyersOrder(db, { order: found, lang }), payWaysOf(db)])
    const body = h(OrderPage, {
      frame,
      order,
      refused,
      done,
      bank: ways.bankAccount === '' ? null : ways,
      isNew: c.req.query('placed') !== undefined,
      isBack: c.req.query('back') !== undefined,
    })
    return sendPage(c, options, { frame, title: words.order(lang, { number: order.number }), body, status })
  }

  return app
}

interface Status {
  status?: 200 | Problem['status']
}
