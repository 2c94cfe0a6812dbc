import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from './log.ts'
import { isPassing, isUnavailable } from './unavailable.ts'

/** How long the next try waits, in milliseconds. */
const restMs = 1000

/** Does work that may meet a database which is away for the moment, again until it is there or the program stops. */
export async function untilThere<T>(
  work: () => Promise<T>,
  { log, signal }: { log: Log; signal: AbortSignal },
): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (thrown) {
      if (signal.aborted || !(isUnavailable(thrown) || isPassing(thrown))) throw thrown
      log.warn('The database is away for the moment; trying again.')
      await sleep(restMs, undefined, { signal }).catch(() => {})
    }
  }
}
