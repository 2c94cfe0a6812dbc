import { setTimeout as rest } from 'node:timers/promises'
import { loadCore } from '../crowd/cores.ts'
import { startLoad, type Target } from '../crowd/load.ts'
import { residentBytes } from '../frame/processes.ts'
import { rounded } from '../frame/statistics.ts'

/** How sockets were taken in. */
export type Arrivals = {
  /** From the first that opens to the last that is ready. */
  perSecond: number
  perCoreSecond: number
  /** Growth of the server's own memory for each, once all were still. */
  bytesPerSocket: number
  foreignCores: number
}

const opening = 256
const quietMs = 1500

/** Opens all sockets of a target, 256 at a time. Throws where one is not taken. */
export async function measureArrivals({ program, target }: { program: string; target: Target }): Promise<Arrivals> {
  const members = target.groups.reduce((sum, group) => sum + group.members, 0)
  await using load = startLoad({ program, core: loadCore, target })
  await rest(300)
  const before = residentBytes(target.pid)
  const { seconds, serverCpu, foreignCpu, gone, members: ready } = await load.connect({ opening })
  if (ready < members) throw new Error(`${ready} of ${members} sockets were taken, ${gone} were closed`)
  await rest(quietMs)
  const grown = residentBytes(target.pid) - before
  return {
    perSecond: rounded(members / seconds),
    perCoreSecond: rounded(members / serverCpu),
    bytesPerSocket: Math.round(grown / members),
    foreignCores: rounded(Math.max(0, foreignCpu / seconds)),
  }
}
