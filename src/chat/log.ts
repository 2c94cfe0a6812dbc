import { and, asc, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import type { Database } from '#database'
import type { EntryBody, LogEntry, RoomFacts } from './protocol.ts'
import { entry, room } from './schema.ts'

/** What a crowded room asks of its shoppers until staff say otherwise: nothing. */
export const noRules: RoomFacts['rules'] = { slowSeconds: 0, delaySeconds: 0, frozen: false }

/** An entry as everybody sees it: with what later entries have made of it. */
const columns = {
  seq: entry.seq,
  at: entry.at,
  author: entry.author,
  authorRole: entry.authorRole,
  authorName: entry.authorName,
  cid: entry.cid,
  body: sql<EntryBody>`coalesce(${entry.shown}, ${entry.body})`,
}

type Row = Pick<typeof entry.$inferSelect, 'seq' | 'at' | 'author' | 'authorRole' | 'authorName' | 'cid' | 'body'>

function presentEntry({ seq, at, author, authorRole, authorName, cid, body }: Row): LogEntry {
  return { seq, at: at.toISOString(), author, role: authorRole, name: authorName, cid, body }
}

/** What a room's log holds after a seq, oldest first, at most `limit` entries. */
export async function entriesAfter(
  db: Database,
  { roomId, after, limit }: { roomId: string; after: number; limit: number },
): Promise<LogEntry[]> {
  const rows = await db
    .select(columns)
    .from(entry)
    .where(and(eq(entry.roomId, roomId), gt(entry.seq, after)))
    .orderBy(asc(entry.seq))
    .limit(limit)
  return rows.map(presentEntry)
}

/** What a room's log holds before a seq: the newest `limit` entries of that, oldest first. */
export async function entriesBefore(
  db: Database,
  { roomId, before, limit }: { roomId: string; before: number; limit: number },
): Promise<LogEntry[]> {
  const rows = await db
    .select(columns)
    .from(entry)
    .where(and(eq(entry.roomId, roomId), lt(entry.seq, before)))
    .orderBy(desc(entry.seq))
    .limit(limit)
  return rows.map(presentEntry).reverse()
}

/** An entry as it was said, and all that was done to it, oldest first: for staff alone. Empty where there is none. */
export async function entryHistory(
  db: Database,
  { roomId, seq }: { roomId: string; seq: number },
): Promise<LogEntry[]> {
  const changes = and(sql`(${entry.body} ->> 'of')::int = ${seq}`, sql`${entry.body} ->> 'of' is not null`)
  const rows = await db
    .select({ ...columns, body: entry.body })
    .from(entry)
    .where(and(eq(entry.roomId, roomId), or(eq(entry.seq, seq), changes)))
    .orderBy(asc(entry.seq))
  const kinds = ['edit', 'delete', 'hide', 'show']
  return rows.filter(row => row.seq === seq || kinds.includes(row.body.kind)).map(presentEntry)
}

/** One entry with what only the server may know of it; null where there is none. */
export interface StoredEntry {
  entry: LogEntry
  authorId: string
  /** As it was said. */
  said: EntryBody
}

/** The named entries of a room, by their seq. */
export async function storedEntries(
  db: Database,
  { roomId, seqs }: { roomId: string; seqs: number[] },
): Promise<Map<number, StoredEntry>> {
  if (seqs.length === 0) return new Map()
  const rows = await db
    .select({ ...columns, authorId: entry.authorId, said: entry.body })
    .from(entry)
    .where(and(eq(entry.roomId, roomId), inArray(entry.seq, seqs)))
  return new Map(rows.map(({ said, authorId, ...row }) => [row.seq, { entry: presentEntry(row), authorId, said }]))
}

/** What this author said under this cid, as it is now; null where nothing was. */
export async function saidBefore(
  db: Database,
  { roomId, author, cid }: { roomId: string; author: string; cid: string },
): Promise<LogEntry | null> {
  const [row] = await db
    .select(columns)
    .from(entry)
    .where(and(eq(entry.roomId, roomId), eq(entry.author, author), eq(entry.cid, cid)))
  return row ? presentEntry(row) : null
}

/** What its entries have made of a room; null where there is no such room. */
export async function factsOf(db: Database, { roomId }: { roomId: string }): Promise<RoomFacts | null> {
  const [row] = await db
    .select({
      seq: room.lastSeq,
      state: room.state,
      assigneeId: room.assigneeId,
      assigneeName: room.assigneeName,
      rules: room.rules,
      open: room.isOpen,
      kind: room.kind,
      pinnedSeq: room.pinnedSeq,
    })
    .from(room)
    .where(eq(room.id, roomId))
  if (row === undefined) return null
  const pinned = row.pinnedSeq && (await storedEntries(db, { roomId, seqs: [row.pinnedSeq] })).get(row.pinnedSeq)
  return {
    seq: row.seq,
    state: row.state,
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    pinned: pinned ? pinned.entry : null,
    rules: row.rules ?? noRules,
    open: row.open,
  }
}
