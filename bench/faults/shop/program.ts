import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ensureBuilt } from '../../../scripts/build.ts'
import { plainEnvironment } from '../../../scripts/program.ts'

const root = resolve(import.meta.dirname, '../../..')
const lifeline = resolve(root, 'scripts/lifeline.mjs')
/** How long a start may take on a machine that is busy. */
const patienceMs = 120_000
/** How often it may end by itself while it starts, as when its database is killed under it. */
const mostEnds = 5

/** The program, in a process of its own, that may be killed at any moment and started again by the same command. */
export interface Program extends AsyncDisposable {
  origin: string
  /** Starts it, where it does not run. */
  start(): void
  /** Ends when it says that it is ready; one that ended before that is started again. */
  ready(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  pid(): number
  /** How often it ended without having been killed. */
  endedByItself(): number
  /** The last of what it printed. */
  output(): string
}

/** The same program at every start: same folder, same port, same settings. Builds what it serves where that is old. */
export async function openProgram(o: {
  dataFolder: string
  port: number
  settings?: Record<string, string>
}): Promise<Program> {
  if (!(await ensureBuilt())) throw new Error('There is nothing to start: the build failed.')
  const origin = `http://localhost:${o.port}`
  const env = { ...plainEnvironment(process.env), PORT: `${o.port}`, DOUMI_DATA: o.dataFolder, ...o.settings }
  let child: ChildProcess | undefined
  let killed = true
  let ended = 0
  let output = ''

  const runs = () => child !== undefined && child.exitCode === null && child.signalCode === null

  function start(): void {
    if (runs()) return
    if (!killed) ended += 1
    killed = false
    child = spawn(process.execPath, ['--import', lifeline, 'src/main.ts'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        output = (output + chunk).slice(-10_000)
      })
    }
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || !runs()) return
    killed = true
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  const onExit = () => child?.kill('SIGKILL')
  process.on('exit', onExit)
  return {
    origin,
    start,
    async ready() {
      const most = ended + mostEnds
      for (const limit = Date.now() + patienceMs; !(await isReady(origin)); await sleep(50)) {
        start()
        if (Date.now() > limit || ended > most)
          throw new Error(`The program does not get ready. It printed:\n${output}`)
      }
    },
    kill: () => end('SIGKILL'),
    pid: () => child?.pid ?? 0,
    endedByItself: () => ended,
    output: () => output,
    async [Symbol.asyncDispose]() {
      process.off('exit', onExit)
      const late = setTimeout(() => child?.kill('SIGKILL'), 15_000)
      await end('SIGTERM')
      clearTimeout(late)
    },
  }
}

async function isReady(origin: string): Promise<boolean> {
  try {
    const reply = await fetch(`${origin}/ready`, { signal: AbortSignal.timeout(5000) })
    await reply.arrayBuffer()
    return reply.status === 200
  } catch {
    return false
  }
}
