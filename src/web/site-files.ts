import { Hono } from 'hono'
import { Problem } from '#edge'
import { langs } from '#language'
import { listCategories, listProducts } from '#shop'
import type { WebOptions } from './options.ts'

/** The mark of the shop in a browser's tab: a small fire, drawn. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#10593b"/><path d="M16 5c1 4.500 7 7.500 7 14a7 7 0 0 1-14 0c0-3 1.500-4.700 3-6.500.4 2 1.300 3 2.500 3.300C14 12 14 8 16 5z" fill="#ffd98a"/></svg>`

/** Styles for where scripts are off: what needs them is hidden, what stands in for it is shown. */
const plainStyle = `.needs-script, .file-button, .film { display: none !important } .without-script { display: block !important }
.stage { display: block !important } .stage .talk { display: flex !important; position: static !important; height: auto !important; max-height: none !important }
.stage .goods, .stage .panel { display: grid !important }
.stage .goods { position: static !important; width: auto !important; height: auto !important; padding: 1.25rem var(--gutter) !important; overflow: visible !important; clip-path: none !important }
.stage .goods > .island { display: contents !important } .stage .lead { display: block !important } .askbar { display: none !important }`

/** A colour as an owner may choose one: #rrggbb, or oklch with lightness, chroma and hue. */
const colour = /^(#[0-9a-f]{6}|oklch\([\d.]+ [\d.]+ [\d.]+\))$/i

const cached = { 'Cache-Control': 'public, max-age=86400' }

/** What robots and browsers ask of every site: robots.txt, sitemap.xml, the icon, styles without scripts, the owner's colour. */
export function siteFiles({ db, origin }: WebOptions): Hono {
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

  app.get('/robots.txt', c =>
    c.text(`User-agent: *\nDisallow: /api/\nDisallow: /*/desk\nSitemap: ${origin}/sitemap.xml\n`, 200, cached),
  )

  app.get('/sitemap.xml', async c => {
    const paths = ['', '/new', ...(await listCategories(db)).map(({ slug }) => `/c/${slug}`)]
    for (let after: string | null | undefined; after !== null; ) {
      const page = await listProducts(db, { after, limit: 60 })
      paths.push(...page.products.map(({ slug }) => `/p/${slug}`))
      after = page.next
    }
    const urls = paths.flatMap(path => langs.map(lang => urlOf(origin, lang, path)))
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`
    return c.body(xml, 200, {
      'Cache-Control': 'public, max-age=3600',
      'Content-Type': 'application/xml; charset=utf-8',
    })
  })

  return app
}

/** One address with its other language (sitemaps.org, hreflang). Slugs hold nothing that XML would need escaped. */
function urlOf(origin: string, lang: string, path: string): string {
  const others = langs.map(of => `<xhtml:link rel="alternate" hreflang="${of}" href="${origin}/${of}${path}"/>`)
  return `<url><loc>${origin}/${lang}${path}</loc>${others.join('')}</url>`
}
