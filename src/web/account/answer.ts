import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { contentPolicy, makeNonce, Problem, setCookies } from '#edge'
import { isLang, type Lang, pick } from '#language'
import { findSignedIn, type Member } from '#members'
import { listCategories, shopView } from '#shop'
import { toHtml } from '../html.ts'
import type { WebOptions } from '../options.ts'
import { themeOf } from '../render.ts'
import type { Frame } from '../shell.tsx'
import { mergeGuest } from './merge.ts'
import { nextQuery } from './next.ts'

type Answer = (c: Context, member: Member) => Response | Promise<Response>

/**
 * A page for a member. Everybody else is led to the sign-in and from there back here, the staff to their own account
 * at the desk. What this browser still held as a guest's becomes the member's.
 */
export function forMember(options: WebOptions, answer: Answer) {
  return async (c: Context): Promise<Response> => {
    const { headers } = c.req.raw
    const person = await findSignedIn(options.accounts, { headers })
    const lang = langOf(c)
    c.header('Cache-Control', 'no-store')
    if (person === null) return c.redirect(`/${lang}/sign-in${nextQuery(c.req.path)}`, 303)
    if (person.role !== 'member') return c.redirect(`/${lang}/desk/account`, 303)
    setCookies(c, await mergeGuest(options, { headers, member: person }))
    return answer(c, person)
  }
}

/** What stands around a page of this folder; `path` is without its language. */
export async function frameOf(c: Context, { db }: WebOptions, path: string): Promise<Frame> {
  const [shop, categories] = await Promise.all([shopView(db), listCategories(db)])
  return { lang: langOf(c), shop, categories, path }
}

/** A page as it is sent. */
export interface OwnPage {
  frame: Frame
  title: string
  body: ComponentChildren
  status?: 200 | Problem['status']
}

/** Sends a page that is for one person: kept by nobody, found by no search engine. */
export function sendPage(c: Context, { assets }: WebOptions, { frame, title, body, status = 200 }: OwnPage): Response {
  const nonce = makeNonce()
  const { lang, shop } = frame
  const head = {
    lang,
    title: `${title} · ${pick(lang, shop.name)}`,
    theme: themeOf(c),
    colour: shop.ownerColour,
    noIndex: true,
  }
  return c.html(toHtml({ head, assets, nonce, body }), status, {
    'Content-Security-Policy': contentPolicy(nonce),
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
  })
}

/** The language of the page's address. */
export function langOf(c: Context): Lang {
  const lang = c.req.param('lang')
  if (!isLang(lang)) throw new Problem('missing')
  return lang
}
