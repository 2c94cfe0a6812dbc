/** The five characters with which PostgreSQL says what went wrong; empty for anything else. */
export function sqlState(thrown: unknown): string {
  if (!(thrown instanceof Error)) return ''
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return sqlState(thrown.cause)
}

/** unique_violation, deadlock_detected, serialization_failure (PostgreSQL, appendix A). */
const races = ['23505', '40P01', '40001']
const mostAttempts = 5

/**
 * Does work that is a transaction of its own, again where another one was in its way: wrote the same first, or locked in
 * another order. The next attempt finds what the other has left. The last one's fault is thrown.
 */
export async function againOnRace<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (thrown) {
      if (attempt === mostAttempts || !races.includes(sqlState(thrown))) throw thrown
    }
  }
}
