import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, Log } from '#database'
import { type Blobs, openBlobs } from './blobs.ts'
import { makeShelf, type Shelf } from './shelf.ts'
import { makeTurns, type Turns } from './turns.ts'

/** The room's handle: where rows and blobs are, what is at hand in memory, and how much may be worked on at once. */
export interface Media extends AsyncDisposable {
  db: Database
  blobs: Blobs
  log: Log
  shelf: Shelf
  turns: Turns
  /** Where films are worked on, in a folder for each piece of work. */
  workFolder: string
}

/** Pictures worked on at the same time; each may take some 200 MB for a moment. */
const picturesAtOnce = 2

/** Bytes of small files that are kept in memory. */
const shelfBytes = 64 * 1024 * 1024

/**
 * Opens the room. `folder` is the blobs' own, such as `<DOUMI_DATA>/media`, and is made where missing.
 * Disposing waits until what is being added is done.
 */
export async function openMedia({ db, folder, log }: { db: Database; folder: string; log: Log }): Promise<Media> {
  const turns = makeTurns(picturesAtOnce)
  const workFolder = join(folder, 'work')
  await mkdir(workFolder, { recursive: true })
  return {
    db,
    blobs: await openBlobs(folder),
    log,
    shelf: makeShelf(shelfBytes),
    turns,
    workFolder,
    [Symbol.asyncDispose]: () => turns.finished(),
  }
}
