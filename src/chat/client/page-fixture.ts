import 'fake-indexeddb/auto'
import { createStore } from 'idb-keyval'
import { WebSocket } from 'ws'
import { anAddress } from '../served-fixture.ts'
import type { Browser, SocketEars } from './browser.ts'

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
  /** The page is seen again, or comes back from where it was frozen. */
  wake(how?: { restored: boolean }): void
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
  const wakers = new Set<(how: { restored: boolean }) => void>()
  let current: { socket: WebSocket; numb: boolean; ears: SocketEars } | undefined

  const browser: TestBrowser = {
    network: { sockets: true, http: true, ...o.network },
    visible: true,
    tried: 0,
    fetched: [],
    records: o.records ?? null,
    oldRecords: null,
    isVisible: () => browser.visible,
    onWake(listener, until) {
      wakers.add(listener)
      until.addEventListener('abort', () => wakers.delete(listener))
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
    wake(how = { restored: false }) {
      for (const waker of [...wakers]) waker(how)
    },
  }
  return browser
}

/** For tests: where the pages of one browser keep what is unsent. */
export function someRecords(name: string): Browser['records'] {
  return createStore(name, 'outbox')
}
