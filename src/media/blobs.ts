import { createHash, type Hash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** What a blob store knows of one blob: its name is the SHA-256 of its bytes, in hex. */
export interface StoredBlob {
  sha256: string
  sizeBytes: number
}

/** A part of a blob: the first and the last byte, both included, counted from 0. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * Where bytes are kept, named by what they are: the same bytes are kept once, and what has a name never changes.
 * Nothing is acknowledged before it is on disk. The contract that every engine meets is in `blobs.test.ts`.
 */
export interface Blobs {
  /** Keeps bytes; those there already stay as they are. */
  put(source: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob>
  /** Takes bytes without keeping them, however many, so that they can be looked at first. */
  receive(source: AsyncIterable<Uint8Array>): Promise<Received>
  /** The bytes, or a part of them, as fast as the reader takes them; undefined where there is no such blob. */
  open(sha256: string, range?: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>
  /**
   * A blob as a file of this machine, for programs that read files; undefined where there is no such blob. It is only
   * to be read, and disposing lets go of it.
   */
  asFile(sha256: string): Promise<({ path: string } & AsyncDisposable) | undefined>
  /** Size and age; undefined where there is no such blob. */
  stat(sha256: string): Promise<{ sizeBytes: number; keptAt: Date } | undefined>
  /** Forgets a blob; one that is not there is forgotten already. */
  remove(sha256: string): Promise<void>
  /** Every blob there is, in no order. */
  list(): AsyncIterable<{ sha256: string; keptAt: Date }>
  /** Removes what writes that were cut off left behind, if it is older than this. */
  removeUnfinished(before: Date): Promise<number>
}

/** Bytes that came and are no blob yet. Disposing lets go of them, kept or not. */
export interface Received extends StoredBlob, AsyncDisposable {
  /** Where they lie on this machine until then. */
  path: string
  bytes(): Promise<Uint8Array>
  /** Makes them a blob, once. */
  keep(): Promise<void>
}

const chunkBytes = 64 * 1024

/** Opens a blob store in a folder, which is made where missing: `ab/cdef…` for a blob, `unfinished/` for writes. */
export async function openBlobs(folder: string): Promise<Blobs> {
  const unfinished = join(folder, 'unfinished')
  await mkdir(unfinished, { recursive: true })
  const place = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2))
  return {
    put: source => put({ folder, unfinished, place }, source),
    receive: source => receive({ folder, unfinished, place }, source),
    open: (sha256, range) => openBlob(place(checked(sha256)), range),
    asFile: async sha256 => {
      const path = place(checked(sha256))
      return (await absent(stat(path))) && { path, [Symbol.asyncDispose]: () => Promise.resolve() }
    },
    stat: async sha256 => {
      const found = await absent(stat(place(checked(sha256))))
      return found && { sizeBytes: found.size, keptAt: found.mtime }
    },
    remove: sha256 => rm(place(checked(sha256)), { force: true }),
    list: () => listBlobs(folder),
    removeUnfinished: before => removeUnfinished(unfinished, before),
  }
}

interface Folders {
  folder: string
  unfinished: string
  place: (sha256: string) => string
}

/** Written under a passing name, synced, renamed, and the folder synced: after a crash it is there whole or not at all. */
async function put(folders: Folders, source: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredBlob> {
  if (source instanceof Uint8Array) {
    const sha256 = createHash('sha256').update(source).digest('hex')
    const there = await absent(stat(folders.place(sha256)))
    if (there?.size === source.byteLength) return { sha256, sizeBytes: source.byteLength }
  }
  await using received = await receive(folders, source)
  await received.keep()
  return { sha256: received.sha256, sizeBytes: received.sizeBytes }
}

async function receive(
  { folder, unfinished, place }: Folders,
  source: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<Received> {
  const passing = join(unfinished, randomUUID())
  const letGo = () => rm(passing, { force: true })
  try {
    const hash = createHash('sha256')
    const sizeBytes = await write(passing, { source, hash })
    const sha256 = hash.digest('hex')
    return {
      sha256,
      sizeBytes,
      path: passing,
      bytes: () => readFile(passing),
      async keep() {
        const parent = join(folder, sha256.slice(0, 2))
        const made = await mkdir(parent, { recursive: true })
        if (made !== undefined) await syncFolder(folder)
        await rename(passing, place(sha256))
        await syncFolder(parent)
      },
      [Symbol.asyncDispose]: letGo,
    }
  } catch (thrown) {
    await letGo()
    throw thrown
  }
}

async function write(
  path: string,
  { source, hash }: { source: Uint8Array | AsyncIterable<Uint8Array>; hash: Hash },
): Promise<number> {
  await using file = await open(path, 'wx')
  let sizeBytes = 0
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    hash.update(chunk)
    sizeBytes += chunk.byteLength
    await writeAll(file, chunk)
  }
  await file.datasync()
  return sizeBytes
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.byteLength; ) {
    const { bytesWritten } = await file.write(chunk, at)
    at += bytesWritten
  }
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path, 'r')
  await folder.sync()
}

/** Reads only when asked, and lets go of the file at the end, at a fault, and when the reader goes away. */
async function openBlob(path: string, range?: ByteRange): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined> {
  const file = await absent(open(path, 'r'))
  if (file === undefined) return undefined
  let at = range?.first ?? 0
  const end = range === undefined ? Number.POSITIVE_INFINITY : range.last + 1
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const wanted = Math.min(chunkBytes, end - at)
          const { bytesRead, buffer } = await file.read(new Uint8Array(wanted), 0, wanted, at)
          at += bytesRead
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead))
          if (bytesRead > 0 && at < end) return
          await file.close()
          controller.close()
        } catch (thrown) {
          await file.close()
          throw thrown
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  )
}

async function* listBlobs(folder: string): AsyncGenerator<{ sha256: string; keptAt: Date }> {
  const parents = (await readdir(folder)).filter(name => /^[0-9a-f]{2}$/.test(name))
  for (const parent of parents) {
    for (const name of await readdir(join(folder, parent))) {
      const found = await absent(stat(join(folder, parent, name)))
      if (found !== undefined && isHash(parent + name)) yield { sha256: parent + name, keptAt: found.mtime }
    }
  }
}

async function removeUnfinished(unfinished: string, before: Date): Promise<number> {
  let removed = 0
  for (const name of await readdir(unfinished)) {
    const found = await absent(stat(join(unfinished, name)))
    if (found === undefined || found.mtime >= before) continue
    await rm(join(unfinished, name), { force: true })
    removed++
  }
  return removed
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/** A name that is no hash would be a path: that is a fault of the caller, never a way out of the folder. */
function checked(sha256: string): string {
  if (!isHash(sha256)) throw new TypeError('a blob is named by a SHA-256 in hex')
  return sha256
}

async function absent<Found>(looking: Promise<Found>): Promise<Found | undefined> {
  try {
    return await looking
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  }
}
