import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { addressKey, Problem, takeFrom } from '#edge'
import { cleanText } from '#language'
import { productSummary } from '#shop'
import { publicAuthor } from './author.ts'
import type { Conversations } from './conversations.ts'
import { crowdRoutes } from './crowd-routes.ts'
import { type Hall, letIn } from './halls.ts'
import { conversationsOf } from './inquiries.ts'
import { takeToSay } from './limits.ts'
import { entriesAfter, entriesBefore, entryHistory } from './log.ts'
import { maskNumbers } from './masking.ts'
import { type Actor, actorOf, type Visitor } from './policy.ts'
import { emptyText, noSuchEntry, noSuchRoom, notUnderstood } from './problems.ts'
import { sayBody } from './protocol.ts'
import { parse, read, uuid } from './requests.ts'
import { openInquiry, openStage, type Room, readReceipts } from './room.ts'
import { say } from './say.ts'

/** Finds out who a request comes from, and gives a visitor without an identity one. */
export interface Door {
  visitor(headers: Headers): Promise<Visitor>
  /** A new guest and the Set-Cookie value that makes them known again. */
  newGuest(): { id: string; cookie: string }
  address(context: Context): string
}

/** Most entries of one answer; a client that needs more asks again after the last. */
const pageSize = 500
/** Most conversations of one answer. */
const listSize = 100
/** Longest subject of a conversation, in UTF-16 units. */
const longestSubject = 120

const language = v.picklist(['ko', 'en'])
const inquiryRequest = v.union([
  v.object({ productId: uuid, language }),
  v.object({ subject: v.pipe(v.string(), v.maxLength(longestSubject)), language }),
])
const stageRequest = v.object({ productId: uuid })
const sayRequest = v.object({ cid: v.pipe(v.string(), v.regex(/^[\w:-]{8,80}$/)), body: sayBody })
const number = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))
const entriesQuery = v.object({
  after: v.optional(number),
  before: v.optional(number),
  limit: v.optional(v.pipe(number, v.minValue(1), v.maxValue(pageSize)), String(pageSize)),
})
const idsQuery = v.pipe(
  v.string(),
  v.transform(text => text.split(',')),
  v.array(uuid),
  v.maxLength(50),
)

