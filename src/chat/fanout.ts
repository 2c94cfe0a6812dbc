import type { Log } from '#edge'
import type { Appended } from './append.ts'
import type { LogEntry, ServerMessage } from './protocol.ts'

/** A socket as the fan-out needs it; one of `ws` fits behind three lines. */
export interface Outlet {
  send(frame: Buffer): void
  /** Bytes handed over that the system has not taken yet. */
  backlog(): number
  open(): boolean
}

/** Who follows which room; see `openFanout`. */
export interface Fanout {
  /** Lets a socket follow a room: what came after `after` first, then everything, each seq once and in order. */
  join(follow: { roomId: string; outlet: Outlet; after: number }): void
  leave(follow: { roomId: string; outlet: Outlet }): void
  /** Tells the rooms what was committed. Entries of one room come in the order of seq. */
  committed(batch: Appended[]): void
  /** Something may have been committed in this room that nobody told: its followers read on from the database. */
  doubt(roomId: string): void
  /** Tells a room something that passes; of the same `key` only the newest counts. */
  tell(passing: { roomId: string; key: string; message: ServerMessage }): void
  /** How many sockets follow a room. */
  followers(roomId: string): number
}

interface Member {
  /** The newest seq that was sent. */
  sent: number
  /** False while it is catching up: flushes pass it by. */
  live: boolean
}

interface Channel {
  roomId: string
  members: Map<Outlet, Member>
  /** The newest seq that is known to be committed. */
  newest: number
  /** The entries up to `newest` as JSON, gap-free; null while it is not known that none is missing. */
  ring: string[] | null
  /** How many of the ring's newest wait for the next flush. */
  waiting: number
  /** The newest of what passes, by key, and which keys wait for the next flush. */
  passing: Map<string, string>
  changed: Set<string>
  flushing: boolean
}

/** Entries that a room keeps in memory for those who come back. */
const ringSize = 1000
/** Bytes a socket may leave unread before flushes pass it by. */
const backlogLimit = 1024 * 1024
/** Entries that a socket is sent at a time while it catches up. */
const pageSize = 250
/** Sockets written to in one go; between slices other rooms have their turn. */
const sliceSize = 500

/**
 * Opens the fan-out of one process. `read` gives a room's entries after a seq from the database.
 *
 * A room flushes at once when it is idle, then rests for as long as the flush took of the processor, at least 5 ms;
 * what comes meanwhile goes out joined in one frame, built once for all. So a room of any size and rate costs at most
 * about half a core. Reconnecting, joining late and reading slowly are one thing: a member with an old seq catches up.
 */
