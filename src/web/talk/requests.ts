import * as v from 'valibot'
import { logEntry, receipt, roomFacts } from '#chat/protocol'
import type { Lang } from '#language'
import type { RoomStart } from './panel.tsx'

const begun = v.object({ room: v.string() })
const refusal = v.object({ code: v.string(), title: v.string() })
const newest = v.object({
  room: v.string(),
  you: v.string(),
  entries: v.array(logEntry),
  facts: roomFacts,
  receipts: v.array(receipt),
})
const conversations = v.object({
  conversations: v.array(
    v.object({
      room: v.string(),
      productId: v.nullable(v.string()),
      subject: v.nullable(v.string()),
      unread: v.number(),
      lastLine: v.string(),
      isCurrent: v.boolean(),
    }),
  ),
})
export type OwnTalk = v.InferOutput<typeof conversations>['conversations'][number]

/** Entries of a crowded room that its page begins with, and a seq after all others. */
const opening = { before: 999_999_999, limit: 100 }

/** The server's own refusal: its sentence for a person, and its code. */
export class Refusal extends Error {
  readonly code: string

  constructor({ code, title }: v.InferOutput<typeof refusal>) {
    super(title)
    this.code = code
  }
}

/**
 * The visitor's conversation about a product; asked again it is the same one. The answer also makes the visitor known
 * to this browser. Throws `Refusal`.
 */
export async function beginInquiry({ lang, productId }: { lang: Lang; productId: string }): Promise<{ room: string }> {
  return v.parse(begun, await ask(`/api/inquiries?lang=${lang}`, { productId, language: lang }))
}

/** A product's crowded room as it is now; it makes the visitor known to this browser too. Throws `Refusal`. */
export async function enterStage({ lang, productId }: { lang: Lang; productId: string }): Promise<RoomStart> {
  const { room } = v.parse(begun, await ask(`/api/stages?lang=${lang}`, { productId }))
  const { before, limit } = opening
  return v.parse(
    newest,
    await ask(`/api/rooms/${room}/entries?as=shopper&lang=${lang}&before=${before}&limit=${limit}`),
  )
}

/** The visitor's conversations, the newest first. */
export async function fetchOwnTalks(): Promise<OwnTalk[]> {
  return v.parse(conversations, await ask('/api/conversations')).conversations
}

async function ask(path: string, body?: object): Promise<unknown> {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(path, body && init)
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  const refused = v.safeParse(refusal, answer)
  throw refused.success ? new Refusal(refused.output) : new Error('')
}
