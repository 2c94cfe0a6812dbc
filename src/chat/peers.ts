import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import type { Bus } from '#bus'
import { role, watching } from './protocol.ts'

/** What one process knows of who is in a room. */
const share = v.object({
  viewers: v.pipe(v.number(), v.integer(), v.minValue(0)),
  typing: v.array(role),
  watching: v.nullable(watching),
})
export type Share = v.InferOutput<typeof share>

/** What the other processes know; see `openPeers`. */
export interface Peers extends Disposable {
  /** Tells them this process's own part of a room; null where nobody is. */
  tellRoom(roomId: string, own: Share | null): void
  tellStaff(names: string[]): void
  /** Their parts of a room. */
  of(roomId: string): Share[]
  staff(): string[]
}

/** How often a process says that it is there, and after how many times of silence it counts no more. */
const usualBeatMs = 3000
const mostSilent = 3.3
/** How soon a process asks another one again for everything. */
const askMs = 1000
/** Rooms of one message; so many are still brief. */
const roomsAtOnce = 30

const subject = 'chat.presence'
/** `n` counts the changes that a process has told; whoever misses one asks for everything. */
const message = v.variant('t', [
  v.object({ t: v.literal('beat'), from: v.string(), n: v.number() }),
  v.object({ t: v.literal('room'), from: v.string(), n: v.number(), room: v.string(), share: v.nullable(share) }),
  v.object({ t: v.literal('staff'), from: v.string(), n: v.number(), names: v.array(v.string()) }),
  v.object({ t: v.literal('ask'), from: v.string(), of: v.string() }),
  // All of a process's part: its staff, its rooms in some messages, and the end, after which its other rooms are empty.
  v.object({ t: v.literal('all'), from: v.string(), n: v.number(), names: v.array(v.string()) }),
  v.object({ t: v.literal('rooms'), from: v.string(), rooms: v.array(v.tuple([v.string(), share])) }),
  v.object({ t: v.literal('end'), from: v.string() }),
  v.object({ t: v.literal('bye'), from: v.string() }),
])
type Message = v.InferOutput<typeof message>

interface Peer {
  n: number | null
  heardAt: number
  askedAt: number
  rooms: Map<string, Share>
  /** The rooms of its whole part, while that arrives. */
  arriving: Set<string>
  names: string[]
}

/**
 * Opens the exchange of who is where with other processes: each tells its own part, and a part counts for as long as
 * its process is heard of. `own` gives this process's parts, `onRoom` and `onStaff` hear of each change of the others.
 */
export function openPeers(
  bus: Bus,
  {
    own,
    onRoom,
    onStaff,
    beatMs = usualBeatMs,
  }: {
    own(): { rooms: [string, Share][]; names: string[] }
    onRoom(roomId: string): void
    onStaff(): void
    beatMs?: number
  },
): Peers {
  const from = randomUUID()
  const peers = new Map<string, Peer>()
  let n = 0

  function send(data: Message): void {
    bus.publish({ subject, data, brief: data })
  }

  function sendAll(): void {
    const { rooms, names } = own()
    send({ t: 'all', from, n, names })
    for (let start = 0; start < rooms.length; start += roomsAtOnce) {
      send({ t: 'rooms', from, rooms: rooms.slice(start, start + roomsAtOnce) })
    }
    send({ t: 'end', from })
  }

  function beat(): void {
    send({ t: 'beat', from, n })
    const old = performance.now() - beatMs * mostSilent
    for (const [id, peer] of peers) if (peer.heardAt < old) forget(id, peer)
  }

  function forget(id: string, { rooms, names }: Peer): void {
    peers.delete(id)
    for (const roomId of rooms.keys()) onRoom(roomId)
    if (names.length > 0) onStaff()
  }

  function peerOf(id: string): Peer {
    const peer = peers.get(id) ?? {
      n: null,
      heardAt: 0,
      askedAt: -askMs,
      rooms: new Map(),
      arriving: new Set(),
      names: [],
    }
    peers.set(id, peer)
    peer.heardAt = performance.now()
    return peer
  }

  /** Notes how far a peer says to be; where something is missing, it is asked for everything. */
  function follow(id: string, peer: Peer, at: number, expected: number | null): void {
    // What is missing is asked for again with the next beat, until it comes.
    if (at === expected) peer.n = at
    else ask(id, peer)
  }

  function ask(id: string, peer: Peer): void {
    if (performance.now() - peer.askedAt < askMs) return
    peer.askedAt = performance.now()
    send({ t: 'ask', from, of: id })
  }

  function setNames(peer: Peer, names: string[]): void {
    peer.names = names
    onStaff()
  }

  function hear(heard: Message): void {
    if (heard.t === 'ask') {
      if (heard.of !== from) return
      sendAll()
      // Who asks may be as new to this one.
      const asking = peerOf(heard.from)
      if (asking.n === null) ask(heard.from, asking)
      return
    }
    if (heard.t === 'bye') {
      const gone = peers.get(heard.from)
      if (gone !== undefined) forget(heard.from, gone)
      return
    }
    const peer = peerOf(heard.from)
    switch (heard.t) {
      case 'beat':
        follow(heard.from, peer, heard.n, peer.n)
        return
      case 'room':
        follow(heard.from, peer, heard.n, peer.n === null ? null : peer.n + 1)
        if (heard.share === null) peer.rooms.delete(heard.room)
        else peer.rooms.set(heard.room, heard.share)
        onRoom(heard.room)
        return
      case 'staff':
        follow(heard.from, peer, heard.n, peer.n === null ? null : peer.n + 1)
        setNames(peer, heard.names)
        return
      case 'all':
        peer.n = heard.n
        peer.arriving = new Set()
        setNames(peer, heard.names)
        return
      case 'rooms':
        for (const [roomId, one] of heard.rooms) {
          peer.arriving.add(roomId)
          peer.rooms.set(roomId, one)
          onRoom(roomId)
        }
        return
      case 'end':
        for (const roomId of peer.rooms.keys()) {
          if (peer.arriving.has(roomId)) continue
          peer.rooms.delete(roomId)
          onRoom(roomId)
        }
    }
  }

  function anythingMayBeMissing(): void {
    for (const peer of peers.values()) peer.n = null
    beat()
  }

  const timer = setInterval(beat, beatMs).unref()
  const stops = [
    bus.subscribe(subject, heard => {
      const parsed = v.safeParse(message, heard.kind === 'whole' ? heard.data : heard.brief)
      if (parsed.success) hear(parsed.output)
    }),
    bus.onBack(anythingMayBeMissing),
  ]
  beat()

  return {
    tellRoom(room, own) {
      n += 1
      send({ t: 'room', from, n, room, share: own })
    },
    tellStaff(names) {
      n += 1
      send({ t: 'staff', from, n, names })
    },
    of: roomId => [...peers.values()].flatMap(peer => peer.rooms.get(roomId) ?? []),
    staff: () => [...peers.values()].flatMap(peer => peer.names),
    [Symbol.dispose]() {
      clearInterval(timer)
      for (const stop of stops) stop()
      send({ t: 'bye', from })
    },
  }
}
