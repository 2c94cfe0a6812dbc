import { sql } from 'drizzle-orm'
import type { Database } from '#database'
import type { Log } from '#edge'
import type { Appender } from './append.ts'
import { publicAuthor } from './author.ts'
import { type BannedList, openBannedList } from './banned-words.ts'
import type { Fanout } from './fanout.ts'
import type { Hall, Halls } from './halls.ts'
import { type Held, openHeld } from './held.ts'
import { bannedWords, noSuchRoom, roomFrozen, tooSoon } from './problems.ts'
import type { EntryBody } from './protocol.ts'
import type { Gate, Words } from './say.ts'

/** What stands before the logs of crowded rooms; see `openCrowd`. */
export interface Crowd extends Gate, AsyncDisposable {
  held: Held
  banned: BannedList
}

/** What one person said last in a room. */
interface Turn {
  cid: string
  atMs: number
}

/** Turns that are kept in memory before those that are over are forgotten. */
const mostTurns = 10_000
const longestTurnMs = 3_600_000

/**
 * Opens the gate of the crowded rooms. Staff are free of it. Shoppers' words, first ones and changed ones, are refused
 * in a frozen room and where they say a banned word, and held where staff look first; slow mode counts first words
 * alone, over all pages of a person. To take something back and to react is always allowed. What was said before
 * under the same cid passes: the log has its answer.
 */
export function openCrowd({
  db,
  halls,
  appender,
  fanout,
  log,
  onHeld,
}: {
  db: Database
  halls: Pick<Halls, 'find'>
  appender: Pick<Appender, 'append'>
  fanout: Pick<Fanout, 'tell'>
  log: Log
  /** What waits for staff in a room has changed. */
  onHeld(roomId: string): void
}): Crowd {
  const held = openHeld({ db, appender, fanout, log, onChanged: onHeld })
  const banned = openBannedList({ db })
  const turns = new Map<string, Turn>()

  /** Lets one through and remembers it at once, so that two that come together are not both the first. */
  function takeTurn(
    { room, actor, cid, now }: Words,
    { slowMs, saidAtMs }: { slowMs: number; saidAtMs: number },
  ): void {
    const key = `${room.id} ${actor.id}`
    const before = turns.get(key)
    if (before?.cid === cid) return
    const waitMs = Math.max(saidAtMs, before?.atMs ?? 0) + slowMs - now.getTime()
    if (waitMs > 0) throw tooSoon(Math.ceil(waitMs / 1000))
    if (turns.size >= mostTurns) forgetTurns(now)
    turns.set(key, { cid, atMs: now.getTime() })
  }

  function forgetTurns(now: Date): void {
    for (const [key, { atMs }] of turns) if (now.getTime() - atMs > longestTurnMs) turns.delete(key)
  }

  return {
    held,
    banned,
    async admit(words) {
      const { room, actor, body, now } = words
      if (room.kind !== 'stage' || actor.role === 'operator') return 'pass'
      if (body.kind !== 'text' && body.kind !== 'edit') return 'pass'
      const hall = await halls.find(room.id)
      if (hall === null) throw noSuchRoom()
      const { rules } = hall.facts
      const { said, isHeld, saidAtMs } = asksNothing(hall) ? nothingSaid : await standingOf(db, words)
      if (said) return 'pass'
      if (isHeld && (await held.holds({ ...words, body }))) return 'held'
      if (rules.frozen) throw roomFrozen()
      for (const text of readableOf(body)) if ((await banned.find(text)) !== null) throw bannedWords()
      if (rules.slowSeconds > 0 && body.kind === 'text') {
        takeTurn(words, { slowMs: rules.slowSeconds * 1000, saidAtMs })
      }
      if (rules.delaySeconds === 0) return 'pass'
      await held.hold({ ...words, body }, { releaseAt: new Date(now.getTime() + rules.delaySeconds * 1000) })
      return 'held'
    },
    [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
  }
}

/** What others will read of it: its words, and the names of its files. */
function readableOf(body: Extract<EntryBody, { kind: 'text' | 'edit' }>): string[] {
  const files = body.kind === 'text' ? (body.files ?? []) : []
  return [body.text, ...files.map(file => file.name)]
}

/** Whether a room neither has rules nor holds anything, so that what was said before in it need not be known. */
function asksNothing({ facts, hasHeld }: Hall): boolean {
  const { slowSeconds, delaySeconds, frozen } = facts.rules
  return slowSeconds === 0 && delaySeconds === 0 && !frozen && !hasHeld
}

interface Standing {
  /** Whether it stands in the log already. */
  said: boolean
  isHeld: boolean
  /** When this person's last words came to this room, in the log or held. */
  saidAtMs: number
}

const nothingSaid: Standing = { said: false, isHeld: false, saidAtMs: 0 }

async function standingOf(db: Database, { room, actor, cid }: Words): Promise<Standing> {
  const author = publicAuthor(room, actor)
  const { rows } = await db.execute<{ said: boolean; is_held: boolean; said_ms: number }>(sql`
    select
      exists (select from chat.entry where room_id = ${room.id} and author = ${author} and cid = ${cid}) as said,
      exists (select from chat.held where room_id = ${room.id} and author_id = ${actor.id} and cid = ${cid}) as is_held,
      coalesce(extract(epoch from greatest(
        (select max(at) from chat.entry where room_id = ${room.id} and author = ${author} and body ->> 'kind' = 'text'),
        (select max(at) from chat.held where room_id = ${room.id} and author_id = ${actor.id} and body ->> 'kind' = 'text')
      )) * 1000, 0)::float8 as said_ms`)
  const [row] = rows
  return row === undefined ? nothingSaid : { said: row.said, isHeld: row.is_held, saidAtMs: row.said_ms }
}
