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
  /** Whether it goes out again by itself when the connection is back. */
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

/**
 * Follows a conversation over the page's socket. What was said before a reload, in another tab or while the network
 * was gone is caught up from the last seq; what is said here is shown at once and goes out, in order, until the
 * server has it. Every entry carries an id of this client, so that sending it again never doubles it.
 */
export function openConversation(live: Live, as: Role, start: ConversationStart): Conversation {
  const room = signal(start.room)
  const entries = signal(start.entries)
  const receipts = signal(start.receipts)
  const now = signal<Conversation['now']['value']>({ typing: false, shopperHere: false, watching: null })
  const outbox: Outbox = openOutbox(start.keepAs)
  const otherRole: Role = as === 'shopper' ? 'operator' : 'shopper'
  let epoch: string | undefined
  let beginning = false
  let readSeq = 0
  let typedAt = 0

  const last = () => entries.value.at(-1)?.seq ?? 0

  function hear(message: ServerMessage): void {
    if (message.t === 'hello') {
      if (epoch !== undefined && epoch !== message.epoch) entries.value = []
      epoch = message.epoch
      join()
      return
    }
    if (!('room' in message) || message.room !== room.value || room.value === null) return
    if (message.t === 'log') take(message.entries)
    else if (message.t === 'receipt') receipts.value = message.receipts
    else if (message.t === 'ok') committed(message.cid)
    else if (message.t === 'no' && message.cid !== null) refused(message.cid, message)
    else if (message.t === 'resync') {
      entries.value = []
      setTimeout(join, 1000)
    } else if (message.t === 'now') {
      const { shopperHere, watching } = message
      now.value = { typing: message.typing.includes(otherRole), shopperHere, watching }
    }
  }

  function join(): void {
    if (room.value === null) return
    if (live.send({ t: 'join', room: room.value, after: last() })) flush(outbox.waiting())
  }

  function take(fresh: LogEntry[]): void {
    const unseen = fresh.filter(entry => entry.seq > last())
    if (unseen.length === 0) return
    if (unseen[0]!.seq > last() + 1) {
      join()
      return
    }
    entries.value = [...entries.value, ...unseen]
    for (const entry of unseen) if (entry.role === as) outbox.remove(entry.cid)
    if (unseen.some(entry => entry.role === otherRole) && room.value !== null) {
      live.send({ t: 'got', room: room.value, seq: last() })
    }
  }

  /** Its entry may have come before this, in the log. */
  function committed(cid: string): void {
    if (isInLog(cid)) outbox.remove(cid)
    else outbox.change(cid, { state: 'sent', waits: false })
  }

  function isInLog(cid: string): boolean {
    return entries.value.some(entry => entry.role === as && entry.cid === cid)
  }

  function refused(cid: string, { again, text }: { again: boolean; text: string }): void {
    outbox.change(cid, { state: 'failed', reason: text, waits: again })
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
        room.value = begun.room
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

  function launch(cid: string): void {
    outbox.change(cid, { state: 'sending', waits: true })
    flush(outbox.waiting().filter(outgoing => outgoing.cid === cid))
    setTimeout(() => {
      if (outbox.find(cid)?.state === 'sending') outbox.change(cid, { state: 'failed', waits: true })
    }, patienceMs)
  }

  for (const { cid } of outbox.all.value) if (isInLog(cid)) outbox.remove(cid)
  const stopListening = live.listen(hear)
  if (live.state.value === 'open') join()
  else if (room.value === null && outbox.waiting().length > 0) begin()

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
      if (room.value !== null) live.send({ t: 'leave', room: room.value })
    },
  }
}

function nothing(role: Role): Receipt {
  return { role, delivered: 0, read: 0 }
}
