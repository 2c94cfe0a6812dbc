import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import * as v from 'valibot'
import { type Actor, type Room, type Said, say } from '#chat'
import { longestText } from '#chat/protocol'
import { addressKey, makeLimit, Problem, takeFrom } from '#edge'
import type { WebOptions } from '../options.ts'

const askForm = v.object({
  text: v.pipe(v.string(), v.maxLength(longestText)),
  nonce: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
  subject: v.optional(v.pipe(v.string(), v.maxLength(1000))),
})

/** Says what a form without scripts brings; see `openAsking`. */
export type Ask = (c: Context, roomOf: RoomOf) => Promise<{ said: Said; room: Room }>

/** The room that a form is for, and for the subject that it names. */
export type RoomOf = (shopper: { id: string; name: string | null; subject: string }) => Promise<Room>

/**
 * Takes the forms that ask where scripts are off. Sent twice, as by a reload, the same words are one entry. A visitor
 * without an identity gets one with the answer.
 */
export function openAsking({ conversations, shopper, newGuest, address }: WebOptions): Ask {
  const limit = makeLimit({ name: 'ask-form', points: 30, seconds: 60 })

  return async (c, roomOf) => {
    await takeFrom(limit, addressKey(address(c)))
    const parsed = v.safeParse(askForm, await c.req.parseBody().catch(() => undefined))
    if (!parsed.success) throw new Problem('invalid')
    const { text, nonce, subject = '' } = parsed.output
    const known = await shopper(c.req.raw.headers)
    const guest = known === null ? newGuest() : null
    const { id, name } = known ?? { id: guest?.id ?? '', name: null }
    const actor: Actor = { id, role: 'shopper', name }
    const room = await roomOf({ id, name, subject })
    const cid = `form:${createHash('sha256').update(`${nonce}\0${text}`).digest('base64url')}`
    const said = await say(conversations, { room, actor, cid, body: { kind: 'text', text }, now: new Date() })
    if (said.entry !== null && room.kind === 'inquiry') {
      const { seq } = said.entry
      conversations.receipts.mark({ roomId: room.id, actor, delivered: seq, read: seq, quiet: true })
    }
    if (guest !== null) c.header('Set-Cookie', guest.cookie, { append: true })
    return { said, room }
  }
}
