import { type Context, Hono } from 'hono'
import { h } from 'preact'
import { addressKey, makeLimit, makeNonce, Problem, takeFrom } from '#edge'
import { pick, payments as words } from '#language'
import { findOrder, type OrderView, type Payments } from '#shop'
import { frameOf, langOf } from '../account/answer.ts'
import { toHtml } from '../html.ts'
import type { WebOptions } from '../options.ts'
import { themeOf } from '../render.ts'
import { portOneHeaders, portOnePolicy } from './policy.ts'
import { localeOf, PortOnePage, type PortOneRequest } from './portone-page.tsx'

/** Where providers write to. They come from no page of ours; a signature says who they are. */
export const signedWrites = /^\/pay\/(?:stripe|portone)\/webhook$/

/** The providers' webhooks, the buyer's way back from them, and the page that opens PortOne's window. */
export function payRoutes(options: WebOptions, payments: Payments): Hono {
  const { db, origin, address } = options
  const returning = makeLimit({ name: 'pay-return', points: 30, seconds: 60 })
  const app = new Hono()

  for (const provider of ['stripe', 'portone'] as const) {
    app.post(`/pay/${provider}/webhook`, async c => {
      if (!payments.providers.includes(provider)) throw new Problem('missing')
      const { headers } = c.req.raw
      const { kind } = await payments.hear({ provider, headers, body: await c.req.text(), now: new Date() })
      c.header('Cache-Control', 'no-store')
      return c.json({ kind })
    })
  }

  app.get('/:lang{(?:ko|en)}/pay/return/:token', async c => {
    await takeFrom(returning, addressKey(address(c)))
    const { id: orderId, token } = await orderOf(c)
    // A provider that does not answer now is asked again in the background; the order's page waits for it.
    await payments.askOrder({ orderId, now: new Date() }).catch(() => undefined)
    c.header('Cache-Control', 'no-store')
    return c.redirect(`/${langOf(c)}/orders/${token}?back`, 303)
  })

  app.get('/:lang{(?:ko|en)}/pay/portone/:token', async c => {
    const order = await orderOf(c)
    const { portOne } = payments
    const lang = langOf(c)
    const waiting = order.payments.findLast(one => one.provider === 'portone' && one.state === 'pending')
    c.header('Cache-Control', 'no-store')
    if (portOne === null || !waiting?.reference || order.state !== 'pending_payment')
      return c.redirect(`/${lang}/orders/${order.token}`, 303)
    const { storeId, channelKey, method: payMethod } = portOne
    const request: PortOneRequest = {
      ...{ storeId, channelKey, payMethod, paymentId: waiting.reference },
      orderName: words.orderName(lang, { number: order.number }),
      totalAmount: order.totalAmount,
      currency: order.currency,
      customer: { fullName: order.address.name, email: order.email, phoneNumber: order.address.phone },
      locale: localeOf(lang),
      redirectUrl: `${origin}/${lang}/pay/return/${order.token}`,
    }
    const frame = await frameOf(c, options, `/pay/portone/${order.token}`)
    const nonce = makeNonce()
    const title = `${words.paying(lang)} · ${pick(lang, frame.shop.name)}`
    const head = { lang, title, theme: themeOf(c), colour: frame.shop.ownerColour, noIndex: true }
    const body = h(PortOnePage, { frame, request, token: order.token })
    return c.html(toHtml({ head, assets: options.assets, nonce, body }), 200, {
      ...portOneHeaders,
      'Content-Security-Policy': portOnePolicy(nonce),
      'X-Robots-Tag': 'noindex',
    })
  })

  async function orderOf(c: Context): Promise<OrderView> {
    const token = c.req.param('token') ?? ''
    const order = /^[\w-]{20,64}$/.test(token) ? await findOrder(db, { token }) : null
    if (order === null) throw new Problem('missing')
    return order
  }

  return app
}
