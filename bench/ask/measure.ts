import { setTimeout as rest } from 'node:timers/promises'
import { loadCore } from '../crowd/cores.ts'
import { startLoad, type Target } from '../crowd/load.ts'
import { rounded } from '../frame/statistics.ts'

/** Those who watch the stage, those of whom one asks at a time, and those who answer; each asks an operator of their own. */
export const crowd = { watchers: 2000, shoppers: 40, operators: 4 } as const

/** Questions a second, and what the watchers say to each other meanwhile. */
const questionsPerSecond = 20
const othersPerSecond = 10

/** Round trips from the time when a question was due. */
export type Asked = {
  p50Ms: number
  p95Ms: number
  p99Ms: number
  questions: number
  /** Everything that was said, by anybody, and how much of it was acknowledged. */
  sent: number
  acknowledged: number
  lost: number
  doubled: number
  cores: number
  foreignCores: number
}

/** Has questions asked and answered. Throws where a message was lost: then there is no figure. */
export async function measureAsking(o: {
  program: string
  target: Target
  seconds: number
  beforeAll: boolean
}): Promise<Asked> {
  await using load = startLoad({ program: o.program, core: loadCore, target: o.target })
  const { members } = await load.connect({ opening: 128 })
  const wanted = crowd.watchers + crowd.shoppers + crowd.operators
  if (members < wanted) throw new Error(`${members} of ${wanted} sockets were taken`)
  await rest(1000)
  const asking = { perSecond: questionsPerSecond, others: othersPerSecond, everybody: o.beforeAll }
  await load.ask({ ...asking, seconds: 1.5 })
  const asked = await load.ask({ ...asking, seconds: o.seconds })
  const { roundTrips, questions, messages, missing, doubled, acknowledged, refused } = asked
  const sent = questions.sent + roundTrips.came + messages.sent
  if (missing + doubled + refused > 0 || acknowledged !== sent)
    throw new Error(`Of ${sent} sent: ${JSON.stringify({ acknowledged, missing, doubled, refused })}`)
  return {
    p50Ms: rounded(roundTrips.p50Ms),
    p95Ms: rounded(roundTrips.p95Ms),
    p99Ms: rounded(roundTrips.p99Ms),
    questions: questions.sent,
    sent,
    acknowledged,
    lost: missing,
    doubled,
    cores: rounded(asked.serverCpu / asked.seconds),
    foreignCores: rounded(Math.max(0, asked.foreignCpu / asked.seconds)),
  }
}
