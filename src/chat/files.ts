import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#database'
import { Problem } from '#edge'
import { files as words } from '#language'
import { forgetPrivateFiles, keepPrivateFile, type Media, privateFilesOf } from '#media'
import type { Actor } from './policy.ts'
import type { Attachment } from './protocol.ts'
import type { Room } from './room.ts'
import { entry, file, held } from './schema.ts'

/** What files need: where they are written down, and the room that keeps their bytes. */
export interface Shelf {
  db: Database
  media: Media
}

interface NewFile {
  room: Pick<Room, 'id'>
  actor: Actor
  /** Made by the client: the same id again is the same file. */
  id: string
  name: string
  source: AsyncIterable<Uint8Array>
  now: Date
}

/** What no entry names is forgotten after a day. */
const unsaidMs = 24 * 60 * 60 * 1000

/**
 * Puts a file into a room that its author follows. Until an entry names it, nobody but its author and staff have it.
 * @throws Problem `conflict` for an id that stands for another file or another's, and what `keepPrivateFile` throws.
 */
export async function putFile(
  { db, media }: Shelf,
  { room, actor, id, name, source, now }: NewFile,
): Promise<Attachment> {
  const [own] = await db
    .insert(file)
    .values({ id, roomId: room.id, authorId: actor.id, usedAt: now })
    .onConflictDoUpdate({
      target: file.id,
      set: { usedAt: sql`greatest(${file.usedAt}, excluded.used_at)` },
      setWhere: sql`${file.roomId} = excluded.room_id and ${file.authorId} = excluded.author_id`,
    })
    .returning({ id: file.id })
  if (own === undefined) throw fileTaken()
  return keepPrivateFile(media, { id, name, source })
}

/**
 * The files that a text is about to name, as they truly are, each once, in the order of their ids. From here on they
 * have a day to be said.
 * @throws Problem `missing` if one of them is not there, not in this room, or not this author's.
 */
export async function claimFiles(
  db: Database,
  { roomId, authorId, ids, now }: { roomId: string; authorId: string; ids: readonly string[]; now: Date },
): Promise<Attachment[]> {
  const wanted = [...new Set(ids)]
  const own = await db
    .update(file)
    .set({ usedAt: sql`greatest(${file.usedAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(inArray(file.id, wanted), eq(file.roomId, roomId), eq(file.authorId, authorId)))
    .returning({ id: file.id })
  const files = own.length === wanted.length ? await privateFilesOf(db, { ids: wanted }) : []
  if (files.length < wanted.length) throw noSuchFile()
  return files
}

/**
 * Refuses a file that is not this actor's to have, who follows the room. Staff have all of a room's files; its author
 * has one that was not said yet; everybody has one that an entry shows, and loses it when the entry is gone.
 * @throws Problem `missing`, the same for a file that is not there and for one that may not be seen.
 */
export async function checkFile(
  db: Database,
  { room, actor, id }: { room: Pick<Room, 'id'>; actor: Actor; id: string },
): Promise<void> {
  const naming = and(eq(entry.roomId, room.id), names(entry.body, sql`${JSON.stringify([{ id }])}::jsonb`))
  const standing = sql`coalesce(${entry.shown}, ${entry.body}) ->> 'kind' <> 'gone'`
  const [found] = await db
    .select({
      authorId: file.authorId,
      said: exists(sql`select from ${entry} where ${naming}`),
      stands: exists(sql`select from ${entry} where ${naming} and ${standing}`),
    })
    .from(file)
    .where(and(eq(file.id, id), eq(file.roomId, room.id)))
  if (found === undefined) throw noSuchFile()
  const isOwn = found.authorId === actor.id && !found.said
  if (actor.role !== 'operator' && !found.stands && !isOwn) throw noSuchFile()
}

/** Forgets files that were put and never said for a day; their blobs go with the next sweep. Answers how many. */
export async function sweepFiles({ db }: Pick<Shelf, 'db'>, { now }: { now: Date }): Promise<number> {
  const old = sql`${file.usedAt} < ${new Date(now.getTime() - unsaidMs).toISOString()}::timestamptz`
  const its = sql`jsonb_build_array(jsonb_build_object('id', ${file.id}))`
  const inLog = exists(sql`select from ${entry} where ${entry.roomId} = ${file.roomId} and ${names(entry.body, its)}`)
  const isHeld = exists(sql`
    select from ${held}
    where ${held.roomId} = ${file.roomId} and ${held.refusedAt} is null and ${names(held.body, its)}`)
  // What is in the log stays there, so it need not be looked at again.
  await db.update(file).set({ usedAt: sql`'infinity'` }).where(and(old, inLog))
  return db.transaction(async tx => {
    const gone = await tx.delete(file).where(sql`${old} and not ${inLog} and not ${isHeld}`).returning({ id: file.id })
    await forgetPrivateFiles(tx, { ids: gone.map(row => row.id) })
    return gone.length
  })
}

/** Whether a body names a file; written as the index on `chat.entry` has it. */
function names(body: typeof entry.body | typeof held.body, files: SQL): SQL {
  return sql`${body} -> 'files' is not null and (${body} -> 'files') @> ${files}`
}

function exists(query: SQL): SQL<boolean> {
  return sql<boolean>`exists (${query})`
}

/** Another's file is no other than one that is not there. */
function noSuchFile(): Problem {
  return new Problem('missing', 'chat.no_such_file', words.noSuchFile)
}

function fileTaken(): Problem {
  return new Problem('conflict', 'chat.file_taken', words.fileTaken)
}
