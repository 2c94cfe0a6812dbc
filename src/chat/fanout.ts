import type { Log } from '#edge'
import type { Appended } from './append.ts'
import { openCatchUp, type Read } from './catch-up.ts'
import {
  backlogLimit,
  type Channel,
  cutOf,
  drop,
  type Figures,
  frameOf,
  isHere,
  logJson,
  type Member,
  newChannel,
  type Outlet,
  openSend,
  passingFor,
} from './channel.ts'
import { openFill } from './fill.ts'
import { openPace } from './pace.ts'
import type { LogEntry, Role, ServerMessage } from './protocol.ts'
import { endOf, fitting, type Kept, sliceOf } from './ring.ts'

export { type Figures, frameOf, type Outlet } from './channel.ts'

/** Who is to follow a room, and how far they had come. */
export interface Follow {
  roomId: string
  outlet: Outlet
  /** The newest seq that they have; not more than `authorisedSeq`. */
  after: number
  /** How the room's entries name them, and in which capacity they are here. */
  author: string
  role: Role
  /** The room's newest seq when it was found that they may follow it. A removal after that ends it. */
  authorisedSeq: number
  /** They were taken out: all entries before that have been sent, and nothing more will be. */
  onDropped(): void
}

/** Who follows which room; see `openFanout`. */
export interface Fanout {
  /** Lets a socket follow a room: what came after `after` first, then everything, each seq once and in order. */
  join(follow: Follow): void
  leave(follow: { roomId: string; outlet: Outlet }): void
  /** Tells the rooms what was committed, here or by another process. */
  committed(batch: readonly Appended[]): void
  /** A room's log is at least this long; what is missing of it is read. */
  reaches(log: { roomId: string; last: number }): void
  /** Something may have been committed in this room that nobody told: it is read on from the database. */
  doubt(roomId: string): void
  /** Tells a room, in this process, something that passes; of the same `key` only the newest counts. */
  tell(passing: { roomId: string; key: string; message: ServerMessage; to?: Role }): void
  /** How many sockets follow a room. */
  followers(roomId: string): number
  /** The rooms that are followed in this process. */
  rooms(): string[]
  figures(): Figures
}

/** What one flush of a room came to. `lagMs` is how long its oldest entry had waited when it was sent to the last one. */
export interface Flush {
  cpuMs: number
  lagMs: number
  entries: number
  followers: number
}

/** Entries of one frame at most. */
const frameSize = 500
/** Sockets written to in one go; between slices other rooms have their turn. */
const sliceSize = 500
/** A room whose flush takes more of the processor than this, in milliseconds, shares its rest with others like it. */
const heavyMs = 1
/** So small a room never waits for others. */
const fewMembers = 50
const leastRestMs = 5
/** In a conversation of so few, joining saves nothing, and an answer should not wait. */
const handful = 10
const handfulRestMs = 1

/**
 * Opens the fan-out of one process. `read` gives a room's entries after a seq from the database.
 *
 * A room flushes at once when it is idle, then rests for as long as the flush took of the processor, at least 5 ms, or 1
 * where only a handful follow it; what comes meanwhile goes out joined in one frame, built once for all. Heavy rooms
 * take turns and share their rest, so all of them together cost at most about half a core, whatever their sizes and rates, and between their slices of
 * sockets everybody else goes on. Reconnecting, joining late and reading slowly are one thing: a member with an old seq
 * catches up. Who is removed gets nothing from the entry on that says so, by whatever way. `onEntry` hears each entry of
 * the rooms that are followed here, in order and none left out, before it is sent.
 */
