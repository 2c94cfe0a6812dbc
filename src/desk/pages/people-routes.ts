import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, readForm, refusalOf, requestLang } from '#edge'
import { desk, members, deskPages as words } from '#language'
import { inviteOperator, listStaff, removeOperator, resetAccess, type Staff } from '#members'
import { type DeskOptions, forStaff, sendPage } from '../door.ts'
import { aroundOf } from './door-view.ts'
import { type PeopleOutcome, PeoplePage } from './people.tsx'

const peopleForm = v.variant('act', [
  v.object({ act: v.literal('invite'), name: v.string(), email: v.string() }),
  v.object({ act: v.literal('link'), id: v.string() }),
  v.object({ act: v.literal('remove'), id: v.string() }),
])
type PeopleForm = v.InferOutput<typeof peopleForm>

const nothing: PeopleOutcome = { refused: null, done: null, link: null }

/** The people of the shop: for the owner alone, an operator is refused as `members.owner_only`. */
export function peopleRoutes(options: DeskOptions): Hono {
  const { db, accounts, origin } = options
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk/people',
    forStaff(options, (c, staff) => show(c, staff, {})),
  )

  app.post(
    '/:lang{ko|en}/desk/people',
    forStaff(options, async (c, staff) => {
      refuseOperators(staff)
      const form = await readForm(c, peopleForm)
      try {
        return await show(c, staff, { outcome: await act(c, staff, form) })
      } catch (thrown) {
        return show(c, staff, { form, problem: refusalOf(thrown) })
      }
    }),
  )

  async function act(c: Context, by: Staff, form: PeopleForm): Promise<PeopleOutcome> {
    const [lang, now] = [requestLang(c), new Date()]
    if (form.act === 'invite') {
      const { name, email } = form
      const invited = await inviteOperator(accounts, { by, name, email, language: lang, now })
      return { ...nothing, link: { name: invited.staff.name, address: origin + invited.link } }
    }
    const staffId = form.id
    if (form.act === 'remove') {
      await removeOperator(accounts, { by, staffId, now })
      return { ...nothing, done: words.removed(lang) }
    }
    const link = await resetAccess(accounts, { by, staffId, now })
    const person = (await listStaff(accounts, { by })).find(one => one.id === staffId)
    return { ...nothing, link: { name: person?.name ?? '', address: origin + link } }
  }

  async function show(c: Context, staff: Staff, { outcome, form, problem }: Shown): Promise<Response> {
    refuseOperators(staff)
    const lang = requestLang(c)
    const [{ around, colour }, people] = await Promise.all([
      aroundOf(db, { lang, path: '/desk/people', staff }),
      listStaff(accounts, { by: staff }),
    ])
    const told = outcome ?? { ...nothing, refused: problem?.sentence(lang) ?? null }
    const typed = form?.act === 'invite' ? { name: form.name, email: form.email } : {}
    return sendPage(c, options, {
      head: { lang, title: `${desk.people(lang)} · ${desk.desk(lang)}`, colour },
      body: h(PeoplePage, { around, people, outcome: told, typed }),
      status: problem?.status ?? 200,
    })
  }

  return app
}

interface Shown {
  outcome?: PeopleOutcome
  form?: PeopleForm
  problem?: Problem
}

function refuseOperators({ role }: Staff): void {
  if (role !== 'owner') throw new Problem('forbidden', 'members.owner_only', members.ownerOnly)
}
