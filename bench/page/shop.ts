import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openChat, openInquiry, say } from '#chat'
import { openDatabase } from '#database'
import { openLog } from '#edge'
import { openMedia } from '#media'
import { makeGuest } from '#members'
import { listCategories, openShop, productSummary, productView, shopView } from '#shop'
import { loadDemo } from '../../demo/load.ts'
import { type ListFixture, listFixtures } from './listed.ts'
import { sellMany } from './many.ts'
import { measured } from './measured.ts'
import { talk } from './talk.ts'

const silent = openLog('silent')
const demo = resolve(import.meta.dirname, '../../demo')

/** A data folder with a shop that is ready to be measured. */
export interface FilledShop {
  dataFolder: string
  /** The `Cookie` header of a visitor who has talked about the product. */
  cookie: string
  /** The same page's parts as JSON, for the peers, and those of its category's page and of a search. */
  fixture: string
  lists: string
  /** What the two lists must show: the addresses of their products and the values of their filters. */
  listed: { category: string[]; search: string[] }
}

/**
 * Fills a data folder with the product, its category and a conversation, and with so many other products, by the
 * product's own functions, and writes down for the peers what the pages show.
 */
export async function fillShop(folder: string, { products = 0 }: { products?: number } = {}): Promise<FilledShop> {
  const dataFolder = join(folder, 'data')
  await using database = await openDatabase({ url: undefined, folder: dataFolder, log: silent })
  const { db } = database
  await using media = await openMedia({ db, folder: join(dataFolder, 'media'), log: silent })
  await loadDemo({ db, shop: openShop(), media, folder: smallDemo(folder), log: silent })

  const view = await productView(db, { slug: measured.slug })
  if (view === null) throw new Error(`The demo shop has no ${measured.slug}.`)
  const guest = makeGuest({ secure: false })
  const log = await converse(database, { shopperId: guest.id, productId: view.id, cardId: view.onFilm[0]?.id })
  const [cookie = ''] = guest.cookie.split(';')
  if (products > 0) await sellMany(db, { products })
  const parts = {
    origin: 'http://localhost:3000',
    shop: await shopView(db),
    categories: await listCategories(db),
    product: view,
    guest: cookie.slice(cookie.indexOf('=') + 1),
    ...log,
    cards: await productSummary(db, { ids: view.onFilm.slice(0, 1).map(({ id }) => id) }),
  }
  const fixture = join(folder, 'page.json')
  writeFileSync(fixture, JSON.stringify(parts))
  const lists = join(folder, 'lists.json')
  const listed = await listFixtures(db)
  writeFileSync(lists, JSON.stringify(listed))
  const shown = ({ cards, groups }: ListFixture) => [
    ...cards.map(({ slug }) => `/ko/p/${slug}"`),
    ...groups.flatMap(({ values }) => values.map(({ value }) => `"${value}"`)),
  ]
  const shows = { category: shown(listed.category.ko), search: shown(listed.search.ko) }
  return { dataFolder, cookie, fixture, lists, listed: shows }
}

interface DemoProduct {
  slug: string
  category: string
  pictures: object[]
  film?: string
  onFilm?: string[]
}

/**
 * The demo shop with nothing but the product whole, and the face of what its page and its category's page show, so that
 * little has to be taken in. Nobody has bought or bargained there yet.
 */
function smallDemo(folder: string): string {
  const small = join(folder, 'demo')
  mkdirSync(small)
  for (const part of ['pictures', 'films']) symlinkSync(join(demo, part), join(small, part))
  const whole: { products: DemoProduct[] } = JSON.parse(readFileSync(join(demo, 'catalogue.json'), 'utf8'))
  const onFilm = whole.products.find(({ slug }) => slug === measured.slug)?.onFilm ?? []
  const kept = whole.products.filter(({ slug, category }) => category === measured.category || onFilm.includes(slug))
  const face = (one: DemoProduct) => ({
    ...one,
    pictures: one.pictures.slice(0, 1),
    film: undefined,
    onFilm: undefined,
  })
  const products = kept.map(one => (one.slug === measured.slug ? one : face(one)))
  writeFileSync(join(small, 'catalogue.json'), JSON.stringify({ ...whole, products }))
  const trade = JSON.parse(readFileSync(join(demo, 'trade.json'), 'utf8'))
  writeFileSync(join(small, 'trade.json'), JSON.stringify({ ...trade, bargaining: [], purchases: [] }))
  return small
}

type Open = Awaited<ReturnType<typeof openDatabase>>
type Talked = { shopperId: string; productId: string; cardId: string | undefined }

/** Says all lines of the talk, by its two sides, and has the shopper's words read. */
async function converse({ db, pool, epoch }: Open, { shopperId, productId, cardId }: Talked) {
  await using chat = openChat({
    db,
    runner: pool,
    epoch,
    origins: new Set(),
    proxies: 0,
    log: silent,
    visitor: async () => ({ guest: null, member: null, staff: null }),
    newGuest: () => makeGuest({ secure: false }),
  })
  const shopper = { id: shopperId, role: 'shopper', name: null } as const
  const operator = { id: randomUUID(), role: 'operator', name: '민아' } as const
  const room = await openInquiry(db, { shopperId, productId, language: 'ko' })
  const started = Date.now() - talk.length * 60_000
  const entries = []
  for (const [i, line] of talk.entries()) {
    const actor = line.from === 'shopper' ? shopper : operator
    const body = line.body ?? (cardId === undefined ? null : { kind: 'card' as const, productId: cardId })
    if (body === null) continue
    const now = new Date(started + i * 60_000)
    const { entry } = await say(chat.conversations, { room, actor, cid: randomUUID(), body, now })
    if (entry) entries.push(entry)
  }
  const last = entries.at(-1)?.seq ?? 0
  chat.conversations.receipts.mark({ roomId: room.id, actor: operator, delivered: last, read: last })
  return { entries, receipts: [{ role: 'operator', delivered: last, read: last }] }
}
