import { WebSocket } from 'ws'
import type { Heard } from './frames.ts'

/** One socket in the crowd. It comes back by itself and goes on in its rooms after the last entries that it had. */
export interface Member {
  /** The newest seq that it has of a room. */
  last(room: string): number
  /** Entries that came twice, and entries that were left out. */
  faults(): { doubled: number; gaps: number }
  /** Comes again over a new connection, for which the system keeps little yet. */
  comeAgain(): void
  /** How often it had to connect again. */
  reconnects(): number
  isIn(room: string): boolean
  /** Follows one more room, from its beginning. */
  join(room: string): void
  say(room: string, said: { cid: string; text: string }): boolean
  /** Stops reading, as a page does whose line has gone or whose machine is asleep. */
  pause(): void
  resume(): void
  close(): void
}

export interface MemberOptions {
  origin: string
  room: string
  cookie: string
  address: string
  read(frame: Buffer): Heard
  /** Hears of each entry, once. */
  onEntry(entry: { room: string; cid: string }): void
  onAnswer(heard: Heard): void
}

/** Puts a socket into a room. */
export function openMember({ origin, room, cookie, address, read, onEntry, onAnswer }: MemberOptions): Member {
  const headers = { origin, cookie, 'x-forwarded-for': address }
  const lasts = new Map([[room, 0]])
  const isIn = new Set<string>()
  let reconnects = 0
  let isClosed = false
  let isAsked = false
  const faults = { doubled: 0, gaps: 0 }
  let socket = open()

  function open(): WebSocket {
    const opened = new WebSocket(`${origin.replace('http', 'ws')}/live?as=shopper&lang=en`, {
      headers,
      perMessageDeflate: false,
    })
    opened.on('message', data => Buffer.isBuffer(data) && hear(read(data)))
    opened.on('error', () => undefined)
    opened.on('close', () => {
      isIn.clear()
      if (isClosed) return
      if (!isAsked) reconnects += 1
      isAsked = false
      setTimeout(() => {
        if (!isClosed) socket = open()
      }, 300).unref()
    })
    return opened
  }

  function hear(heard: Heard): void {
    for (const one of heard.greeted ? lasts.keys() : heard.anew) follow(one)
    for (const one of heard.joined) isIn.add(one)
    for (const { room, seq, cid } of heard.entries) {
      const last = lasts.get(room) ?? 0
      if (seq <= last) faults.doubled += 1
      else {
        faults.gaps += seq - last - 1
        lasts.set(room, seq)
        onEntry({ room, cid })
      }
    }
    if (heard.acknowledged.length > 0 || heard.refused.length > 0) onAnswer(heard)
  }

  function follow(one: string): void {
    socket.send(JSON.stringify([{ t: 'join', room: one, after: lasts.get(one) ?? 0 }]))
  }

  return {
    last: one => lasts.get(one) ?? 0,
    faults: () => faults,
    reconnects: () => reconnects,
    comeAgain() {
      isIn.clear()
      isAsked = true
      socket.terminate()
    },
    isIn: one => isIn.has(one),
    join(one) {
      lasts.set(one, 0)
      follow(one)
    },
    say(one, { cid, text }) {
      if (socket.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify([{ t: 'say', room: one, cid, body: { kind: 'text', text } }]))
      return true
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close() {
      isClosed = true
      socket.terminate()
    },
  }
}
