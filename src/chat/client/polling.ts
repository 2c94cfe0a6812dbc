import type { ClientMessage, ServerMessage } from '../protocol.ts'
import type { EntriesAnswer, OverHttp, Refused } from './over-http.ts'

/** What stands in for a socket; see `openPolling`. */
export interface Polling {
  /** Takes what a socket would; what only passes is dropped. */
  send(messages: readonly ClientMessage[]): void
  /** Asks at once. */
  wake(): void
  close(): void
}

const everyMs = 3000
const everyHiddenMs = 15_000
/** Asked where no room is followed, only to see whether anything answers. */
const nothing = '/api/cards?ids=00000000-0000-0000-0000-000000000000'

/**
 * Asks for what is new over plain HTTP, where something on the way lets no socket through, and gives it as a socket
 * would. `reached` is told whether the server answers.
 */
export function openPolling(
  { browser, fetchEntries, postEntry, isRefusal }: OverHttp,
  ears: { hear(message: ServerMessage): void; reached(isThere: boolean, epoch?: string): void },
): Polling {
  const rooms = new Map<string, { after: number; receipts: string; told: boolean }>()
  const closed = new AbortController()
  let turn: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined

  /** An answer that comes late is told to nobody. */
  function hear(message: ServerMessage): void {
    if (!closed.signal.aborted) ears.hear(message)
  }

  function reached(isThere: boolean, epoch?: string): void {
    if (!closed.signal.aborted) ears.reached(isThere, epoch)
  }

  /** One thing after the other, in the order asked. */
  function then(work: () => Promise<void>): void {
    turn = turn.then(async () => {
      if (closed.signal.aborted) return
      try {
        await work()
      } catch {
        reached(false)
      }
    })
  }

  function round(): void {
    clearTimeout(timer)
    if (rooms.size === 0) {
      then(async () => reached((await browser.fetch(nothing)).status < 500))
    }
    for (const room of rooms.keys()) then(() => look(room))
    then(async () => {
      clearTimeout(timer)
      timer = setTimeout(round, browser.isVisible() ? everyMs : everyHiddenMs)
    })
  }

  async function look(room: string): Promise<void> {
    const place = rooms.get(room)
    if (place === undefined) return
    const { after } = place
    try {
      const answer = await fetchEntries({ room, after })
      if (closed.signal.aborted || rooms.get(room) !== place || place.after !== after) return
      reached(true, answer.epoch)
      if (rooms.get(room) === place) give(room, place, answer)
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown
      reached(true)
      if (!thrown.again) rooms.delete(room)
      hear(refused(room, null, thrown))
    }
  }

  function give(room: string, place: { after: number; receipts: string; told: boolean }, answer: EntriesAnswer): void {
    const { entries, last, receipts, facts, kind, you } = answer
    if (last < place.after) {
      rooms.delete(room)
      hear({ t: 'resync', room })
      return
    }
    if (!place.told && facts && kind && you) hear({ t: 'joined', room, kind, you, facts })
    place.told = true
    const isMore = entries.length > 0 && (entries.at(-1)?.seq ?? 0) < last
    place.after = entries.at(-1)?.seq ?? place.after
    hear({ t: 'log', room, entries, last })
    const now = JSON.stringify(receipts)
    if (now !== place.receipts) hear({ t: 'receipt', room, receipts })
    place.receipts = now
    if (isMore) then(() => look(room))
  }

  async function say({ room, cid, body }: Extract<ClientMessage, { t: 'say' }>): Promise<void> {
    try {
      const entry = await postEntry({ room, cid, body })
      reached(true)
      hear({ t: 'ok', room, cid, seq: entry?.seq ?? 0 })
      await look(room)
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown
      reached(true)
      hear(refused(room, cid, thrown))
    }
  }

  function take(message: ClientMessage): void {
    if (message.t === 'join') {
      rooms.set(message.room, { after: message.after ?? 0, receipts: '', told: false })
      then(() => look(message.room))
    } else if (message.t === 'leave') rooms.delete(message.room)
    else if (message.t === 'say') then(() => say(message))
  }

  round()
  return {
    send: messages => messages.forEach(take),
    wake: round,
    close() {
      closed.abort()
      clearTimeout(timer)
    },
  }
}

function refused(room: string, cid: string | null, { code, message: text, again, afterMs }: Refused): ServerMessage {
  return { t: 'no', room, cid, code, text, again, ...(afterMs !== undefined && { afterMs }) }
}
