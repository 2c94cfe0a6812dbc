import { randomInt } from 'node:crypto'
import { getRequestListener } from '@hono/node-server'
import * as v from 'valibot'
import { WebSocket } from 'ws'
import type { Bus } from '#bus'
import type { OpenDatabase } from '#database'
import { openApp, openServer, ownOrigins, type ServerOptions } from '#edge'
import {
  ensureOwner,
  enter,
  findPerson,
  makeGuest,
  oneTimeLink,
  onRevoked,
  openAccounts,
  signOut,
  signUp,
} from '#members'
import { CatalogueProduct, upsertCategory, upsertProduct } from '#shop'
import { limitMs } from '../../test/programs.ts'
import type { Runner } from './append.ts'
import { noLog, parseFrame } from './fixture.ts'
import type { ChatLimits } from './limits.ts'
import { type Chat, openChat } from './open.ts'
import type { ClientMessage, ServerMessage } from './protocol.ts'
import { openInquiry, type Room } from './room.ts'

/** For tests: the chat server behind a real listening one, as `main.ts` joins them. */
export interface Served extends AsyncDisposable {
  chat: Chat
  origin: string
  port: number
  /** A visitor with a conversation of their own. */
  shopper(): Promise<{ id: string; cookie: string; room: Room }>
  /** A visitor of the crowded rooms. */
  guest(): { id: string; cookie: string }
  /** A signed-in member, who was a guest before. */
  member(name: string): Promise<{ id: string; guestId: string; cookie: string }>
  /** Mina's cookies, who owns the shop. */
  mina(): Promise<string>
  /** Ends the session of these cookies. */
  signOut(cookie: string): Promise<void>
  /** A page's socket, from an address of its own. */
  page(o?: { cookie?: string; as?: 'operator'; lang?: string; address?: string }): Promise<TestPage>
  /** A request to /api as a page of the shop makes it, from an address of its own. */
  call(path: string, o?: { cookie?: string; body?: unknown; method?: string; address?: string }): Promise<Response>
}

