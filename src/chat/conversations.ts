import type { Database } from '#database'
import { type Limit, type Log, makeLimit } from '#edge'
import { type Appender, openAppender, type Runner } from './append.ts'
import { type Board, openBoard } from './board.ts'
import { type Fanout, frameOf, type Outlet, openFanout } from './fanout.ts'
import { openPresence, type Presence } from './presence.ts'
import type { Role, ServerMessage } from './protocol.ts'
import { openReceipts, type Receipts } from './receipts.ts'
import { entriesAfter } from './room.ts'

/** Everything the edges of this room work with, over HTTP and over the socket alike. */
export interface Conversations {
  db: Database
  appender: Appender
  fanout: Fanout
  presence: Presence
  receipts: Receipts
  board: Board
  /** Every open page, for what concerns all of them. */
  visitors: Set<Outlet>
  /** How much a person may say, by whatever way. */
  saying: Record<Role, Limit>
}

/** Joins log, fan-out, presence, receipts and the desk's board. `runner` is where entries are written. */
export function openConversations({ db, runner, log }: { db: Database; runner: Runner; log: Log }): Conversations {
  const visitors = new Set<Outlet>()
  const fanout = openFanout(page => entriesAfter(db, page), { log })
  const presence = openPresence({
    onRoom(roomId) {
      fanout.tell({ roomId, key: 'now', message: presence.now(roomId) })
      board.changed(roomId)
    },
    onStaff() {
      const message: ServerMessage = { t: 'staff', here: presence.staffHere() }
      const frame = frameOf([JSON.stringify(message)])
      for (const outlet of visitors) if (outlet.open()) outlet.send(frame)
    },
  })
  const board = openBoard({ db, presence, log })
  const receipts = openReceipts({ db, fanout, log })
  const appender = openAppender(runner, {
    log,
    onCommitted(batch) {
      fanout.committed(batch)
      for (const { roomId } of batch) board.changed(roomId)
    },
    onUncertain(roomIds) {
      for (const roomId of roomIds) {
        fanout.doubt(roomId)
        board.changed(roomId)
      }
    },
  })
  const saying = {
    shopper: makeLimit({ name: 'say', points: 60, seconds: 60 }),
    operator: makeLimit({ name: 'say-operator', points: 600, seconds: 60 }),
  }
  return { db, saying, appender, fanout, presence, receipts, board, visitors }
}
