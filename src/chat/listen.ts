import * as v from 'valibot'
import { asProblem, type Log, takeFrom } from '#edge'
import { publicAuthor } from './author.ts'
import type { Conversations } from './conversations.ts'
import { letIn } from './halls.ts'
import { takeToSay } from './limits.ts'
import { type Page, tell, together } from './page.ts'
import type { Actor } from './policy.ts'
import { noSuchRoom, notUnderstood, refusedByStaff, removedFromRoom, tooManyRooms } from './problems.ts'
import { type ClientMessage, clientFrame } from './protocol.ts'
import type { Room } from './room.ts'
import { say } from './say.ts'

/** What pages send, and what is done with it; see `openListener`. */
export interface Listener {
  /** Takes a frame; '' for one that is no text. */
  listen(page: Page, data: string): void
  /** The page is gone. */
  depart(page: Page): void
  /** Ends when all that was taken is done and answered. */
  idle(): Promise<void>
}

type Message<T extends ClientMessage['t']> = Extract<ClientMessage, { t: T }>

/** Rooms that one socket may follow at a time. */
const mostRooms = 50
/** Frames that make no sense before the socket is closed. */
const mostFaults = 5
/** Frames of one page that may wait; a page that sends faster is not read from meanwhile. */
const mostWaiting = 32

/**
 * Opens what listens to pages: parses, limits, authorises and answers frames of `protocol.ts`. What one page sends is
 * done in its order; what it says goes into the log one after the other, without each waiting until the one before is
 * written, and is answered in its order.
 */
