import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Asked, measureAsking } from './ask/measure.ts'
import { ourScene } from './ask/our-scene.ts'
import { peerScene, startPeer } from './ask/peer-scene.ts'
import type { Scene } from './ask/scene.ts'
import { compileLoad } from './crowd/compile.ts'
import { leaveServerCore } from './crowd/cores.ts'
import { openStore, type Store, startOurs } from './crowd/ours.ts'
import { note } from './frame/output.ts'
import { ensurePeers } from './frame/peers.ts'
import type { Bench } from './frame/result.ts'
import { rounded } from './frame/statistics.ts'

/**
 * A shopper asks, the question reaches the operator's socket, the operator answers, the answer reaches the shopper: how
 * long that takes while 2,000 others watch the same stage and talk in its room, once in the shopper's own conversation
 * and once in the room, before all. Every message is committed before it is acknowledged, here and at the peer, which
 * inserts each into a like table of the same PostgreSQL. Servers are new processes in each round; the best round counts.
 */
export const run: Bench = async ({ quick }) => {
  await ensurePeers()
  leaveServerCore()
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    const program = compileLoad(folder)
    await using store = await openStore(folder)
    const bench = { folder, program, store, seconds: quick ? 4 : 20 }
    const rounds: Round[] = []
    for (let round = 1; round <= (quick ? 1 : 3); round += 1) {
      note(`Round ${round} ...`)
      rounds.push({ ours: await measureOurs(bench), peer: await measurePeer(bench) })
    }
    return resultOf(rounds)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Parts {
  folder: string
  /** The compiled load. */
  program: string
  store: Store
  seconds: number
}

/** The question in the shopper's own conversation, and before all. */
type Both = Record<'aside' | 'beforeAll', Asked>

interface Round {
  ours: Both
  peer: Both
}

async function measureOurs(bench: Parts): Promise<Both> {
  await using served = await startOurs(bench.store)
  return await measureBoth(bench, await ourScene(bench.store, { served, folder: bench.folder }))
}

async function measurePeer(bench: Parts): Promise<Both> {
  await using served = await startPeer(bench.store)
  return await measureBoth(bench, peerScene(bench.store, { served, folder: bench.folder }))
}

async function measureBoth({ program, seconds }: Parts, scene: Scene): Promise<Both> {
  const measure = async (beforeAll: boolean) =>
    measureAsking({ program, seconds, beforeAll, target: await scene.target({ beforeAll }) })
  return { aside: await measure(false), beforeAll: await measure(true) }
}

function resultOf(rounds: Round[]) {
  const best = (of: (round: Round) => Asked) => rounds.map(of).reduce((a, b) => (b.p99Ms < a.p99Ms ? b : a))
  const both = (of: (round: Round) => Both): Both => ({
    aside: best(round => of(round).aside),
    beforeAll: best(round => of(round).beforeAll),
  })
  const [ours, peer] = [both(round => round.ours), both(round => round.peer)]
  return {
    ours,
    peers: { 'socket.io': peer },
    ratio: {
      'socket.io': rounded(peer.aside.p99Ms / ours.aside.p99Ms),
      'socket.io, before all': rounded(peer.beforeAll.p99Ms / ours.beforeAll.p99Ms),
    },
  }
}
