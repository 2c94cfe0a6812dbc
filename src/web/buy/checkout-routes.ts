import { createHash, randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { tellOffers } from '#chat'
import { addressKey, makeLimit, Problem, readForm, takeFrom } from '#edge'
import { type Lang, money, pick, orders as words } from '#language'
import { findMember } from '#members'
import {
  type CartLineView,
  cartCount,
  cartOf,
  choosable,
  findOrder,
  offeredWays,
  orderOfCheckout,
  ordersOf,
  type PayBy,
  type Placed,
  type PlacedOrder,
  payWaysOf,
  placeOrder,
  quoteFor,
  sentTo,
  setQuantity,
} from '#shop'
import { frameOf, langOf, sendPage } from '../account/answer.ts'
import type { WebOptions } from '../options.ts'
import { showCart } from './cart-view.ts'
import { blank, checkoutForm, nowhere, type Read, readCheckout, type Typed, type Wrong } from './checkout-form.ts'
import { CheckoutPage, Sum } from './checkout-page.tsx'
import { tellCount } from './count.ts'
import { type Country, countriesOf, firstCountry } from './countries.ts'
import type { Amounts } from './totals.tsx'

/** What a checkout shows beyond what is in the cart. */
interface Shown {
  checkoutId: string
  typed: Typed
  /** The address is that of the order before. */
  isKnown?: boolean
  wrong?: Wrong
  refused?: string | null
  status?: 200 | 409 | 422 | 429
}

const aLine = /^([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}):(\d{1,2})$/

/** The checkout: one page and its form, in which nothing that was typed is lost. */
export function checkoutRoutes(options: WebOptions): Hono {
  const { db, accounts, address, conversations } = options
  const placing = makeLimit({ name: 'checkout', points: 30, seconds: 10 * 60 })
  const counting = makeLimit({ name: 'checkout-sum', points: 120, seconds: 60 })
  const app = new Hono()

  app.get('/:lang{(?:ko|en)}/checkout', async c => {
    const shopper = await options.shopper(c.req.raw.headers)
    const now = new Date()
    const lines = shopper === null ? [] : await cartOf(db, { shopperId: shopper.id, now })
    if (shopper === null || lines.length === 0) return c.redirect(`/${langOf(c)}/cart`, 303)
    const typed = await knownOf(c, shopper.id)
    return show(c, lines, { checkoutId: randomUUID(), typed, isKnown: typed.line1 !== '' })
  })

  /** What the order comes to when another country is chosen. */
  app.get('/:lang{(?:ko|en)}/checkout/sum', async c => {
    await takeFrom(counting, addressKey(address(c)))
    const shopper = await options.shopper(c.req.raw.headers)
    const lines = shopper === null ? [] : await cartOf(db, { shopperId: shopper.id, now: new Date() })
    const amounts = await amountsOf(lines, c.req.query('country') ?? '')
    if (amounts === null) throw new Problem('invalid')
    c.header('Cache-Control', 'no-store')
    return c.html(renderToString(h(Sum, { frame: { lang: langOf(c) }, shown: markOf(lines), amounts })))
  })

  app.post('/:lang{(?:ko|en)}/checkout', async c => {
    const form = await readForm(c, checkoutForm)
    const { shown, expectedTotal, act, ...given } = form
    const { checkoutId: sentId, ...fields } = given
    const typed = act === 'another' ? { ...fields, ...nowhere } : fields
    const lang = langOf(c)
    const now = new Date()
    const shopper = await options.shopper(c.req.raw.headers)
    if (shopper === null) throw new Problem('invalid', 'shop.nothing_to_buy')
    const shopperId = shopper.id
    // Gone back to after ordering, it leads to that order, whatever has been put into the cart since.
    const before = await orderOfCheckout(db, { shopperId, checkoutId: sentId })
    if (before !== null && act === 'place') return lead(c, before, now)
    const checkoutId = before === null ? sentId : randomUUID()
    const [, lineId, pieces] = aLine.exec(act) ?? []
    if (lineId !== undefined) await setQuantity(db, { lineId, shopperId, quantity: Number(pieces) })
    const lines = await cartOf(db, { shopperId, now })
    if (lines.length === 0) return c.redirect(`/${lang}/cart`, 303)
    if (act !== 'place') return show(c, lines, { checkoutId, typed })
    const { ways, countries } = await rulesOf(lang)
    const codes = countries.map(country => country.code)
    const { read, wrong } = readCheckout(lang, { typed, ways, countries: codes })
    if (read === null) {
      return show(c, lines, { checkoutId, typed, wrong, refused: words.checkFields(lang), status: 422 })
    }
    try {
      await takeFrom(placing, addressKey(address(c)))
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.kind !== 'limited') throw thrown
      return show(c, lines, { checkoutId, typed, refused: thrown.sentence(lang), status: 429 })
    }
    if (shown !== markOf(lines)) {
      const refused = await whatChanged(lang, lines, { country: read.address.country, expectedTotal })
      return show(c, lines, { checkoutId, typed, refused, status: 409 })
    }
    const placed = await place({ shopperId, checkoutId, lines, read, lang, expectedTotal, now })
    if ('order' in placed) {
      tellCount(c, await cartCount(db, { shopperId }))
      return lead(c, placed.order, now)
    }
    // What there is now, for what has just been sold to somebody else is still in the cart that was read.
    const left = await cartOf(db, { shopperId, now: new Date() })
    const refused = await whyNot(lang, placed, { expectedTotal, currency: lines[0]?.currency ?? 'KRW' })
    if (left.length === 0) return c.redirect(`/${lang}/cart`, 303)
    return show(c, left, { checkoutId, typed, refused, status: 409 })
  })

  /** To the page of an order that is placed; what was agreed on in conversations is said to be used there. */
  async function lead(c: Context, { id: orderId, token }: { id: string; token: string }, now: Date): Promise<Response> {
    await tellOffers(conversations, { orderId, now })
    c.header('Cache-Control', 'no-store')
    return c.redirect(`/${langOf(c)}/orders/${token}?placed`, 303)
  }

  interface Place {
    shopperId: string
    checkoutId: string
    lines: readonly CartLineView[]
    read: Read
    lang: Lang
    expectedTotal: number
    now: Date
  }

  function place({ lines, read, lang: language, ...rest }: Place): Promise<Placed> {
    const wanted = lines.map(({ id: cartLineId, variantId, quantity, offer }) => {
      return { cartLineId, variantId, quantity, offerId: offer?.id ?? null }
    })
    return placeOrder(db, { ...rest, ...read, language, lines: wanted })
  }

  async function whyNot(
    lang: Lang,
    placed: Exclude<Placed, { order: PlacedOrder }>,
    { expectedTotal, currency }: { expectedTotal: number; currency: string },
  ): Promise<string> {
    if (placed.kind === 'offer_gone') return words.offerOver(lang)
    if (placed.kind === 'cart_gone') return words.changedCart(lang)
    if (placed.kind === 'sold_out') {
      const gone = (await choosable(db, { variantIds: [placed.variantId] })).get(placed.variantId)
      return gone === undefined ? words.someGone(lang) : words.goneFromStock(lang, { name: pick(lang, gone.name) })
    }
    return changed(lang, { before: expectedTotal, after: placed.quote.totalAmount, currency })
  }

  async function whatChanged(
    lang: Lang,
    lines: readonly CartLineView[],
    { country, expectedTotal: before }: { country: string; expectedTotal: number },
  ): Promise<string> {
    const amounts = await amountsOf(lines, country)
    if (amounts === null || amounts.totalAmount === before) return words.changedCart(lang)
    return changed(lang, { before, after: amounts.totalAmount, currency: amounts.currency })
  }

  async function show(c: Context, lines: readonly CartLineView[], shown: Shown): Promise<Response> {
    const { checkoutId, typed, isKnown = false, wrong = {}, refused = null, status = 200 } = shown
    const frame = await frameOf(c, options, '/checkout')
    const { lang } = frame
    const [cart, { ways: offered, countries }, member] = await Promise.all([
      showCart(db, { lines, lang, now: new Date() }),
      rulesOf(lang),
      findMember(accounts, { headers: c.req.raw.headers }),
    ])
    const known = countries.some(country => country.code === typed.country)
    const country = known ? typed.country : firstCountry(countries)
    const amounts = await amountsOf(lines, country)
    const body = h(CheckoutPage, {
      frame,
      checkoutId,
      shown: markOf(lines),
      cart,
      amounts,
      countries,
      offered,
      typed: { ...typed, country },
      isKnown,
      wrong,
      refused: refused ?? (cart.lines.some(line => line.short !== null) ? words.someGone(lang) : null),
      member,
    })
    return sendPage(c, options, { frame, title: words.checkout(lang), body, status })
  }

  async function rulesOf(lang: Lang): Promise<{ ways: PayBy[]; countries: Country[] }> {
    const [ways, to] = await Promise.all([payWaysOf(db), sentTo(db)])
    return {
      ways: offeredWays(ways, { providers: options.payments?.providers ?? [] }),
      countries: countriesOf(lang, to),
    }
  }

  async function amountsOf(lines: readonly CartLineView[], country: string): Promise<Amounts | null> {
    try {
      const { quote, currency } = await quoteFor(db, { lines, country })
      return { ...quote, currency }
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === 'shop.not_sent_there') return null
      throw thrown
    }
  }

  /** What a member, or the guest of this browser, does not have to type again: what their last order said. */
  async function knownOf(c: Context, shopperId: string): Promise<Typed> {
    const [member, [last]] = await Promise.all([
      findMember(accounts, { headers: c.req.raw.headers }),
      ordersOf(db, { shopperId, limit: 1 }),
    ])
    const own = member && { name: member.name, email: member.email }
    const order = last && (await findOrder(db, { id: last.id }))
    if (!order) return { ...blank, ...own }
    return { ...blank, email: order.email, ...order.address, payBy: order.payBy, ...(own && { email: own.email }) }
  }

  return app
}

function changed(lang: Lang, { before, after, currency }: { before: number; after: number; currency: string }): string {
  const of = (amount: number) => money(lang, { amount, currency })
  return words.changedTotal(lang, { before: of(before), after: of(after) })
}

/** A mark of what a cart holds and costs: another cart has another one. */
function markOf(lines: readonly CartLineView[]): string {
  const of = lines.map(({ variantId, quantity, unitAmount, offer }) => [variantId, quantity, unitAmount, offer?.id])
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url')
}
