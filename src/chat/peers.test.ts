import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openMemoryHub } from '#bus'
import { until } from '../../test/programs.ts'
import { noLog } from './fixture.ts'
import { openPeers, type Share } from './peers.ts'

const aShare = (viewers: number): Share => ({ viewers, typing: [], watching: null })

/** A process that has told of its rooms and staff. */
function node(hub: ReturnType<typeof openMemoryHub>) {
  const bus = hub.end()
  const rooms = new Map<string, Share>()
  const heard: string[] = []
  let names: string[] = []
  const peers = openPeers(bus, {
    own: () => ({ rooms: [...rooms], names }),
    onRoom: roomId => heard.push(roomId),
    onStaff: () => heard.push('staff'),
    beatMs: 40,
  })
  return {
    bus,
    peers,
    heard,
    set(roomId: string, viewers: number) {
      if (viewers > 0) rooms.set(roomId, aShare(viewers))
      else rooms.delete(roomId)
      peers.tellRoom(roomId, viewers > 0 ? aShare(viewers) : null)
    },
    staff(...those: string[]) {
      names = those
      peers.tellStaff(those)
    },
    seen: (roomId: string) => peers.of(roomId).reduce((sum, { viewers }) => sum + viewers, 0),
  }
}

test('each process knows what all the others tell', async () => {
  const hub = openMemoryHub({ log: noLog })
  const nodes = [node(hub), node(hub), node(hub)] as const
  nodes[0].set('a', 3)
  nodes[1].set('a', 4)
  nodes[1].staff('Mina')
  await until(() => nodes[2].seen('a') === 7 && nodes[0].seen('a') === 4 && nodes[1].seen('a') === 3)
  assert.deepEqual(nodes[2].peers.staff(), ['Mina'])
  nodes[1].set('a', 0)
  await until(() => nodes[2].seen('a') === 3)
  for (const { peers } of nodes) peers[Symbol.dispose]()
})

test('the people of a process that falls silent are gone soon after, and it is told to those who look', async () => {
  const hub = openMemoryHub({ log: noLog })
  const [one, two] = [node(hub), node(hub)]
  one.set('a', 3)
  one.staff('Mina')
  await until(() => two.seen('a') === 3 && two.peers.staff().length === 1)
  two.heard.length = 0
  one.bus.cut()
  await until(() => two.seen('a') === 0 && two.peers.staff().length === 0)
  assert.deepEqual(two.heard.sort(), ['a', 'staff'])
  for (const { peers } of [one, two]) peers[Symbol.dispose]()
})

test('a process that says goodbye is gone at once', async () => {
  const hub = openMemoryHub({ log: noLog })
  const [one, two] = [node(hub), node(hub)]
  one.set('a', 3)
  await until(() => two.seen('a') === 3)
  one.peers[Symbol.dispose]()
  await sleep(20)
  assert.equal(two.seen('a'), 0)
  two.peers[Symbol.dispose]()
})

test('what was lost on the way is asked for, and rooms that emptied meanwhile are empty', async () => {
  const hub = openMemoryHub({ log: noLog })
  const [one, two] = [node(hub), node(hub)]
  for (let n = 0; n < 100; n += 1) one.set(`room ${n}`, 1)
  await until(() => two.seen('room 99') === 1)
  two.bus.cut()
  for (let n = 0; n < 100; n += 2) one.set(`room ${n}`, 0)
  one.set('new', 5)
  two.bus.mend()
  await until(() => two.seen('new') === 5 && two.seen('room 98') === 0 && two.seen('room 99') === 1)
  for (const { peers } of [one, two]) peers[Symbol.dispose]()
})
