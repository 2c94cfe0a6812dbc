import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { addressKey, makeLimit, Problem, takeFrom } from '#edge'
import { productSummary } from '#shop'
import type { Conversations } from './conversations.ts'
import { type Actor, actorOf, type Visitor } from './policy.ts'
import { noSuchRoom, notUnderstood } from './problems.ts'
import { entryBody } from './protocol.ts'
import { entriesAfter, openInquiry, readReceipts } from './room.ts'
import { roomFor, say } from './say.ts'

/** Finds out who a request comes from, and gives a visitor without an identity one. */
export interface Door {
  visitor(headers: Headers): Promise<Visitor>
  /** A new guest and the Set-Cookie value that makes them known again. */
  newGuest(): { id: string; cookie: string }
  address(context: Context): string
}

/** Most entries of one answer; a client that needs more asks again after the last. */
const pageSize = 500

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const inquiryRequest = v.object({ productId: uuid, language: v.picklist(['ko', 'en']) })
const sayRequest = v.object({ cid: v.pipe(v.string(), v.regex(/^[\w:-]{8,80}$/)), body: entryBody })
const afterQuery = v.optional(v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number)), '0')
const limitQuery = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(pageSize)),
  String(pageSize),
)
const idsQuery = v.pipe(
  v.string(),
  v.transform(text => text.split(',')),
  v.array(uuid),
  v.maxLength(50),
)

/** The conversations over plain HTTP, under /api: the same log, the same rules as over the socket. */
export function chatRoutes(conversations: Conversations, door: Door): Hono {
  const { db } = conversations
  const app = new Hono()
  const opening = makeLimit({ name: 'open', points: 20, seconds: 60 })
  const reading = makeLimit({ name: 'read', points: 300, seconds: 60 })

  /** What is one person's is kept by no cache. */
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })

  /** The shopper's conversation about a product; a visitor without an identity gets one with the answer. */
  app.post('/inquiries', async c => {
    await takeFrom(opening, addressKey(door.address(c)))
    const { productId, language } = await read(c, inquiryRequest)
    const [product] = await productSummary(db, { ids: [productId] })
    if (product === undefined || !product.published) throw new Problem('missing')
    const visitor = await door.visitor(c.req.raw.headers)
    const guest = visitor.guest ?? door.newGuest()
    const room = await openInquiry(db, { shopperId: guest.id, productId, language })
    if ('cookie' in guest) c.header('Set-Cookie', String(guest.cookie))
    return c.json({ room: room.id, me: guest.id, last: room.lastSeq })
  })

  app.get('/rooms/:id/entries', async c => {
    await takeFrom(reading, addressKey(door.address(c)))
    const actor = await actorFor(c)
    const room = await roomFor(db, { roomId: roomId(c), actor })
    const after = parse(afterQuery, c.req.query('after'))
    const limit = parse(limitQuery, c.req.query('limit'))
    const entries = await entriesAfter(db, { roomId: room.id, after, limit })
    const receipts = await readReceipts(db, { roomId: room.id })
    return c.json({ entries, last: Math.max(room.lastSeq, entries.at(-1)?.seq ?? 0), receipts })
  })

  app.post('/rooms/:id/entries', async c => {
    const actor = await actorFor(c)
    await takeFrom(conversations.saying[actor?.role ?? 'shopper'], actor?.id ?? addressKey(door.address(c)))
    const { cid, body } = await read(c, sayRequest)
    const room = await roomFor(db, { roomId: roomId(c), actor })
    if (actor === null) throw noSuchRoom()
    const { entry } = await say(conversations, { roomId: room.id, actor, cid, body, now: new Date() })
    return c.json({ entry })
  })

  /** The products that a conversation's cards name, as they are now; those that are gone are left out. */
  app.get('/cards', async c => {
    await takeFrom(reading, addressKey(door.address(c)))
    const ids = parse(idsQuery, c.req.query('ids'))
    return c.json({ products: (await productSummary(db, { ids })).filter(product => product.published) })
  })

  /** Null for a visitor without an identity. */
  async function actorFor(c: Context): Promise<Actor | null> {
    const role = c.req.query('as') === 'operator' ? 'operator' : 'shopper'
    const actor = actorOf(await door.visitor(c.req.raw.headers), role)
    if (role === 'operator' && actor === null) throw new Problem('unauthenticated')
    return actor
  }

  return app
}

function roomId(c: Context): string {
  const parsed = v.safeParse(uuid, c.req.param('id'))
  if (!parsed.success) throw noSuchRoom()
  return parsed.output
}

function parse<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) throw notUnderstood()
  return parsed.output
}

async function read<Schema extends v.GenericSchema>(c: Context, schema: Schema): Promise<v.InferOutput<Schema>> {
  const body: unknown = await c.req.json().catch(() => undefined)
  return parse(schema, body)
}
