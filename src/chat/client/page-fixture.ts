import 'fake-indexeddb/auto'
import { createStore, type UseStore } from 'idb-keyval'
import { WebSocket } from 'ws'
import { wordsOf } from '../fixture.ts'
import type { LogEntry, Role } from '../protocol.ts'
import { anAddress } from '../served-fixture.ts'
import type { Browser, PageTurn, SocketEars } from './browser.ts'
import type { Conversation } from './conversation.ts'
import { openConversation } from './follow.ts'
import { type Live, openLive } from './live.ts'

/** For tests: a browser without a window, on a network that can fail. */
export interface TestBrowser extends Browser {
  /** Whether sockets get through, and whether anything does. */
  network: { sockets: boolean; http: boolean }
  visible: boolean
  /** How many sockets were tried, and what was fetched. */
  tried: number
  fetched: string[]
  /** Cuts the socket that is open. */
  cut(): void
  /** Lets nothing through the open socket, both ways, without either end knowing. */
  numb(): void
  /** The page is seen again, left, or comes back as it was. */
  turn(turn: PageTurn): void
}

/** For tests: a browser with these cookies; pages of one browser share `records`. */
export function aBrowser(o: {
  origin: string
  cookie?: string
  records?: Browser['records']
  network?: Partial<TestBrowser['network']>
}): TestBrowser {
  const address = anAddress()
  const headers = { origin: o.origin, 'x-forwarded-for': address, ...(o.cookie !== undefined && { cookie: o.cookie }) }
  const listeners = new Set<(turn: PageTurn) => void>()
  let current: { socket: WebSocket; numb: boolean; ears: SocketEars } | undefined

  const browser: TestBrowser = {
    network: { sockets: true, http: true, ...o.network },
    visible: true,
    tried: 0,
    fetched: [],
    records: o.records ?? null,
    oldRecords: null,
    isVisible: () => browser.visible,
    onTurn(listener, until) {
      listeners.add(listener)
      until.addEventListener('abort', () => listeners.delete(listener))
    },
    fetch(path, init) {
      browser.fetched.push(path)
      if (!browser.network.http) return Promise.reject(new TypeError('no network'))
      return fetch(`${o.origin}${path}`, { ...init, headers: { ...headers, ...init?.headers } })
    },
    openSocket(path, ears) {
      browser.tried += 1
      if (!browser.network.sockets || !browser.network.http) {
        setTimeout(() => ears.lose(1006), 5)
        return { isOpen: () => false, send() {}, close() {} }
      }
      const socket = new WebSocket(`${o.origin.replace('http', 'ws')}${path}`, { headers })
      const mine = { socket, numb: false, ears }
      current = mine
      socket.on('message', data => !mine.numb && ears.hear(String(data)))
      socket.on('close', code => !mine.numb && ears.lose(code))
      socket.on('error', () => undefined)
      return {
        isOpen: () => socket.readyState === WebSocket.OPEN,
        send: text => !mine.numb && socket.send(text),
        close: () => socket.terminate(),
      }
    },
    cut() {
      const cut = current
      if (cut?.numb) cut.ears.lose(1006)
      cut?.socket.terminate()
    },
    numb() {
      if (current !== undefined) current.numb = true
    },
    turn(turn) {
      for (const listener of [...listeners]) listener(turn)
    },
  }
  return browser
}

/** For tests: where the pages of one browser keep what is unsent. */
export function someRecords(name: string): UseStore {
  return createStore(name, 'outbox')
}

/** For tests: a page that follows a room. */
export interface TestPage {
  browser: TestBrowser
  live: Live
  talk: Conversation
  close(): void
}

export interface PageOptions {
  origin: string
  room: string
  cookie: string
  as?: Role
  keepAs?: string
  records?: Browser['records']
  network?: Partial<TestBrowser['network']>
  /** What came with the page. */
  entries?: LogEntry[]
}

const pages = new Set<TestPage>()

/** For tests: opens a page of a room. */
export function openTestPage({ as = 'shopper', room, keepAs, entries = [], ...o }: PageOptions): TestPage {
  const browser = aBrowser(o)
  const live = openLive({ as, lang: 'en', browser })
  const talk = openConversation(live, as, { room, entries, receipts: [], keepAs: keepAs ?? null })
  const page: TestPage = {
    browser,
    live,
    talk,
    close() {
      pages.delete(page)
      talk.close()
      live.close()
    },
  }
  pages.add(page)
  return page
}

/** For tests: closes all pages that are open. */
export function closePages(): void {
  for (const page of [...pages]) page.close()
}

/** For tests: what a page's lines say. */
export function wordsIn({ talk }: TestPage): string[] {
  return wordsOf(talk.view.value.lines.map(line => line.entry))
}

/** For tests: whether nothing waits to be sent. */
export function rests({ talk }: TestPage): boolean {
  return talk.outgoing.value.length === 0
}

/** For tests: whether the server says that the page is in the room. */
export function isOpen({ talk }: TestPage): boolean {
  return talk.state.value === 'open'
}
