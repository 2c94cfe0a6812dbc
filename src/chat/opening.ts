import { and, eq, sql } from 'drizzle-orm'
import { type Database, prepared } from '#database'
import type { LogEntry, Receipt } from './protocol.ts'
import { entry, participant, room } from './schema.ts'

/** A conversation as a page opens with it. */
export interface Opening {
  room: string
  /** The newest entries, oldest first. */
  entries: LogEntry[]
  receipts: Receipt[]
}

/** A time as JavaScript writes it in JSON. */
const isoTime = sql`to_char(${entry.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The room, its newest entries and how far each side has come, in one statement: every view of a page waits for it. */
const opening = prepared(db =>
  db
    .select({
      room: room.id,
      entries: sql<LogEntry[]>`(
        select coalesce(json_agg(json_build_object(
          'seq', ${entry.seq}, 'at', ${isoTime}, 'author', ${entry.authorId}, 'role', ${entry.authorRole},
          'name', ${entry.authorName}, 'cid', ${entry.cid}, 'body', ${entry.body}
        ) order by ${entry.seq}), '[]')
        from ${entry}
        where ${entry.roomId} = ${room.id} and ${entry.seq} > ${room.lastSeq} - ${sql.placeholder('limit')})`,
      receipts: sql<Receipt[]>`(
        select coalesce(json_agg(json_build_object('role', role, 'delivered', delivered, 'read', read)), '[]')
        from (
          select ${participant.role} as role, max(${participant.deliveredSeq}) as delivered,
            max(${participant.readSeq}) as read
          from ${participant} where ${participant.roomId} = ${room.id} group by ${participant.role}
        ) as sides)`,
    })
    .from(room)
    .where(and(eq(room.shopperId, sql.placeholder('shopperId')), eq(room.productId, sql.placeholder('productId'))))
    .prepare('chat.opening'),
)

/** The shopper's conversation about a product with its newest entries, at most `limit`; null where nothing was asked. */
export async function inquiryOpening(
  db: Database,
  { shopperId, productId, limit }: { shopperId: string; productId: string; limit: number },
): Promise<Opening | null> {
  const [found] = await opening(db).execute({ shopperId, productId, limit })
  return found ?? null
}