export function openListener(
  conversations: Conversations,
  { pages, log }: { pages: ReadonlySet<Page>; log: Log },
): Listener {
  const { db, halls, fanout, presence, receipts, board, limits, crowd, gate } = conversations
  /** Those with frames that are not done. */
  const busy = new Set<Page>()

  function listen(page: Page, data: string): void {
    page.waiting += 1
    busy.add(page)
    if (page.waiting >= mostWaiting) page.socket.pause()
    page.turn = page.turn
      .then(() => hear(page, data))
      .catch((thrown: unknown) => log.error({ err: thrown }, 'a frame failed'))
    void page.turn
      .then(() => page.answers)
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
      for (const message of parsed.output) if (!page.sentAway) await obey(page, message)
      return
    }
    refuse(page, notUnderstood(), null, null)
    page.faults += 1
    if (page.faults > mostFaults) page.socket.close(1008, 'too many faults')
  }

  async function obey(page: Page, message: ClientMessage): Promise<void> {
    try {
      await takeFrom(limits.messages, page.visitor)
      if (message.t === 'say') await speak(page, message)
      else await act(page, message)
    } catch (thrown) {
      // A page that may not follow a room, or not now, has to know which; of what passes nothing is said again.
      const roomId = message.t === 'say' || message.t === 'join' ? message.room : null
      refuse(page, thrown, roomId, message.t === 'say' ? message.cid : null)
    }
  }

  /** Ends when the words are on their way into the log, or refused; they are answered after those before them. */
  async function speak(page: Page, message: Message<'say'>): Promise<void> {
    const { room: roomId, cid, body } = message
    const { promise: handed, resolve: onHanded } = Promise.withResolvers<void>()
    const appender: Conversations['appender'] = {
      append(one) {
        onHanded()
        return conversations.appender.append(one)
      },
      idle: conversations.appender.idle,
    }
    const said = (async () => {
      await takeToSay(limits, page)
      const { actor } = page
      const room = await roomToSpeakIn(page, roomId)
      if (actor === null) throw noSuchRoom()
      const { entry } = await say({ db, gate, appender }, { room, actor, cid, body, now: new Date() })
      if (room.kind === 'inquiry') presence.stopTyping({ roomId, role: actor.role })
      return entry?.seq ?? 0
    })()
    const done = said.then(
      seq => () => tell(page, { t: 'ok', room: roomId, cid, seq }),
      (thrown: unknown) => () => refuse(page, thrown, roomId, cid),
    )
    page.answers = page.answers.then(async () => (await done)())
    await Promise.race([handed, done])
  }

  /** An inquiry stays its shopper's; in a crowded room one may be removed, and its rules change. */
  async function roomToSpeakIn(page: Page, roomId: string): Promise<Room> {
    const followed = page.rooms.get(roomId)
    return followed?.kind === 'inquiry' ? followed : letIn(await halls.find(roomId), page.actor).room
  }

  async function act(page: Page, message: Exclude<ClientMessage, Message<'say'>>): Promise<void> {
    const { actor, outlet } = page
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
      case 'join':
        await join(page, message)
        return
      case 'leave':
        if (page.rooms.has(message.room)) leaveRoom(page, message.room)
        return
    }
    // What follows is about a room that this socket has joined, which is when it was authorised. A desk also hears of
    // conversations that it has not opened: their newest words have reached it.
    const room = page.rooms.get(message.room)
    if (actor === null || (room === undefined && !(message.t === 'got' && page.atDesk))) return
    if (room?.kind === 'inquiry') pass(page, actor, message)
    if (message.t === 'got' || message.t === 'read') {
      // A crowd is not told how far each of it has read; operators have their own unread ones there too.
      const quiet = room?.kind === 'stage'
      if (quiet && actor.role === 'shopper') return
      const read = message.t === 'read' ? message.seq : 0
      receipts.mark({ roomId: message.room, actor, delivered: message.seq, read, quiet })
    }
  }

  /** What is shown of an inquiry's people while it lasts. */
  function pass(page: Page, actor: Actor, message: ClientMessage): void {
    if (message.t === 'typing') presence.type({ roomId: message.room, role: actor.role })
    if (message.t !== 'watching' || actor.role !== 'shopper') return
    const { second, playing } = message
    presence.watch({ roomId: message.room, page: page.key, watching: { second, playing } })
  }

  async function join(page: Page, message: Message<'join'>): Promise<void> {
    const { actor, outlet } = page
    const has = message.after ?? 0
    let hall = letIn(await halls.find(message.room), actor)
    // Another process may have told this page more than has come here so far.
    if (has > hall.room.lastSeq) hall = letIn(await halls.read(message.room), actor)
    if (actor === null || !outlet.open()) return
    const room = { ...hall.room }
    const { id: roomId, kind, lastSeq } = room
    if (page.rooms.size >= mostRooms && !page.rooms.has(roomId)) throw tooManyRooms()
    const author = publicAuthor(room, actor)
    const after = has > lastSeq ? 0 : has
    page.rooms.set(roomId, room)
    const onDropped = () => {
      if (page.rooms.get(roomId) !== room) return
      leaveRoom(page, roomId)
      refuse(page, removedFromRoom(), roomId, null)
    }
    together(page)
    if (actor.role === 'shopper') presence.enterRoom({ roomId, kind, page: page.key, person: actor.id })
    const joined = { t: 'joined', room: roomId, kind, you: author, facts: hall.facts } as const
    tell(page, ...(has > lastSeq ? [{ t: 'resync', room: roomId } as const] : []), joined, presence.now(roomId))
    fanout.join({ roomId, outlet, after, author, role: actor.role, authorisedSeq: lastSeq, onDropped })
    if (kind === 'stage') {
      if (actor.role === 'operator') crowd.held.tell(roomId)
    } else if (after > 0) receipts.mark({ roomId, actor, delivered: after, read: 0 })
    else receipts.tell(roomId)
  }

  function leaveRoom(page: Page, roomId: string): void {
    page.rooms.delete(roomId)
    fanout.leave({ roomId, outlet: page.outlet })
    if (page.actor?.role === 'shopper') presence.leaveRoom({ roomId, page: page.key })
  }

  function refuse(page: Page, thrown: unknown, room: string | null, cid: string | null): void {
    const problem = asProblem(thrown)
    if (problem.kind === 'internal') log.error({ err: thrown }, 'a message failed')
    const { code, again, retryAfter } = problem
    const after = retryAfter === undefined ? {} : { afterMs: retryAfter * 1000 }
    tell(page, { t: 'no', room, cid, code, text: problem.sentence(page.lang), again, ...after })
  }

  crowd.held.onRefused(({ roomId, authorId, cid }) => {
    for (const page of pages) {
      if (page.actor?.id === authorId && page.rooms.has(roomId)) refuse(page, refusedByStaff(), roomId, cid)
    }
  })

  return {
    listen,
    depart(page) {
      for (const roomId of [...page.rooms.keys()]) leaveRoom(page, roomId)
      if (!page.atDesk || page.actor === null) return
      board.leave(page.outlet)
      presence.leaveDesk({ page: page.key, staffId: page.actor.id })
    },
    async idle() {
      await Promise.all([...busy].map(page => page.turn.then(() => page.answers)))
    },
  }
}

/** What a frame holds, or undefined where it is no JSON. */
function parseJson(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
