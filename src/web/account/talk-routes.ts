import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { conversationsOf } from '#chat'
import { addressKey, makeLimit, type Problem, readForm, refusalOf, setCookies, takeFrom } from '#edge'
import { account as words } from '#language'
import { findPerson, findSignedIn, forgetGuest, makeGuestLink, readGuestLink, spendGuestLink } from '#members'
import type { WebOptions } from '../options.ts'
import { frameOf, langOf, sendPage } from './answer.ts'
import { CarryPage, CarryRefusedPage } from './carry.tsx'
import { adopt, mergeGuest, settle } from './merge.ts'
import { talkViews } from './talk-views.ts'
import { TalksPage } from './talks.tsx'

/** Most conversations of the list. */
const mostTalks = 200

const tokenForm = v.object({ token: v.pipe(v.string(), v.maxLength(200)) })

/** Somebody's own conversations, with an account or without, and the link that carries them to another device. */
export function talkRoutes(options: WebOptions): Hono {
  const { db, accounts, address, origin } = options
  const opening = makeLimit({ name: 'guest-link-open', points: 30, seconds: 10 * 60 })
  const app = new Hono()

  app.get('/:lang{(?:ko|en)}/talks', async c => {
    const { headers } = c.req.raw
    const person = await findSignedIn(accounts, { headers })
    if (person?.role === 'member') setCookies(c, await mergeGuest(options, { headers, member: person }))
    return showTalks(c, {})
  })

  /** Makes the link. It is shown once, on the very answer: nobody can look it up. */
  app.post('/:lang{(?:ko|en)}/talks', async c => {
    const visit = { headers: c.req.raw.headers, address: address(c) }
    try {
      const token = await makeGuestLink(accounts, { ...visit, now: new Date() })
      return await showTalks(c, { link: `${origin}/${langOf(c)}/continue?token=${token}` })
    } catch (thrown) {
      return showTalks(c, { problem: refusalOf(thrown) })
    }
  })

  app.get('/:lang{(?:ko|en)}/continue', async c => {
    const token = c.req.query('token') ?? ''
    const carried = await readGuestLink(accounts, { token, now: new Date() })
    if (carried === null) return refuse(c, null)
    const { guest, member } = await findPerson(accounts, c.req.raw.headers)
    const count = async (id: string) => (await conversationsOf(db, { shopperId: id, limit: mostTalks })).length
    const same = guest?.id === carried.id
    const [frame, theirs, mine] = await Promise.all([
      frameOf(c, options, `/continue?${new URLSearchParams({ token })}`),
      count(carried.id),
      guest && !same ? count(guest.id) : 0,
    ])
    return sendPage(c, options, {
      frame,
      title: words.carried(frame.lang),
      body: h(CarryPage, { frame, token, theirs, mine, member: member?.name ?? null, same: same && member === null }),
    })
  })

  /**
   * Spends the link and joins what both devices hold, in one transaction: what fails leaves the link good. Without a
   * session this browser becomes the other device's guest; a member takes the guest's conversations in.
   */
  app.post('/:lang{(?:ko|en)}/continue', async c => {
    const { token } = await readForm(c, tokenForm)
    const { headers } = c.req.raw
    try {
      await takeFrom(opening, addressKey(address(c)))
      const { guest, member } = await findPerson(accounts, headers)
      const carried = await db.transaction(async tx => {
        const carried = await spendGuestLink(tx, accounts, { token, now: new Date() })
        if (member) await adopt(tx, { from: carried.id, to: member.id, name: member.name })
        else if (guest) await adopt(tx, { from: guest.id, to: carried.id, name: null })
        return carried
      })
      if (member) {
        setCookies(c, await mergeGuest(options, { headers, member }))
        setCookies(c, [forgetGuest(accounts)])
        settle(options, { from: carried.id, to: member.id, name: member.name })
      } else {
        setCookies(c, [carried.cookie])
        if (guest && guest.id !== carried.id) settle(options, { from: guest.id, to: carried.id, name: null })
      }
      c.header('Cache-Control', 'no-store')
      return c.redirect(`/${langOf(c)}/talks?brought`, 303)
    } catch (thrown) {
      return refuse(c, refusalOf(thrown))
    }
  })

  async function showTalks(c: Context, { link = null, problem }: { link?: string | null; problem?: Problem }) {
    const lang = langOf(c)
    const { guest, member } = await findPerson(accounts, c.req.raw.headers)
    const shopper = member ?? guest
    const [frame, talks] = await Promise.all([
      frameOf(c, options, '/talks'),
      shopper ? talkViews(db, { shopperId: shopper.id, lang, limit: mostTalks, now: new Date() }) : [],
    ])
    return sendPage(c, options, {
      frame,
      title: words.talks(lang),
      body: h(TalksPage, {
        frame,
        talks,
        isGuest: member === null,
        link,
        refused: problem?.sentence(lang) ?? null,
        brought: problem === undefined && c.req.query('brought') !== undefined,
      }),
      status: problem?.status ?? 200,
    })
  }

  async function refuse(c: Context, problem: Problem | null): Promise<Response> {
    const frame = await frameOf(c, options, '/talks')
    const { lang } = frame
    const sentence = problem?.kind === 'limited' ? problem.sentence(lang) : words.linkRefusedHint(lang)
    return sendPage(c, options, {
      frame,
      title: words.linkRefused(lang),
      body: h(CarryRefusedPage, { frame, sentence }),
      status: problem?.status ?? 401,
    })
  }

  return app
}
