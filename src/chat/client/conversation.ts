import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { EntryBody, LogEntry, Receipt, Role, ServerMessage, Watching } from '../protocol.ts'
import type { Live } from './live.ts'
import { type Outbox, openOutbox } from './outbox.ts'

/** Something said here that is not in the log yet. `sent` is committed, and its entry is on the way. */
export interface Outgoing {
  cid: string
  body: EntryBody
  at: string
  state: 'sending' | 'sent' | 'failed'
  /** Why it failed, for a person. */
  reason?: string
  /** Whether it goes out again by itself. */
  waits?: boolean
}

export interface ConversationStart {
  /** Null until the first question; then `begin` is asked for it. */
  room: string | null
  entries: LogEntry[]
  receipts: Receipt[]
  /** Where unsent words are kept over a reload; a conversation without a key keeps none. */
  keepAs: string | null
  /** Makes the room, and this visitor's identity if there is none. */
  begin?(): Promise<{ room: string }>
}

/** A conversation as a page follows it; see `openConversation`. */
export interface Conversation {
  room: Signal<string | null>
  entries: Signal<LogEntry[]>
  outgoing: Signal<Outgoing[]>
  /** What this page knows of the other side. */
  theirs: ReadonlySignal<Receipt>
  now: Signal<{ typing: boolean; shopperHere: boolean; watching: Watching | null }>
  say(body: EntryBody): void
  again(cid: string): void
  typing(): void
  /** The reader has the newest entry before their eyes. */
  read(): void
  watching(watching: Watching): void
  close(): void
}

/** How long a message may be under way before the page says that it has not arrived. */
const patienceMs = 12_000
const typingEveryMs = 3000
/** Waits before what was refused for now is tried again: the first, and the longest. */
const firstRetryMs = 1000
const longestRetryMs = 30_000

/**
 * Follows a conversation over the page's socket. What was said before a reload, in another tab or while the network
 * was gone is caught up from the last seq; what is said here is shown at once and goes out, in order, until the
 * server has it. Every entry carries an id of this client, so that sending it again never doubles it.
 */
