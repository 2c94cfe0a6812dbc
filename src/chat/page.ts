import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Lang } from '#language'
import { frameOf, type Outlet } from './fanout.ts'
import type { Actor } from './policy.ts'
import { closeCode, type ServerMessage } from './protocol.ts'
import type { Room } from './room.ts'

/** Who opened a socket, as the edge found out before it was opened. */
export interface Arrival {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
  actor: Actor | null
  /** Everybody whom the cookies stand for: the guest, the member and the operator of one browser. */
  people: string[]
  /** When that was asked, by `performance.now()`. */
  askedAt: number
  /** Asks it again; null where there is no session that could end. */
  again: (() => Promise<Actor | null>) | null
  lang: Lang
  /** What limits count by, beside the person. */
  address: string
}

/** An open page of the shop or of the desk, behind its socket. */
export interface Page extends Pick<Arrival, 'actor' | 'people' | 'again' | 'lang' | 'address'> {
  socket: WebSocket
  /** What is under the socket. */
  wire: Duplex
  outlet: Outlet
  /** Tells this page from others in presence. */
  key: string
  /** What limits count by: a person, with all their pages, or else an address. */
  visitor: string
  /** The rooms it follows, as they were when it was let in. */
  rooms: Map<string, Room>
  atDesk: boolean
  alive: boolean
  /** It was closed because it may not be who it was any more. */
  sentAway: boolean
  faults: number
  /** Ends when the frames that came so far are done, and how many of them are not. */
  turn: Promise<void>
  waiting: number
  /** Ends when all that was said so far is answered. */
  answers: Promise<void>
}

/** Bytes a page may leave unread before its socket is closed. */
const largestBacklog = 4 * 1024 * 1024

/** A page that has just come. */
export function openPage(socket: WebSocket, arrival: Arrival, key: string): Page {
  const { actor, people, again, lang, address, socket: wire } = arrival
  const outlet: Outlet = {
    send(frame) {
      if (socket.bufferedAmount > largestBacklog) socket.close(closeCode.slow, 'too slow')
      else socket.send(frame, { binary: false })
    },
    backlog: () => socket.bufferedAmount,
    open: () => socket.readyState === socket.OPEN,
  }
  return {
    actor,
    people,
    again,
    lang,
    address,
    socket,
    wire,
    outlet,
    key,
    visitor: actor?.id ?? address,
    rooms: new Map(),
    atDesk: false,
    alive: true,
    sentAway: false,
    faults: 0,
    turn: Promise.resolve(),
    waiting: 0,
    answers: Promise.resolve(),
  }
}

/** Sends messages to one page, as one frame. */
export function tell(page: Page, ...messages: ServerMessage[]): void {
  if (page.outlet.open()) page.outlet.send(frameOf(messages.map(message => JSON.stringify(message))))
}

/** Sends as one what is sent to a page in this turn of the event loop. */
export function together(page: Page): void {
  page.wire.cork()
  setImmediate(() => page.wire.uncork())
}
