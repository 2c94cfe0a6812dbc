import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { forgetShopper } from '#chat'
import { addressKey, makeLimit, type Problem, readForm, refusalOf, setCookies, takeFrom } from '#edge'
import { langs, account as words } from '#language'
import { changeMember, deleteMember, listSessions, type Member, revokeSession, signOut } from '#members'
import { ordersOf } from '#shop'
import { asRefused } from '#ui'
import type { WebOptions } from '../options.ts'
import { AccountPage, type Part, type Told } from './account.tsx'
import { forMember, frameOf, langOf, sendPage } from './answer.ts'
import { deviceName } from './device.ts'
import { talkViews } from './talk-views.ts'

/** Conversations that the account shows; the others are on the page of all. */
const shownTalks = 5
/** Orders that the account shows, likewise. */
const shownOrders = 3

const password = v.optional(v.string(), '')
const accountForm = v.variant('part', [
  v.object({
    part: v.literal('profile'),
    name: v.string(),
    email: v.string(),
    language: v.picklist(langs),
    password,
  }),
  v.object({ part: v.literal('password'), newPassword: v.string(), password }),
  v.object({ part: v.literal('session'), id: v.string() }),
  v.object({ part: v.literal('delete'), password }),
])
type AccountForm = v.InferOutput<typeof accountForm>

const told: Record<Exclude<Part, 'delete'>, (lang: 'ko' | 'en') => string> = {
  profile: words.saved,
  password: words.passwordSaved,
  session: words.sessionEnded,
}

/** A member's own account. */
export function ownRoutes(options: WebOptions): Hono {
  const { db, accounts, address } = options
  const writing = makeLimit({ name: 'account-form', points: 60, seconds: 10 * 60 })
  const app = new Hono()

  app.get(
    '/:lang{(?:ko|en)}/account',
    forMember(options, (c, member) => {
      const saved = c.req.query('saved')
      const part = saved === 'profile' || saved === 'password' || saved === 'session' ? saved : null
      return show(c, member, part && { part, refused: null, done: told[part](langOf(c)) })
    }),
  )

  app.post(
    '/:lang{(?:ko|en)}/account',
    forMember(options, async (c, member) => {
      const form = await readForm(c, accountForm)
      try {
        await takeFrom(writing, addressKey(address(c)))
        return c.redirect(await act(c, member, form), 303)
      } catch (thrown) {
        const problem = refusalOf(thrown)
        const typed = form.part === 'profile' ? { name: form.name, email: form.email } : {}
        const refused = asRefused(langOf(c), problem)
        return show(c, member, { part: form.part, refused, done: null }, { typed, status: problem.status })
      }
    }),
  )

  /** Does what a form asks, and gives where to go then. */
  async function act(c: Context, member: Member, form: AccountForm): Promise<string> {
    const { headers } = c.req.raw
    const lang = langOf(c)
    if (form.part === 'delete') {
      const also = forgetShopper
      await deleteMember(accounts, {
        by: member,
        password: form.password,
        also: tx => also(tx, { shopperId: member.id }),
      })
      setCookies(c, await signOut(accounts, { headers }))
      return `/${lang}/sign-in?deleted`
    }
    if (form.part === 'session') {
      await revokeSession(accounts, { by: member, sessionId: form.id })
      return `/${lang}/account?saved=session#devices`
    }
    const { part, ...wanted } = form
    const visit = { headers, address: address(c) }
    const changed = await changeMember(accounts, { ...wanted, ...visit, by: member, now: new Date() })
    setCookies(c, changed.cookies)
    return `/${changed.person.language}/account?saved=${part}#${part}`
  }

  async function show(
    c: Context,
    member: Member,
    told: Told | null,
    { typed = {}, status = 200 }: { typed?: { name?: string; email?: string }; status?: 200 | Problem['status'] } = {},
  ): Promise<Response> {
    const lang = langOf(c)
    const now = new Date()
    const [frame, sessions, talks, orders] = await Promise.all([
      frameOf(c, options, '/account'),
      listSessions(accounts, { by: member, userId: member.id, headers: c.req.raw.headers }),
      talkViews(db, { shopperId: member.id, lang, limit: shownTalks + 1, now }),
      ordersOf(db, { shopperId: member.id, limit: shownOrders }),
    ])
    const devices = sessions.map(session => ({ ...session, name: deviceName(lang, session.userAgent) }))
    return sendPage(c, options, {
      frame,
      title: words.account(lang),
      body: h(AccountPage, {
        frame,
        member,
        typed,
        told,
        devices,
        orders,
        talks: talks.slice(0, shownTalks),
        more: talks.length > shownTalks,
      }),
      status,
    })
  }

  return app
}
