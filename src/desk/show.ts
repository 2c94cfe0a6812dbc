import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { type Actor, actorOf, entriesAfter, inquiriesOfShopper, readReceipts, roomFor } from '#chat'
import type { Database } from '#database'
import { Problem } from '#edge'
import { chat, type Lang, type Localized } from '#language'
import { listStaff, type Staff } from '#members'
import { type PictureView, type ProductSummary, productSummary, shopView } from '#shop'
import type { DeskOptions } from './door.ts'
import { type DeskView, entriesAtOnce, type Goods, type OpenView, type Picture, type Queue } from './views.ts'

/** Other conversations of a shopper that are shown beside one. */
const mostOthers = 10

/** Products as the desk shows them, whether the shop does or not; unknown ids are left out. */
export async function goodsOf(db: Database, ids: readonly string[]): Promise<Goods[]> {
  return (await productSummary(db, { ids: [...new Set(ids)], reader: 'staff' })).map(presentGoods)
}

/** One of the staff as the conversations know them. */
export function operatorOf(staff: Staff): Actor {
  const actor = actorOf({ guest: null, staff }, 'operator')
  if (actor === null) throw new Error('somebody of the staff is always an operator')
  return actor
}

/**
 * A conversation, opened for one of the staff.
 * @throws Problem `missing` where there is none by that id, or nothing was said in it yet.
 */
export async function openViewOf(
  { db, conversations }: DeskOptions,
  { roomId, staff }: { roomId: string; staff: Staff },
): Promise<OpenView> {
  const room = await roomFor(db, { roomId: knownId(roomId), actor: operatorOf(staff) })
  const [inquiry, entries, receipts, ofShopper] = await Promise.all([
    conversations.board.find(room.id),
    entriesAfter(db, { roomId: room.id, after: Math.max(0, room.lastSeq - entriesAtOnce), limit: 500 }),
    readReceipts(db, { roomId: room.id }),
    inquiriesOfShopper(db, { shopperId: room.shopperId, limit: mostOthers + 1 }),
  ])
  if (inquiry === null) throw noSuchRoom()
  const others = ofShopper
    .filter(other => other.room !== room.id)
    .slice(0, mostOthers)
    .map(({ room, productId, lastLine, lastAt }) => ({ room, productId, lastLine, lastAt }))
  const cards = entries.flatMap(({ body }) => (body.kind === 'card' ? [body.productId] : []))
  const goods = await goodsOf(db, [inquiry.productId, ...others.map(other => other.productId), ...cards])
  return { inquiry, entries, receipts, others, goods }
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
  const goods = await goodsOf(
    db,
    inquiries.map(inquiry => inquiry.productId),
  )
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
