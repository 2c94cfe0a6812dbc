import type { Appended } from './append.ts'
import type { LogEntry, ServerMessage } from './protocol.ts'

/** A socket as the fan-out needs it; one of `ws` fits behind two lines. */
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
  /** The newest committed seq; null until it is known. */
  last: number | null
  /** The newest entries as JSON, gap-free, ending at `last`. */
  ring: string[]
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
const pageSize = 500
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
): Fanout {
  const channels = new Map<string, Channel>()

  function channelOf(roomId: string): Channel {
    let channel = channels.get(roomId)
    if (channel === undefined) {
      const members = new Map()
      channel = {
        roomId,
        members,
        last: null,
        ring: [],
        waiting: 0,
        passing: new Map(),
        changed: new Set(),
        flushing: false,
      }
      channels.set(roomId, channel)
    }
    return channel
  }

  async function flush(channel: Channel): Promise<void> {
    await new Promise(setImmediate)
    while (channel.waiting > 0 || channel.changed.size > 0) {
      const before = process.cpuUsage()
      const upTo = channel.last ?? 0
      const frame = takeFrame(channel)
      for (const slice of slices([...channel.members])) {
        for (const [outlet, member] of slice) {
          if (!member.live || channel.members.get(outlet) !== member) continue
          if (outlet.backlog() > backlogLimit) {
            member.live = false
            void catchUp(channel, outlet, member)
          } else {
            outlet.send(frame)
            member.sent = Math.max(member.sent, upTo)
          }
        }
        if (slice.length === sliceSize) await new Promise(setImmediate)
      }
      const used = process.cpuUsage(before)
      await sleep(Math.max(5, (used.user + used.system) / 1000))
    }
    channel.flushing = false
    if (channel.members.size === 0) channels.delete(channel.roomId)
  }

  function wake(channel: Channel): void {
    if (channel.flushing) return
    channel.flushing = true
    void flush(channel)
  }

  /** Entries came by that this process never saw: the ring begins anew and everybody reads them from the database. */
  function refill(channel: Channel): void {
    channel.ring = []
    channel.waiting = 0
    for (const [outlet, member] of channel.members) {
      if (!member.live) continue
      member.live = false
      void catchUp(channel, outlet, member)
    }
  }

  /** Sends what a member has not seen, from the ring or page by page from the database, then lets it go live. */
  async function catchUp(channel: Channel, outlet: Outlet, member: Member): Promise<void> {
    const present = () => outlet.open() && channel.members.get(outlet) === member
    try {
      while (present()) {
        const missed = channel.last === null ? Number.POSITIVE_INFINITY : channel.last - member.sent
        if (missed <= channel.ring.length) {
          const unseen = missed > 0 ? channel.ring.slice(-missed) : []
          outlet.send(frameOf([logJson(channel, unseen), ...channel.passing.values()]))
          member.sent = Math.max(member.sent, channel.last ?? 0)
          member.live = true
          return
        }
        const page = await read({ roomId: channel.roomId, after: member.sent, limit: pageSize })
        while (present() && outlet.backlog() > backlogLimit / 2) await sleep(50)
        if (!present()) return
        const end = page.at(-1)?.seq
        if (end !== undefined) {
          outlet.send(
            frameOf([
              logJson(
                channel,
                page.map(entry => JSON.stringify(entry)),
                end,
              ),
            ]),
          )
          member.sent = end
        }
        if (page.length < pageSize) channel.last ??= member.sent
      }
    } catch {
      // The database is away. The client is told to begin anew; it does so after a wait of its own.
      channel.members.delete(outlet)
      const again: ServerMessage = { t: 'resync', room: channel.roomId }
      if (outlet.open()) outlet.send(frameOf([JSON.stringify(again)]))
    }
  }

  return {
    join({ roomId, outlet, after }) {
      const channel = channelOf(roomId)
      const member = { sent: after, live: false }
      channel.members.set(outlet, member)
      void catchUp(channel, outlet, member)
    },
    leave({ roomId, outlet }) {
      const channel = channels.get(roomId)
      channel?.members.delete(outlet)
      if (channel?.members.size === 0 && !channel.flushing) channels.delete(roomId)
    },
    committed(batch) {
      for (const { roomId, entry } of batch) {
        const channel = channels.get(roomId)
        if (channel === undefined) continue
        if (channel.last !== null && entry.seq <= channel.last) continue
        if (channel.last !== null && entry.seq !== channel.last + 1) refill(channel)
        channel.ring.push(JSON.stringify(entry))
        channel.last = entry.seq
        channel.waiting += 1
        wake(channel)
      }
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
  const messages: string[] = []
  if (channel.waiting > 0) messages.push(logJson(channel, channel.ring.slice(-channel.waiting)))
  for (const key of channel.changed) {
    const message = channel.passing.get(key)
    if (message !== undefined) messages.push(message)
  }
  channel.waiting = 0
  channel.changed.clear()
  if (channel.ring.length > ringSize * 2) channel.ring = channel.ring.slice(-ringSize)
  return frameOf(messages)
}

function logJson({ roomId, last }: Channel, entries: string[], end = 0): string {
  return `{"t":"log","room":"${roomId}","entries":[${entries.join()}],"last":${Math.max(end, last ?? 0)}}`
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
