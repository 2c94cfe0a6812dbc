import type { Context } from 'hono'
import type { ComponentChildren } from 'preact'
import { makeNonce, Problem } from '#edge'
import { isLang, type Lang } from '#language'
import type { PageHead, Theme } from '#ui'
import { toHtml } from './html.ts'
import { keptFor } from './kept.ts'
import type { WebOptions } from './options.ts'
import { sendShared, themeOf } from './render.ts'
import { makeTemplate } from './template.ts'

/** How long a rendered page serves visitors with an identity before it is made anew. */
const keepMs = 10_000
/** Most pages that are kept of each kind, for every way to narrow a list is another one. */
const mostPages = 200

/** What somebody asks for; the slug is empty where the page's address has none. */
export interface SharedAsked {
  lang: Lang
  slug: string
  /** The part of the address behind the path, with its question mark. */
  search: string
  theme: Theme | null
}

/**
 * Pages that are the same for everybody, in one language and theme: each is rendered once for all who ask within some
 * seconds, and sent to each with a nonce of its own. Those without an identity get it from the edge's memory.
 */
export function sharedPages(
  options: WebOptions,
  make: (asked: SharedAsked) => Promise<{ head: PageHead; body: ComponentChildren }>,
): (c: Context) => Promise<Response> {
  const { assets, pages, shop } = options
  const kept = keptFor(
    keepMs,
    async (asked: SharedAsked) => {
      const { head, body } = await make(asked)
      return makeTemplate(['nonce'], ({ nonce }) => toHtml({ head, assets, nonce, body }))
    },
    { most: mostPages },
  )
  shop.onCatalogueChanged(() => kept.drop())
  return async c => {
    const lang = c.req.param('lang')
    if (!isLang(lang)) throw new Problem('missing')
    const { search } = new URL(c.req.url)
    const template = await kept.get({ lang, slug: c.req.param('slug') ?? '', search, theme: themeOf(c) })
    const nonce = makeNonce()
    return sendShared(c, pages, template.fill({ nonce }), nonce)
  }
}
