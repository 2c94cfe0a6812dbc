import type { SayBody } from '../protocol.ts'
import type { Outbox, Outgoing } from './outbox.ts'

/** Brings what is in an outbox to the server; see `openSending`. */
export interface Sending {
  /** A connection begins: what the server may not have is sent. */
  begin(): void
  /** Something new was said. */
  more(): void
  /** Something that failed is to be sent at once. */
  again(cid: string): void
  /** The server has it: in the log at `seq`, or held for now where that is 0. */
  accepted(answer: { cid: string; seq: number }, held: { forMs: number }): void
  refused(answer: { cid: string; code: string; text: string; again: boolean; afterMs?: number | undefined }): void
  /** Stops, and answers nothing any more. */
  close(): void
}

/** How long a message may be under way before the page says that it has not arrived. */
const patienceMs = 12_000
/** How long an answer may take before the same is sent once more. */
const answerMs = 6000
/** Waits before what was refused for now is tried again: the first, and the longest. */
const firstRetryMs = 1000
const longestRetryMs = 30_000
/** Held messages are asked after this long after they should be out, at the earliest. */
const heldMs = 3000

type Lane = 'words' | 'changes'

/**
 * Sends what waits in the outbox, oldest first and one at a time: what a server refuses for now is not overtaken by what
 * was said after it. Changes of earlier entries are in nobody's way and go beside the words. `transmit` says whether
 * it could send.
 */
export function openSending(outbox: Outbox, transmit: (outgoing: Outgoing) => boolean): Sending {
  /** What this connection's server has answered for. */
  const answered = new Set<string>()
  const underWay = new Map<Lane, { cid: string; timer: ReturnType<typeof setTimeout> }>()
  const pauses = new Map<Lane, ReturnType<typeof setTimeout>>()
  const patience = new Map<string, ReturnType<typeof setTimeout>>()
  const asking = new Set<ReturnType<typeof setTimeout>>()
  let refusals = 0
  let closed = false

  function pump(lane: Lane): void {
    if (closed || underWay.has(lane) || pauses.has(lane)) return
    const next = outbox.waiting().find(({ cid, body }) => laneOf(body) === lane && !answered.has(cid))
    if (next === undefined || !transmit(next)) return
    const timer = setTimeout(() => {
      underWay.delete(lane)
      pump(lane)
    }, answerMs)
    underWay.set(lane, { cid: next.cid, timer })
  }

  function expectPatiently(cid: string): void {
    if (patience.has(cid) || outbox.find(cid)?.state !== 'sending') return
    const impatient = setTimeout(() => {
      patience.delete(cid)
      if (outbox.find(cid)?.state === 'sending') outbox.change(cid, { state: 'failed', waits: true })
    }, patienceMs)
    patience.set(cid, impatient)
  }

  function done(cid: string): Lane | undefined {
    clearTimeout(patience.get(cid))
    patience.delete(cid)
    for (const [lane, { cid: asked, timer }] of underWay) {
      if (asked !== cid) continue
      clearTimeout(timer)
      underWay.delete(lane)
    }
    const body = outbox.find(cid)?.body
    return body && laneOf(body)
  }

  function pumpAll(): void {
    for (const { cid } of outbox.waiting()) expectPatiently(cid)
    pump('words')
    pump('changes')
  }

  function rest(lane: Lane): void {
    clearTimeout(pauses.get(lane))
    pauses.delete(lane)
  }

  function begin(): void {
    answered.clear()
    for (const lane of ['words', 'changes'] as const) {
      clearTimeout(underWay.get(lane)?.timer)
      underWay.delete(lane)
    }
    pumpAll()
  }

  return {
    begin,
    more: pumpAll,
    again(cid) {
      outbox.change(cid, { state: 'sending', waits: true })
      const body = outbox.find(cid)?.body
      if (body === undefined) return
      rest(laneOf(body))
      pumpAll()
    },
    accepted({ cid, seq }, { forMs }) {
      refusals = 0
      done(cid)
      answered.add(cid)
      if (outbox.find(cid) !== undefined) {
        outbox.change(cid, { state: seq === 0 ? 'held' : 'sent', waits: true })
        if (seq === 0) {
          const timer = setTimeout(() => {
            asking.delete(timer)
            answered.delete(cid)
            pumpAll()
          }, forMs + heldMs)
          asking.add(timer)
        }
      }
      pumpAll()
    },
    refused({ cid, code, text, again, afterMs }) {
      const lane = done(cid)
      outbox.change(cid, { state: 'failed', reason: text, code, waits: again })
      if (again && lane !== undefined) {
        const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** refusals) * (0.5 + Math.random())
        refusals += 1
        rest(lane)
        const timer = setTimeout(() => {
          pauses.delete(lane)
          pump(lane)
        }, afterMs ?? wait)
        pauses.set(lane, timer)
      }
      pumpAll()
    },
    close() {
      closed = true
      for (const { timer } of underWay.values()) clearTimeout(timer)
      for (const timer of [...pauses.values(), ...patience.values(), ...asking]) clearTimeout(timer)
    },
  }
}

function laneOf({ kind }: SayBody): Lane {
  return kind === 'edit' || kind === 'delete' || kind === 'hide' || kind === 'show' || kind === 'reaction'
    ? 'changes'
    : 'words'
}
