import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import * as v from 'valibot'
import { CatalogueProduct, upsertAttribute, upsertProducts } from '#shop'
import { webRoutes } from '#web'
import { testDatabase } from '../../test/database.ts'
import { openTestShop } from './account/fixture.ts'

const shop = await openTestShop(await testDatabase(), webRoutes)
after(() => shop[Symbol.asyncDispose]())
const browser = shop.browser()
const both = (text: string) => ({ ko: text, en: text })

const many = 60
await shop.db.transaction(async tx => {
  const values = [
    { key: 'clay', name: { ko: '흙', en: 'Clay' } },
    { key: 'iron', name: { ko: '쇠', en: 'Iron' } },
  ]
  await upsertAttribute(tx, { attribute: { key: 'made', name: { ko: '바탕', en: 'Made of' }, values }, position: 0 })
  await upsertProducts(tx, { products: Array.from({ length: many }, (_, n) => cup(n)) })
})

function cup(n: number): CatalogueProduct {
  return v.parse(CatalogueProduct, {
    slug: `cup-${n}`,
    category: 'kitchen',
    brand: 'Modak',
    name: { ko: `찻잔 ${n}`, en: `Cup ${n}` },
    lead: both('x'),
    about: { title: both('x'), text: both('x') },
    facts: [],
    options: [],
    variants: [{ sku: `CUP-${n}`, options: {}, price: 1000 * (n + 1), salePrice: n === 5 ? 3000 : null, stock: n % 2 }],
    attributes: { made: [n % 3 === 0 ? 'clay' : 'iron'] },
    images: [],
    film: null,
    published: new Date(Date.UTC(2026, 9, 1) + n * 60_000),
  })
}

async function page(path: string): Promise<string> {
  const response = await browser.get(path)
  assert.equal(response.status, 200, path)
  return await response.text()
}

const slugs = (html: string) =>
  [...html.matchAll(/class="goods-card" href="\/ko\/p\/([^"]+)"/g)].map(([, slug]) => slug)

/** The products of all parts of a list, by its own ways on. */
async function walk(path: string): Promise<(string | undefined)[]> {
  const all: (string | undefined)[] = []
  for (let at: string | undefined = path; at !== undefined; ) {
    const html: string = await page(at)
    all.push(...slugs(html))
    const on = /<a class="button" href="([^"]*after=[^"]*)"/.exec(html)
    at = on?.[1]?.replaceAll('&amp;', '&')
  }
  return all
}

test('following a list to its end shows each product once, whatever is asked of it', async () => {
  for (const [query, count] of [
    ['', many + 1],
    ['?sort=low', many + 1],
    ['?is=made.iron&sort=high', 40],
    ['?is=made.iron&is=made.clay&stock=1', 30],
    ['?from=10%2C000&sort=newest', many + 1 - 9],
  ] as const) {
    const all = await walk(`/ko/c/kitchen${query}`)
    assert.equal(all.length, count, query)
    assert.equal(new Set(all).size, all.length, query)
  }
})

