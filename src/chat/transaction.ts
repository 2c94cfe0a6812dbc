import type pg from 'pg'
import type { Statement } from './amend.ts'

/** What runs a parameterised statement. */
export interface Connection {
  query(statement: Statement | string): Promise<{ rows: unknown[] }>
}

/** A `pg` pool fits: a statement on any of its connections, or one connection for a transaction of several. */
export interface Runner extends Connection {
  connect(): Promise<pg.PoolClient>
}

/** Runs work on one connection, all of it or nothing. */
export async function inTransaction<T>(runner: Runner, work: (connection: pg.PoolClient) => Promise<T>): Promise<T> {
  const connection = await runner.connect()
  let broken = true
  try {
    await connection.query('begin')
    const result = await work(connection)
    await connection.query('commit')
    broken = false
    return result
  } catch (thrown) {
    await connection.query('rollback').then(
      () => {
        broken = false
      },
      // A connection that cannot go back is thrown away; what it was doing is undone with it.
      () => {},
    )
    throw thrown
  } finally {
    connection.release(broken)
  }
}
