import { setTimeout as sleep } from 'node:timers/promises'
import { aGuest } from '../shop/people.ts'
import { openReading } from './frames.ts'
import { type Member, openMember } from './member.ts'

/** All who are in the room, of whom the first few will be slow; see `openCrowd`. */
export interface Crowd extends Disposable {
  slow: readonly Member[]
  others: readonly Member[]
  /** Lets the others say so much in another room, which nobody follows yet, that no socket holds all of it; gives how many entries. */
  talkLong(room: string): Promise<number>
  /** Lets the others say so much a second for a while, or until the signal says so; gives how long each delivery to them took. */
  talk(o: { perSecond: number; ms?: number; signal?: AbortSignal }): Promise<number[]>
  sent(): number
  /** The client's ids that were acknowledged. */
  acknowledged: Set<string>
  refused: string[]
}

/** 4 KB, and the longest that can be said, 10 KB. */
const text = '안녕하세요 '.repeat(250)
const longText = '안녕하세요 '.repeat(666)
/** More than the system keeps for a socket that is not read from, here and there together. */
const longTalkBytes = 12 * 2 ** 20
/** Sockets that are being opened at a time. */
const arrivingAtOnce = 50

/** Opens a crowd of guests in a room, and ends when all are in. */
export async function openCrowd(o: { origin: string; room: string; size: number; slow: number }): Promise<Crowd> {
  const { origin, room } = o
  const read = openReading()
  const saidAt = new Map<string, number>()
  const acknowledged = new Set<string>()
  const refused: string[] = []
  let deliveries: number[] = []
  let sent = 0

  const open = (i: number) =>
    openMember({
      origin,
      room,
      cookie: aGuest().cookie,
      address: `198.18.${i >> 8}.${i & 255}`,
      read,
      onEntry(entry) {
        const { cid } = entry
        if (i >= o.slow && entry.room === room) deliveries.push(performance.now() - (saidAt.get(cid) ?? Number.NaN))
      },
      onAnswer(heard) {
        for (const { cid } of heard.acknowledged) acknowledged.add(cid)
        refused.push(...heard.refused)
      },
    })
  const members: Member[] = []
  while (members.length < o.size) {
    const arriving = Array.from({ length: Math.min(arrivingAtOnce, o.size - members.length) }, (_, i) =>
      open(members.length + i),
    )
    members.push(...arriving)
    while (!arriving.every(member => member.isIn(room))) await sleep(20)
  }
  const others = members.slice(o.slow)

  /** One of them says something, each in turn. */
  function say(where: string, words: string): void {
    const cid = `slow-${String(sent).padStart(8, '0')}`
    saidAt.set(cid, performance.now())
    if (others[(sent * 7) % others.length]?.say(where, { cid, text: words }) === true) sent += 1
  }

  return {
    slow: members.slice(0, o.slow),
    others,
    async talkLong(where) {
      const entries = Math.ceil(longTalkBytes / Buffer.byteLength(longText))
      const end = sent + entries
      while (sent < end) {
        while (sent - acknowledged.size > 50) await sleep(5)
        say(where, longText)
      }
      while (sent > acknowledged.size) await sleep(5)
      return entries
    },
    async talk({ perSecond, ms = Number.POSITIVE_INFINITY, signal }) {
      deliveries = []
      const began = performance.now()
      for (let n = 0; performance.now() - began < ms && signal?.aborted !== true; n += 1) {
        say(room, text)
        await sleep(Math.max(0, began + ((n + 1) * 1000) / perSecond - performance.now()))
      }
      await sleep(500)
      return deliveries
    },
    sent: () => sent,
    acknowledged,
    refused,
    [Symbol.dispose]() {
      for (const member of members) member.close()
    },
  }
}
