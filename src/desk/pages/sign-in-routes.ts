import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { type Problem, readForm, refusalOf, requestLang, setCookies } from '#edge'
import { desk } from '#language'
import { findStaff, signIn, signOut } from '#members'
import { signInTarget } from '../address.ts'
import { type DeskOptions, sendPage } from '../door.ts'
import { aroundOf, doorPicture } from './door-view.ts'
import { SignInPage } from './sign-in.tsx'

const signInForm = v.object({ email: v.string(), password: v.string(), to: v.optional(v.string(), '') })

/** Coming in by password, and going out. */
export function signInRoutes(options: DeskOptions): Hono {
  const { db, accounts, address } = options
  const app = new Hono()

  app.get('/:lang{ko|en}/desk/sign-in', async c => {
    const to = signInTarget(requestLang(c), c.req.query('to'))
    const staff = await findStaff(accounts, { headers: c.req.raw.headers })
    return staff === null ? show(c, { to, email: '', problem: null }) : c.redirect(to, 303)
  })

  app.post('/:lang{ko|en}/desk/sign-in', async c => {
    const form = await readForm(c, signInForm)
    const { email, password } = form
    const to = signInTarget(requestLang(c), form.to)
    try {
      const { cookies } = await signIn(accounts, {
        email,
        password,
        headers: c.req.raw.headers,
        address: address(c),
      })
      setCookies(c, cookies)
      return c.redirect(to, 303)
    } catch (thrown) {
      return show(c, { to, email, problem: refusalOf(thrown) })
    }
  })

  app.post('/:lang{ko|en}/desk/sign-out', async c => {
    setCookies(c, await signOut(accounts, { headers: c.req.raw.headers }))
    return c.redirect(`/${requestLang(c)}/desk/sign-in`, 303)
  })

  async function show(c: Context, { to, email, problem }: Shown): Promise<Response> {
    const lang = requestLang(c)
    const [{ around, colour }, picture] = await Promise.all([
      aroundOf(db, { lang, path: '/desk/sign-in', staff: null }),
      doorPicture(db),
    ])
    const refused = problem?.sentence(lang) ?? null
    return sendPage(c, options, {
      head: { lang, title: `${desk.signIn(lang)} · ${desk.desk(lang)}`, colour },
      body: h(SignInPage, { around, picture, to, email, refused }),
      status: problem?.status ?? 200,
    })
  }

  return app
}

interface Shown {
  to: string
  email: string
  problem: Problem | null
}
