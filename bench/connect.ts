import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Arrivals, measureArrivals } from './connect/measure.ts'
import { compileLoad } from './crowd/compile.ts'
import { leaveServerCore } from './crowd/cores.ts'
import { aStage, guests, openStore, ownTarget, type Store, startOurs } from './crowd/ours.ts'
import { type Peer, peers, targetOf } from './crowd/peers.ts'
import { note } from './frame/output.ts'
import { ensurePeers } from './frame/peers.ts'
import type { Bench } from './frame/result.ts'
import { rounded } from './frame/statistics.ts'

const members = 10_000

/**
 * 10,000 sockets that open at once and then are still. Ours come from as many guests: each upgrade is checked for its
 * origin, its address and its cookie, and the socket is told who it is: `greeted`. `joined` are those that then follow
 * a crowded room, which is looked up for them. The peers ask nobody who they are; they put each socket into their room.
 * Each server is a new process in each round, on one core; the best round counts.
 */
export const run: Bench = async ({ quick }) => {
  await ensurePeers()
  leaveServerCore()
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    const program = compileLoad(folder)
    await using store = await openStore(folder)
    const rounds: Round[] = []
    for (let round = 1; round <= (quick ? 1 : 3); round += 1) {
      note(`Round ${round} ...`)
      rounds.push(await measureAll({ folder, program, store }))
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
}

type Round = Record<'joined' | 'greeted' | 'socket.io' | 'bun' | 'ws', Arrivals>

async function measureAll(parts: Parts): Promise<Round> {
  const peer = async (peer: Peer) => {
    await using served = await peer.start(parts.folder)
    return await measureArrivals({ program: parts.program, target: targetOf(peer, served, members) })
  }
  return {
    joined: await measureOurs(parts, await aStage(parts.store)),
    greeted: await measureOurs(parts),
    'socket.io': await peer(peers['socket.io']),
    bun: await peer(peers.bun),
    ws: await peer(peers.ws),
  }
}

async function measureOurs({ folder, program, store }: Parts, joins?: string): Promise<Arrivals> {
  await using served = await startOurs(store)
  const group = guests({ members, folder, ...(joins && { joins }) })
  return await measureArrivals({ program, target: ownTarget(store, served, [group]) })
}

function resultOf(rounds: Round[]) {
  const best = (name: keyof Round) =>
    rounds.map(round => round[name]).reduce((a, b) => (b.perCoreSecond > a.perCoreSecond ? b : a))
  const [joined, greeted] = [best('joined'), best('greeted')]
  const beside = { 'socket.io': best('socket.io'), bun: best('bun'), ws: best('ws') }
  const ratio: Record<string, number> = {}
  for (const [name, peer] of Object.entries(beside)) {
    ratio[name] = rounded(greeted.perSecond / peer.perSecond)
    ratio[`${name}, joined`] = rounded(joined.perSecond / peer.perSecond)
  }
  return { ours: { joined, greeted }, peers: { ...beside }, ratio }
}
