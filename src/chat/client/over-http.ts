import * as v from 'valibot'
import type { Lang } from '#language'
import { type LogEntry, logEntry, type Role, receipt, roomFacts, roomKind, type SayBody } from '../protocol.ts'
import type { Browser } from './browser.ts'

/** Who asks, and in which language refusals are to be. */
export interface Asking {
  browser: Browser
  as: Role
  lang: Lang
}

/** A part of a room's log over HTTP. What an older server does not tell is left out. */
const entriesAnswer = v.object({
  entries: v.array(logEntry),
  last: v.number(),
  receipts: v.optional(v.array(receipt), []),
  facts: v.nullish(roomFacts),
  kind: v.optional(roomKind),
  you: v.optional(v.nullable(v.string())),
  epoch: v.optional(v.string()),
})
export type EntriesAnswer = v.InferOutput<typeof entriesAnswer>

const saidAnswer = v.object({ entry: v.nullable(logEntry) })
const refusal = v.object({ code: v.string(), title: v.string(), retry: v.boolean() })

/** What a room can be asked over plain HTTP. */
export interface OverHttp {
  browser: Browser
  /** Entries after a seq, or the newest ones before one, oldest first. Throws a refusal. */
  fetchEntries(
    which: { room: string; limit?: number } & ({ after: number } | { before: number }),
  ): Promise<EntriesAnswer>
  /** Says something; null while staff look at it first. Throws a refusal. */
  postEntry(said: { room: string; cid: string; body: SayBody }): Promise<LogEntry | null>
  isRefusal(thrown: unknown): thrown is Refused
}

/** The server's own refusal. What else may go wrong on the way is thrown as it comes. */
export class Refused extends Error {
  readonly code: string
  readonly again: boolean
  readonly afterMs: number | undefined

  constructor({ code, title, retry }: v.InferOutput<typeof refusal>, afterMs: number | undefined) {
    super(title)
    this.code = code
    this.again = retry
    this.afterMs = afterMs
  }
}

/** Asks the page's own server; refusals are in this language. */
export function openHttp({ browser, as, lang }: Asking): OverHttp {
  async function ask(room: string, query: string, init?: RequestInit): Promise<unknown> {
    const response = await browser.fetch(`/api/rooms/${room}/entries?as=${as}&lang=${lang}${query}`, init)
    const answer: unknown = await response.json()
    if (response.ok) return answer
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
    throw new Refused(v.parse(refusal, answer), Number.isFinite(seconds) ? seconds * 1000 : undefined)
  }

  return {
    browser,
    async fetchEntries({ room, ...which }) {
      const query = Object.entries(which).map(([name, value]) => `&${name}=${value}`)
      return v.parse(entriesAnswer, await ask(room, query.join('')))
    },
    async postEntry({ room, cid, body }) {
      const headers = { 'Content-Type': 'application/json' }
      const init = { method: 'POST', headers, body: JSON.stringify({ cid, body }) }
      return v.parse(saidAnswer, await ask(room, '', init)).entry
    },
    isRefusal: thrown => thrown instanceof Refused,
  }
}
