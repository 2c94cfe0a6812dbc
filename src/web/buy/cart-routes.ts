import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { addressKey, makeLimit, Problem, readForm, takeFrom } from '#edge'
import { orders as words } from '#language'
import { addOfferToCart, addToCart, cartCount, mostPieces, productView, setQuantity } from '#shop'
import { frameOf, langOf, sendPage } from '../account/answer.ts'
import type { WebOptions } from '../options.ts'
import { CartPage } from './cart-page.tsx'
import { cartView } from './cart-view.ts'
import { tellCount, tellToAsk } from './count.ts'

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const pieces = (least: number) =>
  v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), v.minValue(least), v.maxValue(mostPieces))
/** Scripts name the variant; without them the form says what was chosen. */
const addForm = v.looseObject({
  slug: v.pipe(v.string(), v.maxLength(100), v.regex(/^[a-z0-9-]+$/)),
  quantity: pieces(1),
  variant: v.optional(uuid),
  touch: v.optional(uuid),
  act: v.optional(v.picklist(['add', 'buy']), 'add'),
})
const lineForm = v.object({ line: uuid, quantity: pieces(0) })
const offerForm = v.object({ offer: uuid })

/** In which the same form, sent without scripts, counts once. */
const onceMs = 3000

/** The cart: what a visitor without an identity puts into it gives them one. */
export function cartRoutes(options: WebOptions): Hono {
  const { db, shopper, address } = options
  const changing = makeLimit({ name: 'cart', points: 120, seconds: 60 })
  const app = new Hono()

  // Whoever comes in or goes out has another cart.
  app.use('/:lang{(?:ko|en)}/:door{(?:sign-in|sign-up|sign-out|account)}', async (c, next) => {
    // Afterwards the parameters are those of the route that answered.
    const isLeaving = c.req.param('door') === 'sign-out'
    await next()
    if (c.req.method !== 'POST') return
    if (isLeaving || c.res.headers.get('location')?.includes('deleted')) tellCount(c, 0)
    else if (c.res.status === 303) tellToAsk(c)
  })

  app.get('/:lang{(?:ko|en)}/cart', async c => {
    const known = await shopper(c.req.raw.headers)
    const cart = await cartView(db, { shopperId: known?.id ?? null, lang: langOf(c), now: new Date() })
    tellCount(c, cart.count)
    c.header('Vary', 'Accept')
    if (wantsData(c)) return sendData(c, cart)
    const frame = await frameOf(c, options, '/cart')
    return sendPage(c, options, { frame, title: words.cart(frame.lang), body: h(CartPage, { frame, cart }) })
  })

  app.post('/:lang{(?:ko|en)}/cart', async c => {
    await takeFrom(changing, addressKey(address(c)))
    const { slug, quantity, variant, touch, act, ...rest } = await readForm(c, addForm)
    const lang = langOf(c)
    const now = new Date()
    const variantId = variant ?? (await chosen(slug, rest))
    const shopperId = await whoBuys(c)
    const touchId = touch ?? sameTouch(shopperId, variantId, quantity, Math.floor(now.getTime() / onceMs))
    await addToCart(db, { touchId, shopperId, variantId, quantity, now })
    return answer(c, shopperId, act === 'buy' ? `/${lang}/checkout` : `/${lang}/p/${encodeURIComponent(slug)}#in-cart`)
  })

  app.post('/:lang{(?:ko|en)}/cart/offers', async c => {
    await takeFrom(changing, addressKey(address(c)))
    const { offer } = await readForm(c, offerForm)
    const known = await shopper(c.req.raw.headers)
    if (known === null) throw new Problem('missing')
    await addOfferToCart(db, { shopperId: known.id, offerId: offer, now: new Date() })
    return answer(c, known.id, `/${langOf(c)}/cart`)
  })

  app.post('/:lang{(?:ko|en)}/cart/lines', async c => {
    await takeFrom(changing, addressKey(address(c)))
    const { line: lineId, quantity } = await readForm(c, lineForm)
    const known = await shopper(c.req.raw.headers)
    if (known === null) throw new Problem('missing')
    await setQuantity(db, { lineId, shopperId: known.id, quantity })
    return answer(c, known.id, `/${langOf(c)}/cart`)
  })

  /** Who buys; a visitor without an identity gets one with the answer. */
  async function whoBuys(c: Context): Promise<string> {
    const known = await shopper(c.req.raw.headers)
    if (known !== null) return known.id
    const guest = options.newGuest()
    c.header('Set-Cookie', guest.cookie, { append: true })
    return guest.id
  }

  /** The cart as it is now for scripts, else the next page. */
  async function answer(c: Context, shopperId: string, next: string): Promise<Response> {
    if (!wantsData(c)) {
      tellCount(c, await cartCount(db, { shopperId }))
      c.header('Cache-Control', 'no-store')
      return c.redirect(next, 303)
    }
    const cart = await cartView(db, { shopperId, lang: langOf(c), now: new Date() })
    tellCount(c, cart.count)
    return sendData(c, cart)
  }

  async function chosen(slug: string, fields: Record<string, unknown>): Promise<string> {
    const product = await productView(db, { slug })
    if (product === null) throw new Problem('missing')
    const variant = product.variants.find(({ options }) =>
      Object.entries(options).every(([key, value]) => fields[`option-${key}`] === value),
    )
    if (variant === undefined) throw new Problem('invalid', 'shop.no_such_choice', words.chooseAll)
    return variant.id
  }

  return app
}

function wantsData(c: Context): boolean {
  return c.req.header('accept') === 'application/json'
}

function sendData(c: Context, data: object): Response {
  c.header('Cache-Control', 'no-store')
  return c.json(data)
}

/** The same id for the same words, so that a form that is sent twice at once counts once. */
function sameTouch(...of: (string | number)[]): string {
  const hex = createHash('sha256').update(of.join('\0')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
