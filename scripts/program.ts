import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { constants, setPriority } from 'node:os'
import { delimiter, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { settingsTable } from '../src/config.ts'

const root = resolve(import.meta.dirname, '..')
const lifeline = new URL('./lifeline.mjs', import.meta.url).href

/** The program as a user has it, in a process of its own. */
export interface Program extends AsyncDisposable {
  origin: string
  pid: number
  /** From the start of the process to the first answer of the home page with 200. */
  readyMs: number
  /** Everything that it printed so far. */
  output(): string
  /** The one-time link to the desk that it prints; waits for it up to five seconds. */
  deskLink(): Promise<string>
  /** Asks it to stop, as Ctrl-C does, and gives its exit code; after 20 seconds it is killed. */
  stop(): Promise<number | null>
}

/** How to start it; what is not given is the default. */
export interface StartProgram {
  dataFolder: string
  port?: number
  /** More settings. Settings of this process are not inherited. */
  settings?: Readonly<Record<string, string>>
  /** Another way to start the same, such as `npm start`; the default is `node src/main.ts`. */
  command?: readonly string[]
  folder?: string
  timeoutMs?: number
  /** Whether other programs of the machine come first. */
  givesWay?: boolean
  /** Ends the wait, and the program. */
  signal?: AbortSignal | undefined
}

/** Starts the program and waits for its first page. Throws with what it printed if that does not come. */
export async function startProgram(options: StartProgram): Promise<Program> {
  const { dataFolder, settings = {}, folder = root, timeoutMs = 60_000 } = options
  const port = options.port ?? (await freePort())
  const origin = `http://localhost:${port}`
  const [file = '', ...args] = options.command ?? [process.execPath, '--import', lifeline, 'src/main.ts']
  const started = performance.now()
  const child = spawn(file, args, {
    cwd: folder,
    env: { ...plainEnvironment(process.env), PORT: String(port), DOUMI_DATA: dataFolder, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  })
  if (options.givesWay && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
    })
  }
  const ended = once(child, 'exit').then(() => child.exitCode)
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const stop = async () => {
    if (!isRunning()) return child.exitCode
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), 20_000)
    return ended.finally(() => clearTimeout(killer))
  }
  while (!(await answers(origin))) {
    const waitedMs = performance.now() - started
    if (isRunning() && waitedMs < timeoutMs && !options.signal?.aborted) await sleep(20)
    else {
      const reason = isRunning() ? `gave no page in ${timeoutMs / 1000} s` : `stopped with ${child.exitCode}`
      await stop()
      throw new Error(`The program ${reason}. It printed:\n${output}`)
    }
  }
  const readyMs = performance.now() - started
  const deskLink = async () => {
    for (let waits = 0; waits < 50 && isRunning(); waits += 1) {
      const link = /https?:\/\/\S+\/desk\/enter\S*/.exec(output)?.[0]
      if (link) return link
      await sleep(100)
    }
    throw new Error(`The program printed no link to the desk. It printed:\n${output}`)
  }
  return {
    origin,
    pid: child.pid ?? 0,
    readyMs,
    output: () => output,
    deskLink,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  }
}

/** The environment of somebody who types a command here: without settings, and without what npm adds for a script. */
export function plainEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = env.PATH?.split(delimiter).filter(folder => !/node_modules[\\/]\.bin$|node-gyp-bin$/.test(folder))
  const kept = Object.entries(withoutSettings(env)).filter(([name]) => !/^npm_(?!config_)|^INIT_CWD$|^NODE$/.test(name))
  return { ...Object.fromEntries(kept), ...(path && { PATH: path.join(delimiter) }) }
}

/** The environment without what would configure the program. */
export function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = new Set<string>(settingsTable.map(setting => setting.name))
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)))
}

/** A port that nothing listens on right now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}

async function answers(origin: string): Promise<boolean> {
  try {
    const reply = await fetch(origin, { signal: AbortSignal.timeout(5000) })
    await reply.arrayBuffer()
    return reply.status === 200
  } catch {
    return false
  }
}
