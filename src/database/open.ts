import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import type pg from 'pg'
import { checkText, checkVersion } from './check.ts'
import { connectPatiently } from './connect.ts'
import type { Log } from './log.ts'
import { migrateDatabase } from './migrate.ts'
import { connectionFromUrl, openPool } from './pool.ts'
import { FolderBusy, runningConnection, startServer } from './supervisor.ts'
import { DatabaseUnavailable, explain } from './unavailable.ts'

/** The query layer over the pool. Names given to `.prepare()` are `room.query`, for one name means one statement. */
export type Database = NodePgDatabase

/** A transaction of it; a function that must be part of its caller's transaction asks for this. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Either; a function that needs no transaction of its own asks for this. */
export type Queryable = Database | Transaction

/** The query layer over one connection, whose transaction is its owner's: nobody may open one of their own on it. */
export function databaseOn(connection: pg.PoolClient): Queryable {
  return drizzle({ client: connection })
}

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
      [Symbol.asyncDispose]: () => pool.close({ patienceMs: 5_000 }),
    }
  } catch (error) {
    await pool.close({ patienceMs: 5_000 })
    throw explain(error, connection)
  }
}

/**
 * Reaches the database as it is, without migrating it, for tools: that of `url`, or that of the data folder, whether a
 * Doumi runs on it or not. Refuses with DatabaseUnavailable, as where there is none.
 */
export async function visitDatabase({ url, folder, log, signal }: Opening): Promise<Visit> {
  if (url === undefined && !existsSync(join(folder, 'postgres')))
    throw new DatabaseUnavailable(`There is no database in the data folder ${folder}; check DOUMI_DATA.`)
  await using opened = new AsyncDisposableStack()
  const connection = await reach(opened, { url, folder, log, signal }).catch(error => {
    if (error instanceof FolderBusy) return runningConnection(folder)
    throw error
  })
  await (await connectPatiently(connection, { log, signal })).end()
  const kept = opened.move()
  return { connection, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** A database that is there while it is visited. */
export type Visit = Pick<OpenDatabase, 'connection'> & AsyncDisposable

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
