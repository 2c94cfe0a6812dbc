import { Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { readForm, requestLang } from '#edge'
import { reviews as words } from '#language'
import { answerReview, hideReview, reviewsForStaff } from '#shop'
import type { DeskOptions } from '../door.ts'
import { forOffice, leadTo, sendOffice } from '../office/door.ts'
import { ReviewsList } from './page.tsx'

/** Reviews that the page shows. */
const listed = 200

const actForm = v.object({
  review: v.pipe(v.string(), v.uuid(), v.toLowerCase()),
  act: v.picklist(['answer', 'hide', 'show']),
  text: v.optional(v.pipe(v.string(), v.maxLength(2000)), ''),
})

/** What buyers say of the products: for the staff, who answer and moderate. */
export function reviewsRoutes(options: DeskOptions): Hono {
  const { db, shop } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/reviews'

  app.get(
    path,
    forOffice(options, 'reviews', async (c, staff) => {
      const lang = requestLang(c)
      const body = h(ReviewsList, { lang, reviews: await reviewsForStaff(db, { limit: listed }) })
      return sendOffice(c, options, { staff, part: 'reviews', title: words.office(lang), body })
    }),
  )

  app.post(
    path,
    forOffice(options, 'reviews', async (c, staff) => {
      const { review: reviewId, act, text } = await readForm(c, actForm)
      const now = new Date()
      if (act === 'answer') await answerReview(db, { reviewId, text, by: staff.name, now })
      else await hideReview(db, { reviewId, hidden: act === 'hide', why: text, now })
      shop.catalogueChanged()
      return leadTo(c, { path: '/reviews', done: 'saved' })
    }),
  )

  return app
}
