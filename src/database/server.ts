import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { plainEnvironment } from './cluster.ts'
import type { Log } from './log.ts'
import { ask, forgetReusedPid, isServer, readPid } from './postmaster.ts'
import type { Site } from './site.ts'
import { DatabaseUnavailable } from './unavailable.ts'

/** A server that runs, started by us or taken over. */
export interface Running {
  pid: number
  /** Resolves when it has ended, with how. */
  ended: Promise<string>
  kill(signal: NodeJS.Signals): void
}

/** How a start is done. */
export interface Start {
  log: Log
  durable: boolean
  signal?: AbortSignal | undefined
}

const retryMs = 250
const patienceMs = 20_000
// A killed server leaves processes and shared memory behind that need a moment to go.
const passes = /already exists|still in use|starting up/
const proofAfterMs = 1_000
const tellAfterMs = 10_000

/**
 * Takes over the server that runs on the data, or starts one. What a killed server left behind may refuse a start for
 * a while: it is tried again every 250 ms for up to 20 s. A server that recovers after a crash has all the time it needs.
 */
export async function bringUp(site: Site, start: Start): Promise<Running> {
  const began = Date.now()
  for (let told = began; ; ) {
    start.signal?.throwIfAborted()
    const orphan = await takeOver(site)
    if (orphan === 'busy') {
      if (Date.now() - told > tellAfterMs) {
        start.log.info(`An earlier PostgreSQL is still starting or stopping; see ${site.logFile}.`)
        told = Date.now()
      }
      await sleep(retryMs, undefined, { signal: start.signal })
      continue
    }
    if (orphan !== undefined) {
      start.log.info(`Took over the PostgreSQL that was left running (pid ${orphan.pid}).`)
      return orphan
    }
    const started = await startOne(site, start)
    if (typeof started !== 'string') return started
    const waitedMs = Date.now() - began
    if (!passes.test(started) || waitedMs > patienceMs) throw refusal(site, started)
    if (waitedMs > proofAfterMs && (await forgetReusedPid(site)))
      start.log.warn('The pid of a killed PostgreSQL belongs to another program now; starting in spite of it.')
    await sleep(retryMs, undefined, { signal: start.signal })
  }
}

/** Stops a server as its users would wish: what is committed is on disk, what is not is rolled back. Waits for the end. */
export async function stop(running: Running, { log }: { log: Log }): Promise<void> {
  running.kill('SIGINT')
  if (await endsWithin(running, 60_000)) return
  log.warn('PostgreSQL did not stop within a minute; it is stopped at once and will recover at the next start.')
  running.kill('SIGQUIT')
  if (!(await endsWithin(running, 10_000))) running.kill('SIGKILL')
}

async function endsWithin(running: Running, limitMs: number): Promise<boolean> {
  const timer = new AbortController()
  const late = sleep(limitMs, false, { signal: timer.signal }).catch(() => false)
  const ended = await Promise.race([running.ended.then(() => true), late])
  timer.abort()
  return ended
}

// A server whose program has just been killed may still answer while the order to stop is on its way; so it is asked
// twice.
async function takeOver(site: Site): Promise<Running | 'busy' | undefined> {
  const pid = await readPid(site)
  if (pid === undefined) return undefined
  const first = await ask(site)
  if (first === 'silent') return undefined
  await sleep(retryMs)
  if (first === 'busy' || (await ask(site)) !== 'serves' || (await readPid(site)) !== pid) return 'busy'
  return { pid, ended: watch(pid, site), kill: signal => send(pid, signal) }
}

async function watch(pid: number, site: Site): Promise<string> {
  while ((await readPid(site)) === pid && (await isServer(pid, site))) await sleep(500, undefined, { ref: false })
  return 'it was taken over, so its exit code is not known'
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended already.
  }
}

// Starts a server and waits until it serves; gives back what it said if it ended instead.
async function startOne(site: Site, { log, durable, signal }: Start): Promise<Running | string> {
  await using logFile = await open(site.logFile, 'a+', 0o600)
  const { size } = await logFile.stat()
  const running = launch(site, { durable, logFd: logFile.fd })
  let ended: string | undefined
  void running.ended.then(how => {
    ended = how
  })
  const began = Date.now()
  for (let told = began; ended === undefined; ) {
    if (signal?.aborted) {
      await stop(running, { log })
      throw signal.reason
    }
    if ((await ask(site)) === 'serves' && (await readPid(site)) === running.pid) return running
    if (Date.now() - told > tellAfterMs) {
      log.info(`PostgreSQL is still starting after ${Math.round((Date.now() - began) / 1000)} s; see ${site.logFile}.`)
      told = Date.now()
    }
    await sleep(50)
  }
  const { buffer, bytesRead } = await logFile.read(Buffer.alloc(20_000), 0, 20_000, size)
  return `${buffer.toString('utf8', 0, bytesRead)}${ended}`
}

function launch(
  { data, socket, binaries, runner }: Site,
  { durable, logFd }: { durable: boolean; logFd: number },
): Running {
  const [program = '', ...rest] = [
    ...runner.prefix,
    join(binaries.native, 'bin', 'postgres'),
    ...['-D', data, '-k', socket, '-p', '5432'],
    ...settings(durable).flatMap(setting => ['-c', setting]),
  ]
  // Detached, for Ctrl-C goes to the whole terminal and would stop the database before the program that uses it.
  const child = spawn(program, rest, {
    ...runner.options,
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', 'ignore', logFd],
    detached: true,
  })
  child.unref()
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  child.once('error', error => resolve(error.message))
  child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal))
  return { pid: child.pid ?? 0, ended, kill: signal => child.kill(signal) }
}

function settings(durable: boolean): string[] {
  return [
    'listen_addresses=',
    'unix_socket_permissions=0700',
    'max_wal_size=256MB',
    // The log of the server is no place for what people wrote: neither values nor statements.
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    'log_checkpoints=off',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300']),
  ]
}

function refusal({ data, logFile }: Site, said: string): DatabaseUnavailable {
  const lines = said.split('\n')
  const reason = lines.findLast(line => /FATAL|PANIC/.test(line))?.replace(/^.*?(FATAL|PANIC): +/, '') ?? lines[0]
  return new DatabaseUnavailable(`The built-in PostgreSQL does not start on ${data}: ${reason} (see ${logFile}).`)
}
