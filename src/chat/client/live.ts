import { type Signal, signal } from '@preact/signals'
import * as v from 'valibot'
import type { Lang } from '#language'
import { type ClientMessage, closeCode, type Role, type ServerMessage, serverMessage } from '../protocol.ts'

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
  /** Counts who on this page follows a room; what it returns leaves the room when nobody here follows it any more. */
  follow(room: string): () => void
  /** Connects anew, as when the page's identity has changed. */
  reconnect(): void
  /** Ends it, for a page that lives on without it. */
  close(): void
}

const shortestWaitMs = 500
const longestWaitMs = 20_000
/** How long a new socket may take to say hello. */
const helloMs = 10_000
/** How long a socket that should be alive may keep silent after it was asked. */
const silenceMs = 5000

/** Opens the page's socket and keeps it open: with growing waits, and at once when the page is seen or online again. */
export function openLive({ as, lang }: { as: Role; lang: Lang }): Live {
  const state = signal<LiveState>('connecting')
  const staff = signal<string[] | null>(null)
  const me = signal<Live['me']['value']>(null)
  const listeners = new Set<(message: ServerMessage) => void>()
  const followers = new Map<string, number>()
  const closed = new AbortController()
  let socket: WebSocket | undefined
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined

  function connect(): void {
    const url = new URL(`/live?as=${as}&lang=${lang}`, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    const current = new WebSocket(url)
    socket = current
    current.onmessage = event => current === socket && hear(event.data)
    current.onclose = event => current === socket && lose(event.code)
    expectWord(helloMs)
  }

  function drop(): void {
    clearTimeout(timer)
    clearTimeout(silence)
    const old = socket
    socket = undefined
    old?.close()
  }

  function lose(code?: number): void {
    drop()
    if (code === closeCode.signedOut) {
      state.value = 'refused'
      return
    }
    state.value = 'away'
    failures += 1
    const wait = Math.min(longestWaitMs, shortestWaitMs * 2 ** failures)
    timer = setTimeout(connect, shortestWaitMs / 2 + Math.random() * wait)
  }

  /** A socket that says nothing in time is as good as none, whatever the browser believes of it. */
  function expectWord(withinMs: number): void {
    clearTimeout(silence)
    silence = setTimeout(lose, withinMs)
  }

  function hear(data: unknown): void {
    for (const message of understood(data)) {
      if (message.t === 'hello') {
        failures = 0
        me.value = message.me
        state.value = 'open'
      } else if (message.t === 'staff') staff.value = message.here
      if (state.value === 'open') clearTimeout(silence)
      // Those who begin to listen because of a message have missed it.
      for (const listener of [...listeners]) hand(listener, message)
    }
  }

  function reconnect(): void {
    drop()
    state.value = 'connecting'
    connect()
  }

  /** The page is seen again, or the network is back: a socket that is open may be dead without knowing it. */
  function wake(): void {
    if (document.visibilityState === 'hidden') return
    if (state.value === 'away') reconnect()
    else if (send({ t: 'ping' })) expectWord(silenceMs)
  }

  function send(...messages: ClientMessage[]): boolean {
    if (socket?.readyState !== WebSocket.OPEN || state.value !== 'open') return false
    socket.send(JSON.stringify(messages))
    return true
  }

  const { signal: until } = closed
  addEventListener('online', wake, { signal: until })
  addEventListener('focus', wake, { signal: until })
  addEventListener('pageshow', event => event.persisted && reconnect(), { signal: until })
  document.addEventListener('visibilitychange', wake, { signal: until })
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
    follow(room) {
      followers.set(room, (followers.get(room) ?? 0) + 1)
      return () => {
        const left = (followers.get(room) ?? 1) - 1
        if (left > 0) followers.set(room, left)
        else if (followers.delete(room)) send({ t: 'leave', room })
      }
    },
    reconnect,
    close() {
      closed.abort()
      drop()
      state.value = 'away'
    },
  }
}

/** The messages of a frame, without those that a newer server may send and this page does not know. */
function understood(data: unknown): ServerMessage[] {
  try {
    const frame: unknown = JSON.parse(String(data))
    const messages: unknown[] = Array.isArray(frame) ? frame : []
    return messages.flatMap(message => {
      const parsed = v.safeParse(serverMessage, message)
      return parsed.success ? [parsed.output] : []
    })
  } catch {
    return []
  }
}

/** A listener that fails is reported, and the others still hear. */
function hand(listener: (message: ServerMessage) => void, message: ServerMessage): void {
  try {
    listener(message)
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown
    })
  }
}
