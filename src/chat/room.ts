import { randomUUID } from 'node:crypto'
import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import type { Database } from '#database'
import type { Lang } from '#language'
import type { Inquiry, LogEntry, Receipt, Role } from './protocol.ts'
import { entry, participant, room } from './schema.ts'

/** A conversation as the rules of who may see it need it. */
export interface Room {
  id: string
  shopperId: string
  productId: string
  lastSeq: number
}

const roomColumns = { id: room.id, shopperId: room.shopperId, productId: room.productId, lastSeq: room.lastSeq }

/**
 * The shopper's inquiry about a product, made when there is none yet. Asked twice it is the same one.
 * Its id is random and not ordered: it stands in addresses.
 */
export async function openInquiry(
  db: Database,
  { shopperId, productId, language }: { shopperId: string; productId: string; language: Lang },
): Promise<Room> {
  const id = randomUUID()
  await db.insert(room).values({ id, kind: 'inquiry', shopperId, productId, language }).onConflictDoNothing()
  const found = await findInquiry(db, { shopperId, productId })
  if (found === null) throw new Error('the inquiry that was just made is not there')
  return found
}

/** The shopper's inquiry about a product, or null where nothing was asked yet. */
export async function findInquiry(
  db: Database,
  { shopperId, productId }: { shopperId: string; productId: string },
): Promise<Room | null> {
  const where = and(eq(room.shopperId, shopperId), eq(room.productId, productId))
  const [found] = await db.select(roomColumns).from(room).where(where)
  return found ?? null
}

/** A room by its id, or null. Whether somebody may see it is for `policy.ts` to say. */
export async function findRoom(db: Database, { id }: { id: string }): Promise<Room | null> {
  const [found] = await db.select(roomColumns).from(room).where(eq(room.id, id))
  return found ?? null
}

/** What a room's log holds after a seq, oldest first, at most `limit` entries. */
export async function entriesAfter(
  db: Database,
  { roomId, after, limit }: { roomId: string; after: number; limit: number },
): Promise<LogEntry[]> {
  const rows = await db
    .select()
    .from(entry)
    .where(and(eq(entry.roomId, roomId), gt(entry.seq, after)))
    .orderBy(entry.seq)
    .limit(limit)
  return rows.map(row => ({
    seq: row.seq,
    at: row.at.toISOString(),
    author: row.authorId,
    role: row.authorRole,
    name: row.authorName,
    cid: row.cid,
    body: row.body,
  }))
}

/** How far each side of a room has come: the furthest of the people on that side. */
export async function readReceipts(db: Database, { roomId }: { roomId: string }): Promise<Receipt[]> {
  const rows = await db
    .select({
      role: participant.role,
      delivered: sql<number>`max(${participant.deliveredSeq})`.mapWith(Number),
      read: sql<number>`max(${participant.readSeq})`.mapWith(Number),
    })
    .from(participant)
    .where(eq(participant.roomId, roomId))
    .groupBy(participant.role)
  return rows
}

/** Notes how far a person has come. It only ever goes forward, and never past the end of the log. */
export async function markProgress(
  db: Database,
  { roomId, personId, role, delivered, read }: { roomId: string; personId: string; role: Role } & Omit<Receipt, 'role'>,
): Promise<void> {
  await db.execute(sql`
    insert into chat.participant as p (room_id, person_id, role, delivered_seq, read_seq)
    select id, ${personId}, ${role}, least(${Math.max(delivered, read)}, last_seq), least(${read}, last_seq)
    from chat.room where id = ${roomId}
    on conflict (room_id, person_id) do update set
      delivered_seq = greatest(p.delivered_seq, excluded.delivered_seq),
      read_seq = greatest(p.read_seq, excluded.read_seq)
    where p.delivered_seq < excluded.delivered_seq or p.read_seq < excluded.read_seq`)
}

/** A conversation as the desk lists it, without what passes. */
export type StoredInquiry = Omit<Inquiry, 'here' | 'watching'>

const inquiryColumns = {
  room: room.id,
  shopper: room.shopperId,
  productId: room.productId,
  language: room.language,
  state: room.state,
  last: room.lastSeq,
  lastAt: room.lastAt,
  lastLine: room.lastLine,
  waitingSince: room.waitingSince,
}

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
    .where(sql`${room.waitingSince} is null and ${room.lastSeq} > 0`)
    .orderBy(desc(room.lastAt))
    .limit(limit)
  return (await unionAll(waiting, others)).map(presentInquiry)
}

/** The named conversations, those of them that hold an entry. */
export async function inquiriesOf(db: Database, { ids }: { ids: string[] }): Promise<StoredInquiry[]> {
  const rows = await db
    .select(inquiryColumns)
    .from(room)
    .where(and(inArray(room.id, ids), gt(room.lastSeq, 0)))
  return rows.map(presentInquiry)
}

/** A shopper's other conversations, the newest first. */
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

interface InquiryRow extends Omit<StoredInquiry, 'lastAt' | 'lastLine' | 'waitingSince'> {
  lastAt: Date | null
  lastLine: string | null
  waitingSince: Date | null
}

function presentInquiry({ lastAt, lastLine, waitingSince, ...row }: InquiryRow): StoredInquiry {
  return {
    ...row,
    lastAt: (lastAt ?? new Date(0)).toISOString(),
    lastLine: lastLine ?? '',
    waitingSince: waitingSince?.toISOString() ?? null,
  }
}
