import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import * as v from 'valibot'
import { type WebSocket, WebSocketServer } from 'ws'
import { asProblem, type Log, makeLimit, takeFrom } from '#edge'
import type { Lang } from '#language'
import type { Conversations } from './conversations.ts'
import { frameOf, type Outlet } from './fanout.ts'
import type { Actor } from './policy.ts'
import { notUnderstood, tooManyRooms } from './problems.ts'
import { type ClientMessage, clientFrame, closeCode, largestFrame, type ServerMessage } from './protocol.ts'
import { roomFor, say } from './say.ts'

/** Who opened a socket, as the edge found out before it was opened. */
export interface Arrival {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
  actor: Actor | null
  lang: Lang
  /** What limits count by for those who have no identity. */
  address: string
}

/** The sockets of this process; see `openSockets`. */
export interface Sockets extends AsyncDisposable {
  accept(arrival: Arrival): void
  /** Tells a page that asked as an operator without being one that it has to sign in. */
  turnAway(arrival: Pick<Arrival, 'request' | 'socket' | 'head'>): void
  /** Lets an operator's pages come again, with what their cookies are worth now. */
  recheck(staffId: string): void
  count(): number
}

/** Rooms that one socket may follow at a time. */
const mostRooms = 50
/** Frames that make no sense before the socket is closed. */
const mostFaults = 5
/** Frames of one page that may wait; a page that sends faster is not read from meanwhile. */
const mostWaiting = 32
/** Bytes a page may leave unread before its socket is closed. */
const largestBacklog = 4 * 1024 * 1024
/** How long pages may take to say goodbye when the program stops. */
const goodbyeMs = 1000

/**
 * Opens the sockets' side of the conversations: parses, limits, authorises and answers frames of `protocol.ts`. A
 * socket that is asked every `pingMs` and has not answered by the next time is dead.
 */
