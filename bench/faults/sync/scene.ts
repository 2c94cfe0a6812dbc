import { randomInt, randomUUID } from 'node:crypto'
import { getRequestListener } from '@hono/node-server'
import * as v from 'valibot'
import { openChat, type Visitor } from '#chat'
import type { Role } from '#chat/protocol'
import { openApp, openLog, openServer, ownOrigins, type ServerOptions } from '#edge'
import { CatalogueProduct, upsertCategory, upsertProduct } from '#shop'
import { testDatabase } from '../../../test/database.ts'

/** The chat server, listening, with a database of its own. */
export interface Scene extends AsyncDisposable {
  origin: string
  db: Awaited<ReturnType<typeof testDatabase>>['db']
  /** A product on sale, for cards. */
  productId: string
}

/** Who somebody is; their cookie says it outright. */
export interface Person {
  id: string
  as: Role
  name: string
}

/** Somebody new. */
export function somebody(as: Role, name: string): Person {
  return { id: randomUUID(), as, name }
}

/** What a person's browser sends along. Each request comes from an address of its own, so that no limit is met. */
export function headersOf(origin: string, { id, as, name }: Person): Record<string, string> {
  const address = `198.18.${randomInt(256)}.${randomInt(256)}`
  return { origin, cookie: `${as}=${id}.${name}`, 'x-forwarded-for': address }
}

/** Opens it, as `main.ts` joins its parts; only who comes is believed. */
export async function openScene(): Promise<Scene> {
  await using opened = new AsyncDisposableStack()
  const database = opened.use(await testDatabase())
  const { db, pool, epoch } = database
  let answer: ServerOptions['handle'] = (_, response) => response.writeHead(503).end()
  let upgrade: ServerOptions['upgrade'] = (_, socket) => socket.destroy()
  const server = opened.use(
    await openServer({
      host: '127.0.0.1',
      port: 0,
      handle: (request, response) => answer(request, response),
      upgrade: (request, socket, head) => upgrade(request, socket, head),
    }),
  )
  const origin = `http://127.0.0.1:${server.port}`
  const origins = ownOrigins(origin)
  const log = openLog('silent')
  const chat = opened.use(
    openChat({
      db,
      runner: pool,
      epoch,
      origins,
      proxies: 1,
      log,
      visitor: async headers => visitorOf(headers),
      newGuest: () => ({ id: randomUUID(), cookie: '' }),
    }),
  )
  const app = openApp({ origins, secure: false, log, problemPage: () => ({ html: '', policy: '' }) })
  app.route('/api', chat.routes)
  const listener = getRequestListener(app.fetch)
  answer = (request, response) => void listener(request, response)
  upgrade = chat.upgrade
  const productId = await aProduct(db)
  const kept = opened.move()
  return { origin, db, productId, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

function visitorOf(headers: Headers): Visitor {
  const [, as, id = '', name = ''] = /^(shopper|operator)=([^.]+)\.(.*)$/.exec(headers.get('cookie') ?? '') ?? []
  return {
    guest: as === 'shopper' ? { id } : null,
    member: null,
    staff: as === 'operator' ? { id, name } : null,
  }
}

function aProduct(db: Scene['db']): Promise<string> {
  const both = (text: string) => ({ ko: text, en: text })
  return db.transaction(async tx => {
    const shelf = { slug: 'kitchen', name: both('부엌'), about: both('팬'), picture: null }
    await upsertCategory(tx, { category: shelf, position: 0 })
    const product = v.parse(CatalogueProduct, {
      slug: 'mug',
      category: 'kitchen',
      brand: 'Modak',
      name: both('머그'),
      lead: both('따뜻하게'),
      about: { title: both('이야기'), text: both('마실 것') },
      facts: [],
      options: [],
      variants: [{ sku: 'MUG', options: {}, price: 12_000, stock: 9 }],
      attributes: {},
      onFilm: [],
      images: [],
      film: null,
      published: new Date(),
    })
    return upsertProduct(tx, { product })
  })
}
