import { setTimeout as rest } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Log } from '#edge'
import type { Conversations } from './conversations.ts'
import { openListener } from './listen.ts'
import { type Arrival, openPage, type Page, tell } from './page.ts'
import { tooManyPages } from './problems.ts'
import { closeCode, largestFrame } from './protocol.ts'

/** The sockets of this process; see `openSockets`. */
export interface Sockets extends AsyncDisposable {
  /**
   * Opens a socket.
   * @throws Problem `limited` where this person, or this address, has as many open as it may.
   */
  accept(arrival: Arrival): void
  /** Tells a page that asked as an operator without being one that it has to sign in. */
  turnAway(arrival: Pick<Arrival, 'request' | 'socket' | 'head'>): void
  /**
   * Lets a person's pages come again, with what their cookies are worth now: a guest's, a member's or an operator's.
   * Null is for when news of that may have been lost: whoever is signed in is looked up again, and goes only if they
   * are not who they were.
   */
  recheck(personId: string | null): void
  count(): number
  figures(): { pages: number; refused: number }
}

/** How long pages may take to say goodbye when the program stops. */
const goodbyeMs = 1000
/** For how long it is remembered that a person's pages were sent away, for those that were being opened meanwhile. */
const arrivalMs = 60_000
/** When it is tried again to look somebody up. */
const verifyAgainMs = 3000

/**
 * Opens the sockets' side of the conversations: counts, limits and watches sockets, and closes them. What their pages
 * say is for `listen.ts`. A socket that is asked every `pingMs` and has not answered by the next time is dead.
 */
export function openSockets(
  conversations: Conversations,
  { epoch, log, pingMs = 25_000 }: { epoch: string; log: Log; pingMs?: number },
): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
  const { mostOpen } = conversations.limits
  const pages = new Set<Page>()
  const ofAddress = new Map<string, number>()
  const ofPerson = new Map<string, number>()
  const sentAway = new Map<string, number>()
  const listener = openListener(conversations, { pages, log })
  let pageNumber = 0
  let refused = 0
  let closing = false

  const heartbeat = setInterval(() => {
    for (const page of pages) {
      if (!page.alive) page.socket.terminate()
      page.alive = false
      page.socket.ping()
    }
    const old = performance.now() - arrivalMs
    for (const [person, at] of sentAway) if (at < old) sentAway.delete(person)
  }, pingMs).unref()

  function admit(socket: WebSocket, arrival: Arrival): void {
    pageNumber += 1
    const page = openPage(socket, arrival, String(pageNumber))
    const { actor, address } = page
    // What is heard later must not keep the whole request.
    const { askedAt } = arrival
    pages.add(page)
    count(ofAddress, address, 1)
    if (actor !== null) count(ofPerson, actor.id, 1)
    conversations.visitors.add(page.outlet)
    socket.on('pong', () => {
      page.alive = true
    })
    socket.on('error', error => log.debug({ err: error }, 'a socket failed'))
    socket.on('message', (data, isBinary) => {
      page.alive = true
      if (!closing && !page.sentAway) listener.listen(page, isBinary ? '' : String(data))
    })
    socket.on('close', () => {
      pages.delete(page)
      count(ofAddress, address, -1)
      if (actor !== null) count(ofPerson, actor.id, -1)
      conversations.visitors.delete(page.outlet)
      listener.depart(page)
    })
    // Who was sent away while this page was being let in is not who the edge took them for.
    if (page.people.some(person => (sentAway.get(person) ?? 0) > askedAt)) {
      sendAway(page)
      return
    }
    const me = actor && { id: actor.id, role: actor.role, name: actor.name }
    tell(page, { t: 'hello', me, epoch }, { t: 'staff', here: conversations.presence.staffHere() })
  }

  /** What comes from this page after this is not heard, and nothing more goes to it. */
  function sendAway(page: Page): void {
    page.sentAway = true
    page.socket.close(closeCode.goingAway, 'come again')
  }

  /** Looks up again who is behind the pages with a session, one after the other, until that is known of all of them. */
  async function verify(): Promise<void> {
    const left = [...pages].filter(page => page.again !== null)
    while (left.length > 0 && !closing) {
      const page = left.at(-1)
      try {
        const now = page !== undefined && pages.has(page) ? await page.again?.() : page?.actor
        if (page !== undefined && now?.id !== page.actor?.id) sendAway(page)
        left.pop()
      } catch (thrown) {
        log.warn({ err: thrown }, 'who is behind a page could not be looked up again')
        await rest(verifyAgainMs, undefined, { ref: false })
      }
    }
  }

  return {
    accept(arrival) {
      const { request, socket, head, actor, address } = arrival
      if (closing) {
        socket.destroy()
        return
      }
      const isFull =
        (ofAddress.get(address) ?? 0) >= mostOpen.ofAddress ||
        (actor !== null && (ofPerson.get(actor.id) ?? 0) >= mostOpen.ofPerson)
      if (isFull) {
        refused += 1
        throw tooManyPages()
      }
      // The answer to the upgrade and the first words go out as one.
      socket.cork()
      server.handleUpgrade(request, socket, head, opened => admit(opened, arrival))
      socket.uncork()
    },
    turnAway({ request, socket, head }) {
      server.handleUpgrade(request, socket, head, opened => {
        opened.on('error', () => opened.terminate())
        opened.close(closeCode.signedOut, 'sign in')
      })
    },
    recheck(personId) {
      if (personId === null) {
        void verify()
        return
      }
      sentAway.set(personId, performance.now())
      for (const page of pages) if (page.people.includes(personId)) sendAway(page)
    },
    count: () => pages.size,
    figures: () => ({ pages: pages.size, refused }),
    async [Symbol.asyncDispose]() {
      closing = true
      clearInterval(heartbeat)
      const gone = [...server.clients].map(socket => new Promise(resolve => socket.once('close', resolve)))
      for (const page of pages) page.socket.close(closeCode.goingAway, 'restarting')
      await listener.idle()
      const late = setTimeout(() => {
        for (const socket of server.clients) socket.terminate()
      }, goodbyeMs)
      await Promise.all(gone)
      clearTimeout(late)
      server.close()
    },
  }
}

function count(counts: Map<string, number>, key: string, by: 1 | -1): void {
  const now = (counts.get(key) ?? 0) + by
  if (now > 0) counts.set(key, now)
  else counts.delete(key)
}
