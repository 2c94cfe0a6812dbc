import { type Context, Hono } from 'hono'
import { h } from 'preact'
import { addressKey, makeLimit, Problem, takeFrom } from '#edge'
import { decimalsOf, pick, web as words } from '#language'
import { leftInList, listProducts, narrows, waysOutOfList } from '#shop'
import { type Asked, readAsked, writeAsked } from './asked.ts'
import { breadcrumbs } from './facts.ts'
import { headOf, openFrames } from './frame.ts'
import { keptFor } from './kept.ts'
import { List, type ListView } from './lists.tsx'
import type { WebOptions } from './options.ts'
import { sharedPages } from './shared.ts'
import type { Frame } from './shell.tsx'

/** Products of one page of a list, and of what is shown where it has none. */
export const listSize = 24
const nearSize = 8
/** How long the counts beside the filters serve where the catalogue stays as it is: what is in stock may be so old. */
const keepMs = 60_000

/** The pages that list products: a category, and what is new. */
export function listRoutes(options: WebOptions): Hono {
  const { db, origin, shop } = options
  const frameFor = openFrames(options)
  const counted = keptFor(keepMs, ({ category, values, from, to, inStock, onSale }: Counted) =>
    leftInList(db, { category, narrowing: { values, from, to, inStock, onSale } }),
  )
  shop.onCatalogueChanged(() => counted.drop())
  const app = new Hono()

  const whatIsNew = sharedPages(options, async ({ lang, search, theme }) => {
    const frame = await frameFor({ lang, path: '/new' })
    const { asked, framed, narrowed } = readList(frame, search)
    // the shop's order of what is new is the newest first
    const view = await listed(frame, { asked, sort: asked.sort === 'shop' ? 'newest' : asked.sort })
    const head = { ...headOf(frame, { origin, theme, title: words.newGoods(lang) }), noIndex: narrowed }
    return { head, body: h(List, { frame: framed, category: null, view }) }
  })

  const category = sharedPages(options, async ({ lang, slug, search, theme }) => {
    const frame = await frameFor({ lang, path: `/c/${slug}`, current: slug })
    const category = frame.categories.find(one => one.slug === slug)
    if (category === undefined) throw new Problem('missing')
    const { asked, framed, narrowed } = readList(frame, search)
    const view = await listed(frame, { asked, category: slug, sort: asked.sort })
    const { name, about } = category
    const head = headOf(frame, { origin, theme, title: pick(lang, name), about: pick(lang, about) })
    const facts = [breadcrumbs({ lang, shop: frame.shop, origin, category })]
    return { head: { ...head, facts, noIndex: narrowed }, body: h(List, { frame: framed, category, view }) }
  })

  // A list as it is comes from memory; every way to narrow it has to be counted.
  const narrowing = makeLimit({ name: 'narrowed lists', points: 120, seconds: 60 })
  const limited = (page: (c: Context) => Promise<Response>) => async (c: Context) => {
    if (new URL(c.req.url).search !== '') await takeFrom(narrowing, addressKey(options.address(c)))
    return page(c)
  }
  app.get('/:lang{(?:ko|en)}/new', limited(whatIsNew))
  app.get('/:lang{(?:ko|en)}/c/:slug', limited(category))

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

/** What is asked of a list's page, its frame, whose way to the other language keeps it, and whether it is a part. */
export function readList(frame: Frame, search: string) {
  const decimals = decimalsOf(frame.shop.currency)
  const asked = readAsked(new URLSearchParams(search), { decimals })
  const rest = writeAsked(asked, { decimals })
  return { asked, framed: { ...frame, path: frame.path + rest }, narrowed: rest !== '' && asked.query === '' }
}

/** A list as its filters need it, but for what it still holds. */
export function narrowable({ lang, path, shop: { currency } }: Frame, asked: Asked) {
  return { lang, here: `/${lang}${path}`, asked, currency, decimals: decimalsOf(currency) }
}
