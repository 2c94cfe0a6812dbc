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

/** Entries after a seq, or the newest ones before one, oldest first. Throws `Refused`. */
export async function fetchEntries(
  asking: Asking,
  { room, ...which }: { room: string; limit?: number } & ({ after: number } | { before: number }),
): Promise<EntriesAnswer> {
  const query = Object.entries(which).map(([name, value]) => `&${name}=${value}`)
  return v.parse(entriesAnswer, await ask(asking, room, query.join('')))
}

/** Says something; null while staff look at it first. Throws `Refused`. */
export async function postEntry(
  asking: Asking,
  { room, cid, body }: { room: string; cid: string; body: SayBody },
): Promise<LogEntry | null> {
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ cid, body }),
  }
  return v.parse(saidAnswer, await ask(asking, room, '', init)).entry
}

async function ask({ browser, as, lang }: Asking, room: string, query: string, init?: RequestInit): Promise<unknown> {
  const response = await browser.fetch(`/api/rooms/${room}/entries?as=${as}&lang=${lang}${query}`, init)
  const answer: unknown = await response.json()
  if (response.ok) return answer
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN)
  throw new Refused(v.parse(refusal, answer), Number.isFinite(seconds) ? seconds * 1000 : undefined)
}