export function openFanout(
  read: Read,
  {
    log,
    onFlush = () => {},
    onEntry = () => {},
  }: {
    log: Log
    onFlush?: ((flush: Flush) => void) | undefined
    onEntry?: (roomId: string, entry: LogEntry) => void
  },
): Fanout {
  const channels = new Map<string, Channel>()
  const figures = newFigures()
  const pace = openPace()
  const send = openSend(figures, { log })
  const catchUp = openCatchUp(read, { send, figures, log })
  const fill = openFill(read, { isOpen, onTaken: wake, onEntry, figures, log })

  function isOpen(channel: Channel): boolean {
    return channel.members.size > 0 && channels.get(channel.roomId) === channel
  }

  function wake(channel: Channel): void {
    if (channel.flushing) return
    channel.flushing = true
    void flush(channel)
  }

  async function flush(channel: Channel): Promise<void> {
    await new Promise(setImmediate)
    while (channel.flushed < endOf(channel.ring) || channel.changed.size > 0) {
      const heavy = isHeavy(channel)
      if (heavy) await pace.turn()
      const frame = takeFrame(channel)
      let ms = 0
      for (const slice of slices([...channel.members.values()])) {
        ms += cpuOf(() => {
          for (const member of slice) give(channel, member, frame)
        })
        if (slice.length === sliceSize) await new Promise(setImmediate)
      }
      channel.costMs = ms
      pace.spent({ ms, heavy })
      count(channel, frame, ms)
      const least = channel.members.size <= handful ? handfulRestMs : leastRestMs
      await sleep(heavy ? leastRestMs : Math.max(least, ms))
    }
    channel.flushing = false
    closeIfEmpty(channel)
  }

  function give(channel: Channel, member: Member, frame: Frame): void {
    if (!member.live || !isHere(channel, member)) return
    if (member.outlet.backlog() > backlogLimit) {
      figures.slow += 1
      void follow(channel, member)
      return
    }
    const cut = frame.mayCut ? cutOf(frame.entries, member) : -1
    const bytes = cut === -1 ? frame.bytes(member.role) : frameOf([logJson(channel, frame.entries.slice(0, cut))])
    if (bytes !== null && !send(channel, member, bytes)) return
    member.sent = Math.max(member.sent, frame.upTo)
    if (cut !== -1) drop(channel, member, { figures, log })
  }

  function count(channel: Channel, { entries, since }: Frame, cpuMs: number): void {
    const followers = channel.members.size
    figures.flushes += 1
    figures.entries += entries.length * followers
    try {
      onFlush({ cpuMs, lagMs: since === 0 ? 0 : performance.now() - since, entries: entries.length, followers })
    } catch (thrown) {
      log.error({ err: thrown }, 'a flush could not be counted')
    }
  }

  async function follow(channel: Channel, member: Member): Promise<void> {
    await catchUp(channel, member)
    closeIfEmpty(channel)
  }

  function closeIfEmpty(channel: Channel): void {
    const isCurrent = channels.get(channel.roomId) === channel
    if (isCurrent && channel.members.size === 0 && !channel.flushing) channels.delete(channel.roomId)
  }

  function open(roomId: string, start: number): Channel {
    const channel = newChannel(roomId, { start })
    channels.set(roomId, channel)
    return channel
  }

  return {
    join({ after, ...who }) {
      const { roomId, outlet, authorisedSeq } = who
      const channel = channels.get(roomId) ?? open(roomId, startOf({ after, authorisedSeq }))
      const member: Member = { ...who, sent: Math.min(after, authorisedSeq), live: false }
      channel.members.set(outlet, member)
      channel.joins += 1
      fill.reach(channel, authorisedSeq)
      if (after > 0) figures.resumed += 1
      void follow(channel, member)
    },
    leave({ roomId, outlet }) {
      const channel = channels.get(roomId)
      if (channel?.members.delete(outlet)) closeIfEmpty(channel)
    },
    committed(batch) {
      for (const { roomId, entry, fresh } of batch) {
        const channel = channels.get(roomId)
        if (channel === undefined) continue
        // What had been said before may have been changed since: it is read as it is now.
        if (fresh) fill.told(channel, entry)
        else fill.reach(channel, entry.seq)
      }
    },
    reaches({ roomId, last }) {
      const channel = channels.get(roomId)
      if (channel !== undefined) fill.reach(channel, last)
    },
    doubt(roomId) {
      const channel = channels.get(roomId)
      if (channel !== undefined) fill.doubt(channel)
    },
    tell({ roomId, key, message, to }) {
      const channel = channels.get(roomId)
      if (channel === undefined) return
      channel.passing.set(key, { json: JSON.stringify(message), to })
      channel.changed.add(key)
      wake(channel)
    },
    followers: roomId => channels.get(roomId)?.members.size ?? 0,
    rooms: () => [...channels.keys()],
    figures() {
      let followers = 0
      for (const { members } of channels.values()) followers += members.size
      return { ...figures, rooms: channels.size, followers }
    },
  }
}

/** Entries before those that the first one needs which are read for the next ones, who need a few more or less. */
const lookBack = 100
const mostLoaded = 1000

/** Where the ring of a room begins that is opened for somebody who has come as far as `after`. */
function startOf({ after, authorisedSeq }: Pick<Follow, 'after' | 'authorisedSeq'>): number {
  return Math.max(0, authorisedSeq - mostLoaded, Math.min(after, authorisedSeq - lookBack))
}

/** All that waits in a room, as it goes out to everybody who is live. */
interface Frame {
  entries: Kept[]
  upTo: number
  /** Since when the oldest of the entries has waited; 0 where there are none. */
  since: number
  /** Whether some entry of it takes somebody out. */
  mayCut: boolean
  /** Built once for each side that hears something, and once for both where they hear the same. */
  bytes(role: Role): Buffer | null
}

function takeFrame(channel: Channel): Frame {
  const { flushed, ring, changed, waitingSince } = channel
  const entries = fitting(sliceOf(ring, { after: flushed, upTo: Math.min(endOf(ring), flushed + frameSize) }))
  const upTo = flushed + entries.length
  const since = entries.length > 0 ? waitingSince : 0
  const head = entries.length > 0 ? [logJson(channel, entries)] : []
  const texts = (role: Role) => [...head, ...passingFor(channel, changed, role)]
  const forAll = [...changed].every(key => channel.passing.get(key)?.to === undefined)
  const shopper = once(texts('shopper'))
  const operator = forAll ? shopper : once(texts('operator'))
  channel.changed = new Set()
  channel.flushed = upTo
  channel.waitingSince = performance.now()
  const mayCut = entries.some(({ entry: { body } }) => body.kind === 'remove' || body.kind === 'access')
  return { entries, upTo, since, mayCut, bytes: role => (role === 'operator' ? operator() : shopper()) }
}

/** Builds a frame when it is first wanted; null where there is nothing to say. */
function once(messages: string[]): () => Buffer | null {
  let frame: Buffer | undefined
  return () => {
    if (messages.length === 0) return null
    frame ??= frameOf(messages)
    return frame
  }
}

function isHeavy({ members, costMs }: Channel): boolean {
  return members.size > sliceSize || (members.size > fewMembers && costMs > heavyMs)
}

function newFigures(): Figures {
  const counted = { flushes: 0, entries: 0, resumed: 0, slow: 0, dropped: 0, failed: 0, refills: 0 }
  return { rooms: 0, followers: 0, ...counted }
}

/** What some work takes of the processor, in milliseconds: a busy neighbour does not count. */
function cpuOf(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const used = process.cpuUsage(before)
  return (used.user + used.system) / 1000
}

function* slices<T>(all: T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += sliceSize) yield all.slice(start, start + sliceSize)
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
