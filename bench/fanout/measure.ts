import { loadCore } from '../crowd/cores.ts'
import { type Kept, type Phase, startLoad, type Target } from '../crowd/load.ts'
import { rounded } from '../frame/statistics.ts'

/** How long each phase takes. */
export interface Span {
  warmSeconds: number
  rateSeconds: number
  fillSeconds: number
  saturatedSeconds: number
}

/** What a server did for one room. */
export type Measured = {
  /** With as much under way as it takes. */
  saturated: Deliveries
  atRate: AtRate
}

/** How much of a core went into how many deliveries. */
export type Deliveries = {
  deliveriesPerCoreSecond: number
  /** Counting also the database: only ours keeps anything. */
  deliveriesPerCoreSecondOfAll: number
  deliveriesPerSecond: number
  /** Cores that other programs of this machine took meanwhile. */
  foreignCores: number
}

/** Deliveries at a fixed rate of messages, and how long after its time each came. */
export type AtRate = Deliveries & {
  cores: number
  /** False for a server that fell two seconds behind: it was left alone from then on. */
  keptUp: boolean
  p50Ms: number
  p95Ms: number
  p99Ms: number
}

/** Opens the sockets, then measures at the rate and with `window` messages under way. Throws where anything was lost. */
export async function measure(o: {
  program: string
  target: Target
  perSecond: number
  window: number
  span: Span
}): Promise<Measured> {
  const { perSecond, window, span } = o
  await using load = startLoad({ program: o.program, core: loadCore, target: o.target })
  check(await load.connect({ opening: 128 }), { members: membersOf(o.target) })
  await load.rate({ perSecond, seconds: span.warmSeconds, drainSeconds })
  const rate = await load.rate({ perSecond, seconds: span.rateSeconds, drainSeconds })
  const saturated = await load.saturate({ window, warmSeconds: span.fillSeconds, seconds: span.saturatedSeconds })
  for (const phase of [rate, saturated]) check(phase, { members: membersOf(o.target) })
  return { saturated: deliveriesOf(saturated), atRate: atRateOf(rate) }
}

/** One room at a fixed rate and nothing else. */
export async function measureRate(o: {
  program: string
  target: Target
  perSecond: number
  warmSeconds: number
  seconds: number
}): Promise<AtRate> {
  const { perSecond } = o
  await using load = startLoad({ program: o.program, core: loadCore, target: o.target })
  check(await load.connect({ opening: 128 }), { members: membersOf(o.target) })
  await load.rate({ perSecond, seconds: o.warmSeconds, drainSeconds })
  const rate = await load.rate({ perSecond, seconds: o.seconds, drainSeconds })
  check(rate, { members: membersOf(o.target) })
  return atRateOf(rate)
}

/** A server that cannot keep up has a long queue at the end; all of it has to come. */
const drainSeconds = 60

function membersOf({ groups }: Target): number {
  return groups.reduce((sum, group) => sum + group.members, 0)
}

/** A figure of a server that loses something is none. */
function check({ missing, doubled, refused, gone, members }: Phase, wanted: { members: number }): void {
  if (members < wanted.members || missing + doubled + refused + gone > 0) {
    const told = JSON.stringify({ members, gone, missing, doubled, refused })
    throw new Error(`Not everybody got every message once: ${told}`)
  }
}

function deliveriesOf({ came, seconds, serverCpu, databaseCpu, foreignCpu }: Phase): Deliveries {
  return {
    deliveriesPerCoreSecond: rounded(came / serverCpu),
    deliveriesPerCoreSecondOfAll: rounded(came / (serverCpu + databaseCpu)),
    deliveriesPerSecond: rounded(came / seconds),
    foreignCores: rounded(Math.max(0, foreignCpu / seconds)),
  }
}

function atRateOf(phase: Phase & Kept): AtRate {
  const { p50Ms, p95Ms, p99Ms } = phase.messages
  return {
    ...deliveriesOf(phase),
    cores: rounded(phase.serverCpu / phase.seconds),
    keptUp: phase.keptUp,
    p50Ms: rounded(p50Ms),
    p95Ms: rounded(p95Ms),
    p99Ms: rounded(p99Ms),
  }
}
