import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { type Problem, readForm, refusalOf, requestLang, setCookies } from '#edge'
import { desk, type Lang, deskPages as words } from '#language'
import { enter } from '#members'
import { firstSteps } from '#shop'
import { deskPath } from '../address.ts'
import { type DeskOptions, sendPage } from '../door.ts'
import { aroundOf, doorPicture } from './door-view.ts'
import { EnterPage, RefusedPage } from './enter.tsx'

const token = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

/** Coming in by a one-time link. Looking at it spends nothing: messengers look at links ahead of people. */
export function enterRoutes(options: DeskOptions): Hono {
  const { db, accounts, address } = options
  const app = new Hono()

  app.get('/desk/enter', async c => {
    const given = c.req.query('token') ?? ''
    if (!v.is(token, given)) return refuse(c, null)
    const { lang, around, colour, picture } = await door(c)
    return sendPage(c, options, {
      head: { lang, title: `${words.enter(lang)} · ${desk.desk(lang)}`, colour },
      body: h(EnterPage, { around: { ...around, other: otherLink(lang, given) }, picture, token: given }),
    })
  })

  app.post('/desk/enter', async c => {
    const form = await readForm(c, v.object({ token }))
    try {
      const visit = { headers: c.req.raw.headers, address: address(c) }
      const { staff, cookies } = await enter(accounts, { token: form.token, now: new Date(), ...visit })
      setCookies(c, cookies)
      // In a shop that sells nothing yet there is nothing to answer either.
      const isNew = staff.role === 'owner' && !(await firstSteps(db)).hasProduct
      return c.redirect(deskPath(requestLang(c)) + (isNew ? '/start' : ''), 303)
    } catch (thrown) {
      return refuse(c, refusalOf(thrown))
    }
  })

  async function refuse(c: Context, problem: Problem | null): Promise<Response> {
    const { lang, around, colour, picture } = await door(c)
    const sentence = problem?.kind === 'limited' ? problem.sentence(lang) : words.linkRefusedHint(lang)
    return sendPage(c, options, {
      head: { lang, title: `${words.linkRefused(lang)} · ${desk.desk(lang)}`, colour },
      body: h(RefusedPage, { around, picture, sentence }),
      status: problem?.status ?? 401,
    })
  }

  async function door(c: Context) {
    const lang = requestLang(c)
    const [shown, picture] = await Promise.all([
      aroundOf(db, { lang, path: '/desk/sign-in', staff: null }),
      doorPicture(db),
    ])
    return { lang, picture, ...shown }
  }

  return app
}

function otherLink(lang: Lang, token: string): string {
  return `/desk/enter?${new URLSearchParams({ token, lang: lang === 'ko' ? 'en' : 'ko' })}`
}
