import type { Database } from '#database'
import { Problem } from '#edge'
import { cleanText } from '#language'
import { findStaffMember } from '#members'
import { productSummary } from '#shop'
import type { Appender } from './append.ts'
import { publicAuthor } from './author.ts'
import { claimFiles } from './files.ts'
import { entryHistory, saidBefore } from './log.ts'
import { maskNumbers } from './masking.ts'
import { type Bargain, bargain, unsaid } from './offers.ts'
import { type Actor, mayFollow, maySay } from './policy.ts'
import { cidTaken, emptyText, noSuchRoom, removedFromRoom, textTooLong } from './problems.ts'
import { type EntryBody, type LogEntry, longestText, type SayBody } from './protocol.ts'
import { findRoom, isRemoved, type Room } from './room.ts'
import { targetOf, wordsBeforeHiding } from './target.ts'

/** What became of something said: its entry, or null while staff look at it first. */
export interface Said {
  entry: LogEntry | null
}

/** One thing that somebody wants to say. */
export interface Words {
  room: Room
  actor: Actor
  cid: string
  body: EntryBody
  now: Date
}

/** What stands before the log of a crowded room; see `crowd.ts`. */
export interface Gate {
  /**
   * Lets a shopper's words into the log, or keeps them for staff to see first.
   * @throws Problem `limited` in slow mode, `forbidden` in a frozen room, `invalid` for banned words.
   */
  admit(words: Words): Promise<'pass' | 'held'>
}

/** What saying needs. */
export interface Voice {
  db: Database
  appender: Appender
  gate: Gate
}

/**
 * The room, if this actor may follow it.
 * @throws Problem `missing` for a room that is not there and for another's alike, `forbidden` for one that staff took
 * them out of or closed.
 */
export async function roomFor(db: Database, { roomId, actor }: { roomId: string; actor: Actor | null }): Promise<Room> {
  const room = await findRoom(db, { id: roomId })
  if (room === null || actor === null) throw noSuchRoom()
  if (room.kind === 'stage' && actor.role === 'shopper') {
    if (!room.isOpen || (await isRemoved(db, { roomId, personId: actor.id }))) throw removedFromRoom()
  }
  if (!mayFollow(actor, room)) throw noSuchRoom()
  return room
}

/**
 * Appends what an actor says to a room that they follow. The same `cid` again gives the same entry, whatever has become
 * of the rules or of what it was about.
 * @throws Problem `forbidden` for what is not theirs to say or to change, `missing` for what is about nothing that is
 * there, `invalid` for what says nothing or too much, `conflict` for a cid that stands for other words or for a change
 * of what is gone, and what the gate of a crowded room throws.
 */
export async function say(
  { db, appender, gate }: Voice,
  { room, actor, cid, body, now }: Omit<Words, 'body'> & { body: SayBody },
): Promise<Said> {
  const author = publicAuthor(room, actor)
  const words = { roomId: room.id, author, authorId: actor.id, role: actor.role, name: actor.name, cid, at: now }
  try {
    if (!maySay(actor, room, body)) throw new Problem('forbidden')
    if (body.kind === 'offer' || body.kind === 'answer') {
      const said = await appender.append({ ...words, body: unsaid, within: bargain({ room, actor, body, now }) })
      if (said.entry.body.kind !== 'offer') throw cidTaken()
      return said
    }
    const target = await targetOf(db, { roomId: room.id, actor, body })
    const kept = await bodyToKeep(db, { room, actor, body, author: target?.entry.author ?? '', now })
    if (room.kind === 'stage' && actor.role === 'shopper') {
      if ((await gate.admit({ room, actor, cid, body: kept, now })) === 'held') return { entry: null }
    }
    const removes = body.kind === 'remove' && target ? { removes: target.authorId } : {}
    return await appender.append({ ...words, body: kept, ...removes })
  } catch (thrown) {
    // What is refused now may have been taken before, and its answer lost.
    const before = isRefusal(thrown) && (await saidBefore(db, { roomId: room.id, author, cid }))
    if (before && hasSameKind(before.body, body)) return { entry: before }
    throw thrown
  }
}

function isRefusal(thrown: unknown): boolean {
  return thrown instanceof Problem && thrown.code !== 'chat.cid_taken' && thrown.kind !== 'unavailable'
}

function hasSameKind(before: EntryBody, { kind }: SayBody): boolean {
  return (before.kind === 'gone' ? before.was : before.kind) === (kind === 'answer' ? 'offer' : kind)
}

interface Raw {
  room: Room
  actor: Actor
  body: SayBody
  /** Whose entry it is about. */
  author: string
  now: Date
}

/** The body with only what is kept of it, in the one form in which it is kept. */
async function bodyToKeep(
  db: Database,
  { room, actor, body, author, now }: Raw & { body: Exclude<SayBody, Bargain> },
): Promise<EntryBody> {
  switch (body.kind) {
    case 'text': {
      const ids = (body.files ?? []).map(file => file.id)
      const files = ids.length === 0 ? [] : await claimFiles(db, { roomId: room.id, authorId: actor.id, ids, now })
      const text = textToKeep(body.text)
      if (text === '' && files.length === 0) throw emptyText()
      const second = body.second ?? null
      return {
        kind: 'text',
        text,
        ...(second !== null && { second: Math.round(second * 10) / 10 }),
        ...(body.re !== undefined && { re: body.re }),
        ...(files.length > 0 && { files }),
      }
    }
    case 'edit': {
      const text = textToKeep(body.text)
      if (text === '') throw emptyText()
      return { kind: 'edit', of: body.of, text }
    }
    case 'card': {
      const [product] = await productSummary(db, { ids: [body.productId] })
      if (product === undefined) throw new Problem('missing')
      return body
    }
    case 'show': {
      const words = wordsBeforeHiding(await entryHistory(db, { roomId: room.id, seq: body.of }))
      if (words === null) throw new Problem('missing')
      return { kind: 'show', of: body.of, body: words }
    }
    case 'assign': {
      if (body.to === null) return { kind: 'assign', to: null, name: null }
      const assignee = await findStaffMember(db, { id: body.to })
      if (assignee === null) throw new Problem('missing')
      return { kind: 'assign', to: assignee.id, name: assignee.name }
    }
    case 'remove':
      return { kind: 'remove', of: body.of, removed: body.removed, who: author }
    default:
      return body
  }
}

/** Half a character is none, and the database would refuse it. Cleaning may make a text longer. */
function textToKeep(raw: string): string {
  const text = maskNumbers(cleanText(raw.toWellFormed()))
  if (text.length > longestText) throw textTooLong()
  return text
}
