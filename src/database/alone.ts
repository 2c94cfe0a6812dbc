import type pg from 'pg'
import { connectPatiently } from './connect.ts'
import type { Log } from './log.ts'

/** What is done alone, and where. */
export interface Alone {
  connection: pg.PoolConfig
  /** The room's and the work's, such as `demo.load`. */
  name: string
  log: Log
  signal?: AbortSignal | undefined
}

/** Does some work while no other process of the same database does it; those who ask meanwhile wait for it. */
export async function alone<T>({ name, ...how }: Alone, work: () => Promise<T>): Promise<T> {
  return locked(how, { ask: 'select pg_advisory_lock(hashtextextended($1, 0))', name }, work)
}

/** Does some work unless another process of the same database is doing it; then it gives undefined at once. */
export async function unlessDone<T>({ name, ...how }: Alone, work: () => Promise<T>): Promise<T | undefined> {
  const ask = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken'
  return locked(how, { ask, name }, async ({ taken } = {}) => (taken === false ? undefined : work()))
}

// The lock is that of the connection, so it ends with the process, however that ends.
async function locked<T>(
  { connection, log, signal }: Omit<Alone, 'name'>,
  { ask, name }: { ask: string; name: string },
  work: (row: { taken?: boolean } | undefined) => Promise<T>,
): Promise<T> {
  const client = await connectPatiently(connection, { log, signal })
  // It may be waiting for the lock, which cutting the connection ends.
  const cut = () => void client.end()
  signal?.addEventListener('abort', cut, { once: true })
  try {
    await client.query('set statement_timeout = 0; set lock_timeout = 0; set idle_session_timeout = 0')
    const { rows } = await client.query<{ taken?: boolean }>(ask, [`doumi.${name}`]).catch(error => {
      signal?.throwIfAborted()
      throw error
    })
    signal?.removeEventListener('abort', cut)
    return await work(rows[0])
  } finally {
    await client.end()
  }
}
