import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileLoad } from './crowd/compile.ts'
import { leaveServerCore } from './crowd/cores.ts'
import { aStage, guests, openStore, ownTarget, type Store, startOurs } from './crowd/ours.ts'
import { type Peer, peers, targetOf } from './crowd/peers.ts'
import { type AtRate, type Measured, measure, measureRate, type Span } from './fanout/measure.ts'
import { note } from './frame/output.ts'
import { ensurePeers } from './frame/peers.ts'
import type { Bench } from './frame/result.ts'
import { rounded } from './frame/statistics.ts'

const members = 2000
const large = 12_000
const perSecond = 100

/**
 * One crowded room of 2,000 sockets and texts of 200 bytes, at a fixed rate and at saturation: the shop's
 * chat behind its own edge, which checks, numbers and commits each message, beside stacks that only pass it on; then
 * 12,000 sockets in ours. Each server is a new process in each round, on one core; the best round counts.
 */
export const run: Bench = async ({ quick }) => {
  await ensurePeers()
  leaveServerCore()
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    const program = compileLoad(folder)
    await using store = await openStore(folder)
    const bench = { folder, program, store, span: quick ? short : long }
    const rounds: Round[] = []
    for (let round = 1; round <= (quick ? 1 : 2); round += 1) {
      note(`Round ${round} ...`)
      rounds.push(await measureAll(bench))
    }
    note(`A room of ${large} ...`)
    return resultOf(rounds, await measureLarge(bench))
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const short = { warmSeconds: 0.5, rateSeconds: 1.2, fillSeconds: 0.4, saturatedSeconds: 1 }
const long = { warmSeconds: 2, rateSeconds: 6, fillSeconds: 1.5, saturatedSeconds: 4 }

interface Parts {
  folder: string
  /** The compiled load. */
  program: string
  store: Store
  span: Span
}

interface Round {
  ours: Measured
  peers: Record<keyof typeof peers, Measured>
}

async function measureAll(bench: Parts): Promise<Round> {
  const { folder, program, span } = bench
  const peer = async (peer: Peer) => {
    await using served = await peer.start(folder)
    const target = targetOf(peer, served, members)
    return await measure({ program, target, perSecond, window: peer.joins ? 256 : 32, span })
  }
  return {
    ours: await measureOurs(bench),
    peers: {
      'socket.io': await peer(peers['socket.io']),
      bun: await peer(peers.bun),
      ws: await peer(peers.ws),
      c: await peer(peers.c),
      'c-joining': await peer(peers['c-joining']),
    },
  }
}

async function measureOurs({ folder, program, store, span }: Parts): Promise<Measured> {
  await using served = await startOurs(store)
  const group = guests({ members, folder, joins: await aStage(store) })
  return await measure({ program, target: ownTarget(store, served, [group]), perSecond, window: 256, span })
}

async function measureLarge({ folder, program, store, span }: Parts): Promise<AtRate> {
  await using served = await startOurs(store)
  const group = guests({ members: large, folder, joins: await aStage(store) })
  const target = ownTarget(store, served, [group])
  const { warmSeconds, rateSeconds: seconds } = span
  return await measureRate({ program, target, perSecond, warmSeconds, seconds })
}

function resultOf(rounds: Round[], inLarge: AtRate) {
  const best = (of: (round: Round) => Measured): Measured => {
    const all = rounds.map(of)
    const saturated = all.map(each => each.saturated).reduce(cheaper)
    return { saturated, atRate: all.map(each => each.atRate).reduce(cheaper) }
  }
  const ours = best(round => round.ours)
  const beside = {
    'socket.io': best(round => round.peers['socket.io']),
    bun: best(round => round.peers.bun),
    ws: best(round => round.peers.ws),
    c: best(round => round.peers.c),
    'c-joining': best(round => round.peers['c-joining']),
  }
  const ratio: Record<string, number> = {}
  for (const [name, peer] of Object.entries(beside)) {
    ratio[name] = times(ours.saturated, peer.saturated)
    ratio[`${name} at ${perSecond}/s`] = times(ours.atRate, peer.atRate)
  }
  return { ours: { ...ours, inRoomOf12000: inLarge }, peers: { ...beside }, ratio }
}

interface Cost {
  deliveriesPerCoreSecond: number
}

function cheaper<T extends Cost>(a: T, b: T): T {
  return b.deliveriesPerCoreSecond > a.deliveriesPerCoreSecond ? b : a
}

function times(ours: Cost, peer: Cost): number {
  return rounded(ours.deliveriesPerCoreSecond / peer.deliveriesPerCoreSecond)
}
