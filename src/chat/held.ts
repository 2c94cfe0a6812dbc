import { randomUUIDv7 } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, gt, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm'
import type { Database } from '#database'
import { type Log, Problem } from '#edge'
import type { Appender } from './append.ts'
import { publicAuthor } from './author.ts'
import type { Fanout } from './fanout.ts'
import { saidBefore } from './log.ts'
import { cidTaken, notHeld, refusedByStaff } from './problems.ts'
import type { EntryBody, Held as HeldMessage, LogEntry, ServerMessage } from './protocol.ts'
import type { Words } from './say.ts'
import { held, participant } from './schema.ts'

/** What a shopper's words hold that can be held: first words, or other ones. */
type Holdable = Words & { body: Extract<EntryBody, { kind: 'text' | 'edit' }> }

/** What shoppers said that staff look at first; see `openHeld`. */
export interface Held extends AsyncDisposable {
  /**
   * Whether this very thing is held already.
   * @throws Problem `forbidden` where staff have refused it, `conflict` where its cid stands for other words.
   */
  holds(words: Holdable): Promise<boolean>
  /** Keeps it for staff; after this it is not lost, and it goes into the log at `releaseAt`. */
  hold(words: Holdable, o: { releaseAt: Date }): Promise<void>
  /**
   * Lets one into the log now and gives its entry, or refuses it. Refusing twice changes nothing.
   * @throws Problem `conflict` where it is in the log or was decided otherwise, `missing` where there never was one.
   */
  decide(o: { roomId: string; id: string; let: boolean; now: Date }): Promise<LogEntry | null>
  /** All that waits in a room, oldest first. */
  waiting(roomId: string): Promise<HeldMessage[]>
  /** Shows the staff who follow a room here what waits in it, and lets authors know what was refused. */
  tell(roomId: string): void
  /** Hears what staff have refused a moment ago, here or elsewhere, once each. */
  onRefused(listener: (refused: Refused) => void): void
  /** Ends when what is due now is in the log. */
  release(now: Date): Promise<void>
}

/** What somebody said in vain. */
export interface Refused {
  roomId: string
  authorId: string
  cid: string
}

/** How often it is looked what is due. */
const tickMs = 1000
/** Most that go into the log in one go. */
const batchSize = 100
/** For how long it is known that staff refused something. */
const refusedDays = 7
const dayMs = 86_400_000
/** Changes of one room that come within this time are told together. */
const joinMs = 150
/** For how long after it a refusal is still news. */
const newsMs = 10_000

/**
 * Opens what is held. Every process looks each second, and at its start, for what is due, whoever took it. A row is
 * locked while it goes into the log under its author and cid, and then deleted: where a process dies in between, the
 * next one finds the row, and the log says that it has the entry already. `onChanged` hears which room's have changed.
 */
