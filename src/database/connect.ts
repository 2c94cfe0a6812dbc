import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from './log.ts'
import { codeOf, explain, isPassing } from './unavailable.ts'

const patienceForStartMs = 30_000
const patienceForAnswerMs = 10_000

/**
 * Connects one client. A server that says it is starting up gets 30 s, one that does not answer yet 10 s, for the two
 * are often started together.
 */
export async function connectPatiently(
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
