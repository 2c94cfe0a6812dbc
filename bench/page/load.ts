import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { peersFolder } from '../frame/peers.ts'
import { childrenCpuSeconds, cpuSeconds } from '../frame/processes.ts'
import { rounded } from '../frame/statistics.ts'
import { getPage } from './get.ts'

/** How one address was answered under load. */
export type Figures = {
  requestsPerCpuSecond: number
  /** Counting also what the server started: for ours, the database. */
  requestsPerCpuSecondOfAll: number
  requestsPerSecond: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  htmlBytes: number
}

/** What is loaded, and for how long. */
export interface Loading {
  url: string
  pid: number
  cookie?: string
  /** Whether each request has another address and comes from another visitor, so that nothing is kept for it. */
  anew?: boolean
  /** The longest time to warm up; on a quiet machine it ends earlier, by the number of answers. */
  warmSeconds: number
  seconds: number
}

/** After so many answers the code is as fast as it gets. */
const warmAnswers = 30_000
const connections = 16
/** The load comes from a core of its own. */
const core = 1

interface Answers {
  answers: number
  failed: number
  seconds: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
}

/** Warms an address up, then loads it and reads how much processor time the answers took. Throws if one fails. */
export async function load({ url, pid, cookie, anew = false, warmSeconds, seconds }: Loading): Promise<Figures> {
  const headers = { accept: 'text/html', ...(cookie && { cookie }) }
  const { html } = await getPage(url, cookie)
  await fire({ url, headers, anew, seconds: warmSeconds, answers: warmAnswers })
  const before = { own: cpuSeconds(pid), children: childrenCpuSeconds(pid) }
  const answered = await fire({ url, headers, anew, seconds })
  const own = cpuSeconds(pid) - before.own
  const children = childrenCpuSeconds(pid) - before.children
  return {
    requestsPerCpuSecond: rounded(answered.answers / own),
    requestsPerCpuSecondOfAll: rounded(answered.answers / (own + children)),
    requestsPerSecond: rounded(answered.answers / answered.seconds),
    p50Ms: rounded(answered.p50Ms),
    p95Ms: rounded(answered.p95Ms),
    p99Ms: rounded(answered.p99Ms),
    htmlBytes: html.byteLength,
  }
}

interface Shots {
  url: string
  headers: Record<string, string>
  anew: boolean
  seconds: number
  /** Enough of them, where that comes first. */
  answers?: number
}

async function fire(shots: Shots): Promise<Answers> {
  const args = [
    '-c',
    `${core}`,
    process.execPath,
    join(peersFolder, 'load.ts'),
    JSON.stringify({ ...shots, connections }),
  ]
  const { stdout } = await promisify(execFile)('taskset', args)
  const answers: Answers = JSON.parse(stdout)
  // a warm-up on a busy machine may be over before the first answer
  if (answers.failed > 0 || (answers.answers === 0 && shots.answers === undefined))
    throw new Error(`${shots.url}: ${answers.failed} of ${answers.answers + answers.failed} requests failed`)
  return answers
}
