import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { type Problem, readForm, refusalOf, requestLang, setCookies } from '#edge'
import { desk, account as words } from '#language'
import { changeAccount, listStaff, type Staff } from '#members'
import { asRefused } from '#ui'
import { type DeskOptions, forStaff, sendPage } from '../door.ts'
import { AccountPage, type Told } from './account.tsx'
import { aroundOf } from './door-view.ts'

const accountForm = v.variant('part', [
  v.object({
    part: v.literal('profile'),
    name: v.string(),
    email: v.string(),
    language: v.picklist(['ko', 'en']),
    password: v.optional(v.string(), ''),
  }),
  v.object({ part: v.literal('password'), newPassword: v.string(), password: v.optional(v.string(), '') }),
])
type AccountForm = v.InferOutput<typeof accountForm>

/** One's own account. */
export function accountRoutes(options: DeskOptions): Hono {
  const { db, accounts, address } = options
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk/account',
    forStaff(options, (c, staff) => {
      const saved = c.req.query('saved')
      const part = saved === 'profile' || saved === 'password' ? saved : null
      return show(c, staff, part && { part, problem: null })
    }),
  )

  app.post(
    '/:lang{ko|en}/desk/account',
    forStaff(options, async (c, staff) => {
      const form = await readForm(c, accountForm)
      const { part, ...wanted } = form
      const visit = { headers: c.req.raw.headers, address: address(c) }
      try {
        const changed = await changeAccount(accounts, { ...wanted, ...visit, by: staff, now: new Date() })
        setCookies(c, changed.cookies)
        return c.redirect(`/${changed.staff.language}/desk/account?saved=${part}`, 303)
      } catch (thrown) {
        return show(c, staff, { part, problem: refusalOf(thrown), form })
      }
    }),
  )

  async function show(c: Context, staff: Staff, outcome: Outcome | null): Promise<Response> {
    const lang = requestLang(c)
    const [{ around, colour }, people] = await Promise.all([
      aroundOf(db, { lang, path: '/desk/account', staff }),
      listStaff(accounts, { by: staff }),
    ])
    const self = people.find(person => person.id === staff.id)
    if (self === undefined) throw new Error('who is signed in is among the staff')
    const typed = outcome?.form?.part === 'profile' ? outcome.form : {}
    const told = outcome && tell(lang, outcome)
    return sendPage(c, options, {
      head: { lang, title: `${desk.account(lang)} · ${desk.desk(lang)}`, colour },
      body: h(AccountPage, { around, staff: self, typed, told }),
      status: outcome?.problem?.status ?? 200,
    })
  }

  return app
}

interface Outcome {
  part: AccountForm['part']
  problem: Problem | null
  form?: AccountForm
}

function tell(lang: 'ko' | 'en', { part, problem }: Outcome): Told {
  const done = part === 'profile' ? words.saved(lang) : words.passwordSaved(lang)
  return { part, refused: problem && asRefused(lang, problem), done: problem ? null : done }
}