/** For tests: what listens, on this database; `pause` comes between finding out who somebody is and letting them in. */
export async function serve(
  { db, pool, epoch }: OpenDatabase,
  o: {
    port?: number
    runner?: Runner
    epoch?: string
    bus?: Bus
    limits?: ChatLimits
    pause?: () => Promise<void>
  } = {},
): Promise<Served> {
  await using opened = new AsyncDisposableStack()
  let answer: ServerOptions['handle'] = (_, response) => response.writeHead(503).end()
  let upgrade: ServerOptions['upgrade'] = (_, socket) => socket.destroy()
  const server = opened.use(
    await openServer({
      host: '127.0.0.1',
      port: o.port ?? 0,
      handle: (request, response) => answer(request, response),
      upgrade: (request, socket, head) => upgrade(request, socket, head),
    }),
  )
  const origin = `http://127.0.0.1:${server.port}`
  const origins = ownOrigins(origin)
  const accounts = openAccounts({ db, origin, secret: 's'.repeat(43), secureCookies: false })
  const newGuest = () => makeGuest({ secure: false })
  const visitor = async (headers: Headers) => {
    const found = await findPerson(accounts, headers)
    await o.pause?.()
    return found
  }
  const chat = opened.use(
    openChat({
      db,
      runner: o.runner ?? pool,
      epoch: o.epoch ?? epoch,
      origins,
      proxies: 1,
      log: noLog,
      bus: o.bus,
      limits: o.limits,
      visitor,
      newGuest,
    }),
  )
  onRevoked(accounts, chat.recheck)
  const problemPage = () => ({ html: '', policy: '' })
  const app = openApp({ origins, secure: false, log: noLog, problemPage })
  app.route('/api', chat.routes)
  const listener = getRequestListener(app.fetch)
  answer = (request, response) => void listener(request, response)
  upgrade = chat.upgrade
  const cookiesOf = (cookies: string[]) => cookies.map(cookie => cookie.split(';')[0]).join('; ')
  const kept = opened.move()
  return {
    chat,
    origin,
    port: server.port,
    async shopper() {
      const { id, cookie } = newGuest()
      const room = await openInquiry(db, { shopperId: id, productId: crypto.randomUUID(), language: 'ko' })
      return { id, cookie: cookiesOf([cookie]), room }
    },
    guest() {
      const { id, cookie } = newGuest()
      return { id, cookie: cookiesOf([cookie]) }
    },
    async member(name) {
      const guest = newGuest()
      const { person, cookies } = await signUp(accounts, {
        name,
        email: `${crypto.randomUUID()}@shopper.example`,
        password: `a long password of ${crypto.randomUUID()}`,
        language: 'ko',
        headers: new Headers(),
        address: anAddress(),
        now: new Date(),
      })
      return { id: person.id, guestId: guest.id, cookie: cookiesOf([guest.cookie, ...cookies]) }
    },
    async signOut(cookie) {
      await signOut(accounts, { headers: new Headers({ cookie }) })
    },
    async mina() {
      const { id: userId } = await ensureOwner(accounts, { name: 'Mina', email: 'mina@shop.example' })
      const link = await oneTimeLink(accounts, { userId, now: new Date() })
      const token = new URL(link, origin).searchParams.get('token') ?? ''
      const { cookies } = await enter(accounts, {
        token,
        now: new Date(),
        headers: new Headers(),
        address: anAddress(),
      })
      return cookiesOf(cookies)
    },
    page: ({ cookie, as, lang = 'en', address = anAddress() } = {}) =>
      openPage(`${origin.replace('http', 'ws')}/live?lang=${lang}${as ? `&as=${as}` : ''}`, {
        origin,
        'x-forwarded-for': address,
        ...(cookie !== undefined && { cookie }),
      }),
    call(path, { cookie, body, method = body === undefined ? 'GET' : 'POST', address = anAddress() } = {}) {
      const headers = {
        origin,
        'content-type': 'application/json',
        'accept-language': 'en',
        'x-forwarded-for': address,
      }
      return fetch(`${origin}/api${path}`, {
        method,
        headers: { ...headers, ...(cookie !== undefined && { cookie }) },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/** For tests: the socket of one page. */
export interface TestPage {
  socket: WebSocket
  messages: ServerMessage[]
  closed: Promise<number>
  send(...messages: ClientMessage[]): void
  /** The first message from `since` on that fits, or its failure to come. */
  heard<T extends ServerMessage['t']>(
    t: T,
    fits?: (message: Extract<ServerMessage, { t: T }>) => boolean,
  ): Promise<Extract<ServerMessage, { t: T }>>
}

/** For tests: opens a socket; fails with the status when the upgrade is refused. */
export async function openPage(url: string, headers: Record<string, string>): Promise<TestPage> {
  const socket = new WebSocket(url, { headers })
  const messages: ServerMessage[] = []
  const waiting = new Set<() => void>()
  socket.on('message', data => {
    messages.push(...parseFrame(String(data)))
    for (const look of [...waiting]) look()
  })
  socket.on('error', () => undefined)
  const closed = new Promise<number>(resolve => socket.once('close', code => resolve(code)))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('unexpected-response', (_, response) => reject(new Error(`refused ${response.statusCode}`)))
  })
  return {
    socket,
    messages,
    closed,
    send: (...sent) => socket.send(JSON.stringify(sent)),
    heard: (t, fits = () => true) =>
      new Promise((resolve, reject) => {
        const look = () => {
          for (const message of messages) {
            if (!isA(message, t) || !fits(message)) continue
            waiting.delete(look)
            clearTimeout(timer)
            resolve(message)
            return
          }
        }
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no ${t} in ${JSON.stringify(messages).slice(0, 800)}`))
        }, limitMs)
        waiting.add(look)
        look()
      }),
  }
}

function isA<T extends ServerMessage['t']>(message: ServerMessage, t: T): message is Extract<ServerMessage, { t: T }> {
  return message.t === t
}

/** For tests: an address of the range for them (RFC 2544). */
export function anAddress(): string {
  return `198.18.${randomInt(256)}.${randomInt(256)}`
}

/** For tests: a product on sale. */
export function aProductOnSale(
  { db }: OpenDatabase,
  slug: string,
  published: Date | null = new Date(),
): Promise<string> {
  const both = (text: string) => ({ ko: text, en: text })
  return db.transaction(async tx => {
    const shelf = { slug: 'kitchen', name: both('부엌'), about: both('팬'), picture: null }
    await upsertCategory(tx, { category: shelf, position: 0 })
    const product = v.parse(CatalogueProduct, {
      slug,
      category: 'kitchen',
      brand: 'Modak',
      name: both('머그'),
      lead: both('따뜻하게'),
      about: { title: both('이야기'), text: both('마실 것') },
      facts: [],
      options: [],
      variants: [{ sku: `SKU-${slug}`, options: {}, price: 12_000, stock: 9 }],
      attributes: {},
      onFilm: [],
      images: [],
      film: null,
      published,
    })
    return upsertProduct(tx, { product })
  })
}
