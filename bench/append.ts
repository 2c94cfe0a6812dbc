import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figures, measure } from './append/measure.ts'
import { openOurs } from './append/ours.ts'
import { openOneByOne, openUnnest } from './append/peers.ts'
import { leaveServerCore, takeServerCore } from './crowd/cores.ts'
import { openStore, type Store } from './crowd/ours.ts'
import { note } from './frame/output.ts'
import type { Bench } from './frame/result.ts'
import { rounded } from './frame/statistics.ts'

/**
 * Durable entries a second for 256 callers, each of whom waits for its own: by the log's own way, which numbers each
 * room's entries without a gap, finds those that were said before and keeps the rooms' rows; by one insert a message
 * through the same pool; and by a bare loop of `insert ... select unnest`. The table of the others is a copy of the
 * log's, indexes included. PostgreSQL has a core of its own, the callers the other. The best round counts.
 */
export const run: Bench = async ({ quick }) => {
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    leaveServerCore()
    await using store = await openStore(folder)
    takeServerCore()
    const span = quick ? { warmSeconds: 1.5, seconds: 2.5 } : { warmSeconds: 3, seconds: 10 }
    const rounds: Round[] = []
    for (let round = 1; round <= (quick ? 1 : 3); round += 1) {
      note(`Round ${round} ...`)
      rounds.push(await measureAll(store, span))
    }
    return resultOf(rounds)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

type Round = Record<'ours' | 'insert' | 'unnest', Figures>

async function measureAll(store: Store, span: { warmSeconds: number; seconds: number }): Promise<Round> {
  return {
    ours: await measure(store, { ...span, ...(await openOurs(store)) }),
    insert: await measure(store, { ...span, ...(await openOneByOne(store)) }),
    unnest: await measure(store, { ...span, ...(await openUnnest(store)) }),
  }
}

function resultOf(rounds: Round[]) {
  const best = (of: (round: Round) => Figures) =>
    rounds.map(of).reduce((a, b) => (b.entriesPerSecond > a.entriesPerSecond ? b : a))
  const [ours, insert, unnest] = [best(r => r.ours), best(r => r.insert), best(r => r.unnest)]
  const times = (peer: Figures) => rounded(ours.entriesPerSecond / peer.entriesPerSecond)
  return { ours, peers: { insert, unnest }, ratio: { insert: times(insert), unnest: times(unnest) } }
}
