import type { Database } from '#database'
import { Problem } from '#edge'
import { cleanText } from '#language'
import { productSummary } from '#shop'
import type { Appended, Appender } from './append.ts'
import { type Actor, mayFollow, maySay } from './policy.ts'
import { emptyText, noSuchRoom, textTooLong } from './problems.ts'
import { type EntryBody, longestText } from './protocol.ts'
import { findRoom, type Room } from './room.ts'

/**
 * The room, if this actor may follow it.
 * @throws Problem `missing` for a room that is not there and for another's alike.
 */
export async function roomFor(db: Database, { roomId, actor }: { roomId: string; actor: Actor | null }): Promise<Room> {
  const room = await findRoom(db, { id: roomId })
  if (room === null || !mayFollow(actor, room)) throw noSuchRoom()
  return room
}

/**
 * Appends what an actor says to a room that they follow. The same `cid` again gives the same entry.
 * @throws Problem `forbidden` for a kind of entry that is not theirs to make, `invalid` for one that says nothing or
 * too much, `conflict` for a cid that stands for other words.
 */
export async function say(
  { db, appender }: { db: Database; appender: Appender },
  { roomId, actor, cid, body, now }: { roomId: string; actor: Actor; cid: string; body: EntryBody; now: Date },
): Promise<Appended> {
  if (!maySay(actor, body)) throw new Problem('forbidden')
  const kept = await bodyToKeep(db, body)
  return appender.append({ roomId, authorId: actor.id, role: actor.role, name: actor.name, cid, body: kept, at: now })
}

/** The body with only what is kept of it, in the one form in which it is kept. */
async function bodyToKeep(db: Database, body: EntryBody): Promise<EntryBody> {
  switch (body.kind) {
    case 'text': {
      // Half a character is none, and the database would refuse it. Cleaning may make a text longer.
      const text = cleanText(body.text.toWellFormed())
      if (text === '') throw emptyText()
      if (text.length > longestText) throw textTooLong()
      const second = body.second ?? null
      return second === null ? { kind: 'text', text } : { kind: 'text', text, second: Math.round(second * 10) / 10 }
    }
    case 'card': {
      const [product] = await productSummary(db, { ids: [body.productId] })
      if (product === undefined) throw new Problem('missing')
      return { kind: 'card', productId: body.productId }
    }
    case 'state':
      return { kind: 'state', state: body.state }
  }
}
