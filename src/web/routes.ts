import { Hono } from 'hono'
import { h } from 'preact'
import { requestLang } from '#edge'
import { pick } from '#language'
import { listProducts, productSummary } from '#shop'
import { accountRoutes } from './account/routes.ts'
import { buyRoutes } from './buy/routes.ts'
import { shopFacts } from './facts.ts'
import { merchantFeeds } from './feeds/routes.ts'
import { headOf, openFrames } from './frame.ts'
import { Home } from './home.tsx'
import { listRoutes } from './list-routes.ts'
import type { WebOptions } from './options.ts'
import { payRoutes } from './pay/routes.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { searchRoutes } from './search-routes.ts'
import { sharedPages } from './shared.ts'
import { siteFiles } from './site-files.ts'
import { stageRoutes } from './stage/routes.ts'
import { talksRoutes } from './talks/routes.ts'

const rowSize = 10

/** The shop's pages, to be mounted at the root. */
export function webRoutes(options: WebOptions): Hono {
  const { db, shop, pages, origin } = options
  shop.onCatalogueChanged(() => pages.drop())
  const app = new Hono()

  app.route('/', buyRoutes(options))
  if (options.payments) app.route('/', payRoutes(options, options.payments))
  app.route('/', accountRoutes(options))
  app.route('/', reviewRoutes(options))

  app.get('/', c => {
    c.header('Vary', 'Accept-Language')
    return c.redirect(`/${requestLang(c)}`, 302)
  })

  const frameFor = openFrames(options)
  const home = sharedPages(options, async ({ lang, theme }) => {
    const frame = await frameFor({ lang, path: '' })
    const { products } = await listProducts(db, { newest: true, limit: 60 })
    const withFilm = products.filter(product => product.hasFilm).slice(0, rowSize)
    const [first = null] = await productSummary(db, { ids: withFilm.slice(0, 1).map(product => product.id) })
    const view = { first, withFilm: withFilm.slice(1), newest: products.slice(0, rowSize) }
    const { name, lead } = frame.shop
    const head = headOf(frame, { origin, theme, title: pick(lang, name), about: pick(lang, lead) })
    return { head: { ...head, facts: shopFacts({ lang, shop: frame.shop, origin }) }, body: h(Home, { frame, view }) }
  })
  app.get('/:lang{(?:ko|en)}', home)

  app.route('/', listRoutes(options))
  app.route('/', searchRoutes(options))
  app.route('/', stageRoutes(options))
  app.route('/', talksRoutes(options))
  app.route('/', siteFiles(options))
  app.route('/', merchantFeeds(options))

  return app
}