/** The conversations over plain HTTP, under /api: the same log, the same rules as over the socket. */
export function chatRoutes(conversations: Conversations, door: Door): Hono {
  const { db, halls, limits } = conversations
  const app = new Hono()

  /** What is one person's is kept by no cache. */
  app.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })

  /**
   * The shopper's conversation about a product or a subject; a visitor without an identity gets one with the answer.
   */
  app.post('/inquiries', async c => {
    await takeFrom(limits.beginning, addressKey(door.address(c)))
    const { language, ...asked } = await read(c, inquiryRequest)
    const about = 'subject' in asked ? { subject: subjectToKeep(asked.subject) } : asked
    if ('productId' in about) await onSale(about.productId)
    const { actor, cookie } = await shopperOf(c)
    const named = { shopperId: actor.id, shopperName: actor.name }
    const room = await openInquiry(db, { ...named, language, ...about })
    if (cookie !== null) c.header('Set-Cookie', cookie)
    return c.json({ ...presentRoom(room, actor), last: room.lastSeq })
  })

  /** The crowded room of a product; operators may open that of one which is not published yet. */
  app.post('/stages', async c => {
    await takeFrom(limits.visiting, addressKey(door.address(c)))
    const { productId } = await read(c, stageRequest)
    const isOperator = c.req.query('as') === 'operator'
    const { actor, cookie } = isOperator ? { actor: await operatorOf(c), cookie: null } : await shopperOf(c)
    await onSale(productId, { orNotYet: isOperator })
    const { id: roomId } = await openStage(db, { productId })
    const { room } = letIn(await halls.read(roomId), actor)
    if (cookie !== null) c.header('Set-Cookie', cookie)
    return c.json({ ...presentRoom(room, actor), last: room.lastSeq })
  })

  /** The visitor's own conversations, with what they have not read. */
  app.get('/conversations', async c => {
    await takeFrom(limits.reading, addressKey(door.address(c)))
    const actor = actorOf(await door.visitor(c.req.raw.headers), 'shopper')
    if (actor === null) return c.json({ conversations: [] })
    return c.json({ conversations: await conversationsOf(db, { shopperId: actor.id, limit: listSize }) })
  })

  /** The log after a seq, or the newest of it before one, with what its entries have made of the room. */
  app.get('/rooms/:id/entries', async c => {
    await takeFrom(limits.reading, addressKey(door.address(c)))
    const { room, facts, actor } = await followed(c)
    const { id: roomId } = room
    const { after, before, limit } = parse(entriesQuery, c.req.query())
    if (after !== undefined && before !== undefined) throw notUnderstood()
    const found = await (before === undefined
      ? entriesAfter(db, { roomId, after: after ?? 0, limit })
      : entriesBefore(db, { roomId, before, limit }))
    // They may be here as of that seq; whether still later, the next request finds out.
    const entries = found.filter(({ seq }) => seq <= room.lastSeq)
    const receipts = room.kind === 'inquiry' ? await readReceipts(db, { roomId }) : []
    return c.json({ ...presentRoom(room, actor), entries, last: room.lastSeq, receipts, facts })
  })

  app.post('/rooms/:id/entries', async c => {
    const actor = await actorFor(c)
    await takeToSay(limits, { actor, address: addressKey(door.address(c)) })
    const { cid, body } = await read(c, sayRequest)
    const { room } = await followed(c, actor)
    if (actor === null) throw noSuchRoom()
    const { entry } = await say(conversations, { room, actor, cid, body, now: new Date() })
    return c.json({ entry })
  })

  /** What was said in an entry, and all that was done to it, for staff alone. */
  app.get('/rooms/:id/entries/:seq/history', async c => {
    await takeFrom(limits.reading, addressKey(door.address(c)))
    const actor = await operatorOf(c)
    const { room } = await followed(c, actor)
    const seq = parse(number, c.req.param('seq'))
    const entries = await entryHistory(db, { roomId: room.id, seq })
    if (entries.length === 0) throw noSuchEntry()
    return c.json({ entries })
  })

  /** The products that a conversation's cards name, as they are now; those that are gone are left out. */
  app.get('/cards', async c => {
    await takeFrom(limits.reading, addressKey(door.address(c)))
    const ids = parse(idsQuery, c.req.query('ids'))
    return c.json({ products: (await productSummary(db, { ids })).filter(product => product.published) })
  })

  app.route('/', crowdRoutes(conversations, { address: c => addressKey(door.address(c)), operatorOf, followed }))

  async function onSale(productId: string, { orNotYet = false }: { orNotYet?: boolean } = {}): Promise<void> {
    const [product] = await productSummary(db, { ids: [productId], reader: orNotYet ? 'staff' : 'shopper' })
    if (product === undefined || !(product.published || orNotYet)) throw new Problem('missing')
  }

  /** Null for a visitor without an identity. */
  async function actorFor(c: Context): Promise<Actor | null> {
    if (c.req.query('as') === 'operator') return operatorOf(c)
    return actorOf(await door.visitor(c.req.raw.headers), 'shopper')
  }

  async function operatorOf(c: Context): Promise<Actor> {
    const actor = actorOf(await door.visitor(c.req.raw.headers), 'operator')
    if (actor === null) throw new Problem('unauthenticated')
    return actor
  }

  /** The visitor as a shopper; `cookie` makes one known again who had no identity. */
  async function shopperOf(c: Context): Promise<{ actor: Actor; cookie: string | null }> {
    const actor = actorOf(await door.visitor(c.req.raw.headers), 'shopper')
    if (actor !== null) return { actor, cookie: null }
    const { id, cookie } = door.newGuest()
    return { actor: { id, role: 'shopper', name: null }, cookie }
  }

  /** The room that a request names, for somebody who may follow it. */
  async function followed(c: Context, known?: Actor | null): Promise<Hall & { actor: Actor }> {
    const actor = known === undefined ? await actorFor(c) : known
    const id = v.safeParse(uuid, c.req.param('id'))
    if (!id.success || actor === null) throw noSuchRoom()
    return { ...letIn(await halls.read(id.output), actor), actor }
  }

  return app
}

/** What a page needs to know of a room: `you` is the author of this person's entries in it. */
function presentRoom(room: Room, actor: Actor): { room: string; kind: Room['kind']; you: string } {
  return { room: room.id, kind: room.kind, you: publicAuthor(room, actor) }
}

/** A subject as it is kept, and found again. */
function subjectToKeep(raw: string): string {
  const subject = maskNumbers(cleanText(raw.toWellFormed()))
    .replace(/\s+/g, ' ')
    .slice(0, longestSubject)
    .toWellFormed()
  if (subject === '') throw emptyText()
  return subject
}
