import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { eq, inArray, sql } from 'drizzle-orm'
import sharp from 'sharp'
import { openJobs } from '#database'
import { quiet, testDatabase } from '../../../test/database.ts'
import { aProduct, sell, testShop } from '../fixture.ts'
import { openShop } from '../open.ts'
import { addToCart } from '../order/cart.ts'
import { feedShop, ownShop } from '../port.ts'
import { productView } from '../product.ts'
import { product, variant } from '../schema.ts'
import { applyRun } from './apply.ts'
import { exportGoogleTsv, exportGoogleXml } from './export-google.ts'
import { exportShopify } from './export-shopify.ts'
import { askDue, askFeed, deleteFeed, type FeedSettings, feedView, saveFeed } from './feeds.ts'
import { readFeed } from './read.ts'
import { usualOptions } from './run-options.ts'
import { listRuns, startRun } from './runs.ts'
import { workFeeds } from './work.ts'

const database = await testDatabase()
const own = await testShop(database)
after(() => own[Symbol.asyncDispose]())
const { db, media } = own
const shop = openShop()
const mina = { id: '01990000-0000-7000-8000-000000000001', name: '민아' }
const now = new Date('2026-11-25T09:00:00Z')
const signal = new AbortController().signal
const reach = { resolve: async () => ['127.0.0.1'], allow: (address: string) => address === '127.0.0.1' }

/** Another shop: its feed, its one picture, and how often each was asked for. */
const theirs = { feed: '', status: 200, asked: 0, pictures: 0 }
const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#2f6b4f' } })
  .png()
  .toBuffer()
const server = createServer((request, response) => {
  if (request.url === '/picture.png') {
    theirs.pictures += 1
    response.end(picture)
  } else {
    theirs.asked += 1
    const etag = `"${theirs.feed.length}"`
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
    else response.writeHead(theirs.status, { etag }).end(theirs.feed)
  }
})
await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
after(() => {
  server.closeAllConnections()
  server.close()
})
const address = server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
const at = (path: string) => `http://shop.example:${port}${path}`

function item(n: number): string {
  return `<item><g:id>T${n}</g:id><title>탁자 ${n}</title><link>https://shop.example/t/${n}</link>
    <g:image_link>${at('/picture.png')}</g:image_link><g:price>${n}000 KRW</g:price>
    <g:availability>${n === 2 ? 'out_of_stock' : 'in_stock'}</g:availability><g:product_type>부엌</g:product_type></item>`
}

function feedOf(...numbers: number[]): string {
  return `<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>${numbers.map(item).join('')}</channel></rss>`
}

const settings: FeedSettings = {
  ...{ name: '탁자 가게', url: at('/feed.xml'), isElsewhere: true, everyMinutes: 60, isOn: true },
  options: { ...usualOptions, publishes: true },
}
const feedId = (await saveFeed(db, { id: null, settings, by: mina, now }))!

async function ask(at = now): Promise<void> {
  await askFeed(db, { feedId, now: at, signal, reach })
  const { runs } = await listRuns(db, { feedId, after: null, limit: 1 })
  if (runs[0]?.state === 'applying')
    await applyRun({ db, media, shop, log: quiet, reach }, { runId: runs[0].id, signal })
}

async function ofFeed() {
  return db.select().from(product).where(eq(product.source, feedId)).orderBy(product.sourceId)
}

test('what another shop sells is shown here and leads there, and is in no cart and has no agreed price', async () => {
  theirs.feed = feedOf(1, 2)
  await ask()
  const rows = await ofFeed()
  assert.deepEqual(
    rows.map(row => [row.sourceId, row.sourceLink, row.publishedAt !== null]),
    [
      ['T1', 'https://shop.example/t/1', true],
      ['T2', 'https://shop.example/t/2', true],
    ],
  )
  const view = await productView(db, { slug: rows[0]!.slug })
  assert.equal(view?.elsewhere?.at, 'https://shop.example/t/1')
  assert.equal(view?.images.length, 1)
  const variantId = view?.variants[0]?.id ?? ''
  const touch = { touchId: mina.id, shopperId: mina.id, variantId, quantity: 1, now }
  await assert.rejects(addToCart(db, touch), { name: 'Problem' })
  const elsewhere = feedShop(db, { feedId })
  assert.deepEqual(await elsewhere.availability({ variantId }), {
    ...{ kind: 'elsewhere', isThere: true, askedAt: now },
    price: { amount: 1000, currency: 'KRW' },
  })
  assert.equal(
    await elsewhere.checkout({ lines: [{ variantId, quantity: 1 }], lang: 'ko' }),
    'https://shop.example/t/1',
  )
  assert.deepEqual(await elsewhere.honour({ id: 'any' }), { kind: 'no_offers' })
  assert.deepEqual(await ownShop(db, { origin: 'https://own.example' }).availability({ variantId }), { kind: 'gone' })
})

test('a picture is fetched once, however many products have it and however often the feed is read', async () => {
  theirs.feed = `${feedOf(1, 2)} `
  await ask()
  assert.equal(theirs.pictures, 1)
})

test('a version that is known is not read again', async () => {
  const before = (await listRuns(db, { feedId, after: null, limit: 50 })).runs.length
  await ask()
  assert.equal((await listRuns(db, { feedId, after: null, limit: 50 })).runs.length, before)
})

test('what leaves the feed is hidden, and shown again when it is back', async () => {
  theirs.feed = feedOf(2)
  await ask()
  assert.deepEqual(
    (await ofFeed()).map(row => row.publishedAt !== null),
    [false, true],
  )
  theirs.feed = feedOf(2, 1)
  await ask()
  assert.deepEqual(
    (await ofFeed()).map(row => [row.publishedAt !== null, row.sourceLink !== null]),
    [
      [true, true],
      [true, true],
    ],
  )
})

