import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { addressKey, makeLimit, Problem, refusalOf, takeFrom } from '#edge'
import { pick, reviews as words } from '#language'
import { addImage } from '#media'
import {
  mostPictures,
  productSummary,
  productView,
  ReviewWords,
  ratingOf,
  reportReview,
  reviewableOf,
  reviewsOf,
  voteHelpful,
  writeReview,
} from '#shop'
import { frameOf, langOf, sendPage } from '../account/answer.ts'
import type { WebOptions } from '../options.ts'
import { addresses, sharedPage, themeOf } from '../render.ts'
import { ReviewsPage, WritePage } from './pages.tsx'

/** Reviews of one part of a list. */
const listSize = 20
/** Largest picture of a review, in bytes. */
const largestPicture = 10 * 1024 * 1024
/** Longest name under a review; a member's own may be longer. */
const longestAuthor = 40

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const writeForm = v.object({ id: uuid, stars: v.string(), author: v.string(), text: v.string() })

/** Bodies of reviews may hold pictures; for `openApp`. */
export const reviewBodies = /^\/(?:ko|en)\/orders\/[\w-]+\/review\/[0-9a-f-]+$/

/** A product's reviews, what readers do with them, and the form for those who received it. */
export function reviewRoutes(options: WebOptions): Hono {
  const { db, media, shop, origin } = options
  const acting = makeLimit({ name: 'review-act', points: 30, seconds: 60 })
  const writing = makeLimit({ name: 'review-write', points: 10, seconds: 600 })
  const app = new Hono()

  app.get('/:lang{(?:ko|en)}/p/:slug/reviews', async c => {
    const slug = c.req.param('slug')
    const product = await productView(db, { slug })
    if (product === null) throw new Problem('missing')
    const path = `/p/${slug}/reviews`
    const frame = { ...(await frameOf(c, options, path)), current: product.category.slug }
    const [rating, { reviews, next }] = await Promise.all([
      ratingOf(db, { productId: product.id }),
      reviewsOf(db, { productId: product.id, after: c.req.query('after') ?? null, limit: listSize }),
    ])
    const { lang } = frame
    const done = c.req.query('done')
    const told = done === 'reported' ? words.reported(lang) : done === 'written' ? words.thanks(lang) : null
    // Who has just done something sees it; what is kept for others is made anew before long.
    const body = h(ReviewsPage, { frame, product, rating, reviews, next, done: told })
    const title = words.reviewsOf(lang, { name: pick(lang, product.name) })
    if (done !== undefined) return sendPage(c, options, { frame, title, body })
    const head = {
      lang,
      title: `${title} · ${pick(lang, frame.shop.name)}`,
      theme: themeOf(c),
      colour: frame.shop.ownerColour,
      ...addresses(origin, lang, path),
    }
    return sharedPage(c, options, head, body)
  })

  app.post('/:lang{(?:ko|en)}/reviews/:id/helpful', async c => {
    const { reviewId, personId } = await whoActs(c)
    await voteHelpful(db, { reviewId, personId, on: true, now: new Date() })
    return back(c, reviewId, 'voted')
  })

  app.post('/:lang{(?:ko|en)}/reviews/:id/report', async c => {
    const { reviewId, personId } = await whoActs(c)
    const form = v.safeParse(
      v.object({ why: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(400)) }),
      await c.req.parseBody(),
    )
    if (!form.success) throw new Problem('invalid')
    await reportReview(db, { reviewId, personId, why: form.output.why, now: new Date() })
    return back(c, reviewId, 'reported')
  })

  app.get('/:lang{(?:ko|en)}/orders/:token/review/:product', async c => showForm(c, {}))

  app.post('/:lang{(?:ko|en)}/orders/:token/review/:product', async c => {
    await takeFrom(writing, addressKey(options.address(c)))
    const { token, productId } = placeOf(c)
    await reviewableOf(db, { token, productId })
    const body = await c.req.parseBody({ all: true })
    const form = v.safeParse(writeForm, { ...body })
    if (!form.success) return showForm(c, { refused: words.wrong(langOf(c)), given: {}, status: 422 })
    const { author, text, stars } = form.output
    const said = v.safeParse(ReviewWords, { author, text, stars: Number(stars) })
    if (!said.success) return showForm(c, { refused: words.wrong(langOf(c)), given: form.output, status: 422 })
    try {
      const pictures = await picturesOf(body.pictures)
      const { id } = form.output
      const now = new Date()
      await writeReview(db, { id, token, productId, words: said.output, language: langOf(c), pictures, now })
    } catch (thrown) {
      const { status, sentence } = refusalOf(thrown)
      return showForm(c, { refused: sentence(langOf(c)), given: form.output, status })
    }
    shop.catalogueChanged()
    const [product] = await productSummary(db, { ids: [productId] })
    return c.redirect(`/${langOf(c)}/p/${product?.slug ?? ''}/reviews?done=written`, 303)
  })

  async function picturesOf(given: unknown): Promise<string[]> {
    const files = (Array.isArray(given) ? given : [given]).filter(one => one instanceof File && one.size > 0) as File[]
    if (files.length > mostPictures || files.some(file => file.size > largestPicture)) throw new Problem('invalid')
    const images = []
    for (const file of files) images.push(await addImage(media, { bytes: new Uint8Array(await file.arrayBuffer()) }))
    return images.map(image => image.id)
  }

  async function showForm(
    c: Context,
    o: { refused?: string; given?: Partial<v.InferOutput<typeof writeForm>>; status?: Problem['status'] },
  ): Promise<Response> {
    const { token, productId } = placeOf(c)
    const { review } = await reviewableOf(db, { token, productId })
    const [product] = await productSummary(db, { ids: [productId], reader: 'staff' })
    if (product === undefined) throw new Problem('missing')
    const action = `/orders/${token}/review/${productId}`
    const frame = await frameOf(c, options, action)
    const { stars, ...rest } = o.given ?? {}
    const typed = { ...rest, ...(stars !== undefined && { stars: Number(stars) }) }
    const author = ((await options.shopper(c.req.raw.headers))?.name ?? '').slice(0, longestAuthor)
    const given = { author, ...(o.given ? typed : review) }
    const body = h(WritePage, {
      frame,
      product,
      action: `/${frame.lang}${action}`,
      id: review?.id ?? randomUUID(),
      given,
      isThere: review !== null,
      refused: o.refused ?? null,
    })
    return sendPage(c, options, { frame, title: words.write(frame.lang), body, status: o.status ?? 200 })
  }

  /** Who votes or reports; a visitor without an identity gets one with the answer. */
  async function whoActs(c: Context): Promise<{ reviewId: string; personId: string }> {
    await takeFrom(acting, addressKey(options.address(c)))
    const reviewId = v.safeParse(uuid, c.req.param('id'))
    if (!reviewId.success) throw new Problem('missing')
    const known = await options.shopper(c.req.raw.headers)
    const guest = known ?? options.newGuest()
    if ('cookie' in guest) c.header('Set-Cookie', guest.cookie, { append: true })
    return { reviewId: reviewId.output, personId: guest.id }
  }

  /** Back to the reviews of the product whose page the reader came from. */
  function back(c: Context, reviewId: string, done: 'voted' | 'reported'): Response {
    const from = URL.parse(c.req.header('referer') ?? '')
    const slug = from?.origin === origin ? /^\/(?:ko|en)\/p\/([a-z0-9-]+)/.exec(from.pathname)?.[1] : undefined
    const lang = langOf(c)
    const page = slug === undefined ? `/${lang}` : `/${lang}/p/${slug}/reviews?done=${done}#review-${reviewId}`
    return c.redirect(page, 303)
  }

  return app
}

function placeOf(c: Context): { token: string; productId: string } {
  const token = c.req.param('token') ?? ''
  const productId = v.safeParse(uuid, c.req.param('product'))
  if (!/^[\w-]{20,64}$/.test(token) || !productId.success) throw new Problem('missing')
  return { token, productId: productId.output }
}
