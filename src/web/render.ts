import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { anonymousTheme, contentPolicy, makeNonce, type Problem } from '#edge'
import type { Lang } from '#language'
import { type PageHead, type Theme, themeIn } from '#ui'
import { toHtml } from './html.ts'
import type { WebOptions } from './options.ts'
import { otherLang } from './shell.tsx'

/** A page in UTF-8. */
type Html = Buffer<ArrayBuffer>

const contentType = 'text/html; charset=UTF-8'

/** The theme that a visitor chose. */
export function themeOf(c: Context): Theme | null {
  return themeIn(c.req.header('cookie'))
}

/** The addresses of a page in every language; `path` is without its language. */
export function addresses(origin: string, lang: Lang, path: string): Pick<PageHead, 'canonical' | 'alternates'> {
  const href = (of: Lang) => `${origin}/${of}${path}`
  return { canonical: href(lang), alternates: [lang, otherLang(lang)].map(of => ({ lang: of, href: href(of) })) }
}

/** A page that is the same for everybody. It is kept for visitors without an identity. */
export function sharedPage(
  c: Context,
  { assets, pages }: WebOptions,
  head: PageHead,
  body: ComponentChildren,
): Response {
  const nonce = makeNonce()
  return sendShared(c, pages, Buffer.from(toHtml({ head, assets, nonce, body })), nonce)
}

/** Sends a page, and keeps it where the visitor has no identity that it could be made for. */
export function sendShared(c: Context, pages: WebOptions['pages'], html: Html, nonce: string): Response {
  const headers = { 'Content-Security-Policy': contentPolicy(nonce), Vary: 'Cookie' }
  const theme = anonymousTheme(c.req.header('cookie'))
  if (theme !== undefined) {
    const url = new URL(c.req.url)
    pages.keep({ url: url.pathname + url.search, theme, html, headers })
  }
  return c.body(html, 200, {
    ...headers,
    'Content-Type': contentType,
    'Cache-Control': theme === undefined ? 'private, no-cache' : 'public, max-age=0',
  })
}

/** Sends a page that was made for this visitor alone. */
export function sendOwn(c: Context, html: Html, nonce: string, status: 200 | Problem['status'] = 200): Response {
  return c.body(html, status, {
    'Content-Type': contentType,
    'Content-Security-Policy': contentPolicy(nonce),
    'Cache-Control': 'private, no-cache',
    Vary: 'Cookie',
  })
}
