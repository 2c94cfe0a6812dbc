import type { Context } from 'hono'
import { type ComponentChildren, h } from 'preact'
import { Problem, requestLang } from '#edge'
import { type Lang, members, office as words } from '#language'
import type { Staff } from '#members'
import { type DeskOptions, forStaff, forStaffPages, type Page, sendPage } from '../door.ts'
import { countToDo } from '../orders/counting.ts'
import { aroundOf } from '../pages/door-view.ts'
import { doneSentence } from './done.ts'
import { OfficeFrame } from './frame.tsx'
import { mayWorkOn, type OfficePart } from './policy.ts'
import { countSteps, stepsOf } from './start/steps.ts'

type Answer = (c: Context, staff: Staff) => Response | Promise<Response>

/** A page of a part of the office, for those who may work on it. The others of the staff are refused. */
export function forOffice(options: DeskOptions, part: OfficePart, answer: Answer) {
  return forStaff(options, (c, staff) => {
    refuseOthers(part, staff)
    return answer(c, staff)
  })
}

/** What the pages of a part of the office ask for, as in {@link forOffice}; a stranger is refused as `unauthenticated`. */
export function forOfficePages(options: DeskOptions, part: OfficePart, answer: Answer) {
  return forStaffPages(options, (c, staff) => {
    refuseOthers(part, staff)
    return answer(c, staff)
  })
}

function refuseOthers(part: OfficePart, staff: Staff): void {
  if (!mayWorkOn(part, staff)) throw new Problem('forbidden', 'members.owner_only', members.ownerOnly)
}

/** What a page of the office shows. */
export interface OfficePage {
  staff: Staff
  part: OfficePart
  title: string
  body: ComponentChildren
  /** Where one came from, above the title. */
  above?: { href: string; text: string }
  /** The page's own main act, beside its title. */
  act?: ComponentChildren
  status?: NonNullable<Page['status']>
  /** What was refused, above everything; a problem also is the answer's status. */
  refused?: Problem | string | null | undefined
}

/** Sends a page of the office. What an address says was done (`?done=saved`) is said once, at its foot. */
export async function sendOffice(c: Context, options: DeskOptions, page: OfficePage): Promise<Response> {
  const lang = requestLang(c)
  const { pathname, searchParams } = new URL(c.req.url)
  const { staff, part, title, body, above, act } = page
  const problem = page.refused instanceof Problem ? page.refused : null
  const status = page.status ?? problem?.status ?? 200
  const refused = problem?.sentence(lang) ?? (typeof page.refused === 'string' ? page.refused : null)
  searchParams.delete('done')
  searchParams.delete('n')
  const search = searchParams.size > 0 ? `?${searchParams}` : ''
  const path = pathname.slice(`/${lang}`.length)
  const { around, colour } = await aroundOf(options.db, { lang, path, staff })
  const counted = mayWorkOn('start', staff) ? countSteps(await stepsOf(options.db)) : null
  const steps = part === 'start' || counted?.done !== counted?.all ? counted : null
  const todo = await countToDo(options.db)
  const other = `/${lang === 'ko' ? 'en' : 'ko'}${path}${search}`
  const done = refused === null ? doneSentence(lang, { done: c.req.query('done'), n: c.req.query('n') }) : null
  const frame = { around: { ...around, other }, staff, part, title, above, act, refused, done, steps, todo }
  return sendPage(c, options, {
    head: { lang, title: `${title} · ${words.office(lang)}`, colour },
    body: h(OfficeFrame, { ...frame, children: body }),
    status,
  })
}

/** Leads on to a page of the office after something was done. */
export function leadTo(c: Context, { path, done, n }: { path: string; done: string; n?: number }): Response {
  const at = new URL(`/${requestLang(c)}/desk${path}`, 'http://office.invalid')
  at.searchParams.set('done', done)
  if (n !== undefined) at.searchParams.set('n', String(n))
  return c.redirect(at.pathname + at.search, 303)
}

/** Where a page of the office is. */
export function officePath(lang: Lang, path: string): string {
  return `/${lang}/desk${path}`
}
