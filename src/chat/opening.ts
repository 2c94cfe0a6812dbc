import { and, eq, type SQL, sql } from 'drizzle-orm'
import { type Database, prepared } from '#database'
import { publicAuthor } from './author.ts'
import { noRules } from './log.ts'
import type { LogEntry, Receipt, RoomFacts, RoomKind } from './protocol.ts'
import { isRemoved } from './room.ts'
import { entry, participant, room } from './schema.ts'

/** A conversation as a page opens with it. */
export interface Opening {
  room: string
  kind: RoomKind
  /** The author that the reader's own entries carry in it. */
  you: string
  /** The newest entries, oldest first. */
  entries: LogEntry[]
  facts: RoomFacts
  /** Empty in a crowded room. */
  receipts: Receipt[]
}

/** An entry as everybody sees it, a time as JavaScript writes it in JSON. */
export const entryJson = sql`json_build_object(
  'seq', ${entry.seq}, 'at', to_char(${entry.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'author', ${entry.author}, 'role', ${entry.authorRole}, 'name', ${entry.authorName}, 'cid', ${entry.cid},
  'body', coalesce(${entry.shown}, ${entry.body}))`

/** The room, its newest entries and how far each side has come, in one statement: every view of a page waits for it. */
function openingOf(db: Database, where: SQL | undefined) {
  return db
    .select({
      room: room.id,
      kind: room.kind,
      seq: room.lastSeq,
      state: room.state,
      assigneeId: room.assigneeId,
      assigneeName: room.assigneeName,
      rules: room.rules,
      open: room.isOpen,
      entries: sql<LogEntry[]>`(
        select coalesce(json_agg(${entryJson} order by ${entry.seq}), '[]')
        from ${entry}
        where ${entry.roomId} = ${room.id} and ${entry.seq} > ${room.lastSeq} - ${sql.placeholder('limit')})`,
      pinned: sql<LogEntry | null>`(
        select ${entryJson} from ${entry} where ${entry.roomId} = ${room.id} and ${entry.seq} = ${room.pinnedSeq})`,
      receipts: sql<Receipt[]>`(
        select coalesce(json_agg(json_build_object('role', role, 'delivered', delivered, 'read', read)), '[]')
        from (
          select ${participant.role} as role, max(${participant.deliveredSeq}) as delivered,
            max(${participant.readSeq}) as read
          from ${participant}
          where ${participant.roomId} = ${room.id} and ${room.kind} = 'inquiry' group by ${participant.role}
        ) as sides)`,
    })
    .from(room)
    .where(where)
}

const isOfShopper = and(eq(room.kind, 'inquiry'), eq(room.shopperId, sql.placeholder('shopperId')))
const ofProduct = eq(room.productId, sql.placeholder('productId'))

const inquiry = prepared(db => openingOf(db, and(isOfShopper, ofProduct, room.isCurrent)).prepare('chat.opening'))
const stage = prepared(db => openingOf(db, and(eq(room.kind, 'stage'), ofProduct)).prepare('chat.stage_opening'))
const byId = prepared(db =>
  openingOf(db, and(isOfShopper, eq(room.id, sql.placeholder('roomId')))).prepare('chat.room_opening'),
)

/** The shopper's conversation about a product with its newest entries, at most `limit`; null where nothing was asked. */
export async function inquiryOpening(
  db: Database,
  { shopperId, productId, limit }: { shopperId: string; productId: string; limit: number },
): Promise<Opening | null> {
  const [found] = await inquiry(db).execute({ shopperId, productId, limit })
  return found ? present(found, shopperId) : null
}

/** One of the shopper's conversations by its room; null for another's alike. */
export async function conversationOpening(
  db: Database,
  { shopperId, roomId, limit }: { shopperId: string; roomId: string; limit: number },
): Promise<Opening | null> {
  const [found] = await byId(db).execute({ shopperId, roomId, limit })
  return found ? present(found, shopperId) : null
}

/**
 * A product's crowded room as this shopper, or somebody without an identity, opens it; null where nobody said anything
 * yet, where it is closed, and for a shopper whom staff took out of it.
 */
export async function stageOpening(
  db: Database,
  { shopperId, productId, limit }: { shopperId: string | null; productId: string; limit: number },
): Promise<Opening | null> {
  const [found] = await stage(db).execute({ productId, limit })
  if (!found?.open) return null
  if (shopperId !== null && (await isRemoved(db, { roomId: found.room, personId: shopperId }))) return null
  return present(found, shopperId)
}

type Row = Awaited<ReturnType<ReturnType<typeof inquiry>['execute']>>[number]

function present(row: Row, shopperId: string | null): Opening {
  const { room: id, kind, entries, receipts, seq, state, assigneeId, assigneeName, rules, open, pinned } = row
  const assignee = assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' }
  const facts = { seq, state, assignee, pinned, rules: rules ?? noRules, open }
  const you = shopperId === null ? '' : publicAuthor({ id, kind }, { id: shopperId, role: 'shopper' })
  return { room: id, kind, you, entries, facts, receipts }
}
