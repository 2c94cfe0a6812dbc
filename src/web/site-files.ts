import { type Context, Hono } from 'hono'
import { Problem } from '#edge'
import { langs } from '#language'
import { categoriesChanged, countProducts, listCategories, productPlaces } from '#shop'
import type { WebOptions } from './options.ts'

/** The mark of the shop in a browser's tab: a small fire, drawn. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#10593b"/><path d="M16 5c1 4.500 7 7.500 7 14a7 7 0 0 1-14 0c0-3 1.500-4.700 3-6.500.4 2 1.300 3 2.500 3.300C14 12 14 8 16 5z" fill="#ffd98a"/></svg>`

/** Styles for where scripts are off: what needs them is hidden, what stands in for it is shown. */
const plainStyle = `.needs-script, .file-button, .film-frame { display: none !important } .without-script { display: block !important }
.stage { display: block !important } .stage .talk { display: flex !important; position: static !important; height: auto !important; max-height: none !important }
.stage .goods, .stage .panel { display: grid !important }
.stage .goods { position: static !important; width: auto !important; height: auto !important; padding: 1.25rem var(--gutter) !important; overflow: visible !important; clip-path: none !important }
.stage .goods > .island { display: contents !important } .stage .lead { display: block !important } .askbar { display: none !important }
.composer .write { padding-inline-start: var(--s-4) !important }`

/** A colour as an owner may choose one: #rrggbb, or oklch with lightness, chroma and hue. */
const colour = /^(#[0-9a-f]{6}|oklch\([\d.]+ [\d.]+ [\d.]+\))$/i

/** Products of one sitemap; each has an address in every language, and a sitemap may hold 50,000 in 50 MB. */
const usualOfMap = 10_000
const schema = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

const cached = { 'Cache-Control': 'public, max-age=86400' }

/** What robots and browsers ask of every site: robots.txt, sitemap.xml, the icon, styles without scripts, the owner's colour. */
export function siteFiles(
  { db, origin }: Pick<WebOptions, 'db' | 'origin'>,
  { productsOfMap = usualOfMap }: { productsOfMap?: number } = {},
): Hono {
  const app = new Hono()

  app.get('/icon.svg', c => c.body(icon, 200, { ...cached, 'Content-Type': 'image/svg+xml' }))
  app.get('/plain.css', c => c.body(plainStyle, 200, { ...cached, 'Content-Type': 'text/css; charset=utf-8' }))

  app.get('/owner.css', c => {
    const chosen = c.req.query('colour') ?? ''
    if (!colour.test(chosen)) throw new Problem('missing')
    const headers = {
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Type': 'text/css; charset=utf-8',
    }
    return c.body(`@layer tokens { :root { --owner: ${chosen} } }\n`, 200, headers)
  })

  app.get('/robots.txt', c => c.text(robots(origin), 200, cached))

  app.get('/sitemap.xml', async c => {
    const count = Math.ceil((await countProducts(db)) / productsOfMap)
    if (count <= 1) return xml(c, urlset(origin, [...(await shelves()), ...(await products(1))]))
    const parts = Array.from(
      { length: count },
      (_, i) => `<sitemap><loc>${origin}/sitemap-${i + 1}.xml</loc></sitemap>`,
    )
    return xml(c, `<sitemapindex ${schema}>\n${parts.join('\n')}\n</sitemapindex>`)
  })

  app.get('/:file{sitemap-[1-9][0-9]{0,3}[.]xml}', async c => {
    const n = Number(c.req.param('file').replace(/\D/g, ''))
    const places = [...(n === 1 ? await shelves() : []), ...(await products(n))]
    if (places.length === 0) throw new Problem('missing')
    return xml(c, urlset(origin, places))
  })

  async function shelves(): Promise<Place[]> {
    const [categories, changed] = await Promise.all([listCategories(db), categoriesChanged(db)])
    return [
      { path: '' },
      { path: '/new' },
      ...categories.map(({ id, slug }) => ({ path: `/c/${slug}`, changedAt: changed.get(id) })),
    ]
  }

  async function products(n: number): Promise<Place[]> {
    const rows = await productPlaces(db, { skip: (n - 1) * productsOfMap, limit: productsOfMap })
    return rows.map(({ slug, updatedAt }) => ({ path: `/p/${slug}`, changedAt: updatedAt }))
  }

  return app
}

/** A page that search engines are told of, by its path without a language. */
interface Place {
  path: string
  changedAt?: Date | undefined
}

function xml(c: Context, text: string): Response {
  return c.body(`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`, 200, {
    'Cache-Control': 'public, max-age=3600',
    'Content-Type': 'application/xml; charset=utf-8',
  })
}

function urlset(origin: string, places: Place[]): string {
  const urls = places.flatMap(place => langs.map(lang => urlOf(origin, lang, place)))
  return `<urlset ${schema} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>`
}

/** One address with its other language (sitemaps.org, hreflang). Slugs hold nothing that XML would need escaped. */
function urlOf(origin: string, lang: string, { path, changedAt }: Place): string {
  const others = langs.map(of => `<xhtml:link rel="alternate" hreflang="${of}" href="${origin}/${of}${path}"/>`)
  const changed = changedAt ? `<lastmod>${changedAt.toISOString()}</lastmod>` : ''
  return `<url><loc>${origin}/${lang}${path}</loc>${changed}${others.join('')}</url>`
}

/** Robots stay out of what belongs to one visitor, and out of the endless ways to narrow and sort a list. */
function robots(origin: string): string {
  const paths = ['/api/', '/*/desk', '/*/cart', '/*/checkout', '/*/account', '/*/orders/']
  const asked = ['is', 'from', 'to', 'stock', 'sale', 'sort'].map(name => `/*?*${name}=`)
  const lines = [...paths, ...asked].map(path => `Disallow: ${path}`)
  return `User-agent: *\n${lines.join('\n')}\nSitemap: ${origin}/sitemap.xml\n`
}
