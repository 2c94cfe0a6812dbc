import { randomUUID } from 'node:crypto'
import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Database, Queryable } from '#database'
import type { Lang } from '#language'
import type { Receipt, Role, RoomKind } from './protocol.ts'
import { participant, room } from './schema.ts'

/** A conversation as the rules of who may see it need it. */
export interface Room {
  id: string
  kind: RoomKind
  /** Null in a crowded room. */
  shopperId: string | null
  productId: string | null
  lastSeq: number
  /** Whether shoppers may be in it. */
  isOpen: boolean
}

const roomColumns = {
  id: room.id,
  kind: room.kind,
  shopperId: room.shopperId,
  productId: room.productId,
  lastSeq: room.lastSeq,
  isOpen: room.isOpen,
}

/** Whether anybody has ever asked the shop anything. */
export async function anyoneAsked(db: Queryable): Promise<boolean> {
  const found = await db
    .select({ id: room.id })
    .from(room)
    .where(and(eq(room.kind, 'inquiry'), gt(room.lastSeq, 0)))
    .limit(1)
  return found.length > 0
}

/** What an inquiry is about: a product, or something else in the shopper's own words. */
export type About = { productId: string; subject?: never } | { subject: string; productId?: never }

/**
 * The shopper's inquiry about a product or a subject, made when there is none yet. Asked twice it is the same one.
 * `shopperName` is a member's. Its id is random and not ordered: it stands in addresses.
 */
export async function openInquiry(
  db: Database,
  {
    shopperId,
    shopperName = null,
    language,
    ...about
  }: { shopperId: string; shopperName?: string | null; language: Lang } & About,
): Promise<Room & { shopperId: string }> {
  const { productId = null, subject = null } = about
  const id = randomUUID()
  const values = { id, kind: 'inquiry' as const, shopperId, shopperName, productId, subject, language }
  await db.insert(room).values(values).onConflictDoNothing()
  const found = await findInquiry(db, { shopperId, ...about })
  if (found === null) throw new Error('the inquiry that was just made is not there')
  return { ...found, shopperId }
}

/** The shopper's inquiry about a product or a subject, or null where nothing was asked yet. */
export async function findInquiry(
  db: Database,
  { shopperId, ...about }: { shopperId: string } & About,
): Promise<Room | null> {
  const isAbout =
    about.productId === undefined
      ? sql`${room.productId} is null and ${room.subject} = ${about.subject}`
      : eq(room.productId, about.productId)
  const where = and(eq(room.kind, 'inquiry'), eq(room.shopperId, shopperId), isAbout, room.isCurrent)
  const [found] = await db.select(roomColumns).from(room).where(where)
  return found ?? null
}

/** The crowded room of a product, made when there is none yet. */
export async function openStage(db: Database, { productId }: { productId: string }): Promise<Room> {
  const where = and(eq(room.kind, 'stage'), eq(room.productId, productId))
  const [there] = await db.select(roomColumns).from(room).where(where)
  if (there !== undefined) return there
  const values = { id: randomUUID(), kind: 'stage' as const, productId, language: 'ko' as const }
  await db.insert(room).values(values).onConflictDoNothing()
  const [made] = await db.select(roomColumns).from(room).where(where)
  if (made === undefined) throw new Error('the crowded room that was just made is not there')
  return made
}

/** A room by its id, or null. Whether somebody may see it is for `policy.ts` to say. */
export async function findRoom(db: Database, { id }: { id: string }): Promise<Room | null> {
  const [found] = await db.select(roomColumns).from(room).where(eq(room.id, id))
  return found ?? null
}

/** Whether staff have taken this person out of the room. */
export async function isRemoved(
  db: Database,
  { roomId, personId }: { roomId: string; personId: string },
): Promise<boolean> {
  const where = and(eq(participant.roomId, roomId), eq(participant.personId, personId))
  const [found] = await db.select({ by: participant.removedBySeq }).from(participant).where(where)
  return found !== undefined && found.by !== null
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

/** How far one person has read in these rooms; rooms in which they read nothing are left out. */
export async function readSeqsOf(
  db: Database,
  { personId, roomIds }: { personId: string; roomIds: string[] },
): Promise<Map<string, number>> {
  if (roomIds.length === 0) return new Map()
  const rows = await db
    .select({ roomId: participant.roomId, read: participant.readSeq })
    .from(participant)
    .where(and(eq(participant.personId, personId), inArray(participant.roomId, roomIds)))
  return new Map(rows.map(({ roomId, read }) => [roomId, read]))
}
