import { createStore, type UseStore } from 'idb-keyval'

/** An open or opening socket. */
export interface PageSocket {
  isOpen(): boolean
  send(text: string): void
  close(): void
}

/** What a socket tells: each frame, and once that it is gone, with the close code if there was one. */
export interface SocketEars {
  hear(data: unknown): void
  lose(code?: number): void
}

export type PageTurn = 'seen' | 'left' | 'restored'

/** What a conversation needs of the browser that it runs in, and all that it touches of it. */
export interface Browser {
  /** Opens a socket to a path of the page's own server. */
  openSocket(path: string, ears: SocketEars): PageSocket
  fetch(path: string, init?: RequestInit): Promise<Response>
  isVisible(): boolean
  /**
   * Hears what becomes of the page: it is `seen` again, has the focus or the network; it is `left` for another one, and
   * maybe kept as it is; it is `restored` from there.
   */
  onTurn(listener: (turn: PageTurn) => void, until: AbortSignal): void
  /** Where what is unsent is kept, record by record; null where nothing can be kept. */
  records: UseStore | null
  /** Where versions before this one kept it. */
  oldRecords: Pick<Storage, 'getItem' | 'removeItem'> | null
}

/** The browser that this page is in. */
export function thisBrowser(): Browser {
  return {
    openSocket(path, { hear, lose }) {
      const url = new URL(path, location.href)
      url.protocol = url.protocol.replace('http', 'ws')
      const socket = new WebSocket(url)
      socket.onmessage = event => hear(event.data)
      socket.onclose = event => lose(event.code)
      return {
        isOpen: () => socket.readyState === WebSocket.OPEN,
        send: text => socket.send(text),
        close: () => socket.close(),
      }
    },
    fetch: (path, init) => fetch(path, init),
    isVisible: () => document.visibilityState !== 'hidden',
    onTurn(listener, signal) {
      const seen = () => document.visibilityState !== 'hidden' && listener('seen')
      addEventListener('online', seen, { signal })
      addEventListener('focus', seen, { signal })
      document.addEventListener('visibilitychange', seen, { signal })
      addEventListener('pagehide', () => listener('left'), { signal })
      addEventListener('pageshow', event => event.persisted && listener('restored'), { signal })
    },
    records: typeof indexedDB === 'undefined' ? null : createStore('doumi', 'outbox'),
    oldRecords: oldStorage(),
  }
}

/** Where storage is forbidden, even to ask for it is. */
function oldStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
