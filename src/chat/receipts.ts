import { type Database, isUnavailable } from '#database'
import type { Log } from '#edge'
import type { Fanout } from './fanout.ts'
import type { Actor } from './policy.ts'
import { markProgress, readReceipts } from './room.ts'

/** Notes how far people have come in their conversations; see `openReceipts`. */
export interface Receipts {
  /** Notes it and lets the room hear of it; `quiet` only notes it, as for one of a crowd. */
  mark(progress: { roomId: string; actor: Actor; delivered: number; read: number; quiet?: boolean }): void
  /** Lets a room hear soon where its sides are, as the database has it. */
  tell(roomId: string): void
  /** Writes and tells what still waits. */
  idle(): Promise<void>
}

/** Marks that come within this time are written together. */
const joinMs = 200

interface Mark {
  roomId: string
  actor: Actor
  delivered: number
  read: number
  quiet?: boolean
}

/**
 * Opens the receipts: what one person reads in a burst is one write, and the room hears of it after the write. One loop
 * reads and tells, so that a room never hears of an older state after a newer one.
 */
export function openReceipts({
  db,
  fanout,
  log,
  onMarked,
}: {
  db: Database
  fanout: Fanout
  log: Log
  /** A room's receipts have moved on. */
  onMarked(roomId: string): void
}): Receipts {
  let marks = new Map<string, Mark>()
  let rooms = new Set<string>()
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, joinMs))
    while (rooms.size > 0 || marks.size > 0) {
      const loud = new Set([...marks.values()].filter(mark => !mark.quiet).map(mark => mark.roomId))
      const work = [
        ...[...marks.values()].map(mark => () => write(mark)),
        ...[...rooms.union(loud)].map(roomId => () => tellNow(roomId)),
        ...[...loud].map(roomId => async () => onMarked(roomId)),
      ]
      marks = new Map()
      rooms = new Set()
      for (const one of work) if (!(await succeeds(one))) break
    }
    running = undefined
  }

  /** A receipt is a courtesy: one that fails is dropped, and all of them while the database is away. */
  async function succeeds(work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (thrown) {
      log.warn({ err: thrown }, 'a receipt was dropped')
      return !isUnavailable(thrown)
    }
  }

  async function write({ roomId, actor, delivered, read }: Mark): Promise<void> {
    await markProgress(db, { roomId, personId: actor.id, role: actor.role, delivered, read })
  }

  async function tellNow(roomId: string): Promise<void> {
    const receipts = await readReceipts(db, { roomId })
    fanout.tell({ roomId, key: 'receipt', message: { t: 'receipt', room: roomId, receipts } })
  }

  function tell(roomId: string): void {
    rooms.add(roomId)
    running ??= run()
  }

  return {
    mark(mark) {
      const key = `${mark.roomId} ${mark.actor.id}`
      const before = marks.get(key)
      const delivered = Math.max(mark.delivered, before?.delivered ?? 0)
      const read = Math.max(mark.read, before?.read ?? 0)
      marks.set(key, { ...mark, delivered, read, quiet: mark.quiet === true && before?.quiet !== false })
      running ??= run()
    },
    tell,
    idle: async () => {
      while (running !== undefined) await running
    },
  }
}
