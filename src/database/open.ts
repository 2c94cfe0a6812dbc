import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { checkText, checkVersion } from './check.ts'
import type { Log } from './log.ts'
import { migrateDatabase } from './migrate.ts'
import { connectionFromUrl, endPool, openPool } from './pool.ts'
import { startServer } from './supervisor.ts'
import { codeOf, explain, isPassing } from './unavailable.ts'

/** The query layer over the pool. Names given to `.prepare()` are `room.query`, for one name means one statement. */
export type Database = NodePgDatabase

/** A transaction of it; a function that must be part of its caller's transaction asks for this. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Either; a function that needs no transaction of its own asks for this. */
export type Queryable = Database | Transaction

/** A migrated database, in use until it is disposed of. */
export interface OpenDatabase extends AsyncDisposable {
  db: Database
  pool: pg.Pool
  /** For a connection of one's own, as LISTEN and the job queue need. */
  connection: pg.PoolConfig
  /** Names this life of the data; another one after an import. */
  epoch: string
}

/** What `openDatabase` needs. */
export interface Opening {
  /** DATABASE_URL; without it the built-in PostgreSQL keeps its data below `folder`. */
  url: string | undefined
  /** The data folder (DOUMI_DATA). */
  folder: string
  log: Log
  /** Gives up a start that still waits. */
  signal?: AbortSignal | undefined
}

/**
 * Opens the database and migrates it. Without `url` it starts the built-in PostgreSQL first, and disposing stops it.
 * Refuses with DatabaseUnavailable: an address that does not answer, a server older than PostgreSQL 15, missing
 * rights, a database of another version, a data folder in use by another Doumi.
 */
export async function openDatabase({ url, folder, log, signal }: Opening): Promise<OpenDatabase> {
  await using opened = new AsyncDisposableStack()
  const connection = await reach(opened, { url, folder, log, signal })
  await migrateTo(connection, { log, signal })
  const open = await useDatabase(connection, { log })
  opened.use(open)
  const kept = opened.move()
  return { ...open, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** Opens a database that is migrated already; disposing closes only the connections. */
export async function useDatabase(connection: pg.PoolConfig, { log }: { log: Log }): Promise<OpenDatabase> {
  const pool = openPool(connection, { log })
  try {
    const { rows } = await pool.query<{ epoch: string }>('select epoch from database.meta')
    return {
      db: drizzle({ client: pool }),
      pool,
      connection,
      epoch: rows[0]?.epoch ?? '',
      [Symbol.asyncDispose]: () => endPool(pool, { patienceMs: 5_000 }),
    }
  } catch (error) {
    await endPool(pool, { patienceMs: 5_000 })
    throw explain(error, connection)
  }
}

async function reach(opened: AsyncDisposableStack, { url, folder, log, signal }: Opening): Promise<pg.PoolConfig> {
  if (url !== undefined) return connectionFromUrl(url)
  return opened.use(await startServer({ folder, log, signal })).connection
}

/** Checks and migrates a database over one connection. */
export async function migrateTo(
  connection: pg.PoolConfig,
  { log, signal }: { log: Log; signal?: AbortSignal | undefined },
): Promise<void> {
  const client = await connectPatiently(connection, { log, signal })
  try {
    await checkVersion(client)
    await migrateDatabase(client)
    await checkText(client, { log })
  } catch (error) {
    throw explain(error, connection)
  } finally {
    await client.end()
  }
}

const patienceForStartMs = 30_000
const patienceForAnswerMs = 5_000

/**
 * Connects one client. A server that says it is starting up gets 30 s, one that does not answer yet 5 s, for the two
 * are often started together.
 */
async function connectPatiently(
  connection: pg.PoolConfig,
  { log, signal }: { log: Log; signal?: AbortSignal | undefined },
): Promise<pg.Client> {
  const began = Date.now()
  for (let told = false; ; ) {
    signal?.throwIfAborted()
    const client = new pg.Client({ ...connection, application_name: 'doumi', connectionTimeoutMillis: 10_000 })
    client.on('error', error => log.warn(`A database connection was lost: ${error.message}`))
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      const patienceMs = codeOf(error).startsWith('57P') ? patienceForStartMs : patienceForAnswerMs
      if (!isPassing(error) || Date.now() - began > patienceMs) throw explain(error, connection)
      if (!told) log.info('The database does not answer yet; waiting for it.')
      told = true
      await sleep(250, undefined, { signal })
    }
  }
}
