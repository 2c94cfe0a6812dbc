import type { Log } from '#edge'
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
  passingFor,
  resyncOf,
  type Send,
} from './channel.ts'
import type { LogEntry } from './protocol.ts'
import { fitting, type Kept, keep, sliceOf } from './ring.ts'

/** Gives a room's entries after a seq, from the database. */
export type Read = (page: { roomId: string; after: number; limit: number }) => Promise<LogEntry[]>

/** Entries that are read, and that a socket is sent, at a time. */
export const pageSize = 250

/**
 * Opens the one way in which a member comes up to date: after joining, after coming back and after reading slowly. It
 * is sent what it has not seen, page by page, from the ring or else from the database, up to where those who are live
 * have come; then it is one of them.
 */
export function openCatchUp(read: Read, { send, figures, log }: { send: Send; figures: Figures; log: Log }) {
  const readShared = sharing(read)

  return async (channel: Channel, member: Member): Promise<void> => {
    member.live = false
    try {
      while (isHere(channel, member)) {
        if (member.outlet.backlog() > backlogLimit / 2) await sleep(50)
        else if (member.sent < channel.ring.start) {
          const page = await readShared({ roomId: channel.roomId, after: member.sent, limit: pageSize })
          if (page[0]?.entry.seq !== member.sent + 1) throw new Error('the log is not what it was')
          if (isHere(channel, member)) pass(channel, member, fitting(page))
        } else if (!channel.loaded) {
          if (!(await channel.filling)) throw new Error('the room could not be read')
        } else if (member.sent > channel.flushed) await sleep(5)
        else {
          const upTo = Math.min(member.sent + pageSize, channel.flushed)
          const page = fitting(sliceOf(channel.ring, { after: member.sent, upTo }))
          member.live = member.sent + page.length === channel.flushed
          pass(channel, member, page)
          if (member.live) return
        }
      }
    } catch (thrown) {
      // The database is away, most likely.
      log.warn({ err: thrown }, 'a follower could not catch up')
      if (!isHere(channel, member)) return
      figures.failed += 1
      if (send(channel, member, resyncOf(channel.roomId))) channel.members.delete(member.outlet)
    }
  }

  /** Sends the next entries, and with the last of them what passes; up to where the member loses the room. */
  function pass(channel: Channel, member: Member, page: Kept[]): void {
    const cut = cutOf(page, member)
    // Those who are live have not had the later ones, and will have them together.
    const entries = (cut === -1 ? page : page.slice(0, cut)).filter(({ entry }) => entry.seq <= channel.flushed)
    member.sent = entries.at(-1)?.entry.seq ?? member.sent
    figures.entries += entries.length
    const messages = [logJson(channel, entries)]
    if (cut === -1 && member.live) messages.push(...passingFor(channel, channel.passing.keys(), member.role))
    if (send(channel, member, frameOf(messages)) && cut !== -1) drop(channel, member, { figures, log })
  }
}

/** Reads that ask for the same at the same time are one. */
function sharing(read: Read): (page: Parameters<Read>[0]) => Promise<Kept[]> {
  const running = new Map<string, Promise<Kept[]>>()
  return page => {
    const key = `${page.roomId} ${page.after}`
    const shared =
      running.get(key) ??
      read(page)
        .then(entries => entries.map(keep))
        .finally(() => running.delete(key))
    running.set(key, shared)
    return shared
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
