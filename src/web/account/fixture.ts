import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Hono } from 'hono'
import * as v from 'valibot'
import { entry, openChat, openInquiry, room } from '#chat'
import type { Database, OpenDatabase } from '#database'
import { openApp, openLog, openPages, ownOrigins, type Problem } from '#edge'
import { openMedia } from '#media'
import {
  type Accounts,
  ensureOwner,
  findPerson,
  findShopper,
  makeGuest,
  oneTimeLink,
  openAccounts,
  readGuest,
} from '#members'
import { CatalogueProduct, openShop, upsertCategory, upsertProduct } from '#shop'
import { temporaryFolder } from '../../../test/folder.ts'
import type { webRoutes } from '../routes.ts'

const origin = 'https://shop.example'

/** For tests: Mina's shop with one mug in it, answering requests without a port. */
export interface TestShop extends AsyncDisposable {
  db: Database
  accounts: Accounts
  mug: string
  /** The path of the link that lets Mina in, once. */
  minasLink: string
  /** Whose open pages were told to come again. */
  rechecked: string[]
  /** A browser of its own, which keeps its cookies. */
  browser(): Browser
  /** A browser that asked about the mug, and the id that it is known by. */
  guest(line?: string): Promise<Browser & { id: string; room: string }>
}

/** For tests: a browser as far as requests go. */
export interface Browser {
  cookies: Map<string, string>
  get(path: string): Promise<Response>
  /** Sends a form from the shop's own pages, unless `from` says otherwise. */
  post(path: string, form: Record<string, string>, from?: string | null): Promise<Response>
}

/** For tests: opens the shop's pages. `routes` is the face's `webRoutes`, which has markup and runs built. */
export async function openTestShop(database: OpenDatabase, routes: typeof webRoutes): Promise<TestShop> {
  await using opened = new AsyncDisposableStack()
  const { db, pool: runner, epoch } = opened.use(database)
  const log = openLog('silent')
  const folder = opened.use(await temporaryFolder())
  const media = opened.use(await openMedia({ db, folder: folder.folder, log }))
  const accounts = openAccounts({ db, origin, secret: 's'.repeat(43), secureCookies: true })
  const mina = await ensureOwner(accounts, { name: '민아', email: 'mina@shop.example' })
  const mug = await aMug(db)
  const origins = ownOrigins(origin)
  const newGuest = () => makeGuest({ secure: true })
  const visitor = (headers: Headers) => findPerson(accounts, headers)
  const chat = opened.use(openChat({ db, runner, epoch, origins, proxies: 0, log, visitor, newGuest }))
  const rechecked: string[] = []
  const assets = { scripts: [], preload: [], styles: [], plainStyle: '/plain.css' }
  const problemPage = (problem: Problem) => ({ html: problem.code, policy: "default-src 'none'" })
  const app = openApp({ origins, secure: true, log, problemPage })
  const web = routes({
    ...{ db, accounts, media, origin, assets, newGuest, stageAssets: assets, shop: openShop() },
    conversations: chat.conversations,
    pages: openPages({}),
    guest: headers => readGuest(headers.get('cookie'), { secure: true }),
    shopper: headers => findShopper(accounts, headers),
    recheck: id => rechecked.push(id),
    address: c => c.req.header('x-address') ?? '203.0.113.7',
  })
  app.route('/', web)
  const kept = opened.move()
  return {
    ...{ db, accounts, mug, rechecked },
    minasLink: await oneTimeLink(accounts, { userId: mina.id, now: new Date() }),
    browser: () => openBrowser(app),
    async guest(line = '비 와도 되나요?') {
      const browser = openBrowser(app)
      const { id, cookie } = newGuest()
      keep(browser.cookies, cookie)
      return { ...browser, id, room: await aTalk(db, { shopperId: id, productId: mug, line }) }
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** For tests: a conversation with one line in it, as if it had been said. */
export async function aTalk(
  db: Database,
  { shopperId, line, ...about }: { shopperId: string; line: string } & ({ productId: string } | { subject: string }),
): Promise<string> {
  const { id } = await openInquiry(db, { shopperId, language: 'ko', ...about })
  const at = new Date()
  const said = {
    roomId: id,
    seq: 1,
    at,
    authorId: shopperId,
    author: id,
    authorRole: 'shopper',
    cid: randomUUID(),
  } as const
  await db.insert(entry).values({ ...said, body: { kind: 'text', text: line } })
  await db.update(room).set({ lastSeq: 1, lastAt: at, lastLine: line }).where(eq(room.id, id))
  return id
}

/** For tests: what a browser does with a `Set-Cookie` value. */
export function keep(cookies: Map<string, string>, set: string): void {
  const [pair = ''] = set.split(';', 1)
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  if (/max-age=0/i.test(set)) cookies.delete(name)
  else cookies.set(name, value)
}

let browsers = 0

function openBrowser(app: Hono): Browser {
  const cookies = new Map<string, string>()
  const address = `198.18.${Math.floor(++browsers / 250)}.${(browsers % 250) + 1}`
  async function send(path: string, init: { method: string; headers: Record<string, string>; body?: string }) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...init.headers, cookie, accept: 'text/html', 'x-address': address, 'user-agent': 'Test/1' }
    const response = await app.request(origin + path, { ...init, headers })
    for (const set of response.headers.getSetCookie()) keep(cookies, set)
    return response
  }
  return {
    cookies,
    get: path => send(path, { method: 'GET', headers: {} }),
    post: (path, form, from = origin) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(from !== null && { origin: from }) }
      return send(path, { method: 'POST', headers, body: new URLSearchParams(form).toString() })
    },
  }
}

function aMug(db: Database): Promise<string> {
  const both = (text: string) => ({ ko: text, en: text })
  return db.transaction(async tx => {
    const shelf = { slug: 'kitchen', name: both('부엌'), about: both('팬'), picture: null }
    await upsertCategory(tx, { category: shelf, position: 0 })
    const product = v.parse(CatalogueProduct, {
      slug: 'mug',
      category: 'kitchen',
      brand: 'Modak',
      name: { ko: '법랑 머그', en: 'Enamel mug' },
      lead: both('따뜻하게'),
      about: { title: both('이야기'), text: both('마실 것') },
      facts: [],
      options: [],
      variants: [{ sku: 'MUG', options: {}, price: 12_000, stock: 9 }],
      attributes: {},
      onFilm: [],
      images: [],
      film: null,
      published: new Date('2026-11-20T00:00:00Z'),
    })
    return upsertProduct(tx, { product })
  })
}
