import { type Context, Hono } from 'hono'
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { addressKey, makeLimit, Problem, takeFrom } from '#edge'
import { isLang, type Lang } from '#language'
import { hintsFor, narrows, openVocabulary, searchProducts } from '#shop'
import { readAsked, writeAsked } from './asked.ts'
import { headOf, openFrames } from './frame.ts'
import { HintList } from './hints.tsx'
import { keptFor } from './kept.ts'
import { listSize, narrowable, readList } from './list-routes.ts'
import type { ListView } from './lists.tsx'
import type { WebOptions } from './options.ts'
import { Search, title as searchTitle } from './search.tsx'
import { sharedPages } from './shared.ts'

/** How long suggestions serve, here and in a browser, in seconds. */
const keptSeconds = { here: 10, browser: 60 }
const longestQuery = 100

/** The search, and what it suggests while one types. */
export function searchRoutes(options: WebOptions): Hono {
  const { db, origin, shop, address } = options
  const frameFor = openFrames(options)
  const searching = makeLimit({ name: 'search', points: 60, seconds: 60 })
  const typing = makeLimit({ name: 'search hints', points: 240, seconds: 60 })
  const vocabulary = openVocabulary(db)
  const hinted = keptFor(keptSeconds.here * 1000, async ({ lang, query }: { lang: Lang; query: string }) => {
    const hints = await hintsFor(db, { query, vocabulary })
    return renderToString(h(HintList, { lang, hints }))
  })
  shop.onCatalogueChanged(() => {
    vocabulary.stale()
    hinted.drop()
  })
  const app = new Hono()

  const page = sharedPages(options, async ({ lang, search, theme }) => {
    const frame = await frameFor({ lang, path: '/search' })
    const { asked, framed } = readList(frame, search)
    const { query, sort, after } = asked
    const found =
      query === ''
        ? null
        : await searchProducts(db, { query, narrowing: asked, sort, limit: listSize, after, vocabulary })
    const known = writeAsked({ ...readAsked(new URLSearchParams(), { decimals: 0 }), query }, { decimals: 0 })
    const title = searchTitle(frame, query, found)
    const head = { ...headOf(frame, { origin, theme, title, path: `/search${known}` }), noIndex: true }
    const isThere = found?.left && (found.products.length > 0 || (narrows(asked) && (found.waysOut?.length ?? 0) > 0))
    const view: ListView | null =
      found?.left && isThere
        ? {
            of: { ...narrowable(frame, asked), left: found.left },
            products: found.products,
            next: found.next,
            ways: found.waysOut ?? [],
            near: [],
          }
        : null
    return { head, body: h(Search, { frame: framed, query, found, view }) }
  })

  app.get('/:lang{(?:ko|en)}/search', async c => {
    if (queryOf(c) !== '') await takeFrom(searching, addressKey(address(c)))
    return page(c)
  })

  app.get('/:lang{(?:ko|en)}/search/hints', async c => {
    const lang = c.req.param('lang')
    if (!isLang(lang)) throw new Problem('missing')
    await takeFrom(typing, addressKey(address(c)))
    const query = queryOf(c)
    const html = query === '' ? '' : await hinted.get({ lang, query })
    c.header('Cache-Control', `public, max-age=${keptSeconds.browser}`)
    c.header('X-Robots-Tag', 'noindex')
    return c.html(html)
  })

  return app
}

function queryOf(c: Context): string {
  return (c.req.query('q') ?? '').slice(0, longestQuery).trim()
}
