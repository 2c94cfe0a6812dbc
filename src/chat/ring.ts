import { amend } from './client/fold.ts'
import type { LogEntry } from './protocol.ts'

/** The newest entries of a room, gap-free, as they are sent: with what later ones have made of them. */
export interface Ring {
  /** The seq before the first one that is kept. */
  start: number
  kept: Kept[]
}

/** An entry and its JSON. */
export interface Kept {
  entry: LogEntry
  json: string
}

/** Entries that a room keeps in memory for those who come back. */
const ringSize = 1000
/** UTF-16 units of the entries in one frame, or a single entry. */
const largestFrame = 128 * 1024

/** The seq of the newest entry. */
export function endOf({ start, kept }: Ring): number {
  return start + kept.length
}

/** The entries after one seq up to another; both are within the ring. */
export function sliceOf({ start, kept }: Ring, { after, upTo }: { after: number; upTo: number }): Kept[] {
  return kept.slice(after - start, upTo - start)
}

/** As many of the next entries as make a frame that is not too large for a slow line; at least one. */
export function fitting(entries: Kept[]): Kept[] {
  let size = 0
  const end = entries.findIndex(({ json }, i) => {
    size += json.length
    return i > 0 && size > largestFrame
  })
  return end === -1 ? entries : entries.slice(0, end)
}

/**
 * Whether the ring can take an entry as it was told of it: the next one, and where it brings new words for another one,
 * that one is here, so that it is seen whether they still count.
 */
export function canTake(ring: Ring, { seq, body }: LogEntry): boolean {
  if (seq !== endOf(ring) + 1) return false
  return (body.kind !== 'edit' && body.kind !== 'show') || body.of > ring.start
}

/**
 * Puts the next entry into the ring and replaces those that it changes: words that are gone must not be sent to
 * whoever comes later. Old ones are forgotten, but none after `needed`.
 */
export function take(ring: Ring, entry: LogEntry, { needed }: { needed: number }): void {
  const { kept } = ring
  const { body: by } = entry
  let own = entry
  if (by.kind === 'edit' || by.kind === 'delete' || by.kind === 'hide' || by.kind === 'show') {
    for (const [i, { entry: target }] of kept.entries()) {
      if (!isAbout(target, by.of)) continue
      const body = amend(target.body, by)
      if (body !== target.body) kept[i] = keep({ ...target, body })
      else if (target.seq === by.of && (by.kind === 'edit' || by.kind === 'show')) {
        own = { ...entry, body: { kind: 'gone', was: by.kind, by: 'author' } }
      }
    }
  }
  kept.push(keep(own))
  const start = Math.min(endOf(ring) - ringSize, needed)
  if (kept.length < ringSize * 2 || start <= ring.start) return
  ring.kept = kept.slice(start - ring.start)
  ring.start = start
}

function isAbout({ seq, body }: LogEntry, of: number): boolean {
  return seq === of || ((body.kind === 'edit' || body.kind === 'show') && body.of === of)
}

/** An entry as it is kept. */
export function keep(entry: LogEntry): Kept {
  return { entry, json: JSON.stringify(entry) }
}
