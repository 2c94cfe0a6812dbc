import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { plainEnvironment } from '../../scripts/program.ts'

/** Linux counts the time of processes in hundredths of a second, whatever the machine (USER_HZ). */
const ticksPerSecond = 100

/** Seconds of processor time that a process has used, its threads together. */
export function cpuSeconds(pid: number): number {
  const [user = 0, system = 0] = timesOf(pid)
  return (user + system) / ticksPerSecond
}

/** Seconds of processor time of all that a process has started, those included that have ended. */
export function childrenCpuSeconds(pid: number): number {
  const parents = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : undefined
    if (parent !== undefined) parents.set(parent, [...(parents.get(parent) ?? []), Number(name)])
  }
  const ticksBelow = (of: number): number =>
    (parents.get(of) ?? []).reduce((sum, child) => sum + total(timesOf(child)) + ticksBelow(child), 0)
  return ticksBelow(pid) / ticksPerSecond
}

/** Memory of a process that is in the machine's own memory, in bytes. */
export function residentBytes(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** Keeps a process, all its threads, on one core. */
export function pin(pid: number, core: number): void {
  const { status, stderr, error } = spawnSync('taskset', ['-a', '-p', '-c', `${core}`, `${pid}`], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`taskset (util-linux) cannot pin a process: ${error?.message ?? stderr}`)
}

/** A server of a bench, in a process of its own. */
export interface Served extends AsyncDisposable {
  origin: string
  pid: number
}

/** How to start a server of a bench. */
export interface ServerStart {
  /** What Node runs, or the last word of the command. */
  file: string
  cwd: string
  env?: Record<string, string>
  /** What runs the file, where that is not Node. */
  command?: readonly string[]
  /** The one core that it may use from its first moment on. */
  core?: number
}

/** Starts `node FILE`, which prints its address as its first line. Throws with what it printed if that does not come. */
export async function startServer(o: ServerStart): Promise<Served> {
  const env = { ...plainEnvironment(process.env), NODE_ENV: 'production', ...o.env }
  const pinned = o.core === undefined ? [] : ['taskset', '-c', `${o.core}`]
  const [program = '', ...args] = [...pinned, ...(o.command ?? [process.execPath]), o.file]
  const child = spawn(program, args, { cwd: o.cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk
  })
  const ended = once(child, 'exit')
  const lines = createInterface(child.stdout)
  const [origin = ''] = await Promise.race([once(lines, 'line'), ended.then(() => [])])
  if (!/^http:/.test(origin)) {
    child.kill('SIGKILL')
    throw new Error(`${o.file} does not start: ${origin}\n${errors}`)
  }
  return {
    origin,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

function total(times: number[]): number {
  return times.reduce((sum, ticks) => sum + ticks, 0)
}

/** utime, stime, cutime and cstime of proc(5); nothing where the process has gone. */
function timesOf(pid: number): number[] {
  return statOf(pid).slice(11, 15).map(Number)
}

function parentOf(pid: number): number | undefined {
  const parent = statOf(pid)[1]
  return parent === undefined ? undefined : Number(parent)
}

/** The fields of /proc/PID/stat after the name, which may hold spaces: the first is the state. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
