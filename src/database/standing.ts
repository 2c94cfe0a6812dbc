import type pg from 'pg'
import { knownMigrations } from './migrate.ts'

/** How a database stands to this program: of use, not answering in time, or of another version. */
export type Standing = 'ready' | 'away' | 'other_version'

/** How long it may take to answer. */
const patienceMs = 3000
/** For how long an answer holds, so that asking often costs nothing. */
const holdsMs = 1000

/** Gives a question that is asked of the database over its pool, one at a time; it never throws. */
export function askStanding(pool: pg.Pool): () => Promise<Standing> {
  const known = knownMigrations().join()
  let asking: Promise<Standing> | undefined
  let answer: { standing: Standing; until: number } | undefined

  async function ask(): Promise<Standing> {
    const text = 'select hash from drizzle.__drizzle_migrations order by id'
    const query = { text, query_timeout: patienceMs }
    const standing = await pool.query<{ hash: string }>(query).then(
      ({ rows }): Standing => (rows.map(row => row.hash).join() === known ? 'ready' : 'other_version'),
      (): Standing => 'away',
    )
    answer = { standing, until: performance.now() + holdsMs }
    asking = undefined
    return standing
  }

  return async () => {
    if (answer !== undefined && performance.now() < answer.until) return answer.standing
    asking ??= ask()
    const late = Promise.withResolvers<Standing>()
    const timer = setTimeout(() => late.resolve('away'), patienceMs)
    return Promise.race([asking, late.promise]).finally(() => clearTimeout(timer))
  }
}
