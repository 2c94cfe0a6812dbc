import { inArray } from 'drizzle-orm'
import * as v from 'valibot'
import type { Bus } from '#bus'
import type { Database } from '#database'
import type { Log } from '#edge'
import type { Appended } from './append.ts'
import type { Board } from './board.ts'
import type { Fanout } from './fanout.ts'
import type { Held } from './held.ts'
import { type LogEntry, logEntry } from './protocol.ts'
import type { Receipts } from './receipts.ts'
import { room } from './schema.ts'

/** What this process tells the others of its conversations; see `openNews`. */
export interface News extends Disposable {
  committed(batch: readonly Appended[]): void
  /** Whether anything was committed in these rooms is not known. */
  uncertain(roomIds: readonly string[]): void
  receipts(roomId: string): void
  held(roomId: string): void
  recheck(personId: string): void
  onRecheck(listener: (personId: string | null) => void): void
}

const subjects = { log: 'chat.log', receipts: 'chat.receipts', held: 'chat.held', recheck: 'chat.recheck' }
/** Rooms in one piece of news; so many ids are brief. */
const roomsAtOnce = 50

/** A room's log: at least as long as `last`, or 0 where that is not known, and some of its entries. */
const wholeLogs = v.array(v.object({ room: v.string(), last: v.number(), entries: v.array(v.unknown()) }))
const briefLogs = v.pipe(
  v.array(v.tuple([v.string(), v.number()])),
  v.transform(logs => logs.map(([room, last]) => ({ room, last, entries: [] as unknown[] }))),
)
const about = v.object({ id: v.string() })

/** How often rooms are compared with the database while the bus is away, and in any case. */
const awayMs = 2000
const alwaysMs = 15_000
/** How often it is looked again who is signed in while nobody else could tell. */
const recheckMs = 15_000
/** Rooms that are compared by one statement. */
const comparedAtOnce = 1000

/**
 * Joins the conversations of this process with those of others. Entries go over whole where the bus carries that, else
 * as a seq up to which a room is read. The bus may lose news: a gap shows in the next entry, and every room that is
 * followed here is compared with the database now and then, soon while the bus is away, and at once when it is back.
 */
export function openNews({
  bus,
  db,
  fanout,
  board,
  receipts,
  held,
  log,
}: {
  bus: Bus
  db: Database
  fanout: Fanout
  board: Board
  receipts: Pick<Receipts, 'tell'>
  held: Pick<Held, 'tell'>
  log: Log
}): News {
  const ears = new Set<(personId: string | null) => void>()
  const isCompared = every(alwaysMs)
  const isRechecked = every(recheckMs)
  let comparing: Promise<void> | undefined

  function hearLog({ room: roomId, last, entries }: { room: string; last: number; entries: unknown[] }): void {
    if (fanout.followers(roomId) > 0) {
      for (const one of entries) {
        const entry = v.safeParse(logEntry, one)
        if (entry.success) fanout.committed([{ roomId, entry: entry.output, fresh: true }])
      }
      if (last > 0) fanout.reaches({ roomId, last })
      else fanout.doubt(roomId)
    }
    board.changed(roomId)
  }

  /** Reads up what nobody told of the rooms that are followed here; with `passing` also what is kept of who read what. */
  async function compare({ passing }: { passing: boolean }): Promise<void> {
    const ids = fanout.rooms()
    for (let start = 0; start < ids.length; start += comparedAtOnce) {
      const some = ids.slice(start, start + comparedAtOnce)
      const columns = { roomId: room.id, last: room.lastSeq, kind: room.kind }
      for (const { kind, ...row } of await db.select(columns).from(room).where(inArray(room.id, some))) {
        fanout.reaches(row)
        if (!passing) continue
        if (kind === 'stage') held.tell(row.roomId)
        else receipts.tell(row.roomId)
      }
    }
  }

  function look(how: { passing: boolean }): void {
    if (comparing !== undefined && !how.passing) return
    comparing = (comparing ?? Promise.resolve())
      .then(() => compare(how))
      .catch((thrown: unknown) => log.warn({ err: thrown }, 'rooms could not be compared with the database'))
      .then(() => {
        comparing = undefined
      })
  }

  function anythingMayHaveHappened(): void {
    look({ passing: true })
    board.refresh()
    for (const listener of ears) listener(null)
  }

  const timer = setInterval(() => {
    const isAway = bus.state() === 'away'
    if (isAway || isCompared()) look({ passing: false })
    if (!isAway) return
    board.refresh()
    if (isRechecked()) for (const listener of ears) listener(null)
  }, awayMs).unref()

  const stops = [
    bus.subscribe(subjects.log, heard => {
      const logs = heard.kind === 'whole' ? v.safeParse(wholeLogs, heard.data) : v.safeParse(briefLogs, heard.brief)
      if (logs.success) for (const one of logs.output) hearLog(one)
    }),
    hearId(subjects.receipts, roomId => fanout.followers(roomId) > 0 && receipts.tell(roomId)),
    hearId(subjects.held, roomId => {
      board.changed(roomId)
      if (fanout.followers(roomId) > 0) held.tell(roomId)
    }),
    hearId(subjects.recheck, personId => {
      for (const listener of ears) listener(personId)
    }),
    bus.onBack(anythingMayHaveHappened),
  ]

  function hearId(subject: string, listener: (id: string) => void): () => void {
    return bus.subscribe(subject, heard => {
      const parsed = v.safeParse(about, heard.kind === 'whole' ? heard.data : heard.brief)
      if (parsed.success) listener(parsed.output.id)
    })
  }

  function publishId(subject: string, id: string): void {
    bus.publish({ subject, data: { id }, brief: { id } })
  }

  function publishLogs(logs: { room: string; last: number; entries: LogEntry[] }[]): void {
    for (let start = 0; start < logs.length; start += roomsAtOnce) {
      const some = logs.slice(start, start + roomsAtOnce)
      bus.publish({ subject: subjects.log, data: some, brief: some.map(({ room, last }) => [room, last]) })
    }
  }

  return {
    committed(batch) {
      const byRoom = [...Map.groupBy(batch, ({ roomId }) => roomId)]
      publishLogs(
        byRoom.map(([room, all]) => ({
          room,
          last: Math.max(...all.map(({ entry }) => entry.seq)),
          // What had been said before may have been changed since; who misses it reads it as it is now.
          entries: all.filter(({ fresh }) => fresh).map(({ entry }) => entry),
        })),
      )
    },
    uncertain: roomIds => publishLogs(roomIds.map(room => ({ room, last: 0, entries: [] }))),
    receipts: roomId => publishId(subjects.receipts, roomId),
    held: roomId => publishId(subjects.held, roomId),
    recheck: personId => publishId(subjects.recheck, personId),
    onRecheck(listener) {
      ears.add(listener)
    },
    [Symbol.dispose]() {
      clearInterval(timer)
      for (const stop of stops) stop()
    },
  }
}

/** Gives a question that is true once in so many milliseconds. */
function every(ms: number): () => boolean {
  let last = performance.now()
  return () => {
    const isTime = performance.now() - last >= ms
    if (isTime) last = performance.now()
    return isTime
  }
}
