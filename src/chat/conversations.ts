import type { Database } from '#database'
import { type Appender, openAppender, type Runner } from './append.ts'
import { type Board, openBoard } from './board.ts'
import { type Fanout, frameOf, type Outlet, openFanout } from './fanout.ts'
import { openPresence, type Presence } from './presence.ts'
import type { ServerMessage } from './protocol.ts'
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
}

/** Joins log, fan-out, presence, receipts and the desk's board. `runner` is where entries are written. */
export function openConversations({ db, runner }: { db: Database; runner: Runner }): Conversations {
  const visitors = new Set<Outlet>()
  const fanout = openFanout(({ roomId, after, limit }) => entriesAfter(db, { roomId, after, limit }))
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
  const board = openBoard({ db, presence })
  const receipts = openReceipts({ db, fanout })
  const appender = openAppender(runner, batch => {
    fanout.committed(batch)
    for (const { roomId } of batch) board.changed(roomId)
  })
  return { db, appender, fanout, presence, receipts, board, visitors }
}
