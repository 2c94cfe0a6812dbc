import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import * as v from 'valibot'
import { CatalogueProduct, upsertCategory, upsertProducts } from '#shop'
import { testDatabase } from '../../test/database.ts'
import { siteFiles } from './site-files.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db } = database
const origin = 'https://shop.example'
const app = siteFiles({ db, origin }, { productsOfMap: 4 })
const both = (text: string) => ({ ko: text, en: text })

function cup(slug: string, published: Date | null = new Date('2026-11-01')): CatalogueProduct {
  return v.parse(CatalogueProduct, {
    ...{ slug, category: 'kitchen', brand: 'Modak', name: both(slug), lead: both('x'), facts: [], options: [] },
    ...{ about: { title: both('x'), text: both('x') }, attributes: {}, images: [], film: null, published },
    variants: [{ sku: `SKU-${slug}`, options: {}, price: 1000, stock: 1 }],
  })
}
const published = Array.from({ length: 9 }, (_, n) => cup(`p${n}`))
await db.transaction(async tx => {
  for (const [position, slug] of ['camping', 'kitchen'].entries())
    await upsertCategory(tx, { category: { slug, name: both(slug), about: both(slug), picture: null }, position })
  await upsertProducts(tx, { products: [...published, cup('hidden', null)] })
})

async function xml(path: string): Promise<string> {
  const reply = await app.request(path)
  assert.equal(reply.status, 200, path)
  assert.match(reply.headers.get('content-type') ?? '', /^application\/xml/)
  return reply.text()
}
const places = (text: string) => [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, place = '']) => place)

test('a shop with more products than one sitemap holds has an index of several', async () => {
  const index = await xml('/sitemap.xml')
  assert.match(index, /^<\?xml [^>]*\?>\n<sitemapindex xmlns="http:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9">/)
  assert.deepEqual(
    places(index),
    [1, 2, 3].map(n => `${origin}/sitemap-${n}.xml`),
  )
})

test('the parts of an index hold every published product once in each language, and the shelves once', async () => {
  const all = (await Promise.all([1, 2, 3].map(n => xml(`/sitemap-${n}.xml`)))).flatMap(places)
  assert.equal(new Set(all).size, all.length)
  const paths = [...published.map(({ slug }) => `/p/${slug}`), '', '/new', '/c/camping', '/c/kitchen']
  const wanted = ['ko', 'en'].flatMap(lang => paths.map(path => `${origin}/${lang}${path}`))
  assert.deepEqual(all.toSorted(), wanted.toSorted())
  for (const path of ['/sitemap-4.xml', '/sitemap-0.xml', '/sitemap-01.xml', '/sitemap-x.xml'])
    assert.notEqual((await app.request(path)).status, 200, path)
})

test('each address of a sitemap names itself and its other language', async () => {
  const [entry = ''] = /<url><loc>[^<]*\/en\/p\/p0<\/loc>.*?<\/url>/.exec(await xml('/sitemap-1.xml')) ?? []
  for (const lang of ['ko', 'en'])
    assert.ok(entry.includes(`<xhtml:link rel="alternate" hreflang="${lang}" href="${origin}/${lang}/p/p0"/>`), lang)
  assert.match(entry, /<lastmod>\d{4}-\d\d-\d\dT[\d:.]+Z<\/lastmod>/)
})

test('a shop whose products one sitemap holds has one, and no parts', async () => {
  const whole = siteFiles({ db, origin })
  const text = await (await whole.request('/sitemap.xml')).text()
  assert.equal(places(text).length, 2 * (9 + 4))
})

test('robots are kept out of what is one visitor’s own, and out of the ways to narrow and sort a list', async () => {
  const text = await (await app.request('/robots.txt')).text()
  for (const path of ['/api/', '/*/cart', '/*/checkout', '/*/account', '/*/orders/', '/*?*is=', '/*?*sort='])
    assert.ok(text.includes(`Disallow: ${path}\n`), path)
  assert.ok(text.includes(`Sitemap: ${origin}/sitemap.xml`))
})
