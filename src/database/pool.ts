import pg from 'pg'
import type { Log } from './log.ts'
import { DatabaseUnavailable, explain } from './unavailable.ts'

/**
 * The connection settings for a DATABASE_URL. Refuses what is no PostgreSQL address; the refusal does not repeat the
 * address, for it may hold a password.
 */
export function connectionFromUrl(url: string): pg.PoolConfig {
  const connection = { connectionString: url }
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('not a PostgreSQL address')
    new pg.Client(connection)
  } catch {
    throw new DatabaseUnavailable(
      'DATABASE_URL is not the address of a PostgreSQL: it looks like postgresql://user:password@host:5432/database.',
    )
  }
  return connection
}

/**
 * A pool of at most 10 connections. It does not connect yet; a connection that dies is replaced.
 * A query that gets no connection fails with DatabaseUnavailable, and the next one tries again.
 */
export function openPool(connection: pg.PoolConfig, { log }: { log: Log }): CarefulPool {
  const pool = new CarefulPool({
    ...connection,
    max: 10,
    application_name: 'doumi',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  })
  pool.on('error', error => log.warn(`A database connection was lost: ${error.message}`))
  return pool
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

class CarefulPool extends pg.Pool {
  readonly #clients = new Set<pg.PoolClient>()

  constructor(config: pg.PoolConfig) {
    super(config)
    this.on('connect', client => {
      this.#clients.add(client)
      // The pool hears of a death only while the client is idle; between two queries of a transaction nobody would.
      client.on('error', () => undefined)
    })
    this.on('remove', client => this.#clients.delete(client))
  }

  override connect(): Promise<pg.PoolClient>
  override connect(callback: Connected): void
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const explained = (error: unknown) => explain(error, this.options) as Error
    if (callback === undefined) {
      return super.connect().catch(error => {
        throw explained(error)
      })
    }
    super.connect((error, client, done) => callback(error && explained(error), client, done))
  }

  /** Ends all connections; those still in use are cut after `patienceMs`. */
  async close({ patienceMs }: { patienceMs: number }): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, patienceMs)
    await Promise.race([this.end(), late])
    clearTimeout(timer)
    await Promise.all([...this.#clients].map(client => client.end()))
  }
}
