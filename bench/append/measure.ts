import type { Store } from '../crowd/ours.ts'
import { childrenCpuSeconds, cpuSeconds } from '../frame/processes.ts'
import { percentile, rounded } from '../frame/statistics.ts'

/** One way to keep messages. */
export interface Way {
  /** Ends when what the caller says is committed. */
  keep(caller: number): Promise<void>
  /** How many are in the table. */
  count(): Promise<number>
}

/** How fast a way is. */
export type Figures = {
  entriesPerSecond: number
  p50Ms: number
  p99Ms: number
  /** Microseconds of processor time for each: here, and in PostgreSQL. */
  ownCpuUs: number
  databaseCpuUs: number
}

const callers = 256

/** All callers keep one message after the other. Throws where fewer are in the table than were acknowledged. */
export async function measure(
  { pid }: Store,
  { keep, count, warmSeconds, seconds }: Way & { warmSeconds: number; seconds: number },
): Promise<Figures> {
  const before = await count()
  const warm = await callFor(warmSeconds, keep)
  const cpu = { own: process.cpuUsage(), database: databaseCpu(pid) }
  const started = performance.now()
  const times = await callFor(seconds, keep)
  const took = (performance.now() - started) / 1000
  const own = process.cpuUsage(cpu.own)
  const database = databaseCpu(pid) - cpu.database
  const kept = (await count()) - before
  if (kept !== times.length + warm.length)
    throw new Error(`${times.length + warm.length} were acknowledged, ${kept} are there`)
  return {
    entriesPerSecond: rounded(times.length / took),
    p50Ms: rounded(percentile(times, 0.5)),
    p99Ms: rounded(percentile(times, 0.99)),
    ownCpuUs: rounded((own.user + own.system) / times.length),
    databaseCpuUs: rounded((database * 1e6) / times.length),
  }
}

/** How long each took, in milliseconds. */
async function callFor(seconds: number, keep: Way['keep']): Promise<number[]> {
  const end = performance.now() + seconds * 1000
  const times: number[] = []
  const call = async (caller: number) => {
    for (let now = performance.now(); now < end; ) {
      await keep(caller)
      const then = performance.now()
      times.push(then - now)
      now = then
    }
  }
  await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
  return times
}

function databaseCpu(pid: number): number {
  return cpuSeconds(pid) + childrenCpuSeconds(pid)
}
