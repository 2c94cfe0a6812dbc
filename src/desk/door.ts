import type { Context } from 'hono'
import { type ComponentChildren, h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Conversations } from '#chat'
import type { Database } from '#database'
import { contentPolicy, makeNonce, Problem, requestLang, setCookies } from '#edge'
import type { Media } from '#media'
import { type Accounts, findStaff, renewSession, type Staff } from '#members'
import type { Payments, Shop } from '#shop'
import { type Assets, Document, type PageHead, themeIn } from '#ui'

/** What the desk works with. */
export interface DeskOptions {
  db: Database
  accounts: Accounts
  conversations: Conversations
  /** Hears of every change of the catalogue once it is committed. */
  shop: Shop
  media: Media
  /** The payment providers that the program has settings for, and what is given back through them. */
  payments: Pick<Payments, 'providers' | 'giveBack'>
  assets: Assets
  /** The shop's public address, for the links that are handed over and shown. */
  origin: string
  address(context: Context): string
}

type Answer = (c: Context, staff: Staff) => Response | Promise<Response>

/** A page for the shop's staff; everybody else is led to the sign-in and from there back here. */
export function forStaff({ accounts }: DeskOptions, answer: Answer) {
  return async (c: Context): Promise<Response> => {
    const { headers } = c.req.raw
    const staff = await findStaff(accounts, { headers })
    if (staff === null) {
      const { pathname, search } = new URL(c.req.url)
      return c.redirect(`/${requestLang(c)}/desk/sign-in?to=${encodeURIComponent(pathname + search)}`, 303)
    }
    setCookies(c, await renewSession(accounts, { headers }))
    return answer(c, staff)
  }
}

/** An answer for the pages of staff. Everybody else is refused as `unauthenticated`. */
export function forStaffPages({ accounts }: DeskOptions, answer: Answer) {
  return async (c: Context): Promise<Response> => {
    const staff = await findStaff(accounts, { headers: c.req.raw.headers })
    if (staff === null) throw new Problem('unauthenticated')
    c.header('Cache-Control', 'no-store')
    return answer(c, staff)
  }
}

/** A page as it is sent. */
export interface Page {
  head: Pick<PageHead, 'lang' | 'title'> & { colour?: string }
  body: ComponentChildren
  status?: 200 | Problem['status']
}

/** Sends a page of the desk: kept by nobody, found by no search engine, with a policy of its own. */
export function sendPage(c: Context, { assets }: DeskOptions, { head, body, status = 200 }: Page): Response {
  const nonce = makeNonce()
  const page = { head: { ...head, theme: themeIn(c.req.header('cookie')), noIndex: true }, assets, nonce, body }
  const html = `<!doctype html>${renderToString(h(Document, page))}`
  return c.html(html, status, {
    'Content-Security-Policy': contentPolicy(nonce),
    'Cache-Control': 'no-store',
    'X-Robots-Tag': 'noindex',
  })
}