export function openFanout(
  read: (page: { roomId: string; after: number; limit: number }) => Promise<LogEntry[]>,
  { log }: { log: Log },
): Fanout {
  const channels = new Map<string, Channel>()

  function open(roomId: string): Channel {
    const channel: Channel = {
      roomId,
      members: new Map(),
      newest: 0,
      ring: null,
      waiting: 0,
      passing: new Map(),
      changed: new Set(),
      flushing: false,
    }
    channels.set(roomId, channel)
    return channel
  }

  async function flush(channel: Channel): Promise<void> {
    await new Promise(setImmediate)
    while (channel.waiting > 0 || channel.changed.size > 0) {
      const before = process.cpuUsage()
      const upTo = channel.newest
      const frame = takeFrame(channel)
      for (const slice of slices([...channel.members])) {
        for (const [outlet, member] of slice) {
          if (!member.live || channel.members.get(outlet) !== member) continue
          if (outlet.backlog() > backlogLimit) void catchUp(channel, outlet, member)
          else if (send(channel, outlet, frame)) member.sent = Math.max(member.sent, upTo)
        }
        if (slice.length === sliceSize) await new Promise(setImmediate)
      }
      const used = process.cpuUsage(before)
      await sleep(Math.max(5, (used.user + used.system) / 1000))
    }
    channel.flushing = false
    closeIfEmpty(channel)
  }

  function wake(channel: Channel): void {
    if (channel.flushing) return
    channel.flushing = true
    void flush(channel)
  }

  /** A socket that cannot be written to is none; it must not keep the others from their frame. */
  function send(channel: Channel, outlet: Outlet, frame: Buffer): boolean {
    try {
      outlet.send(frame)
      return true
    } catch (thrown) {
      log.warn({ err: thrown }, 'a follower was dropped')
      channel.members.delete(outlet)
      closeIfEmpty(channel)
      return false
    }
  }

  /** Entries came by that this process never saw: the ring begins anew and everybody reads them from the database. */
  function refill(channel: Channel): void {
    channel.ring = null
    channel.waiting = 0
    for (const [outlet, member] of channel.members) if (member.live) void catchUp(channel, outlet, member)
  }

  /** Sends what a member has not seen, page by page from the ring or the database, then lets it go live. */
  async function catchUp(channel: Channel, outlet: Outlet, member: Member): Promise<void> {
    member.live = false
    const isHere = () => outlet.open() && channel.members.get(outlet) === member
    try {
      while (isHere()) {
        if (outlet.backlog() > backlogLimit / 2) {
          await sleep(50)
          continue
        }
        const { newest, ring } = channel
        const missed = newest - member.sent
        if (ring !== null && missed <= ring.length) {
          const page = missed > 0 ? ring.slice(-missed).slice(0, pageSize) : []
          const isLast = page.length >= missed
          const passing = isLast ? channel.passing.values() : []
          if (!send(channel, outlet, frameOf([logJson(channel, page), ...passing]))) return
          member.sent += page.length
          member.live = isLast
          if (isLast) return
          continue
        }
        const page = await read({ roomId: channel.roomId, after: member.sent, limit: pageSize })
        if (page.length === 0 && newest > member.sent) throw new Error('the log ends before what was told of it')
        if (!isHere()) return
        member.sent = page.at(-1)?.seq ?? member.sent
        const entries = page.map(toJson)
        if (page.length > 0 && !send(channel, outlet, frameOf([logJson(channel, entries, member.sent)]))) return
        if (page.length < pageSize && channel.ring === null && member.sent >= channel.newest) {
          channel.ring = []
          channel.newest = member.sent
        }
      }
    } catch (thrown) {
      // The database is away, most likely. The client is told to begin anew; it does so after a wait of its own.
      log.warn({ err: thrown }, 'a follower could not catch up')
      if (!isHere()) return
      const again: ServerMessage = { t: 'resync', room: channel.roomId }
      if (!send(channel, outlet, frameOf([JSON.stringify(again)]))) return
      channel.members.delete(outlet)
      closeIfEmpty(channel)
    }
  }

  function closeIfEmpty(channel: Channel): void {
    if (channel.members.size === 0 && !channel.flushing) channels.delete(channel.roomId)
  }

  return {
    join({ roomId, outlet, after }) {
      const channel = channels.get(roomId) ?? open(roomId)
      const member = { sent: after, live: false }
      channel.members.set(outlet, member)
      void catchUp(channel, outlet, member)
    },
    leave({ roomId, outlet }) {
      const channel = channels.get(roomId)
      if (channel?.members.delete(outlet)) closeIfEmpty(channel)
    },
    committed(batch) {
      for (const { roomId, entry, fresh } of batch) {
        const channel = channels.get(roomId)
        if (channel === undefined || entry.seq <= channel.newest) continue
        if (channel.ring !== null && entry.seq !== channel.newest + 1) refill(channel)
        channel.newest = entry.seq
        // What had been said before need not be the end of the log; who catches up reads as far as that.
        if (channel.ring === null && !fresh) continue
        channel.ring ??= []
        channel.ring.push(toJson(entry))
        channel.waiting += 1
        wake(channel)
      }
    },
    doubt(roomId) {
      const channel = channels.get(roomId)
      if (channel !== undefined) refill(channel)
    },
    tell({ roomId, key, message }) {
      const channel = channels.get(roomId)
      if (channel === undefined) return
      channel.passing.set(key, JSON.stringify(message))
      channel.changed.add(key)
      wake(channel)
    },
    followers: roomId => channels.get(roomId)?.members.size ?? 0,
  }
}

/** Everything that waits in a room, as one frame. */
function takeFrame(channel: Channel): Buffer {
  const ring = channel.ring ?? []
  const messages: string[] = []
  if (channel.waiting > 0) messages.push(logJson(channel, ring.slice(-channel.waiting)))
  for (const key of channel.changed) {
    const message = channel.passing.get(key)
    if (message !== undefined) messages.push(message)
  }
  channel.waiting = 0
  channel.changed.clear()
  if (ring.length > ringSize * 2) channel.ring = ring.slice(-ringSize)
  return frameOf(messages)
}

function logJson({ roomId, newest }: Channel, entries: string[], end = 0): string {
  return `{"t":"log","room":"${roomId}","entries":[${entries.join()}],"last":${Math.max(newest, end)}}`
}

function toJson(entry: LogEntry): string {
  return JSON.stringify(entry)
}

/** A frame of the protocol from messages that are JSON already. */
export function frameOf(messages: string[]): Buffer {
  return Buffer.from(`[${messages.join()}]`)
}

function* slices<T>(all: T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += sliceSize) yield all.slice(start, start + sliceSize)
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