export function openHeld({
  db,
  appender,
  fanout,
  log,
  onChanged,
}: {
  db: Database
  appender: Pick<Appender, 'append'>
  fanout: Pick<Fanout, 'tell'>
  log: Log
  onChanged(roomId: string): void
}): Held {
  let releasing: Promise<void> = Promise.resolve()
  const ears = new Set<(refused: Refused) => void>()
  /** What was refused lately and has been told of. */
  const toldOf = new Map<string, number>()
  const changed = joining(joinMs, roomId => onChanged(roomId))
  let failed = false
  let sweptAt = 0

  /** One at a time: each holds a connection while the log takes another. */
  function release(now: Date): Promise<void> {
    const done = releasing.then(async () => {
      while ((await releaseSome(now)) === batchSize);
    })
    releasing = done.catch(() => undefined)
    return done
  }

  async function releaseSome(now: Date): Promise<number> {
    const isDue = and(lte(held.releaseAt, now), isNull(held.refusedAt))
    if ((await db.select({ id: held.id }).from(held).where(isDue).limit(1)).length === 0) return 0
    const rooms = new Set<string>()
    const count = await db.transaction(async tx => {
      const due = await tx
        .select()
        .from(held)
        .where(isDue)
        .orderBy(asc(held.releaseAt), asc(held.id))
        .limit(batchSize)
        .for('update', { skipLocked: true })
      if (due.length === 0) return 0
      const authors = due.map(row => row.authorId)
      const removed = await tx
        .select({ roomId: participant.roomId, personId: participant.personId })
        .from(participant)
        .where(and(inArray(participant.personId, authors), isNotNull(participant.removedBySeq)))
      const outcomes = await Promise.all(
        due.map(async row => {
          rooms.add(row.roomId)
          const isOut = removed.some(one => one.roomId === row.roomId && one.personId === row.authorId)
          return !isOut && (await enter(row, now))
        }),
      )
      const gone = due.filter((_, i) => outcomes[i]).map(row => row.id)
      const refused = due.filter((_, i) => !outcomes[i]).map(row => row.id)
      if (gone.length > 0) await tx.delete(held).where(inArray(held.id, gone))
      if (refused.length > 0) await tx.update(held).set({ refusedAt: now }).where(inArray(held.id, refused))
      return due.length
    })
    for (const roomId of rooms) changed(roomId)
    return count
  }

  /** Whether the log took it, now or before; false where it never will. */
  async function enter(row: typeof held.$inferSelect, now: Date): Promise<boolean> {
    const { roomId, authorId, authorName: name, cid, body } = row
    if (body.kind !== 'text' && body.kind !== 'edit') return false
    const author = authorOf(row)
    try {
      await appender.append({ roomId, authorId, author, role: 'shopper', name, cid, body, at: now })
      return true
    } catch (thrown) {
      if (thrown instanceof Problem && !thrown.again) return false
      throw thrown
    }
  }

  async function tick(): Promise<void> {
    const now = new Date()
    try {
      await release(now)
      if (now.getTime() - sweptAt > dayMs) {
        sweptAt = now.getTime()
        await db.delete(held).where(lt(held.refusedAt, new Date(now.getTime() - refusedDays * dayMs)))
      }
      failed = false
    } catch (thrown) {
      if (!failed) log.warn({ err: thrown }, 'what is held could not be let through yet')
      failed = true
    }
  }

  let ticking: Promise<void> | undefined
  function look(): void {
    ticking ??= tick().then(() => {
      ticking = undefined
    })
  }
  const timer = setInterval(look, tickMs).unref()
  look()

  async function find({ room, actor, cid }: Holdable) {
    const isIt = and(eq(held.roomId, room.id), eq(held.authorId, actor.id), eq(held.cid, cid))
    const [row] = await db.select({ body: held.body, refusedAt: held.refusedAt }).from(held).where(isIt)
    return row
  }

  async function waiting(roomId: string): Promise<HeldMessage[]> {
    const rows = await db
      .select()
      .from(held)
      .where(and(eq(held.roomId, roomId), isNull(held.refusedAt)))
      .orderBy(asc(held.releaseAt), asc(held.id))
      .limit(500)
    return rows.map(row => ({
      id: row.id,
      at: row.at.toISOString(),
      releaseAt: row.releaseAt.toISOString(),
      author: authorOf(row),
      name: row.authorName,
      text: 'text' in row.body ? row.body.text : '',
    }))
  }

  async function tellNow(roomId: string): Promise<void> {
    const message: ServerMessage = { t: 'held', room: roomId, held: await waiting(roomId) }
    fanout.tell({ roomId, key: 'held', to: 'operator', message })
    const since = Date.now() - newsMs
    for (const [id, at] of toldOf) if (at < since) toldOf.delete(id)
    const { id, authorId, cid, refusedAt } = held
    const refused = await db
      .select({ id, authorId, cid })
      .from(held)
      .where(and(eq(held.roomId, roomId), gt(refusedAt, new Date(since))))
    for (const { id, ...one } of refused) {
      if (toldOf.has(id)) continue
      toldOf.set(id, Date.now())
      for (const listener of ears) listener({ roomId, ...one })
    }
  }

  async function holds(words: Holdable): Promise<boolean> {
    const row = await find(words)
    if (row === undefined) return false
    if (!isDeepStrictEqual(row.body, JSON.parse(JSON.stringify(words.body)))) throw cidTaken()
    if (row.refusedAt !== null) throw refusedByStaff()
    return true
  }

  return {
    holds,
    async hold(words, { releaseAt }) {
      const { room, actor, cid, body, now } = words
      const { id: authorId, name: authorName } = actor
      const row = { id: randomUUIDv7(), roomId: room.id, authorId, authorName, cid, body, at: now, releaseAt }
      const made = await db.insert(held).values(row).onConflictDoNothing().returning({ id: held.id })
      if (made.length === 0) await holds(words)
      else changed(room.id)
    },
    async decide({ roomId, id, let: lets, now }) {
      const isIt = and(eq(held.id, id), eq(held.roomId, roomId))
      const change = lets ? { releaseAt: sql`least(${held.releaseAt}, ${now})` } : { refusedAt: now }
      const [row] = await db
        .update(held)
        .set(change)
        .where(and(isIt, isNull(held.refusedAt)))
        .returning({ authorId: held.authorId, cid: held.cid })
      if (row === undefined) {
        const [before] = await db.select({ refusedAt: held.refusedAt }).from(held).where(isIt)
        if (before === undefined || lets) throw notHeld()
        return null
      }
      if (!lets) {
        changed(roomId)
        return null
      }
      await release(now)
      return saidBefore(db, { roomId, author: authorOf({ roomId, authorId: row.authorId }), cid: row.cid })
    },
    waiting,
    tell: joining(joinMs, roomId => {
      tellNow(roomId).catch((thrown: unknown) => log.warn({ err: thrown }, 'it could not be told what is held'))
    }),
    onRefused: listener => void ears.add(listener),
    release,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await ticking
      await releasing
    },
  }
}

/** As whom a room knows the author of what is held. */
function authorOf({ roomId, authorId }: { roomId: string; authorId: string }): string {
  return publicAuthor({ id: roomId, kind: 'stage' }, { id: authorId, role: 'shopper' })
}

/** Does something for a room at once, then rests; what was asked for meanwhile is done once after that. */
function joining(restMs: number, work: (roomId: string) => void): (roomId: string) => void {
  const resting = new Map<string, boolean>()
  function run(roomId: string): void {
    resting.set(roomId, false)
    work(roomId)
    setTimeout(() => {
      if (resting.get(roomId) === true) run(roomId)
      else resting.delete(roomId)
    }, restMs).unref()
  }
  return roomId => {
    if (resting.has(roomId)) resting.set(roomId, true)
    else run(roomId)
  }
}
