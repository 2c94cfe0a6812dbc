import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Database, Queryable } from '#database'
import type { Inquiry } from './protocol.ts'
import { entry, held, participant, room } from './schema.ts'

/** A conversation as the desk lists it, without what passes. */
export type StoredInquiry = Omit<Inquiry, 'here' | 'viewers' | 'watching'>

const inquiryColumns = {
  room: room.id,
  kind: room.kind,
  shopper: room.shopperId,
  shopperName: room.shopperName,
  productId: room.productId,
  subject: room.subject,
  language: room.language,
  state: room.state,
  assigneeId: room.assigneeId,
  assigneeName: room.assigneeName,
  last: room.lastSeq,
  lastAt: sql<Date>`coalesce(chat.room.last_at, chat.room.created_at)`.mapWith(room.createdAt),
  lastLine: room.lastLine,
  waitingSince: room.waitingSince,
  held: sql<number>`case when chat.room.kind = 'stage' then (
    select count(*) from chat.held h where h.room_id = chat.room.id and h.refused_at is null) else 0 end`.mapWith(
    Number,
  ),
}

/** Something was said in it, or waits to be looked at. */
const isSpokenIn = sql`(chat.room.last_seq > 0 or chat.room.id in (
  select h.room_id from chat.held h where h.refused_at is null))`

/**
 * The conversations of the desk: all that wait, and the newest of the others up to `limit`. It is one statement, so
 * that a conversation which begins to wait in the middle of it is in the list, once.
 */
export async function listInquiries(db: Database, { limit }: { limit: number }): Promise<StoredInquiry[]> {
  const waiting = db
    .select(inquiryColumns)
    .from(room)
    .where(sql`${room.waitingSince} is not null`)
    .orderBy(room.waitingSince)
  const others = db
    .select(inquiryColumns)
    .from(room)
    .where(sql`${room.waitingSince} is null and ${isSpokenIn}`)
    .orderBy(desc(room.lastAt))
    .limit(limit)
  return (await unionAll(waiting, others)).map(presentInquiry)
}

/** The named conversations, those of them that hold an entry or something that waits to be looked at. */
export async function inquiriesOf(db: Database, { ids }: { ids: string[] }): Promise<StoredInquiry[]> {
  const rows = await db
    .select(inquiryColumns)
    .from(room)
    .where(and(inArray(room.id, ids), isSpokenIn))
  return rows.map(presentInquiry)
}

/** A shopper's own conversations as the desk lists them, the newest first. */
export async function inquiriesOfShopper(
  db: Database,
  { shopperId, limit }: { shopperId: string; limit: number },
): Promise<StoredInquiry[]> {
  const rows = await db
    .select(inquiryColumns)
    .from(room)
    .where(and(eq(room.shopperId, shopperId), gt(room.lastSeq, 0)))
    .orderBy(desc(room.lastAt))
    .limit(limit)
  return rows.map(presentInquiry)
}

/** A conversation as its shopper lists it; `unread` is how many entries came since they last read. */
export interface OwnConversation
  extends Pick<StoredInquiry, 'room' | 'productId' | 'subject' | 'state' | 'last' | 'lastAt' | 'lastLine'> {
  unread: number
  /** False for one that a newer conversation about the same has replaced. */
  isCurrent: boolean
}

/** A shopper's conversations, the newest first. */
export async function conversationsOf(
  db: Database,
  { shopperId, limit }: { shopperId: string; limit: number },
): Promise<OwnConversation[]> {
  const read = sql<number>`coalesce(${participant.readSeq}, 0)`.mapWith(Number)
  const rows = await db
    .select({ ...inquiryColumns, isCurrent: room.isCurrent, read })
    .from(room)
    .leftJoin(participant, and(eq(participant.roomId, room.id), eq(participant.personId, room.shopperId)))
    .where(and(eq(room.shopperId, shopperId), gt(room.lastSeq, 0)))
    .orderBy(desc(room.lastAt))
    .limit(limit)
  return rows.map(({ isCurrent, read, ...row }) => {
    const { room, productId, subject, state, last, lastAt, lastLine } = presentInquiry(row)
    return { room, productId, subject, state, last, lastAt, lastLine, isCurrent, unread: Math.max(0, last - read) }
  })
}

/**
 * Makes a guest's conversations a member's, once they have shown to be the same person; `name` is the member's. Where
 * the member has a conversation about the same already, the guest's stays beside it and the one that was spoken in last
 * is the current one. One transaction; doing it again finds nothing left to do. Gives the rooms that have moved.
 */
export async function adoptConversations(
  db: Queryable,
  { from, to, name }: { from: string; to: string; name: string | null },
): Promise<string[]> {
  if (from === to) return []
  return db.transaction(async tx => {
    const moving = await tx.execute<{ id: string }>(
      sql`select id from chat.room where shopper_id in (${from}, ${to}) and kind = 'inquiry' order by id for update`,
    )
    if (moving.rows.length === 0) return []
    await tx.execute(sql`
      update chat.room r set is_current = false
      from chat.room other
      where r.shopper_id in (${from}, ${to}) and other.shopper_id in (${from}, ${to})
        and r.shopper_id <> other.shopper_id and r.is_current and other.is_current
        and r.kind = 'inquiry' and other.kind = 'inquiry'
        and r.product_id is not distinct from other.product_id
        and (r.product_id is not null or r.subject = other.subject)
        and (coalesce(r.last_at, r.created_at), r.id) < (coalesce(other.last_at, other.created_at), other.id)`)
    const moved = await tx.execute<{ id: string }>(sql`
      update chat.room set shopper_id = ${to}, shopper_name = ${name}
      where shopper_id = ${from} and kind = 'inquiry' returning id`)
    const ids = sql`(select id from chat.room where shopper_id = ${to} and kind = 'inquiry')`
    await tx.execute(sql`update chat.entry set author_id = ${to} where author_id = ${from} and room_id in ${ids}`)
    await tx.execute(sql`update chat.participant set person_id = ${to} where person_id = ${from} and room_id in ${ids}`)
    await tx.execute(sql`update chat.file set author_id = ${to} where author_id = ${from} and room_id in ${ids}`)
    return moved.rows.map(row => row.id)
  })
}

/** Takes somebody's name out of all they said, as when their account is deleted. What they said stays with the shop. */
export async function forgetShopper(db: Queryable, { shopperId }: { shopperId: string }): Promise<void> {
  await db.update(room).set({ shopperName: null }).where(eq(room.shopperId, shopperId))
  await db.update(entry).set({ authorName: null }).where(eq(entry.authorId, shopperId))
  await db.update(held).set({ authorName: null }).where(eq(held.authorId, shopperId))
}

interface InquiryRow extends Omit<StoredInquiry, 'lastAt' | 'lastLine' | 'waitingSince' | 'assignee'> {
  lastAt: Date
  lastLine: string | null
  waitingSince: Date | null
  assigneeId: string | null
  assigneeName: string | null
}

function presentInquiry(row: InquiryRow): StoredInquiry {
  const { lastAt, lastLine, waitingSince, assigneeId, assigneeName, ...same } = row
  return {
    ...same,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
    lastAt: lastAt.toISOString(),
    lastLine: lastLine ?? '',
    waitingSince: waitingSince?.toISOString() ?? null,
  }
}