export function openConversation(live: Live, as: Role, start: ConversationStart): Conversation {
  const room = signal<string | null>(null)
  const entries = signal(start.entries)
  const receipts = signal(start.receipts)
  const now = signal<Conversation['now']['value']>({ typing: false, shopperHere: false, watching: null })
  const outbox: Outbox = openOutbox(start.keepAs)
  const otherRole: Role = as === 'shopper' ? 'operator' : 'shopper'
  const patience = new Map<string, ReturnType<typeof setTimeout>>()
  let leave = () => {}
  let epoch: string | undefined
  /** What is shown belongs to another log; it stays until this one's beginning is here. */
  let anew = false
  let beginning = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let retries = 0
  let readSeq = 0
  let typedAt = 0

  const last = () => (anew ? 0 : (entries.value.at(-1)?.seq ?? 0))

  function hear(message: ServerMessage): void {
    if (message.t === 'hello') {
      if (epoch !== undefined && epoch !== message.epoch) anew = true
      epoch = message.epoch
      readSeq = 0
      resume()
      return
    }
    if (!('room' in message) || message.room !== room.value || room.value === null) return
    if (message.t === 'log') take(message.entries)
    else if (message.t === 'receipt') receipts.value = message.receipts
    else if (message.t === 'ok') committed(message)
    else if (message.t === 'no') refused(message)
    else if (message.t === 'resync') {
      anew = true
      tryLater()
    } else if (message.t === 'now') {
      const { shopperHere, watching } = message
      now.value = { typing: message.typing.includes(otherRole), shopperHere, watching }
    }
  }

  /** Catches up, and sends what the server does not have yet. */
  function resume(): void {
    clearTimeout(retry)
    retry = undefined
    if (room.value === null && outbox.waiting().length > 0) begin()
    else if (join()) flush(outbox.waiting())
  }

  function join(): boolean {
    return room.value !== null && live.send({ t: 'join', room: room.value, after: last() })
  }

  /** The server cannot do it now; each time it says so the wait grows. */
  function tryLater(): void {
    const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** retries)
    retry ??= setTimeout(
      () => {
        retries += 1
        resume()
      },
      wait * (0.5 + Math.random()),
    )
  }

  function take(fresh: LogEntry[]): void {
    if (anew && fresh.length > 0 && fresh[0]!.seq !== 1) return
    const unseen = fresh.filter(entry => entry.seq > last())
    if (unseen.length > 0 && unseen[0]!.seq > last() + 1) {
      join()
      return
    }
    retries = 0
    if (unseen.length === 0 && !anew) return
    entries.value = anew ? unseen : [...entries.value, ...unseen]
    anew = false
    for (const entry of unseen) if (entry.role === as) outbox.remove(entry.cid)
    if (unseen.some(entry => entry.role === otherRole) && room.value !== null) {
      live.send({ t: 'got', room: room.value, seq: last() })
    }
  }

  /** Its entry may have come before this, in the log. */
  function committed({ cid, seq }: { cid: string; seq: number }): void {
    retries = 0
    if (seq <= last()) outbox.remove(cid)
    else outbox.change(cid, { state: 'sent', waits: true })
  }

  /** Without a `cid` it is the room that may not be followed. */
  function refused({ cid, again, text }: { cid: string | null; again: boolean; text: string }): void {
    if (cid !== null) outbox.change(cid, { state: 'failed', reason: text, waits: again })
    if (again) tryLater()
  }

  function flush(outgoing: Outgoing[]): void {
    const id = room.value
    if (id === null) {
      begin()
      return
    }
    for (const { cid, body } of outgoing) {
      if (!live.send({ t: 'say', room: id, cid, body })) break
    }
  }

  function begin(): void {
    if (beginning || start.begin === undefined) return
    beginning = true
    start
      .begin()
      .then(begun => {
        enter(begun.room)
        // The answer carried this visitor's identity; the socket must come with it.
        live.reconnect()
      })
      .catch((thrown: unknown) => {
        const reason = thrown instanceof Error ? thrown.message : ''
        for (const { cid } of outbox.waiting()) outbox.change(cid, { state: 'failed', reason, waits: true })
      })
      .finally(() => {
        beginning = false
      })
  }

  function enter(id: string): void {
    room.value = id
    leave = live.follow(id)
  }

  function launch(cid: string): void {
    outbox.change(cid, { state: 'sending', waits: true })
    flush(outbox.waiting().filter(outgoing => outgoing.cid === cid))
    clearTimeout(patience.get(cid))
    const impatient = setTimeout(() => {
      patience.delete(cid)
      if (outbox.find(cid)?.state === 'sending') outbox.change(cid, { state: 'failed', waits: true })
    }, patienceMs)
    patience.set(cid, impatient)
  }

  for (const { role, cid } of entries.value) if (role === as) outbox.remove(cid)
  if (start.room !== null) enter(start.room)
  const stopListening = live.listen(hear)
  if (live.state.value === 'open' || room.value === null) resume()

  return {
    room,
    entries,
    outgoing: outbox.all,
    theirs: computed(() => receipts.value.find(receipt => receipt.role === otherRole) ?? nothing(otherRole)),
    now,
    say(body) {
      const cid = crypto.randomUUID()
      outbox.add({ cid, body, at: new Date().toISOString(), state: 'sending', waits: true })
      launch(cid)
    },
    again: launch,
    typing() {
      if (room.value === null || Date.now() - typedAt < typingEveryMs) return
      typedAt = Date.now()
      live.send({ t: 'typing', room: room.value })
    },
    read() {
      if (room.value === null || last() <= readSeq) return
      if (live.send({ t: 'read', room: room.value, seq: last() })) readSeq = last()
    },
    watching(seen) {
      if (room.value !== null) live.send({ t: 'watching', room: room.value, ...seen })
    },
    close() {
      stopListening()
      clearTimeout(retry)
      for (const timer of patience.values()) clearTimeout(timer)
      leave()
    },
  }
}

function nothing(role: Role): Receipt {
  return { role, delivered: 0, read: 0 }
}
