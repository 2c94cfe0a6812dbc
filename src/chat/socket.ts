import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import * as v from 'valibot'
import { type WebSocket, WebSocketServer } from 'ws'
import { asProblem, type Log, makeLimit, takeFrom } from '#edge'
import type { Lang } from '#language'
import type { Conversations } from './conversations.ts'
import { frameOf, type Outlet } from './fanout.ts'
import type { Actor } from './policy.ts'
import { notUnderstood } from './problems.ts'
import { type ClientMessage, clientFrame, closeCode, largestFrame, type ServerMessage } from './protocol.ts'
import { roomFor, say } from './say.ts'

/** Who opened a socket, as the edge found out before it was opened. */
export interface Arrival {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
  actor: Actor | null
  lang: Lang
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

const pingMs = 25_000
/** Rooms that one socket may follow at a time. */
const mostRooms = 50
/** Frames that make no sense before the socket is closed. */
const mostFaults = 5

/** Opens the sockets' side of the conversations: parses, limits, authorises and answers frames of `protocol.ts`. */
export function openSockets(conversations: Conversations, { epoch, log }: { epoch: string; log: Log }): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
  const pages = new Set<Page>()
  const limit = makeLimit({ name: 'live', points: 60, seconds: 10 })
  let pageNumber = 0

  const heartbeat = setInterval(() => {
    for (const page of pages) {
      if (!page.alive) page.socket.terminate()
      page.alive = false
      page.socket.ping()
    }
  }, pingMs).unref()

  function admit(socket: WebSocket, { actor, lang }: Arrival): void {
    pageNumber += 1
    const page = openPage({ socket, actor, lang, key: String(pageNumber) })
    pages.add(page)
    conversations.visitors.add(page.outlet)
    socket.on('pong', () => {
      page.alive = true
    })
    socket.on('error', error => log.debug({ err: error }, 'a socket failed'))
    socket.on('message', data => {
      page.alive = true
      page.turn = page.turn.then(() => hear(page, String(data)))
    })
    socket.on('close', () => {
      pages.delete(page)
      depart(page)
    })
    const me = actor && { id: actor.id, role: actor.role, name: actor.name }
    tell(page, { t: 'hello', me, epoch }, { t: 'staff', here: conversations.presence.staffHere() })
  }

  async function hear(page: Page, data: string): Promise<void> {
    try {
      await takeFrom(limit, page.key)
      const parsed = v.safeParse(clientFrame, parseJson(data))
      if (!parsed.success) throw notUnderstood()
      for (const message of parsed.output) await obey(page, message)
    } catch (thrown) {
      refuse(page, thrown, null, null)
      page.faults += 1
      if (page.faults > mostFaults) page.socket.close(1008, 'too many faults')
    }
  }

  async function obey(page: Page, message: ClientMessage): Promise<void> {
    const cid = message.t === 'say' ? message.cid : null
    const roomId = 'room' in message ? message.room : null
    try {
      await act(page, message)
    } catch (thrown) {
      refuse(page, thrown, roomId, cid)
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
        if (actor?.role !== 'operator') return
        page.atDesk = true
        presence.enterDesk({ page: page.key, staffId: actor.id, name: actor.name ?? '' })
        board.join(outlet)
        return
      case 'join': {
        const room = await roomFor(db, { roomId: message.room, actor })
        if (actor === null || !outlet.open() || page.rooms.size >= mostRooms) return
        page.rooms.add(room.id)
        if (message.after !== null && message.after > room.lastSeq) tell(page, { t: 'resync', room: room.id })
        const after = message.after === null || message.after > room.lastSeq ? 0 : message.after
        fanout.join({ roomId: room.id, outlet, after })
        if (actor.role === 'shopper') presence.enterRoom({ roomId: room.id, page: page.key })
        tell(page, presence.now(room.id))
        await receipts.tell(room.id)
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
        // What follows is about a room that this socket has joined, which is when it was authorised.
        if (actor === null || !page.rooms.has(message.room)) return
    }
    if (message.t === 'typing') presence.type({ roomId: message.room, role: actor.role })
    else if (message.t === 'watching') {
      const { second, playing } = message
      if (actor.role === 'shopper') presence.watch({ roomId: message.room, watching: { second, playing } })
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
      server.handleUpgrade(arrival.request, arrival.socket, arrival.head, socket => admit(socket, arrival))
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
      clearInterval(heartbeat)
      for (const page of pages) page.socket.close(closeCode.goingAway, 'restarting')
      await Promise.all([...pages].map(page => page.turn))
      server.close()
    },
  }
}

interface Page {
  socket: WebSocket
  outlet: Outlet
  actor: Actor | null
  lang: Lang
  /** Tells this page from others in presence and limits. */
  key: string
  rooms: Set<string>
  atDesk: boolean
  alive: boolean
  faults: number
  /** What the page sent is done one after the other, in its order. */
  turn: Promise<void>
}

function openPage(page: Pick<Page, 'socket' | 'actor' | 'lang' | 'key'>): Page {
  const { socket } = page
  const outlet: Outlet = {
    send: frame => socket.send(frame, { binary: false }),
    backlog: () => socket.bufferedAmount,
    open: () => socket.readyState === socket.OPEN,
  }
  return { ...page, outlet, rooms: new Set(), atDesk: false, alive: true, faults: 0, turn: Promise.resolve() }
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