test('the way to the other language, and to the next part, keep what was asked', async () => {
  const html = await page('/ko/c/kitchen?is=made.iron&sort=low')
  assert.match(html, /href="\/en\/c\/kitchen\?is=made\.iron&amp;sort=low"/)
  assert.match(html, /href="\/ko\/c\/kitchen\?is=made\.iron&amp;sort=low&amp;after=/)
})

test('what is chosen can be taken away one by one', async () => {
  const html = await page('/ko/c/kitchen?is=made.iron&sale=1')
  assert.match(html, /href="\/ko\/c\/kitchen\?sale=1" aria-label="쇠 빼기"/)
  assert.match(html, /href="\/ko\/c\/kitchen\?is=made\.iron" aria-label="할인하는 것 빼기"/)
})

test('where nothing fits, the page says what to take away and shows what there is', async () => {
  const html = await page('/ko/c/kitchen?is=made.clay&sale=1')
  assert.match(html, /‘바탕’ 없이 보면 1가지/)
  assert.match(html, /‘할인하는 것’ 없이 보면 20가지/)
  assert.equal(slugs(html).length, 8)
})

test('a search is filtered and sorted like any list', async () => {
  const html = await page(`/ko/search?q=${encodeURIComponent('찻잔')}&is=made.clay&to=10000&sort=high`)
  assert.deepEqual(slugs(html), ['cup-9', 'cup-6', 'cup-3', 'cup-0'])
  assert.match(html, /<input type="hidden" name="q" value="찻잔"/)
})

test('a sale shows its price, the usual one and a badge', async () => {
  const html = await page('/ko/c/kitchen?sale=1')
  assert.deepEqual(slugs(html), ['cup-5'])
  assert.match(html, /3,000.*<s aria-hidden="true">6,000원<\/s>/s)
})

test('nonsense in an address is answered calmly', async () => {
  for (const query of ['?is=%00', '?is=a&is=made.none', '?from=-1&to=x', '?sort=x', '?q=%00', "?is=made.'"])
    await page(`/ko/c/kitchen${query}`)
  assert.equal((await browser.get('/ko/c/kitchen?after=x')).status, 422)
  assert.equal((await browser.get(`/ko/c/kitchen?sort=newest&after=9999999999999999.${'0'.repeat(36)}`)).status, 422)
})

test('narrowed lists are kept out of search engines, and point to the whole one', async () => {
  const html = await page('/ko/c/kitchen?sale=1')
  assert.match(html, /<meta name="robots" content="noindex"/)
  assert.match(html, /<link rel="canonical" href="[^"?]*\/ko\/c\/kitchen"/)
  assert.doesNotMatch(await page('/ko/c/kitchen'), /noindex/)
})

/** What a page tells search engines, by its type. */
async function facts(path: string): Promise<Map<string, Record<string, unknown>>> {
  const html = await page(path)
  const all = [...html.matchAll(/<script type="application\/ld\+json">([^<]*)</g)].map(([, json = '']) =>
    JSON.parse(json),
  )
  return new Map(all.map(fact => [fact['@type'], fact]))
}

test('search engines read the shop, the places and a sale with its usual price', async () => {
  assert.deepEqual([...(await facts('/ko')).keys()], ['WebSite', 'Organization'])
  const of = await facts('/ko/p/cup-5')
  const places = of.get('BreadcrumbList')?.itemListElement
  assert.ok(Array.isArray(places))
  assert.deepEqual(places.map(({ name }) => name).slice(-1), ['찻잔 5'])
  const text = JSON.stringify(of.get('Product')?.offers)
  assert.match(text, /"price":"3000"/)
  assert.match(text, /StrikethroughPrice","price":"6000"/)
  assert.match(text, /InStock/)
})

test('the sitemap has every product in both languages, with its day of change', async () => {
  const map = await page('/sitemap.xml')
  assert.equal(map.match(/<loc>[^<]*\/(ko|en)\/p\/cup-\d+<\/loc><lastmod>/g)?.length, many * 2)
  assert.match(map, /<loc>[^<]*\/ko\/c\/kitchen<\/loc><lastmod>2/)
  assert.match(map, /hreflang="en" href="[^"]*\/en\/p\/cup-1"/)
  assert.equal((await browser.get('/sitemap-7.xml')).status, 404)
  assert.match(await page('/robots.txt'), /Disallow: \/\*\?\*is=\n/)
})

test('somebody with an identity gets the same page as all others, with a nonce of their own', async () => {
  const member = shop.browser()
  member.cookies.set('doumi_guest', 'somebody')
  const replies = await Promise.all([member.get('/ko/c/kitchen'), member.get('/ko/c/kitchen')])
  const [first = '', second = ''] = replies.map(reply => reply.headers.get('content-security-policy') ?? '')
  const nonceOf = (policy: string) => /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
  assert.notEqual(nonceOf(first), nonceOf(second))
  const texts = await Promise.all(replies.map(reply => reply.text()))
  assert.equal(texts[0]?.replaceAll(nonceOf(first), ''), texts[1]?.replaceAll(nonceOf(second), ''))
  assert.equal(replies[0]?.headers.get('cache-control'), 'private, no-cache')
})

test('a narrowed list says in the other language where it is, and engines which page is the whole one', async () => {
  const html = await page('/ko/c/kitchen?is=made.clay&sort=low')
  assert.match(html, /<link rel="alternate" hreflang="en" href="[^"?]*\/en\/c\/kitchen"/)
  assert.match(html, /<link rel="alternate" hreflang="ko" href="[^"?]*\/ko\/c\/kitchen"/)
  assert.match(await page(`/ko/search?q=${encodeURIComponent('찻잔')}`), /<meta name="robots" content="noindex"/)
})

test('suggestions are a part of a page that browsers keep, for any words and for none', async () => {
  const reply = await browser.get(`/ko/search/hints?q=${encodeURIComponent('찻')}`)
  assert.equal(reply.headers.get('cache-control'), 'public, max-age=60')
  const html = await reply.text()
  assert.match(html, /role="option" href="\/ko\/search\?q=%EC%B0%BB%EC%9E%94"/)
  assert.equal(html.match(/href="\/ko\/p\/cup-\d+"/g)?.length, 5)
  for (const q of ['', '%20', '%00', '%3Cscript%3E', '%ED%9E', 'x'.repeat(5000)])
    assert.equal(await page(`/ko/search/hints?q=${q}`), '', q)
  assert.equal((await browser.get('/de/search/hints?q=a')).status, 404)
})

test('whoever asks for too many suggestions waits', async () => {
  const statuses = new Set<number>()
  for (let n = 0; n < 260; n++) statuses.add((await browser.get('/ko/search/hints?q=')).status)
  assert.deepEqual([...statuses], [200, 429])
})

test('whoever narrows lists too often waits, and the lists as they are stay open', async () => {
  const statuses = new Set<number>()
  for (let n = 0; n < 130; n++) statuses.add((await browser.get(`/ko/c/kitchen?from=${n}`)).status)
  assert.deepEqual([...statuses], [200, 429])
  assert.equal((await browser.get('/ko/c/kitchen')).status, 200)
})
