import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import * as v from 'valibot'
import { type Actor, type Room, type Said, say } from '#chat'
import { longestText, type SayBody } from '#chat/protocol'
import { addressKey, makeLimit, readForm, takeFrom } from '#edge'

import type { WebOptions } from '../options.ts'

/** The id in a form that makes sending it twice one thing. */
export const formNonce = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/))

const askForm = v.object({
  text: v.pipe(v.string(), v.maxLength(longestText)),
  nonce: formNonce,
  subject: v.optional(v.pipe(v.string(), v.maxLength(1000))),
})

/** The room that a form is for. */
export type RoomOf = (shopper: { id: string; name: string | null }) => Promise<Room>

/** Says in a room what a form without scripts brings; see `openSpeaking`. */
export type Speak = (
  c: Context,
  words: { roomOf: RoomOf; bodyOf(shopper: { id: string }): SayBody; nonce: string },
) => Promise<{ said: Said; room: Room }>

/**
 * Says what the forms bring where scripts are off. Sent twice, as by a reload, the same words are one entry. A visitor
 * without an identity gets one with the answer.
 */
export function openSpeaking({ conversations, shopper, newGuest, address }: WebOptions): Speak {
  const limit = makeLimit({ name: 'ask-form', points: 30, seconds: 60 })

  return async (c, { roomOf, bodyOf, nonce }) => {
    await takeFrom(limit, addressKey(address(c)))
    const known = await shopper(c.req.raw.headers)
    const guest = known === null ? newGuest() : null
    const { id, name } = known ?? { id: guest?.id ?? '', name: null }
    const actor: Actor = { id, role: 'shopper', name }
    const room = await roomOf({ id, name })
    const body = bodyOf({ id })
    const cid = `form:${createHash('sha256')
      .update(`${nonce}\0${JSON.stringify(body)}`)
      .digest('base64url')}`
    const said = await say(conversations, { room, actor, cid, body, now: new Date() })
    if (said.entry !== null && room.kind === 'inquiry') {
      const { seq } = said.entry
      conversations.receipts.mark({ roomId: room.id, actor, delivered: seq, read: seq, quiet: true })
    }
    if (guest !== null) c.header('Set-Cookie', guest.cookie, { append: true })
    return { said, room }
  }
}

/** Asks what a form says, in the room that is found for its subject. */
export async function ask(
  c: Context,
  speak: Speak,
  roomOf: (shopper: { id: string; name: string | null; subject: string }) => Promise<Room>,
): ReturnType<Speak> {
  const { text, nonce, subject = '' } = await readForm(c, askForm)
  return speak(c, { roomOf: shopper => roomOf({ ...shopper, subject }), bodyOf: () => ({ kind: 'text', text }), nonce })
}
