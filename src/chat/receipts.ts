import type { Database } from '#database'
import type { Fanout } from './fanout.ts'
import type { Actor } from './policy.ts'
import { markProgress, readReceipts } from './room.ts'

/** Notes how far people have come in their conversations; see `openReceipts`. */
export interface Receipts {
  mark(progress: { roomId: string; actor: Actor; delivered: number; read: number }): void
  /** Tells a room where its sides are, as the database has it. */
  tell(roomId: string): Promise<void>
  /** Writes what still waits to be written. */
  idle(): Promise<void>
}

/** Marks that come within this time are written together. */
const joinMs = 200

interface Mark {
  roomId: string
  actor: Actor
  delivered: number
  read: number
}

/** Opens the receipts: what one person reads in a burst is one write, and the room hears of it after the write. */
export function openReceipts({ db, fanout }: { db: Database; fanout: Fanout }): Receipts {
  let waiting = new Map<string, Mark>()
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, joinMs))
    while (waiting.size > 0) {
      const marks = [...waiting.values()]
      waiting = new Map()
      try {
        for (const { roomId, actor, delivered, read } of marks) {
          await markProgress(db, { roomId, personId: actor.id, role: actor.role, delivered, read })
        }
        for (const roomId of new Set(marks.map(mark => mark.roomId))) await tell(roomId)
      } catch {
        // A receipt is a courtesy: while the database is away they are dropped, and the next one says it all.
      }
    }
    running = undefined
  }

  async function tell(roomId: string): Promise<void> {
    const receipts = await readReceipts(db, { roomId })
    fanout.tell({ roomId, key: 'receipt', message: { t: 'receipt', room: roomId, receipts } })
  }

  return {
    mark(mark) {
      const key = `${mark.roomId} ${mark.actor.id}`
      const before = waiting.get(key)
      const delivered = Math.max(mark.delivered, before?.delivered ?? 0)
      const read = Math.max(mark.read, before?.read ?? 0)
      waiting.set(key, { ...mark, delivered, read })
      running ??= run()
    },
    tell,
    idle: async () => {
      while (running !== undefined) await running
    },
  }
}
