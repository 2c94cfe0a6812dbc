import { channel } from 'node:diagnostics_channel'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { problems } from '#language'
import { Problem } from './problem.ts'

/** So many takes within so many seconds for each key. */
export type Limit = RateLimiterMemory

/** Tells the name of a limit each time that it refuses somebody, to whoever counts that. */
export const limitHit = channel('doumi.limit_hit')

/** Makes a limit; `name` tells it from others that count the same keys. */
export function makeLimit({ name, points, seconds }: { name: string; points: number; seconds: number }): Limit {
  return new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
}

/** Takes one from the limit, or refuses as `limited` with the seconds to wait. */
export async function takeFrom(limit: Limit, key: string, points = 1): Promise<void> {
  try {
    await limit.consume(key, points)
  } catch (thrown) {
    if (!(thrown instanceof RateLimiterRes)) throw thrown
    limitHit.publish(limit.keyPrefix)
    const seconds = Math.max(1, Math.ceil(thrown.msBeforeNext / 1000))
    throw new Problem('limited', 'limited', lang => problems.limited(lang, { seconds }), seconds)
  }
}
