import { eq, inArray } from 'drizzle-orm'
import type { Queryable, Transaction } from '#database'
import { Problem } from '#edge'
import type { Received } from './blobs.ts'
import { cleanFileName } from './filename.ts'
import { attachmentType, type FileType } from './filetype.ts'
import { hashOf } from './image.ts'
import { checked } from './incoming.ts'
import type { Media } from './media.ts'
import { checkPdf } from './pdf.ts'
import { emptyFile, fileIdTaken } from './problems.ts'
import { remakePicture } from './remake.ts'
import { privateFile } from './schema.ts'

/** A private file as those see it who may. Pixels are a picture's as it is kept; `sizeBytes` is what is given out. */
export interface PrivateFile {
  id: string
  kind: 'image' | 'pdf'
  name: string
  sizeBytes: number
  width: number | null
  height: number | null
}

interface Sent {
  id: string
  name: string
  source: AsyncIterable<Uint8Array>
}

/**
 * Keeps a private file under the id that its sender made. A picture (JPEG, PNG, WebP, AVIF, the first frame of a GIF)
 * is made anew, turned as its EXIF says, without metadata, and with at most six megapixels; a PDF stays as it is. The
 * type is read from the bytes. The same id with the same bytes is the same file, whatever it is called the second time.
 * Refuses `media.unknown_attachment`, `media.heic_not_taken`, `media.damaged`, `media.empty_file`,
 * `media.file_too_large` while they come, `media.picture_too_large`, and `media.file_id_taken` for other bytes.
 */
export async function keepPrivateFile(media: Media, { id, name, source }: Sent): Promise<PrivateFile> {
  let type: FileType | undefined
  await using received = await media.blobs.receive(
    checked(source, head => {
      type = attachmentType(head)
    }),
  )
  if (type === undefined) throw emptyFile()
  const there = await findSent(media.db, { id })
  if (there !== undefined) return theSame(there, received)
  const { pieces, ...values } = await made(media, { received, type })
  return await media.db.transaction(async tx => {
    const row = { id, name: cleanFileName(name, values), sentSha256: received.sha256, ...values }
    const [kept] = await tx.insert(privateFile).values(row).onConflictDoNothing().returning()
    if (kept === undefined) return theSame(await sentUnder(tx, { id }), received)
    // only behind the row: a sweep waits for it, and then finds it
    for (const piece of pieces) await (piece === 'sent' ? received.keep() : media.blobs.put(piece))
    return present(kept)
  })
}

/** These private files, in the order of their ids; those that are not there are left out. */
export async function privateFilesOf(db: Queryable, { ids }: { ids: readonly string[] }): Promise<PrivateFile[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select()
    .from(privateFile)
    .where(inArray(privateFile.id, [...ids]))
  const byId = new Map(rows.map(row => [row.id, present(row)]))
  return ids.flatMap(id => byId.get(id) ?? [])
}

/** A private file's bytes on their way out. `tag` names them: other bytes have another. */
export interface OpenedFile {
  file: PrivateFile
  type: 'image/webp' | 'application/pdf'
  sizeBytes: number
  tag: string
  open(): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>
}

/** A private file, or its small form where it has one; undefined where there is none. Whether it may be given out is for the caller. */
export async function findPrivateFile(
  media: Media,
  { id, small }: { id: string; small: boolean },
): Promise<OpenedFile | undefined> {
  const row = await findSent(media.db, { id })
  if (row === undefined) return undefined
  const sha256 = (small ? row.smallSha256 : null) ?? row.sha256
  return {
    file: present(row),
    type: row.kind === 'image' ? 'image/webp' : 'application/pdf',
    sizeBytes: (small ? row.smallSizeBytes : null) ?? row.sizeBytes,
    tag: sha256.slice(0, 32),
    async open() {
      const stream = await media.blobs.open(sha256)
      if (stream !== undefined) return stream
      media.log.error(`media: blob ${sha256} is in the database but not in the store`)
      throw new Problem('missing')
    },
  }
}

/** Forgets private files. Their blobs go with the next sweep, unless something else is made of the same bytes. */
export async function forgetPrivateFiles(db: Queryable, { ids }: { ids: readonly string[] }): Promise<void> {
  if (ids.length > 0) await db.delete(privateFile).where(inArray(privateFile.id, [...ids]))
}

type Row = typeof privateFile.$inferSelect

async function findSent(db: Queryable, { id }: { id: string }): Promise<Row | undefined> {
  const [row] = await db.select().from(privateFile).where(eq(privateFile.id, id))
  return row
}

/** A row that a conflict has just shown to be there. */
async function sentUnder(tx: Transaction, { id }: { id: string }): Promise<Row> {
  const row = await findSent(tx, { id })
  if (row === undefined) throw new Problem('unavailable')
  return row
}

function theSame(row: Row, received: Received): PrivateFile {
  if (row.sentSha256 !== received.sha256) throw fileIdTaken()
  return present(row)
}

function present({ id, kind, name, sizeBytes, width, height }: Row): PrivateFile {
  return { id, kind, name, sizeBytes, width, height }
}

/** What is to be kept of what was sent: the columns, and the bytes of its blobs. */
async function made({ turns }: Media, { received, type }: { received: Received; type: FileType }) {
  const { sha256, sizeBytes } = received
  if (type !== 'application/pdf') return turns.run(async () => pictureOf(await received.bytes(), type))
  checkPdf(await received.bytes())
  return { kind: 'pdf' as const, sha256, sizeBytes, pieces: ['sent' as const] }
}

async function pictureOf(bytes: Uint8Array, type: FileType) {
  const { full, small } = await remakePicture(bytes, { type })
  return {
    kind: 'image' as const,
    sha256: hashOf(full.data),
    sizeBytes: full.data.byteLength,
    width: full.info.width,
    height: full.info.height,
    smallSha256: hashOf(small.data),
    smallSizeBytes: small.data.byteLength,
    pieces: [full.data, small.data],
  }
}
