import { lstat, mkdir, readlink, realpath, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { ensureCluster } from './cluster.ts'
import { lockFolder } from './lock.ts'
import type { Log } from './log.ts'
import { socketConnection } from './postmaster.ts'
import { bringUp, type Running, type Start, stop } from './server.ts'
import { prepareSite, rotateLog, type Site, socketFolder } from './site.ts'
import { DatabaseUnavailable } from './unavailable.ts'

/** The built-in PostgreSQL, running until it is disposed of. */
export interface Server extends AsyncDisposable {
  /** The connection to Doumi's database in it. */
  connection: pg.PoolConfig & { host: string }
  /** The pid of the server that runs now. */
  pid(): number
}

/** Another program has the data folder. */
export class FolderBusy extends DatabaseUnavailable {}

/** What `startServer` needs. */
export interface ServerStart {
  /** The data folder; created where it is missing. */
  folder: string
  log: Log
  /** Gives up a start that still waits. */
  signal?: AbortSignal | undefined
  /** False leaves out all syncing to disk; for tests. */
  durable?: boolean
}

/**
 * Starts the built-in PostgreSQL of a data folder and keeps it running: if it dies, it is started again. The first
 * start creates the data; a server that a killed program left behind is taken over. Refuses with DatabaseUnavailable
 * while another program has the folder. Call it in the main thread: Linux stops the server with the thread that
 * started it.
 */
export async function startServer({ folder, log, signal, durable = true }: ServerStart): Promise<Server> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await using opened = new AsyncDisposableStack()
  const lock = lockFolder(folder)
  if (lock === undefined)
    throw new FolderBusy(
      `Another Doumi is running on the data folder ${folder}; stop it, or set DOUMI_DATA to another folder.`,
    )
  opened.use(lock)
  const site = await prepareSite(folder, { log })
  opened.defer(() => rmdir(site.socket).catch(() => undefined))
  await rotateLog(site)
  await ensureCluster(site, { log, durable, signal })
  const kept = opened.use(await keepRunning(site, { log, signal, durable }))
  await ensureDatabase(site)
  const all = opened.move()
  return {
    connection: socketConnection(site.socket, ownDatabase),
    pid: kept.pid,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

/** The connection to the built-in PostgreSQL that another program runs on this data folder. */
export async function runningConnection(folder: string): Promise<pg.PoolConfig & { host: string }> {
  const data = join(await realpath(folder), 'postgres')
  const moved = (await lstat(data).catch(() => undefined))?.isSymbolicLink() === true
  return socketConnection(socketFolder(dirname(moved ? await readlink(data) : data)), ownDatabase)
}

const ownDatabase = 'doumi'

async function keepRunning(site: Site, start: Start): Promise<AsyncDisposable & Pick<Server, 'pid'>> {
  const closing = new AbortController()
  let running = await bringUp(site, start)
  const onExit = () => running.kill('SIGINT')
  process.on('exit', onExit)

  async function keep(): Promise<void> {
    for (;;) {
      const how = await running.ended
      if (closing.signal.aborted) return
      start.log.error(`PostgreSQL ended by itself (${how}); starting it again.`)
      running = await bringUpAgain(site, { ...start, signal: closing.signal })
      if (closing.signal.aborted) return stop(running, start)
      start.log.info('PostgreSQL runs again.')
    }
  }
  const keeping = keep().catch(error => {
    if (!closing.signal.aborted) start.log.error('PostgreSQL is no longer watched.', error)
  })

  return {
    pid: () => running.pid,
    async [Symbol.asyncDispose]() {
      closing.abort()
      await stop(running, start)
      await keeping
      process.off('exit', onExit)
    },
  }
}

// What keeps a server from coming back, such as a full disk, may pass: it is tried until we close.
async function bringUpAgain(site: Site, start: Start): Promise<Running> {
  for (;;) {
    try {
      return await bringUp(site, start)
    } catch (error) {
      start.signal?.throwIfAborted()
      start.log.error('PostgreSQL could not be started again; the next try is in 5 s.', error)
      await sleep(5_000, undefined, { signal: start.signal })
    }
  }
}

async function ensureDatabase({ socket }: Site): Promise<void> {
  const client = new pg.Client(socketConnection(socket, 'postgres'))
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [ownDatabase])
    if (rowCount === 0) await client.query(`create database ${ownDatabase}`)
  } finally {
    await client.end()
  }
}
