import type { Log } from '#edge'
import type { LogEntry, Role, ServerMessage } from './protocol.ts'
import { endOf, type Kept, type Ring } from './ring.ts'

/** A socket as the fan-out needs it; one of `ws` fits behind three lines. */
export interface Outlet {
  send(frame: Buffer): void
  /** Bytes handed over that the system has not taken yet. */
  backlog(): number
  open(): boolean
}

/** One who follows a room. */
export interface Member {
  outlet: Outlet
  author: string
  role: Role
  /** The room's newest seq when they were let in: what was done to them up to it does not count any more. */
  authorisedSeq: number
  onDropped(): void
  /** The newest seq that was sent. */
  sent: number
  /** False while it is catching up: flushes pass it by. */
  live: boolean
}

/** A room that is followed in this process. */
export interface Channel {
  roomId: string
  members: Map<Outlet, Member>
  ring: Ring
  /** False until the ring was read for the first time. */
  loaded: boolean
  /** What was told while the ring was being read. */
  told: LogEntry[]
  /** The newest seq that is known to be committed. */
  known: number
  /** The newest seq that has gone out to those who are live. */
  flushed: number
  /** Since when something waits for the next flush, by `performance.now`. */
  waitingSince: number
  /** The newest of what passes, by key, and which keys wait for the next flush. */
  passing: Map<string, Passing>
  changed: Set<string>
  flushing: boolean
  /** The reading of what is missing in the ring; it comes out whether that is here now. */
  filling: Promise<boolean> | null
  /** Whether it has to be read however whole it looks. */
  doubted: boolean
  /** How many have come since it was opened. */
  joins: number
  /** What the last flush took of the processor, in milliseconds. */
  costMs: number
}

/** Something that passes, as JSON, and whom it is for; without `to` for everybody. */
export interface Passing {
  json: string
  to: Role | undefined
}

/** What the fan-out has counted since it was opened; `rooms` and `followers` are those of now. */
export interface Figures {
  rooms: number
  followers: number
  flushes: number
  /** Entries that were sent, once for each follower. */
  entries: number
  /** Followers that had seen something and were brought up to date. */
  resumed: number
  /** Followers that did not read fast enough and were passed by. */
  slow: number
  /** Followers that were taken out of a room. */
  dropped: number
  /** Followers that could not be brought up to date, or written to. */
  failed: number
  /** Reads of the database for a room as a whole. */
  refills: number
}

/** Bytes a socket may leave unread before flushes pass it by. */
export const backlogLimit = 1024 * 1024

/** Opens a room whose ring begins after `start`. */
export function newChannel(roomId: string, { start }: { start: number }): Channel {
  return {
    roomId,
    members: new Map(),
    ring: { start, kept: [] },
    loaded: false,
    told: [],
    known: start,
    flushed: start,
    waitingSince: 0,
    passing: new Map(),
    changed: new Set(),
    flushing: false,
    filling: null,
    doubted: false,
    joins: 0,
    costMs: 0,
  }
}

/** Whether a member is still the one of its outlet in the room. */
export function isHere({ members }: Channel, member: Member): boolean {
  return members.get(member.outlet) === member && member.outlet.open()
}

/** A log message as JSON. */
export function logJson({ roomId, known, ring }: Channel, entries: Kept[]): string {
  const joined = entries.map(({ json }) => json).join()
  return `{"t":"log","room":"${roomId}","entries":[${joined}],"last":${Math.max(known, endOf(ring))}}`
}

/** A frame of the protocol from messages that are JSON already. */
export function frameOf(messages: string[]): Buffer {
  return Buffer.from(`[${messages.join()}]`)
}

/** What passes, as this role hears it. */
export function passingFor({ passing }: Channel, keys: Iterable<string>, role: Role): string[] {
  return [...keys].flatMap(key => {
    const one = passing.get(key)
    return one !== undefined && (one.to ?? role) === role ? [one.json] : []
  })
}

/** Where among these entries a member loses the room, or -1: its own removal, or the room closed to all shoppers. */
export function cutOf(entries: readonly Kept[], { author, role, authorisedSeq }: Member): number {
  return entries.findIndex(
    ({ entry: { seq, body } }) =>
      seq > authorisedSeq &&
      ((body.kind === 'remove' && body.removed && body.who === author) ||
        (body.kind === 'access' && !body.open && role === 'shopper')),
  )
}

/** Writes to a member; false when it cannot be written to, or was taken out of the room. */
export type Send = (channel: Channel, member: Member, frame: Buffer) => boolean

/** Opens the writing to members. A socket that cannot be written to is none; it must not keep the others from their frame. */
export function openSend(figures: Figures, { log }: { log: Log }): Send {
  return (channel, member, frame) => {
    try {
      member.outlet.send(frame)
      return true
    } catch (thrown) {
      log.warn({ err: thrown }, 'a follower was dropped')
      figures.failed += 1
      channel.members.delete(member.outlet)
      return false
    }
  }
}

/** Takes a member out of a room because of what the log says. */
export function drop(channel: Channel, member: Member, { figures, log }: { figures: Figures; log: Log }): void {
  channel.members.delete(member.outlet)
  figures.dropped += 1
  try {
    member.onDropped()
  } catch (thrown) {
    log.error({ err: thrown }, 'a follower could not be told that it was taken out of a room')
  }
}

/** The client is told to begin anew; it does so after a wait of its own. */
export function resyncOf(roomId: string): Buffer {
  const again: ServerMessage = { t: 'resync', room: roomId }
  return frameOf([JSON.stringify(again)])
}
