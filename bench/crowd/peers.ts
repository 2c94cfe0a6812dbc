import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { peersFolder } from '../frame/peers.ts'
import { type Served, startServer } from '../frame/processes.ts'
import { compile } from './compile.ts'
import { serverCore } from './cores.ts'
import type { Group, Target } from './load.ts'

/** A stack beside ours, in its plainest form: one room, nobody is asked who they are, nothing is kept. */
export interface Peer {
  /** Whether it writes once for many messages, so that many may be under way. */
  joins: boolean
  start(folder: string): Promise<Served>
  group: Omit<Group, 'members'>
}

const cwd = join(peersFolder, 'crowd')
const message = '{"room":"live-1","user":"5b7c3f1e-9d2a-4c8e-b1f6-0a3d7e9c2b45","text":"{TEXT}"}'
const plain = { path: '/', say: message }

/** All of them, by the names that the results bear. */
export const peers = {
  'socket.io': {
    joins: false,
    start: () => startServer({ file: 'socketio.ts', cwd, core: serverCore }),
    group: {
      path: '/socket.io/?EIO=4&transport=websocket',
      greeting: [{ wait: '0{', answer: '40' }, { wait: '40' }],
      say: `42["pub",${message}]`,
    },
  },
  bun: {
    joins: false,
    start: () => startServer({ command: [bunProgram()], file: 'bun.ts', cwd, core: serverCore }),
    group: plain,
  },
  ws: { joins: false, start: () => startServer({ file: 'ws.ts', cwd, core: serverCore }), group: plain },
  c: { joins: false, start: folder => startLoop(folder, 'write'), group: plain },
  'c-joining': { joins: true, start: folder => startLoop(folder, 'join'), group: plain },
} satisfies Record<string, Peer>

/** What the load has to know of a peer that runs. */
export function targetOf({ group }: Peer, { origin, pid }: Served, members: number): Target {
  return { origin, pid, groups: [{ ...group, members }] }
}

function startLoop(folder: string, how: string): Promise<Served> {
  const program = compile({ name: 'loop', pattern: join(cwd, 'loop.c'), folder })
  return startServer({ command: [program], file: how, cwd, core: serverCore })
}

/** Bun's own program: its package brings one for each kind of machine, and its install script moves that. */
function bunProgram(): string {
  const places = globSync('node_modules/{bun/bin/bun.exe,@oven/bun-*/bin/bun*}', { cwd: peersFolder })
  const found = places
    .map(place => join(peersFolder, place))
    .find(program => spawnSync(program, ['--version']).status === 0)
  if (found === undefined) throw new Error('npm brought no Bun for this machine.')
  return found
}
