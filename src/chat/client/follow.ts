import { batch, computed, signal } from '@preact/signals'
import type { Held, LogEntry, Receipt, Role, RoomKind, SayBody, ServerMessage } from '../protocol.ts'
import type { Conversation, ConversationStart, ConversationState, Now } from './conversation.ts'
import { foresee } from './fold.ts'
import type { Live } from './live.ts'
import { openLoaded } from './loaded.ts'
import { type Outgoing, openOutbox } from './outbox.ts'
import { openSending } from './sending.ts'

const typingEveryMs = 3000
/** Waits before the room is joined again: the first, and the longest. */
const firstRetryMs = 1000
const longestRetryMs = 30_000
/** Entries of a part that is loaded at once. */
const partSize = 100
/** After every entry that a room can hold. */
const theEnd = 999_999_999
/** A pinned entry that is not loaded is asked for within this time, so that a crowd does not ask at once. */
const pinnedMs = 4000

/**
 * Follows a conversation over the page's socket. What was said before a reload, in another tab or while the network
 * was gone is caught up from the last seq; what is said here is shown at once and goes out, in order, until the
 * server has it. Every entry carries an id of this client, so that sending it again never doubles it.
 */
export function openConversation(live: Live, as: Role, start: ConversationStart): Conversation {
  const room = signal(start.room)
  const state = signal<ConversationState>('none')
  const kind = signal<RoomKind>(start.kind ?? 'inquiry')
  const you = signal(start.you ?? null)
  const loaded = openLoaded({ entries: start.entries, facts: start.facts ?? null })
  const receipts = signal(start.receipts)
  const now = signal<Now>({ typing: false, shopperHere: false, viewers: 0, watching: null })
  const held = signal<Held[]>([])
  const fetching = signal<'idle' | 'loading' | 'failed'>('idle')
  const outbox = openOutbox(start.keepAs, live.browser, { room: () => room.value })
  const sending = openSending(outbox, transmit)
  const otherRole: Role = as === 'shopper' ? 'operator' : 'shopper'
  let leave = () => {}
  let epoch = ''
  /** What is shown belongs to another log, or is too far behind; it stays until the newest part of the log is here. */
  let anew = false
  let beginning = false
  let closed = false
  /** What earlier pages left is known, so that nothing new goes out before it. */
  let recalled = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let retries = 0
  let readSeq = 0
  let typedAt = 0

  function hear(message: ServerMessage): void {
    if (message.t === 'hello') {
      if (epoch !== '' && message.epoch !== '' && epoch !== message.epoch) anew = true
      epoch = message.epoch || epoch
      readSeq = 0
      void resume()
      return
    }
    if (!('room' in message) || message.room !== room.value || room.value === null) return
    switch (message.t) {
      case 'joined':
        batch(() => joined(message))
        return
      case 'log':
        batch(() => take(message.entries))
        return
      case 'receipt':
        receipts.value = message.receipts
        return
      case 'ok':
        if (message.seq > 0 && message.seq <= loaded.last()) outbox.remove(message.cid)
        sending.accepted(message, { forMs: loaded.view.value.facts.rules.delaySeconds * 1000 })
        return
      case 'no':
        if (message.cid !== null) sending.refused({ ...message, cid: message.cid })
        else if (message.again) tryLater(message.afterMs)
        else removed(message)
        return
      case 'resync':
        anew = true
        tryLater()
        return
      case 'held':
        held.value = message.held
        return
      case 'now': {
        const { shopperHere, viewers, watching } = message
        now.value = { typing: message.typing.includes(otherRole), shopperHere, viewers, watching }
        return
      }
      default:
    }
  }

  /** Catches up, and sends what the server does not have yet. */
  async function resume(): Promise<void> {
    clearTimeout(retry)
    retry = undefined
    follow()
    await recall()
    if (closed) return
    sending.begin()
  }

  async function recall(): Promise<void> {
    await outbox.refresh()
    recalled = true
  }

  function follow(): void {
    if (room.value === null) {
      if (outbox.waiting().length > 0) begin()
    } else if (anew) void beginAnew(room.value)
    else live.send({ t: 'join', room: room.value, after: loaded.last() })
  }

  /** The server cannot do it now; each time it says so the wait grows. */
  function tryLater(afterMs?: number): void {
    const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** retries) * (0.5 + Math.random())
    retries += 1
    retry ??= setTimeout(() => {
      retry = undefined
      follow()
    }, afterMs ?? wait)
  }

  async function beginAnew(id: string): Promise<void> {
    try {
      const { entries, facts } = await live.http.fetchEntries({ room: id, before: theEnd, limit: partSize })
      if (closed || !anew || room.value !== id) return
      batch(() => {
        anew = false
        loaded.replace(entries, facts ?? null)
        settle(entries)
      })
      follow()
    } catch (thrown) {
      if (closed || !anew || room.value !== id) return
      if (live.http.isRefusal(thrown) && !thrown.again) removed({ text: thrown.message })
      else tryLater(live.http.isRefusal(thrown) ? thrown.afterMs : undefined)
    }
  }

  function joined(message: Extract<ServerMessage, { t: 'joined' }>): void {
    state.value = 'open'
    kind.value = message.kind
    you.value = message.you
    loaded.learn(message.facts)
    settle(loaded.entries.value)
  }

  function take(entries: LogEntry[]): void {
    if (anew) return
    const fresh = loaded.append(entries)
    if (fresh === null) {
      follow()
      return
    }
    retries = 0
    if (state.value === 'joining') state.value = 'open'
    settle(fresh)
    if (room.value === null) return
    if (kind.value === 'inquiry' && fresh.some(entry => entry.role === otherRole)) {
      live.send({ t: 'got', room: room.value, seq: loaded.last() })
    }
    if (loaded.view.value.missing !== null) tryLater(Math.random() * pinnedMs)
  }

  /** What is in the log needs to be sent no more. */
  function settle(entries: readonly LogEntry[]): void {
    for (const { author, role, cid } of entries) {
      if (you.value === null ? role === as : author === you.value) outbox.remove(cid)
    }
  }

  function removed({ text }: { text: string }): void {
    batch(() => {
      state.value = 'removed'
      for (const { cid } of outbox.waiting()) outbox.change(cid, { state: 'failed', reason: text, waits: false })
    })
  }

  function transmit({ cid, body }: Outgoing): boolean {
    if (!recalled) return false
    if (room.value === null) begin()
    else if (state.value !== 'removed') return live.send({ t: 'say', room: room.value, cid, body })
    return false
  }

  function begin(): void {
    if (beginning || start.begin === undefined) return
    beginning = true
    start
      .begin()
      .then(begun => {
        if (closed) return
        enter(begun.room)
        // The answer carried this visitor's identity; the socket must come with it.
        live.reconnect()
      })
      .catch((thrown: unknown) => {
        const reason = thrown instanceof Error ? thrown.message : ''
        for (const { cid } of outbox.waiting()) outbox.change(cid, { state: 'failed', reason, waits: true })
        tryLater()
      })
      .finally(() => {
        beginning = false
      })
  }

  function enter(id: string): void {
    room.value = id
    state.value = 'joining'
    leave = live.follow(id)
  }

  function say(body: SayBody): void {
    const cid = crypto.randomUUID()
    outbox.add({ cid, body })
    sending.more()
  }

  if (start.room !== null) enter(start.room)
  const stopListening = live.listen(hear)
  if (live.state.value === 'open' || live.state.value === 'polling' || room.value === null) void resume()
  else void recall()

  const view = computed(() => {
    const changes = outbox.all.value.filter(({ state, waits }) => state !== 'failed' || waits === true)
    return foresee(
      loaded.view.value,
      you.value ?? '',
      changes.map(({ body }) => body),
    )
  })

  return {
    room,
    state,
    kind,
    you,
    entries: loaded.entries,
    view,
    facts: computed(() => loaded.view.value.facts),
    outgoing: outbox.all,
    theirs: computed(() => receipts.value.find(receipt => receipt.role === otherRole) ?? nothing(otherRole)),
    now,
    held,
    above: computed(() => {
      if ((loaded.entries.value[0]?.seq ?? 1) <= 1) return 'nothing'
      return fetching.value === 'idle' ? 'more' : fetching.value
    }),
    enter: () => room.value === null && begin(),
    say,
    edit: (seq, text) => say({ kind: 'edit', of: seq, text }),
    remove(seq) {
      const author = loaded.view.value.lines.find(({ entry }) => entry.seq === seq)?.entry.author
      say({ kind: as === 'operator' && author !== you.value ? 'hide' : 'delete', of: seq })
    },
    react: (seq, emoji, on) => say({ kind: 'reaction', of: seq, emoji, on }),
    again: sending.again,
    discard: outbox.remove,
    async earlier() {
      const first = loaded.entries.value[0]?.seq ?? 1
      if (room.value === null || first <= 1 || fetching.value === 'loading') return
      fetching.value = 'loading'
      try {
        const { entries } = await live.http.fetchEntries({ room: room.value, before: first, limit: partSize })
        const fits = loaded.entries.value[0]?.seq !== first || loaded.prepend(entries)
        fetching.value = fits ? 'idle' : 'failed'
      } catch {
        fetching.value = 'failed'
      }
    },
    typing() {
      if (room.value === null || kind.value === 'stage' || Date.now() - typedAt < typingEveryMs) return
      typedAt = Date.now()
      live.send({ t: 'typing', room: room.value })
    },
    read() {
      if (room.value === null || loaded.last() <= readSeq || (kind.value === 'stage' && as === 'shopper')) return
      if (live.send({ t: 'read', room: room.value, seq: loaded.last() })) readSeq = loaded.last()
    },
    watching(seen) {
      if (room.value !== null) live.send({ t: 'watching', room: room.value, ...seen })
    },
    close() {
      closed = true
      stopListening()
      clearTimeout(retry)
      sending.close()
      leave()
    },
  }
}

function nothing(role: Role): Receipt {
  return { role, delivered: 0, read: 0 }
}
