import { setTimeout as rest } from 'node:timers/promises'
import type { Log } from '#edge'
import { pageSize, type Read } from './catch-up.ts'
import type { Channel, Figures } from './channel.ts'
import type { LogEntry } from './protocol.ts'
import { canTake, endOf, take } from './ring.ts'

/** How long a room waits before it is read again after the database did not answer. */
const againMs = 2000
/** What one process has just said and another one just before may arrive in either order. */
const graceMs = 8
/** Entries that may wait for their flush before reading goes on. */
const mostWaiting = 1000
/** Entries that are kept while the ring is being read; what is beyond is read too. */
const mostTold = 2000

/** Keeps the rings of the rooms whole; see `openFill`. */
export interface Fill {
  /** Takes what was told, or reads what was not. */
  told(channel: Channel, entry: LogEntry): void
  /** The log is known to be at least this long: reads what is missing, once for all of a room's followers. */
  reach(channel: Channel, seq: number): void
  /** Reads on even where nothing seems to be missing. */
  doubt(channel: Channel): void
}

/**
 * Opens the way into the rings. An entry that was told goes in when it is the next one; where one is missing, or might
 * be, the room is read from the database, once for everybody who follows it. `isOpen` says whether somebody still does,
 * `onTaken` hears that there is something to be flushed, and `onEntry` of each entry, none left out.
 */
export function openFill(
  read: Read,
  {
    isOpen,
    onTaken,
    onEntry,
    figures,
    log,
  }: {
    isOpen(channel: Channel): boolean
    onTaken(channel: Channel): void
    onEntry(roomId: string, entry: LogEntry): void
    figures: Figures
    log: Log
  },
): Fill {
  function accept(channel: Channel, entry: LogEntry): void {
    take(channel.ring, entry, { needed: channel.flushed })
    channel.known = Math.max(channel.known, entry.seq)
    onEntry(channel.roomId, entry)
    if (!channel.loaded) return
    if (channel.flushed === entry.seq - 1) channel.waitingSince = performance.now()
    onTaken(channel)
  }

  function acceptTold(channel: Channel): boolean {
    for (const entry of channel.told) if (canTake(channel.ring, entry)) accept(channel, entry)
    channel.told = channel.told.filter(({ seq }) => seq > endOf(channel.ring))
    return channel.known <= endOf(channel.ring)
  }

  /** Reads until nothing is missing any more. */
  async function readOn(channel: Channel): Promise<void> {
    if (channel.loaded && channel.told.length > 0) {
      await rest(graceMs)
      if (acceptTold(channel) && !channel.doubted) return
    }
    for (let isWhole = false; !isWhole; ) {
      channel.doubted = false
      figures.refills += 1
      const page = await read({ roomId: channel.roomId, after: endOf(channel.ring), limit: pageSize })
      if (!isOpen(channel)) return
      for (const entry of page) if (entry.seq === endOf(channel.ring) + 1) accept(channel, entry)
      isWhole = acceptTold(channel) && page.length < pageSize && !channel.doubted
      if (page.length === 0 && channel.known > endOf(channel.ring)) {
        const { known } = channel
        channel.known = endOf(channel.ring)
        throw new Error(`the log ends at ${channel.known}, and ${known} was told of`)
      }
      while (channel.loaded && endOf(channel.ring) - channel.flushed > mostWaiting) await rest(graceMs)
      if (!isWhole && page.length < pageSize) await rest(graceMs)
    }
    if (channel.loaded) return
    channel.loaded = true
    channel.flushed = endOf(channel.ring)
  }

  async function fill(channel: Channel): Promise<boolean> {
    let isDone = false
    for (let joins = -1; !isDone && joins !== channel.joins && (joins === -1 || isOpen(channel)); ) {
      // Who comes while it fails is not turned away for it.
      joins = channel.joins
      isDone = await readOn(channel).then(
        () => true,
        (thrown: unknown) => {
          log.warn({ err: thrown }, 'a room could not be read')
          return false
        },
      )
    }
    channel.filling = null
    if (!isDone) setTimeout(() => isOpen(channel) && doubt(channel), againMs).unref()
    else if (isOpen(channel) && (channel.doubted || channel.known > endOf(channel.ring)))
      channel.filling = fill(channel)
    return isDone
  }

  function doubt(channel: Channel): void {
    channel.doubted = true
    channel.filling ??= fill(channel)
  }

  return {
    told(channel, entry) {
      if (entry.seq <= endOf(channel.ring)) return
      if (channel.filling === null && channel.loaded && canTake(channel.ring, entry)) {
        accept(channel, entry)
        return
      }
      channel.known = Math.max(channel.known, entry.seq)
      if (channel.told.length < mostTold) channel.told.push(entry)
      channel.filling ??= fill(channel)
    },
    reach(channel, seq) {
      channel.known = Math.max(channel.known, seq)
      if (!channel.loaded || seq > endOf(channel.ring)) channel.filling ??= fill(channel)
    },
    doubt,
  }
}
