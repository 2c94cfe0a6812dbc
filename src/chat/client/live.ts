import { type Signal, signal } from '@preact/signals'
import * as v from 'valibot'
import { type ClientMessage, closeCode, type Role, type ServerMessage, serverMessage } from '../protocol.ts'
import { type PageSocket, thisBrowser } from './browser.ts'
import { type Asking, type OverHttp, openHttp } from './over-http.ts'
import type { Polling } from './polling.ts'

/**
 * `away` lasts until the next try succeeds; `refused` until the page is opened anew. `polling` works, though slower: what
 * is new is asked for, and who is there is not known.
 */
export type LiveState = 'connecting' | 'open' | 'polling' | 'away' | 'refused'

/** A page's one socket; it comes back by itself. See `openLive`. */
export interface Live {
  /** The browser that it is in, and the same server without a socket. */
  browser: Asking['browser']
  http: OverHttp
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
/** How long it may keep silent after it was told something, which a busy server may take its time over. */
const answerMs = 15_000
/** How long a visible page hears nothing before it asks whether the socket is alive. */
const quietMs = 45_000
/** How often the page looks at the clock; a clock that jumps tells that the machine slept. */
const lookMs = 5000
const jumpMs = 15_000
/** Sockets that fail before the page asks over HTTP: where none has ever worked, and where one has. */
const failuresToPoll = { never: 3, before: 8 }
/** While the page asks over HTTP, sockets are tried this seldom. */
const seldomMs = 60_000

/**
 * Opens the page's socket and keeps it open: with growing waits, and at once when the page is seen or online again or
 * the machine wakes up. A shopper's page falls back to asking over HTTP where sockets do not get through.
 */
export function openLive({ as, lang, browser = thisBrowser() }: Omit<Asking, 'browser'> & Partial<Asking>): Live {
  const state = signal<LiveState>('connecting')
  const staff = signal<string[] | null>(null)
  const me = signal<Live['me']['value']>(null)
  const listeners = new Set<(message: ServerMessage) => void>()
  const followers = new Map<string, number>()
  const closed = new AbortController()
  const http = openHttp({ browser, as, lang })
  let socket: PageSocket | undefined
  let polling: Polling | undefined
  let epoch = ''
  let greeted = false
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let heardAt = Date.now()
  let lookedAt = Date.now()

  function connect(): void {
    clearTimeout(timer)
    const current = browser.openSocket(`/live?as=${as}&lang=${lang}`, {
      hear: data => current === socket && hear(data),
      lose: code => current === socket && lose(code),
    })
    socket = current
    expectWord(helloMs)
  }

  function drop(): void {
    clearTimeout(timer)
    clearTimeout(silence)
    silence = undefined
    const old = socket
    socket = undefined
    old?.close()
  }

  function lose(code?: number): void {
    drop()
    if (code === closeCode.signedOut) {
      stopPolling()
      state.value = 'refused'
      return
    }
    failures += 1
    if (polling === undefined) state.value = 'away'
    if (as === 'shopper' && failures >= (greeted ? failuresToPoll.before : failuresToPoll.never)) void poll()
    const wait = Math.min(longestWaitMs, shortestWaitMs * 2 ** failures)
    timer = setTimeout(connect, polling ? seldomMs * (0.5 + Math.random()) : shortestWaitMs / 2 + Math.random() * wait)
  }

  /** A socket that says nothing in time is as good as none, whatever the browser believes of it. */
  function expectWord(withinMs: number): void {
    clearTimeout(silence)
    silence = setTimeout(lose, withinMs)
  }

  function hear(data: unknown): void {
    heardAt = Date.now()
    for (const message of understood(data)) {
      if (message.t === 'hello') {
        stopPolling()
        failures = 0
        greeted = true
        epoch = message.epoch
        me.value = message.me
        state.value = 'open'
      } else if (message.t === 'staff') staff.value = message.here
      if (state.value === 'open') {
        clearTimeout(silence)
        silence = undefined
      }
      tell(message)
    }
  }

  function tell(message: ServerMessage): void {
    // Those who begin to listen because of a message have missed it.
    for (const listener of [...listeners]) hand(listener, message)
  }

  async function poll(): Promise<void> {
    const { openPolling } = await import('./polling.ts')
    if (closed.signal.aborted || polling !== undefined || state.value !== 'away') return
    polling = openPolling(http, { hear: tell, reached })
  }

  function reached(isThere: boolean, seenEpoch = epoch): void {
    const begins = isThere && (state.value !== 'polling' || seenEpoch !== epoch)
    epoch = seenEpoch
    staff.value = null
    state.value = isThere ? 'polling' : 'away'
    if (!begins) return
    tell({ t: 'hello', me: me.value, epoch })
    // It may have been the server that was away, and not the sockets that are kept from it.
    if (socket === undefined) connect()
  }

  function stopPolling(): void {
    polling?.close()
    polling = undefined
  }

  function reconnect(): void {
    drop()
    if (polling === undefined) state.value = 'connecting'
    else if (state.value === 'polling') tell({ t: 'hello', me: me.value, epoch })
    connect()
  }

  /** A socket that is open may be dead without knowing it. */
  function check(): void {
    if (polling !== undefined) {
      polling.wake()
      if (socket === undefined) connect()
    } else if (state.value === 'away') reconnect()
    else if (send({ t: 'ping' })) expectWord(silenceMs)
  }

  /** A browser keeps a page as it is only where no socket is open. */
  function leavePage(): void {
    drop()
    if (polling === undefined) state.value = 'away'
  }

  function look(): void {
    const now = Date.now()
    const slept = now - lookedAt > jumpMs
    lookedAt = now
    const quiet = state.value === 'open' && silence === undefined && now - heardAt > quietMs
    if (slept || (quiet && browser.isVisible())) check()
  }

  function send(...messages: ClientMessage[]): boolean {
    if (polling !== undefined && state.value === 'polling') {
      polling.send(messages)
      return true
    }
    if (socket?.isOpen() !== true || state.value !== 'open') return false
    socket.send(JSON.stringify(messages))
    if (silence === undefined && messages.some(({ t }) => t === 'join' || t === 'say')) expectWord(answerMs)
    return true
  }

  const clock = setInterval(look, lookMs)
  browser.onTurn(turn => {
    if (state.value === 'refused') return
    if (turn === 'seen') check()
    else if (turn === 'restored') reconnect()
    else leavePage()
  }, closed.signal)
  connect()

  return {
    browser,
    http,
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
      clearInterval(clock)
      stopPolling()
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
