import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import type { Database, OpenDatabase } from '#database'
import { openLog } from '#edge'
import type { Say } from './append.ts'
import { publicAuthor } from './author.ts'
import type { Outlet } from './fanout.ts'
import { entriesAfter } from './log.ts'
import type { Actor } from './policy.ts'
import { type LogEntry, type ServerMessage, serverFrame } from './protocol.ts'
import { openInquiry, openStage, type Room } from './room.ts'

/** For tests: a log that nobody reads. */
export const noLog = openLog('silent')

/** For tests: a conversation of a shopper of its own, about a product of its own. */
export async function aRoom(db: Database): Promise<Room & { shopperId: string; productId: string }> {
  const productId = randomUUID()
  return { ...(await openInquiry(db, { shopperId: randomUUID(), productId, language: 'ko' })), productId }
}

/** For tests: the crowded room of a product of its own. */
export function aStage(db: Database): Promise<Room> {
  return openStage(db, { productId: randomUUID() })
}

/** For tests: somebody who looks at the shop. */
export function aShopper(name: string | null = null): Actor {
  return { id: randomUUID(), role: 'shopper', name }
}

/** For tests: somebody at the desk. */
export function anOperator(name = 'Jun'): Actor {
  return { id: randomUUID(), role: 'operator', name }
}

/** For tests: words of the room's shopper, unless `changes` say something else. */
export function aSay(
  room: Pick<Room, 'id' | 'kind' | 'shopperId'>,
  changes: Partial<Say> & { text?: string } = {},
): Say {
  const { text = '얼마예요?', ...rest } = changes
  const { authorId = room.shopperId ?? randomUUID(), role = 'shopper' } = rest
  const own = { roomId: room.id, authorId, author: publicAuthor(room, { id: authorId, role }), role, name: null }
  return { ...own, cid: randomUUID(), body: { kind: 'text', text }, at: new Date(), ...rest }
}

/** For tests: the words of a log, in its order. */
export function wordsOf(entries: readonly LogEntry[]): string[] {
  return entries.map(({ body }) => (body.kind === 'text' ? body.text : body.kind))
}

/** For tests: a room's whole log, as the database has it. */
export function wholeLog(db: Database, { id: roomId }: { id: string }): Promise<LogEntry[]> {
  return entriesAfter(db, { roomId, after: 0, limit: 100_000 })
}

/** For tests: what a page keeps of the frames it gets, by the rule of the client: entries it has seen are dropped. */
export interface Reader extends Outlet {
  frames: string[]
  messages: ServerMessage[]
  /** The entries of a room, each once; fails when one came before its turn. */
  log(roomId: string): LogEntry[]
  /** What the system has not taken yet, in bytes, for `backlog`. */
  unread: number
  isOpen: boolean
}

/** For tests: a reader who had seen a room up to `after`. */
export function aReader({ after = 0 }: { after?: number } = {}): Reader {
  const logs = new Map<string, LogEntry[]>()
  const reader: Reader = {
    frames: [],
    messages: [],
    unread: 0,
    isOpen: true,
    log: roomId => logs.get(roomId) ?? [],
    backlog: () => reader.unread,
    open: () => reader.isOpen,
    send(frame) {
      const text = frame.toString()
      reader.frames.push(text)
      const messages = parseFrame(text)
      reader.messages.push(...messages)
      for (const message of messages) if (message.t === 'log') take(logs, message, after)
    },
  }
  return reader
}

/** For tests: a frame as a client takes it; fails on what is not of the protocol. */
export function parseFrame(text: string): ServerMessage[] {
  const parsed = v.safeParse(serverFrame, JSON.parse(text))
  if (!parsed.success) throw new Error(`not a frame of the protocol: ${text.slice(0, 500)}`)
  return parsed.output
}

function take(logs: Map<string, LogEntry[]>, { room, entries, last }: ServerMessage & { t: 'log' }, after: number) {
  const log = logs.get(room) ?? []
  logs.set(room, log)
  for (const entry of entries) {
    const seen = log.at(-1)?.seq ?? after
    if (entry.seq > seen + 1) throw new Error(`entry ${entry.seq} came after ${seen}`)
    if (entry.seq > last) throw new Error(`entry ${entry.seq} came in a log that ends at ${last}`)
    if (entry.seq === seen + 1) log.push(entry)
  }
}

/** For tests: numbers that look random and are the same at every run, from 0 to below 1. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** For tests: the room's row as the desk reads it. */
export async function foldOf({ pool }: Pick<OpenDatabase, 'pool'>, { id }: { id: string }) {
  const columns = 'last_seq, last_at, last_line, state, waiting_since'
  const { rows } = await pool.query(`select ${columns} from chat.room where id = $1`, [id])
  const { last_seq: lastSeq, last_at: lastAt, last_line: lastLine, state, waiting_since: waitingSince } = rows[0]
  return { lastSeq, lastAt, lastLine, state, waitingSince }
}
