import { join } from 'node:path'
import { serverCore } from '../crowd/cores.ts'
import type { Store } from '../crowd/ours.ts'
import { peersFolder } from '../frame/peers.ts'
import { type Served, startServer } from '../frame/processes.ts'
import { crowd } from './measure.ts'
import { linesIn, type Scene } from './scene.ts'

/** Socket.IO with an insert for each message, on the server's core. */
export function startPeer({ url }: Store): Promise<Served> {
  const cwd = join(peersFolder, 'crowd')
  return startServer({ file: 'socketio-kept.ts', cwd, env: { ASK_DATABASE: url }, core: serverCore })
}

const path = '/socket.io/?EIO=4&transport=websocket'

/** Rooms of Socket.IO: one of the stage, one of each shopper, and of these each operator follows a share. */
export function peerScene({ pid: databasePid }: Store, { served, folder }: { served: Served; folder: string }): Scene {
  const shoppers = Array.from({ length: crowd.shoppers }, (_, i) => `inquiry-${i}`)
  const desks = Array.from({ length: crowd.operators }, (_, i) =>
    JSON.stringify(['live-1', ...shoppers.filter((_, shopper) => shopper % crowd.operators === i)]),
  )
  const follows = (rooms: string) => [
    { wait: '0{', answer: '40' },
    { wait: '40', answer: `42["join",${rooms}]` },
    { wait: '42["joined"]' },
  ]
  const says = (room: string) => `42{N}["say",{"room":"${room}","cid":"bench-{N}","text":"{TEXT}"}]`
  return {
    async target({ beforeAll }) {
      const room = beforeAll ? 'live-1' : '{A}'
      const groups = [
        { path, members: crowd.watchers, greeting: follows('["live-1"]'), say: says('live-1') },
        {
          path,
          members: crowd.shoppers,
          arguments: linesIn(folder, shoppers),
          greeting: follows('["live-1","{A}"]'),
          say: says(room),
        },
        {
          path,
          members: crowd.operators,
          arguments: linesIn(folder, desks),
          greeting: follows('{A}'),
          say: says(room),
        },
      ]
      return { origin: served.origin, pid: served.pid, databasePid, groups, acknowledgement: '43' }
    },
  }
}