export function openSockets(
  conversations: Conversations,
  { epoch, log, pingMs = 25_000 }: { epoch: string; log: Log; pingMs?: number },
): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
  const pages = new Set<Page>()
  /** Those with frames that are not done. */
  const busy = new Set<Page>()
  const limit = makeLimit({ name: 'live', points: 200, seconds: 10 })
  let pageNumber = 0
  let closing = false

  const heartbeat = setInterval(() => {
    for (const page of pages) {
      if (!page.alive) page.socket.terminate()
      page.alive = false
      page.socket.ping()
    }
  }, pingMs).unref()

  function admit(socket: WebSocket, { actor, lang, address }: Arrival): void {
    pageNumber += 1
    const page = openPage({ socket, actor, lang, key: String(pageNumber), visitor: actor?.id ?? address })
    pages.add(page)
    conversations.visitors.add(page.outlet)
    socket.on('pong', () => {
      page.alive = true
    })
    socket.on('error', error => log.debug({ err: error }, 'a socket failed'))
    socket.on('message', (data, isBinary) => {
      page.alive = true
      if (!closing) listen(page, isBinary ? '' : String(data))
    })
    socket.on('close', () => {
      pages.delete(page)
      depart(page)
    })
    const me = actor && { id: actor.id, role: actor.role, name: actor.name }
    tell(page, { t: 'hello', me, epoch }, { t: 'staff', here: conversations.presence.staffHere() })
  }

  /** What a page sent is done one after the other, in its order. */
  function listen(page: Page, data: string): void {
    page.waiting += 1
    busy.add(page)
    if (page.waiting >= mostWaiting) page.socket.pause()
    page.turn = page.turn
      .then(() => hear(page, data))
      .catch((thrown: unknown) => log.error({ err: thrown }, 'a frame failed'))
      .then(() => {
        page.waiting -= 1
        if (page.waiting < mostWaiting) page.socket.resume()
        if (page.waiting === 0) busy.delete(page)
      })
  }

  async function hear(page: Page, data: string): Promise<void> {
    if (page.faults > mostFaults) return
    const parsed = v.safeParse(clientFrame, parseJson(data))
    if (parsed.success) {
      for (const message of parsed.output) await obey(page, message)
      return
    }
    refuse(page, notUnderstood(), null, null)
    page.faults += 1
    if (page.faults > mostFaults) page.socket.close(1008, 'too many faults')
  }

  async function obey(page: Page, message: ClientMessage): Promise<void> {
    try {
      await takeFrom(limit, page.visitor)
      if (message.t === 'say') await takeFrom(conversations.saying[page.actor?.role ?? 'shopper'], page.visitor)
      await act(page, message)
    } catch (thrown) {
      // A page that may not follow a room, or not now, has to know which; of what passes nothing is said again.
      const roomId = message.t === 'say' || message.t === 'join' ? message.room : null
      refuse(page, thrown, roomId, message.t === 'say' ? message.cid : null)
    }
  }

  async function act(page: Page, message: ClientMessage): Promise<void> {
    const { actor, outlet } = page
    const { db, fanout, presence, receipts, board } = conversations
    switch (message.t) {
      case 'ping':
        tell(page, { t: 'pong' })
        return
      case 'desk':
        if (actor?.role !== 'operator' || !outlet.open()) return
        page.atDesk = true
        presence.enterDesk({ page: page.key, staffId: actor.id, name: actor.name ?? '' })
        board.join(outlet)
        return
      case 'join': {
        const room = await roomFor(db, { roomId: message.room, actor })
        if (actor === null || !outlet.open()) return
        if (page.rooms.size >= mostRooms && !page.rooms.has(room.id)) throw tooManyRooms()
        page.rooms.add(room.id)
        const has = message.after ?? 0
        if (has > room.lastSeq) tell(page, { t: 'resync', room: room.id })
        const after = has > room.lastSeq ? 0 : has
        fanout.join({ roomId: room.id, outlet, after })
        if (actor.role === 'shopper') presence.enterRoom({ roomId: room.id, page: page.key })
        tell(page, presence.now(room.id))
        if (after > 0) receipts.mark({ roomId: room.id, actor, delivered: after, read: 0 })
        else receipts.tell(room.id)
        return
      }
      case 'leave':
        if (page.rooms.delete(message.room)) leaveRoom(page, message.room)
        return
      case 'say': {
        const { room: roomId, cid, body } = message
        if (!page.rooms.has(roomId)) await roomFor(db, { roomId, actor })
        if (actor === null) return
        const { entry } = await say(conversations, { roomId, actor, cid, body, now: new Date() })
        presence.stopTyping({ roomId, role: actor.role })
        tell(page, { t: 'ok', room: roomId, cid, seq: entry.seq })
        return
      }
      default:
        // What follows is about a room that this socket has joined, which is when it was authorised. A desk also
        // hears of conversations that it has not opened: their newest words have reached it.
        if (actor === null) return
        if (!page.rooms.has(message.room) && !(message.t === 'got' && page.atDesk)) return
    }
    if (message.t === 'typing') presence.type({ roomId: message.room, role: actor.role })
    else if (message.t === 'watching') {
      const { second, playing } = message
      if (actor.role !== 'shopper') return
      presence.watch({ roomId: message.room, page: page.key, watching: { second, playing } })
    } else {
      const read = message.t === 'read' ? message.seq : 0
      receipts.mark({ roomId: message.room, actor, delivered: message.seq, read })
    }
  }

  function leaveRoom(page: Page, roomId: string): void {
    conversations.fanout.leave({ roomId, outlet: page.outlet })
    if (page.actor?.role === 'shopper') conversations.presence.leaveRoom({ roomId, page: page.key })
  }

  function depart(page: Page): void {
    conversations.visitors.delete(page.outlet)
    for (const roomId of page.rooms) leaveRoom(page, roomId)
    if (!page.atDesk || page.actor === null) return
    conversations.board.leave(page.outlet)
    conversations.presence.leaveDesk({ page: page.key, staffId: page.actor.id })
  }

  function refuse(page: Page, thrown: unknown, room: string | null, cid: string | null): void {
    const problem = asProblem(thrown)
    if (problem.kind === 'internal') log.error({ err: thrown }, 'a message failed')
    const { code, again } = problem
    tell(page, { t: 'no', room, cid, code, text: problem.sentence(page.lang), again })
  }

  return {
    accept(arrival) {
      if (closing) arrival.socket.destroy()
      else server.handleUpgrade(arrival.request, arrival.socket, arrival.head, socket => admit(socket, arrival))
    },
    turnAway({ request, socket, head }) {
      server.handleUpgrade(request, socket, head, opened => {
        opened.on('error', () => opened.terminate())
        opened.close(closeCode.signedOut, 'sign in')
      })
    },
    recheck(staffId) {
      for (const { actor, socket } of pages) {
        if (actor?.role === 'operator' && actor.id === staffId) socket.close(closeCode.goingAway, 'come again')
      }
    },
    count: () => pages.size,
    async [Symbol.asyncDispose]() {
      closing = true
      clearInterval(heartbeat)
      const gone = [...server.clients].map(socket => new Promise(resolve => socket.once('close', resolve)))
      for (const page of pages) page.socket.close(closeCode.goingAway, 'restarting')
      await Promise.all([...busy].map(page => page.turn))
      const late = setTimeout(() => {
        for (const socket of server.clients) socket.terminate()
      }, goodbyeMs)
      await Promise.all(gone)
      clearTimeout(late)
      server.close()
    },
  }
}

interface Page {
  socket: WebSocket
  outlet: Outlet
  actor: Actor | null
  lang: Lang
  /** Tells this page from others in presence. */
  key: string
  /** What limits count by: a person, with all their pages, or else an address. */
  visitor: string
  rooms: Set<string>
  atDesk: boolean
  alive: boolean
  faults: number
  /** Ends when the frames that came so far are done, and how many of them are not. */
  turn: Promise<void>
  waiting: number
}

function openPage(page: Pick<Page, 'socket' | 'actor' | 'lang' | 'key' | 'visitor'>): Page {
  const { socket } = page
  const outlet: Outlet = {
    send(frame) {
      if (socket.bufferedAmount > largestBacklog) socket.close(closeCode.slow, 'too slow')
      else socket.send(frame, { binary: false })
    },
    backlog: () => socket.bufferedAmount,
    open: () => socket.readyState === socket.OPEN,
  }
  const state = { rooms: new Set<string>(), atDesk: false, alive: true, faults: 0, waiting: 0 }
  return { ...page, ...state, outlet, turn: Promise.resolve() }
}

function tell(page: Page, ...messages: ServerMessage[]): void {
  if (page.outlet.open()) page.outlet.send(frameOf(messages.map(message => JSON.stringify(message))))
}

/** What a frame holds, or undefined where it is no JSON. */
function parseJson(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
