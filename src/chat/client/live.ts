import { type Signal, signal } from '@preact/signals'
import * as v from 'valibot'
import type { Lang } from '#language'
import { type ClientMessage, closeCode, type Role, type ServerMessage, serverFrame } from '../protocol.ts'

/** `away` lasts until the next try succeeds; `refused` until the page is opened anew. */
export type LiveState = 'connecting' | 'open' | 'away' | 'refused'

/** A page's one socket; it comes back by itself. See `openLive`. */
export interface Live {
  state: Signal<LiveState>
  /** The operators at the desk; null until the server has said. */
  staff: Signal<string[] | null>
  /** Who the server says this page is; null for a visitor without an identity. */
  me: Signal<{ id: string; role: Role; name: string | null } | null>
  /** Sends when the socket is open, and tells whether it was. */
  send(...messages: ClientMessage[]): boolean
  /** Hears every message; `hello` comes first after each connect. Returns what ends it. */
  listen(listener: (message: ServerMessage) => void): () => void
  /** Connects anew, as when the page's identity has changed. */
  reconnect(): void
}

const shortestWaitMs = 500
const longestWaitMs = 20_000
/** How long a socket that should be alive may keep silent after it was asked. */
const silenceMs = 5000

/** Opens the page's socket and keeps it open: with growing waits, and at once when the page is seen or online again. */
export function openLive({ as, lang }: { as: Role; lang: Lang }): Live {
  const state = signal<LiveState>('connecting')
  const staff = signal<string[] | null>(null)
  const me = signal<Live['me']['value']>(null)
  const listeners = new Set<(message: ServerMessage) => void>()
  let socket: WebSocket | undefined
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined

  function connect(): void {
    clearTimeout(timer)
    const url = new URL(`/live?as=${as}&lang=${lang}`, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    const current = new WebSocket(url)
    socket = current
    current.onmessage = event => current === socket && hear(String(event.data))
    current.onclose = event => {
      if (current !== socket) return
      socket = undefined
      clearTimeout(silence)
      if (event.code === closeCode.signedOut) {
        state.value = 'refused'
        return
      }
      state.value = 'away'
      failures += 1
      const wait = Math.min(longestWaitMs, shortestWaitMs * 2 ** failures)
      timer = setTimeout(connect, shortestWaitMs / 2 + Math.random() * wait)
    }
  }

  function hear(data: string): void {
    clearTimeout(silence)
    const parsed = v.safeParse(serverFrame, JSON.parse(data))
    if (!parsed.success) return
    for (const message of parsed.output) {
      if (message.t === 'hello') {
        failures = 0
        me.value = message.me
        state.value = 'open'
      } else if (message.t === 'staff') staff.value = message.here
      for (const listener of listeners) listener(message)
    }
  }

  function reconnect(): void {
    const old = socket
    socket = undefined
    old?.close()
    state.value = 'connecting'
    connect()
  }

  /** The page is seen again, or the network is back: a socket that is open may be dead without knowing it. */
  function wake(): void {
    if (document.visibilityState === 'hidden' || state.value === 'refused') return
    if (state.value === 'away') reconnect()
    else if (state.value === 'open') {
      clearTimeout(silence)
      silence = setTimeout(reconnect, silenceMs)
      send({ t: 'ping' })
    }
  }

  function send(...messages: ClientMessage[]): boolean {
    if (socket?.readyState !== WebSocket.OPEN || state.value !== 'open') return false
    socket.send(JSON.stringify(messages))
    return true
  }

  addEventListener('online', wake)
  addEventListener('focus', wake)
  addEventListener('pageshow', event => event.persisted && reconnect())
  document.addEventListener('visibilitychange', wake)
  connect()

  return {
    state,
    staff,
    me,
    send,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reconnect,
  }
}
