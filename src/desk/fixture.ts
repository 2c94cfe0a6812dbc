import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hono } from 'hono'
import { type Chat, openChat } from '#chat'
import type { OpenDatabase } from '#database'
import { openApp, openLog, ownOrigins } from '#edge'
import { openMedia } from '#media'
import { type Accounts, ensureOwner, findPerson, inviteOperator, makeGuest, oneTimeLink, openAccounts } from '#members'
import { openPayments, openShop, type PaymentSettings } from '#shop'
import { officeBodies } from './office/bodies.ts'
import type { deskRoutes } from './routes.ts'

/** For tests: Mina's shop with its desk, answering requests without a port. Mina owns it, Jun works in it. */
export interface TestDesk extends AsyncDisposable {
  accounts: Accounts
  chat: Chat
  mina: { id: string }
  /** The paths of links that let one in once. */
  minasLink: string
  junsLink: string
  /** A browser of its own, which keeps its cookies. */
  browser(): Browser
}

/** For tests: a browser as far as requests go. */
export interface Browser {
  get(path: string): Promise<Response>
  /** Sends a form from the shop's own pages, unless `origin` says otherwise. */
  post(path: string, form: Record<string, string> | [string, string][], origin?: string): Promise<Response>
  /** Sends bytes as scripts of the shop's own pages do. */
  put(path: string, bytes: BodyInit, origin?: string): Promise<Response>
  json(path: string, body: object): Promise<Response>
  /** Sends a form with files, or any body, from the shop's own pages. */
  send(path: string, body: BodyInit, headers?: Record<string, string>): Promise<Response>
}

const origin = 'https://shop.example'

/** A Stripe that never answers. */
const away = { secretKey: 'sk_test_away', webhookSecret: 'whsec_away', apiUrl: 'http://127.0.0.1:9' }

/**
 * For tests: opens the desk on a database. `routes` is the face's `deskRoutes`, which has markup and runs built; without
 * settings for Stripe nobody answers there.
 */
export async function openTestDesk(
  database: OpenDatabase,
  routes: typeof deskRoutes,
  { stripe = away }: Partial<PaymentSettings> = {},
): Promise<TestDesk> {
  await using opened = new AsyncDisposableStack()
  const { db, pool: runner, epoch } = opened.use(database)
  const log = openLog('silent')
  const accounts = openAccounts({ db, origin, secret: 's'.repeat(43), secureCookies: true })
  const now = new Date()
  const mina = await ensureOwner(accounts, { name: '민아', email: 'mina@shop.example' })
  const jun = await inviteOperator(accounts, { by: mina, name: 'Jun', email: 'jun@shop.example', now })
  const origins = ownOrigins(origin)
  const chat = opened.use(
    openChat({
      ...{ db, runner, epoch, origins, proxies: 0, log },
      visitor: headers => findPerson(accounts, headers),
      newGuest: () => makeGuest({ secure: true }),
    }),
  )
  const assets = { scripts: ['/assets/desk.js'], preload: [], styles: [], plainStyle: '/plain.css' }
  const problemPage = (problem: { code: string }) => ({ html: problem.code, policy: "default-src 'none'" })
  const app = openApp({ origins, secure: true, log, largeBodies: officeBodies, problemPage })
  const { conversations } = chat
  const folder = await mkdtemp(join(tmpdir(), 'doumi-desk-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const media = opened.use(await openMedia({ db, folder, log }))
  const shop = openShop()
  app.route(
    '/',
    routes({
      db,
      accounts,
      conversations,
      shop,
      media,
      payments: openPayments({ db, log, stripe, portOne: null }),
      assets,
      origin,
      address: () => '203.0.113.7',
    }),
  )
  const kept = opened.move()
  return {
    accounts,
    chat,
    mina,
    minasLink: await oneTimeLink(accounts, { userId: mina.id, now }),
    junsLink: jun.link,
    browser: () => openBrowser(app),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

function openBrowser(app: Hono): Browser {
  const jar = new Map<string, string>()
  async function send(path: string, init: { method: string; headers: Record<string, string>; body?: BodyInit }) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', 'accept-language': 'ko', ...init.headers, cookie }
    const response = await app.request(origin + path, { ...init, headers })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';', 1)
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (/max-age=0/i.test(set)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }
  return {
    get: path => send(path, { method: 'GET', headers: {} }),
    post: (path, form, from = origin) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: from }
      return send(path, { method: 'POST', headers, body: new URLSearchParams(form).toString() })
    },
    json: (path, body) => {
      const headers = { 'content-type': 'application/json', origin }
      return send(path, { method: 'POST', headers, body: JSON.stringify(body) })
    },
    send: (path, body, headers = {}) => send(path, { method: 'POST', headers: { origin, ...headers }, body }),
    put: (path, bytes, from = origin) => send(path, { method: 'PUT', headers: { origin: from }, body: bytes }),
  }
}
