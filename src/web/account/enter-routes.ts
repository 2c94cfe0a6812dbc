import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { conversationsOf } from '#chat'
import { type Problem, readForm, refusalOf, setCookies } from '#edge'
import { account as words } from '#language'
import { findSignedIn, type Person, signInAtShop, signOut, signUp } from '#members'
import { listProducts } from '#shop'
import { asRefused } from '#ui'
import type { WebOptions } from '../options.ts'
import { frameOf, langOf, sendPage } from './answer.ts'
import { type DoorProps, SignInPage, SignUpPage } from './enter.tsx'
import { mergeGuest } from './merge.ts'
import { nextQuery, ownPath } from './next.ts'

/** Most conversations that the door counts. */
const counted = 100

const next = v.optional(v.string(), '')
const signInForm = v.object({ email: v.string(), password: v.string(), next })
const signUpForm = v.object({ name: v.string(), email: v.string(), password: v.string(), next })

/** Becoming a member, coming in and going out. */
export function enterRoutes(options: WebOptions): Hono {
  const { db, accounts, address } = options
  const app = new Hono()

  for (const door of ['sign-in', 'sign-up'] as const) {
    app.get(`/:lang{(?:ko|en)}/${door}`, async c => {
      const to = ownPath(c.req.query('next'))
      const person = await findSignedIn(accounts, { headers: c.req.raw.headers })
      c.header('Cache-Control', 'no-store')
      return person === null ? show(c, door, { to, typed: {} }) : c.redirect(to ?? `/${langOf(c)}/account`, 303)
    })
  }

  app.post('/:lang{(?:ko|en)}/sign-in', async c => {
    const { email, password, next } = await readForm(c, signInForm)
    const to = ownPath(next)
    try {
      return await letIn(c, to, await signInAtShop(accounts, { email, password, ...visitOf(c) }))
    } catch (thrown) {
      return show(c, 'sign-in', { to, typed: { email }, problem: refusalOf(thrown) })
    }
  })

  app.post('/:lang{(?:ko|en)}/sign-up', async c => {
    const { name, email, password, next } = await readForm(c, signUpForm)
    const to = ownPath(next)
    const wanted = { name, email, password, language: langOf(c), now: new Date() }
    try {
      return await letIn(c, to, await signUp(accounts, { ...wanted, ...visitOf(c) }))
    } catch (thrown) {
      return show(c, 'sign-up', { to, typed: { name, email }, problem: refusalOf(thrown) })
    }
  })

  app.post('/:lang{(?:ko|en)}/sign-out', async c => {
    setCookies(c, await signOut(accounts, { headers: c.req.raw.headers }))
    c.header('Cache-Control', 'no-store')
    return c.redirect(`/${langOf(c)}`, 303)
  })

  /** Cookies go out only when what the guest said is the member's: else the next sign-in does it. */
  async function letIn(
    c: Context,
    to: string | null,
    { person, cookies }: { person: Person; cookies: string[] },
  ): Promise<Response> {
    const { headers } = c.req.raw
    const merged = person.role === 'member' ? await mergeGuest(options, { headers, member: person }) : []
    setCookies(c, [...cookies, ...merged])
    c.header('Cache-Control', 'no-store')
    return c.redirect(to ?? `/${langOf(c)}/account`, 303)
  }

  async function show(c: Context, door: 'sign-in' | 'sign-up', { to, typed, problem }: Shown): Promise<Response> {
    const guest = options.guest(c.req.raw.headers)
    const [frame, { products }, talks] = await Promise.all([
      frameOf(c, options, `/${door}${nextQuery(to)}`),
      listProducts(db, { newest: true, limit: 8 }),
      guest === null ? [] : conversationsOf(db, { shopperId: guest.id, limit: counted }),
    ])
    const props: DoorProps = {
      frame,
      picture: products.find(product => product.image !== null)?.image ?? null,
      next: to,
      typed,
      talks: talks.length,
      refused: problem ? asRefused(frame.lang, problem) : null,
      deleted: door === 'sign-in' && c.req.query('deleted') !== undefined,
    }
    return sendPage(c, options, {
      frame,
      title: door === 'sign-in' ? words.signIn(frame.lang) : words.signUp(frame.lang),
      body: h(door === 'sign-in' ? SignInPage : SignUpPage, props),
      status: problem?.status ?? 200,
    })
  }

  function visitOf(c: Context) {
    return { headers: c.req.raw.headers, address: address(c) }
  }

  return app
}

interface Shown {
  to: string | null
  typed: { name?: string; email?: string }
  problem?: Problem
}
