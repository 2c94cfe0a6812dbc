import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import {
  type Actor,
  actorOf,
  entriesAfter,
  factsOf,
  inquiriesOfShopper,
  type Room,
  readReceipts,
  readSeqsOf,
  roomFor,
} from '#chat'
import type { Inquiry } from '#chat/protocol'
import type { Database } from '#database'
import { Problem } from '#edge'
import { chat, type Lang, type Localized } from '#language'
import { listStaff, type Staff } from '#members'
import { type PictureView, type ProductSummary, productSummary, shopView } from '#shop'
import type { DeskOptions } from './door.ts'
import {
  type DeskView,
  entriesAtOnce,
  type Goods,
  type OpenView,
  type Other,
  type Picture,
  type Queue,
} from './views.ts'

/** Other conversations of a shopper that are shown beside one. */
const mostOthers = 10

/** Products as the desk shows them, whether the shop does or not; unknown ids are left out. */
export async function goodsOf(db: Database, ids: readonly string[]): Promise<Goods[]> {
  return (await productSummary(db, { ids: [...new Set(ids)], reader: 'staff' })).map(presentGoods)
}

/** One of the staff as the conversations know them. */
export function operatorOf(staff: Staff): Actor {
  const actor = actorOf({ guest: null, member: null, staff }, 'operator')
  if (actor === null) throw new Error('somebody of the staff is always an operator')
  return actor
}

/**
 * A conversation, opened for one of the staff.
 * @throws Problem `missing` where there is none by that id, or an inquiry in which nothing was said yet.
 */
export async function openViewOf(
  { db, conversations }: DeskOptions,
  { roomId, staff }: { roomId: string; staff: Staff },
): Promise<OpenView> {
  const room = await roomFor(db, { roomId: knownId(roomId), actor: operatorOf(staff) })
  const isInquiry = room.kind === 'inquiry'
  const [inquiry, entries, facts, receipts, others] = await Promise.all([
    conversations.board.find(room.id),
    entriesAfter(db, { roomId: room.id, after: Math.max(0, room.lastSeq - entriesAtOnce), limit: 500 }),
    factsOf(db, { roomId: room.id }),
    isInquiry ? readReceipts(db, { roomId: room.id }) : [],
    room.shopperId === null ? [] : othersOf(db, { room: room.id, shopperId: room.shopperId }),
  ])
  const listed = inquiry ?? (isInquiry ? null : silentStage(room))
  if (listed === null || facts === null) throw noSuchRoom()
  const cards = entries.map(({ body }) => (body.kind === 'card' ? body.productId : null))
  const goods = await goodsOf(db, idsIn([listed.productId, ...others.map(other => other.productId), ...cards]))
  return { inquiry: listed, you: staff.id, entries, facts, receipts, others, goods }
}

async function othersOf(db: Database, { room, shopperId }: { room: string; shopperId: string }): Promise<Other[]> {
  const all = await inquiriesOfShopper(db, { shopperId, limit: mostOthers + 1 })
  return all
    .filter(other => other.room !== room)
    .slice(0, mostOthers)
    .map(({ room, productId, subject, lastLine, lastAt }) => ({ room, productId, subject, lastLine, lastAt }))
}

/** A crowded room in which nobody has said anything: no list holds it, but staff may set its rules before it begins. */
function silentStage({ id, productId }: Room): Inquiry {
  return {
    ...{ room: id, kind: 'stage', shopper: null, shopperName: null, productId, subject: null, language: 'ko' },
    ...{ state: 'open', assignee: null, last: 0, lastAt: new Date().toISOString(), lastLine: '', waitingSince: null },
    ...{ here: false, viewers: 0, watching: null, held: 0 },
  }
}

/** What the desk's page begins with. */
export interface ShowDesk {
  staff: Staff
  lang: Lang
  queue: Queue
  roomId: string | null
  now: Date
}

/** The whole desk. Refuses a conversation that is not there, like `openViewOf`. */
export async function deskViewOf(
  options: DeskOptions,
  { staff, lang, queue, roomId, now }: ShowDesk,
): Promise<DeskView> {
  const { db, accounts, conversations, origin } = options
  const [shop, inquiries, open, people] = await Promise.all([
    shopView(db),
    conversations.board.list(),
    roomId === null ? null : openViewOf(options, { roomId, staff }),
    listStaff(accounts, { by: staff }),
  ])
  const [goods, read] = await Promise.all([
    goodsOf(db, idsIn(inquiries.map(inquiry => inquiry.productId))),
    readSeqsOf(db, { personId: staff.id, roomIds: inquiries.map(inquiry => inquiry.room) }),
  ])
  return {
    lang,
    now: now.toISOString(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    me: { id: staff.id, name: staff.name, role: staff.role },
    shop: shop.name,
    shopAddress: `${origin}/${lang}`,
    queue,
    staff: conversations.presence.staffHere(),
    inquiries,
    read: Object.fromEntries(read),
    goods: [...goods, ...(open?.goods ?? [])],
    open,
    cid: randomUUID(),
    passwordMissing: people.some(person => person.id === staff.id && !person.hasPassword),
  }
}

/** A room's id from outside; what is no id names no room. */
export function knownId(roomId: string): string {
  if (!v.is(v.pipe(v.string(), v.uuid()), roomId)) throw noSuchRoom()
  return roomId
}

function idsIn(ids: readonly (string | null)[]): string[] {
  return ids.flatMap(id => id ?? [])
}

function noSuchRoom(): Problem {
  return new Problem('missing', 'chat.no_such_room', chat.noSuchRoom)
}

function presentGoods(product: ProductSummary): Goods {
  const { id, slug, name, price, priceFrom, image, film, inStock, published } = product
  return {
    id,
    slug,
    name,
    price: { amount: price.amount, currency: price.currency },
    priceFrom,
    picture: image && presentPicture(image, image.alt),
    poster: film && presentPicture(film.poster, name),
    filmSeconds: film && film.durationMs / 1000,
    inStock,
    published,
  }
}

function presentPicture({ src, srcset, width, height }: Omit<PictureView, 'alt'>, alt: Localized): Picture {
  return { src, srcset, width, height, alt }
}
