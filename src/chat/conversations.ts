import { type Bus, openMemoryHub } from '#bus'
import type { Database } from '#database'
import type { Log } from '#edge'
import { type Appender, openAppender, type Runner } from './append.ts'
import { type Board, openBoard } from './board.ts'
import { type Crowd, openCrowd } from './crowd.ts'
import { type Fanout, type Flush, frameOf, type Outlet, openFanout } from './fanout.ts'
import { type Halls, openHalls } from './halls.ts'
import { type ChatLimits, openLimits } from './limits.ts'
import { entriesAfter } from './log.ts'
import { openNews } from './news.ts'
import { openPresence, type Presence } from './presence.ts'
import type { ServerMessage } from './protocol.ts'
import { openReceipts, type Receipts } from './receipts.ts'
import type { Gate } from './say.ts'

/** Everything the edges of this room work with, over HTTP and over the socket alike. */
export interface Conversations extends AsyncDisposable {
  db: Database
  appender: Appender
  fanout: Fanout
  presence: Presence
  receipts: Receipts
  board: Board
  halls: Halls
  crowd: Crowd
  /** The crowd's, for `say`. */
  gate: Gate
  /** Every open page, for what concerns all of them. */
  visitors: Set<Outlet>
  /** How much people may do, by whatever way. */
  limits: ChatLimits
  /** Tells other processes that somebody's pages have to be looked at again. */
  recheckElsewhere(personId: string): void
  /** Hears the same from them; null where it is not known whose. */
  onRecheck(listener: (personId: string | null) => void): void
  bus: Bus
}

export interface ConversationParts {
  db: Database
  /** Where entries are written. */
  runner: Runner
  /** Joins the processes of one shop; without it this process is alone. */
  bus?: Bus | undefined
  limits?: ChatLimits | undefined
  log: Log
  /** Hears of every flush of a room to its followers. */
  onFlush?: ((flush: Flush) => void) | undefined
  /** Hears how many entries were just written here. */
  onWritten?: ((entries: number) => void) | undefined
}

/** Joins log, fan-out, presence, receipts and the desk's board, and all of them with other processes. */
export function openConversations({
  db,
  runner,
  log,
  bus = openMemoryHub({ log }).end(),
  limits = openLimits(),
  onFlush,
  onWritten = () => {},
}: ConversationParts): Conversations {
  const visitors = new Set<Outlet>()
  const halls = openHalls({ db, isFollowed: roomId => fanout.followers(roomId) > 0 })
  const fanout = openFanout(page => entriesAfter(db, page), { log, onFlush, onEntry: halls.heard })
  const presence = openPresence({
    bus,
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
  const receipts = openReceipts({ db, fanout, log, onMarked: roomId => news.receipts(roomId) })
  const appender = openAppender(runner, {
    log,
    onCommitted(batch) {
      fanout.committed(batch)
      for (const { roomId } of batch) board.changed(roomId)
      news.committed(batch)
      onWritten(batch.filter(({ fresh }) => fresh).length)
    },
    onUncertain(roomIds) {
      for (const roomId of roomIds) {
        fanout.doubt(roomId)
        board.changed(roomId)
      }
      news.uncertain(roomIds)
    },
  })
  const crowd = openCrowd({
    db,
    halls,
    appender,
    fanout,
    log,
    onHeld(roomId) {
      crowd.held.tell(roomId)
      board.changed(roomId)
      news.held(roomId)
    },
  })
  const news = openNews({ bus, db, fanout, board, receipts, held: crowd.held, log })

  return {
    db,
    appender,
    fanout,
    presence,
    receipts,
    board,
    halls,
    crowd,
    gate: crowd,
    visitors,
    limits,
    bus,
    recheckElsewhere: news.recheck,
    onRecheck: news.onRecheck,
    async [Symbol.asyncDispose]() {
      await crowd[Symbol.asyncDispose]()
      await appender.idle()
      await receipts.idle()
      news[Symbol.dispose]()
      presence[Symbol.dispose]()
    },
  }
}
