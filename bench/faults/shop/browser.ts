import { WebSocket } from 'ws'
import type { Browser } from '#chat/client'

/** A browser that a proof has, on the network as a real one is. */
export interface AwayBrowser extends Browser {
  /** The next connection is tried where the first one was. */
  goHome(): void
}

/**
 * A browser of somebody with this cookie and this address. Where there are several origins it goes to the next one when
 * one fails, as a proxy in front of several processes sends it.
 */
export function openBrowser(o: {
  origins: readonly string[]
  home?: number
  /** What the pages are of, whoever serves them. */
  ownOrigin: string
  cookie: string
  address: string
}): AwayBrowser {
  const headers = { origin: o.ownOrigin, cookie: o.cookie, 'x-forwarded-for': o.address }
  const home = o.home ?? 0
  let place = home
  const origin = () => o.origins[place % o.origins.length] ?? ''
  const failed = (at: number) => {
    if (at === place) place += 1
  }
  return {
    openSocket(path, ears) {
      const at = place
      const socket = new WebSocket(`${origin().replace('http', 'ws')}${path}`, { headers })
      socket.on('message', data => ears.hear(String(data)))
      socket.on('close', code => {
        failed(at)
        ears.lose(code)
      })
      socket.on('error', () => undefined)
      return {
        isOpen: () => socket.readyState === WebSocket.OPEN,
        send: text => socket.send(text),
        close: () => socket.terminate(),
      }
    },
    async fetch(path, init) {
      const at = place
      try {
        return await fetch(`${origin()}${path}`, { ...init, headers: { ...headers, ...init?.headers } })
      } catch (thrown) {
        failed(at)
        throw thrown
      }
    },
    isVisible: () => true,
    onTurn() {},
    records: null,
    oldRecords: null,
    goHome() {
      place = home
    },
  }
}
