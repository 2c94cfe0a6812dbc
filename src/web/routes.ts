import { type Context, Hono } from 'hono'
import { h } from 'preact'
import { addressKey, makeLimit, Problem, requestLang, takeFrom } from '#edge'
import { isLang, type Lang, pick, web as words } from '#language'
import { listCategories, listProducts, productSummary, searchProducts, shopView } from '#shop'
import type { PageHead } from '#ui'
import { accountRoutes } from './account/routes.ts'
import { buyRoutes } from './buy/routes.ts'
import { merchantFeeds } from './feeds/routes.ts'
import { Home } from './home.tsx'
import { List, Search, title as searchTitle } from './lists.tsx'
import type { WebOptions } from './options.ts'
import { payRoutes } from './pay/routes.ts'
import { addresses, sharedPage, themeOf } from './render.ts'
import { reviewRoutes } from './reviews/routes.ts'
import type { Frame } from './shell.tsx'
import { siteFiles } from './site-files.ts'
import { stageRoutes } from './stage/routes.ts'
import { talksRoutes } from './talks/routes.ts'

/** Products of one page of a list. */
const listSize = 24
const rowSize = 10
const longestQuery = 100

/** The shop's pages, to be mounted at the root. */
export function webRoutes(options: WebOptions): Hono {
  const { db, shop, pages, origin } = options
  shop.onCatalogueChanged(() => pages.drop())
  const searching = makeLimit({ name: 'search', points: 60, seconds: 60 })
  const app = new Hono()

  app.route('/', buyRoutes(options))
  if (options.payments) app.route('/', payRoutes(options, options.payments))
  app.route('/', accountRoutes(options))
  app.route('/', reviewRoutes(options))

  app.get('/', c => {
    c.header('Vary', 'Accept-Language')
    return c.redirect(`/${requestLang(c)}`, 302)
  })

  app.get('/:lang{(?:ko|en)}', async c => {
    const frame = await frameOf(c, '')
    const { products } = await listProducts(db, { newest: true, limit: 60 })
    const withFilm = products.filter(product => product.hasFilm).slice(0, rowSize)
    const [first = null] = await productSummary(db, { ids: withFilm.slice(0, 1).map(product => product.id) })
    const view = { first, withFilm: withFilm.slice(1), newest: products.slice(0, rowSize) }
    return sharedPage(
      c,
      options,
      headOf(c, frame, { title: pick(frame.lang, frame.shop.name), about: pick(frame.lang, frame.shop.lead) }),
      h(Home, { frame, view }),
    )
  })

  app.get('/:lang{(?:ko|en)}/new', async c => {
    const frame = await frameOf(c, '/new')
    const page = await listProducts(db, { newest: true, after: c.req.query('after'), limit: listSize })
    const title = `${words.newGoods(frame.lang)} · ${pick(frame.lang, frame.shop.name)}`
    return sharedPage(c, options, headOf(c, frame, { title }), h(List, { frame, category: null, page }))
  })

  app.get('/:lang{(?:ko|en)}/c/:slug', async c => {
    const slug = c.req.param('slug')
    const frame = await frameOf(c, `/c/${slug}`, slug)
    const category = frame.categories.find(one => one.slug === slug)
    if (category === undefined) throw new Problem('missing')
    const page = await listProducts(db, { category: slug, after: c.req.query('after'), limit: listSize })
    const title = `${pick(frame.lang, category.name)} · ${pick(frame.lang, frame.shop.name)}`
    const head = headOf(c, frame, { title, about: pick(frame.lang, category.about) })
    return sharedPage(c, options, head, h(List, { frame, category, page }))
  })

  app.get('/:lang{(?:ko|en)}/search', async c => {
    const query = (c.req.query('q') ?? '').slice(0, longestQuery).trim()
    const frame = await frameOf(c, `/search${query === '' ? '' : `?q=${encodeURIComponent(query)}`}`)
    if (query !== '') await takeFrom(searching, addressKey(options.address(c)))
    const after = c.req.query('after')
    const found = query === '' ? null : await searchProducts(db, { query, limit: listSize, after })
    const title = `${searchTitle(frame, query, found)} · ${pick(frame.lang, frame.shop.name)}`
    const head = { ...headOf(c, frame, { title }), noIndex: true }
    return sharedPage(c, options, head, h(Search, { frame, query, found }))
  })

  app.route('/', stageRoutes(options))
  app.route('/', talksRoutes(options))
  app.route('/', siteFiles(options))
  app.route('/', merchantFeeds(options))

  async function frameOf(c: Context, path: string, current?: string): Promise<Frame> {
    const lang = langOf(c)
    const [settings, categories] = await Promise.all([shopView(db), listCategories(db)])
    return { lang, shop: settings, categories, path, current }
  }

  function headOf(
    c: Context,
    { lang, path, shop: settings }: Frame,
    { title, about }: { title: string; about?: string },
  ): PageHead {
    return {
      lang,
      title,
      theme: themeOf(c),
      colour: settings.ownerColour,
      ...(about && { description: about }),
      ...addresses(origin, lang, path),
    }
  }

  return app
}

function langOf(c: Context): Lang {
  const lang = c.req.param('lang')
  if (!isLang(lang)) throw new Problem('missing')
  return lang
}
