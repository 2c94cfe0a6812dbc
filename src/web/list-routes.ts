import { Hono } from 'hono'
import { h } from 'preact'
import { addressKey, makeLimit, Problem, takeFrom } from '#edge'
import { pick, web as words } from '#language'
import { leftInList, listProducts, narrows, openVocabulary, searchProducts, waysOutOfList } from '#shop'
import { type Asked, readAsked, writeAsked } from './asked.ts'
import { breadcrumbs, decimalsOf } from './facts.ts'
import { frameOf, headOf } from './frame.ts'
import { keptFor } from './kept.ts'
import { List, type ListView, Search, title as searchTitle } from './lists.tsx'
import type { WebOptions } from './options.ts'
import { sharedPage } from './render.ts'
import type { Frame } from './shell.tsx'

/** Products of one page of a list, and of what is shown where it has none. */
const listSize = 24
const nearSize = 8
/** How long the counts beside the filters serve, for they change with every piece that is sold. */
const keepMs = 10_000

/** The pages that list products: a category, what is new, what was searched for. */
export function listRoutes(options: WebOptions): Hono {
  const { db, origin, shop } = options
  const searching = makeLimit({ name: 'search', points: 60, seconds: 60 })
  const counted = keptFor(keepMs, ({ category, values, from, to, inStock, onSale }: Counted) =>
    leftInList(db, { category, narrowing: { values, from, to, inStock, onSale } }),
  )
  const vocabulary = openVocabulary(db)
  shop.onCatalogueChanged(() => {
    counted.drop()
    vocabulary.stale()
  })
  const app = new Hono()

  app.get('/:lang{(?:ko|en)}/new', async c => {
    const frame = await frameOf(c, { db, path: '/new' })
    const { asked, framed, narrowed } = read(frame, c.req.url)
    // the shop's order of what is new is the newest first
    const view = await listed(frame, { asked, sort: asked.sort === 'shop' ? 'newest' : asked.sort })
    const head = headOf(c, frame, { origin, title: words.newGoods(frame.lang) })
    return sharedPage(c, options, { ...head, noIndex: narrowed }, h(List, { frame: framed, category: null, view }))
  })

  app.get('/:lang{(?:ko|en)}/c/:slug', async c => {
    const slug = c.req.param('slug')
    const frame = await frameOf(c, { db, path: `/c/${slug}`, current: slug })
    const category = frame.categories.find(one => one.slug === slug)
    if (category === undefined) throw new Problem('missing')
    const { asked, framed, narrowed } = read(frame, c.req.url)
    const view = await listed(frame, { asked, category: slug, sort: asked.sort })
    const { lang } = frame
    const head = headOf(c, frame, { origin, title: pick(lang, category.name), about: pick(lang, category.about) })
    const facts = [breadcrumbs({ lang, shop: frame.shop, origin, category })]
    return sharedPage(c, options, { ...head, facts, noIndex: narrowed }, h(List, { frame: framed, category, view }))
  })

  app.get('/:lang{(?:ko|en)}/search', async c => {
    const frame = await frameOf(c, { db, path: '/search' })
    const { asked, framed } = read(frame, c.req.url)
    const { query, sort, after } = asked
    if (query !== '') await takeFrom(searching, addressKey(options.address(c)))
    const found =
      query === ''
        ? null
        : await searchProducts(db, { query, narrowing: asked, sort, limit: listSize, after, vocabulary })
    const known = writeAsked({ ...readAsked(new URLSearchParams(), { decimals: 0 }), query }, { decimals: 0 })
    const title = searchTitle(frame, query, found)
    const head = { ...headOf(c, frame, { origin, title, path: `/search${known}` }), noIndex: true }
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
    return sharedPage(c, options, head, h(Search, { frame: framed, query, found, view }))
  })

  /** What is asked of a page, and its frame, whose way to the other language keeps it. */
  function read(frame: Frame, url: string) {
    const decimals = decimalsOf(frame.shop.currency)
    const asked = readAsked(new URL(url).searchParams, { decimals })
    const rest = writeAsked(asked, { decimals })
    return { asked, framed: { ...frame, path: frame.path + rest }, narrowed: rest !== '' && asked.query === '' }
  }

  function narrowable({ lang, path, shop: { currency } }: Frame, asked: Asked) {
    return { lang, here: `/${lang}${path}`, asked, currency, decimals: decimalsOf(currency) }
  }

  async function listed(
    frame: Frame,
    { asked, category, sort }: { asked: Asked; category?: string; sort: Asked['sort'] },
  ): Promise<ListView> {
    const { values, from, to, inStock, onSale, after } = asked
    const [page, left] = await Promise.all([
      listProducts(db, { category, narrowing: asked, sort, after, limit: listSize }),
      counted.get({ category, values, from, to, inStock, onSale }),
    ])
    const isEmpty = page.products.length === 0 && narrows(asked)
    const [ways, near] = isEmpty
      ? await Promise.all([
          waysOutOfList(db, { category, narrowing: asked }),
          listProducts(db, { category, sort, limit: nearSize }),
        ])
      : [[], { products: [] }]
    return { of: { ...narrowable(frame, asked), left }, ...page, ways, near: near.products }
  }

  return app
}

type Counted = Pick<Asked, 'values' | 'from' | 'to' | 'inStock' | 'onSale'> & { category: string | undefined }