test('where nearly everything would vanish, somebody is asked first', async () => {
  const many = Array.from({ length: 14 }, (_, n) => n + 1)
  theirs.feed = feedOf(...many)
  await ask()
  theirs.feed = feedOf(1)
  await ask()
  const [run] = (await listRuns(db, { feedId, after: null, limit: 1 })).runs
  assert.deepEqual([run?.state, run?.reason?.code, run?.counts.hide], ['ready', 'vanishing', 13])
  assert.equal((await ofFeed()).filter(row => row.publishedAt === null).length, 0)
})

test('a feed that fails says why and is asked again, later each time', async () => {
  const pauses: number[] = []
  theirs.status = 500
  theirs.feed = 'gone'
  for (let n = 0; n < 5; n += 1) {
    await ask()
    const feed = await feedView(db, { id: feedId })
    pauses.push(((feed?.dueAt.getTime() ?? 0) - now.getTime()) / 60_000)
    assert.deepEqual([feed?.failures, feed?.failure], [n + 1, { code: 'answered', values: { status: 500 } }])
  }
  assert.deepEqual(pauses, [5, 10, 20, 40, 60])
  theirs.status = 200
  theirs.feed = '<html><body>Sign in</body></html>'
  await ask()
  assert.equal((await feedView(db, { id: feedId }))?.failure?.code, 'web_page')
  theirs.feed = feedOf(1, 2, 3)
  await ask()
  assert.deepEqual((await feedView(db, { id: feedId }))?.failure, null)
})

test('a feed that is due is read and written in the background, once', async () => {
  theirs.feed = feedOf(...Array.from({ length: 12 }, (_, n) => n + 20), 1, 2, 3, 4, 5, 6, 7)
  // What was asked for before has been done by hand.
  await db.execute(sql`delete from database.event`)
  const jobs = openJobs({ db, connection: database.connection, log: quiet })
  workFeeds(jobs, { db, media, shop, log: quiet, reach })
  await jobs.begin()
  await saveFeed(db, { id: feedId, settings, by: mina, now })
  const asked = theirs.asked
  const [last] = (await listRuns(db, { feedId, after: null, limit: 1 })).runs
  await Promise.all([askDue(db, { now: new Date() }), askDue(db, { now: new Date() })])
  for (let n = 0; n < 200; n += 1) {
    const [run] = (await listRuns(db, { feedId, after: null, limit: 1 })).runs
    if (run?.id !== last?.id && run?.state === 'done') break
    await new Promise(done => setTimeout(done, 100))
  }
  await jobs[Symbol.asyncDispose]()
  assert.equal(theirs.asked, asked + 1)
  assert.equal((await ofFeed()).filter(row => Number(row.sourceId?.slice(1)) >= 20).length, 12)
})

test('the end of a feed hides what another shop sells', async () => {
  await deleteFeed(db, { id: feedId, by: mina, now })
  const rows = await db
    .select()
    .from(product)
    .where(inArray(product.sourceId, ['T1', 'T2']))
  assert.deepEqual(
    rows.map(row => [row.publishedAt, row.sourceLink]),
    [
      [null, null],
      [null, null],
    ],
  )
})

test('a feed that is added again after its end finds its goods where they were', async () => {
  const before = await db
    .select()
    .from(product)
    .where(inArray(product.sourceId, ['T1', 'T2']))
  const again = (await saveFeed(db, { id: null, settings, by: mina, now }))!
  theirs.feed = feedOf(1, 2)
  await askFeed(db, { feedId: again, now, signal, reach })
  const [run] = (await listRuns(db, { feedId: again, after: null, limit: 1 })).runs
  await applyRun({ db, media, shop, log: quiet, reach }, { runId: run!.id, signal })
  const after = await db.select().from(product).where(eq(product.source, again))
  assert.deepEqual(after.map(row => row.id).sort(), before.map(row => row.id).sort())
  assert.ok(after.every(row => row.publishedAt !== null && row.sourceLink !== null))
  await deleteFeed(db, { id: again, by: mina, now })
})

test('what is published goes out so that it can be read in, and nobody else’s goods do', async () => {
  await sell(db, [
    aProduct({ slug: 'mug', name: { ko: '머그 <큰> & "넓은"', en: 'Mug' } }),
    aProduct({ slug: 'hidden-mug', published: null }),
  ])
  const o = { lang: 'ko', origin: 'https://own.example' } as const
  for (const parts of [exportGoogleXml(db, o), exportGoogleTsv(db, o)]) {
    let text = ''
    for await (const part of parts) text += part
    const read = await readFeed(Buffer.from(text), { currency: 'KRW', lang: 'ko', now })
    assert.deepEqual(read.broken, [])
    assert.deepEqual(
      read.products.map(each => [each.name?.ko, each.link, each.variants[0]?.price, each.variants[0]?.stock]),
      [['머그 <큰> & "넓은"', 'https://own.example/ko/p/mug', 12_000, { any: true }]],
    )
  }
  let text = ''
  for await (const part of exportShopify(db, o)) text += part
  const read = await readFeed(Buffer.from(text), { currency: 'KRW', lang: 'ko', now })
  assert.deepEqual(
    read.products.map(each => [each.slug, each.published]),
    [
      ['mug', true],
      ['hidden-mug', null],
    ],
  )
  assert.ok((await startRun(db, { runId: mina.id })) === false)
  assert.ok((await db.select().from(variant)).length > 0)
})
