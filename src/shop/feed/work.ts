import type { Jobs } from '#database'
import { type ApplyParts, applyRun } from './apply.ts'
import { feedAsked, feedFileTaken, feedRunStarted } from './events.ts'
import { askDue, askFeed } from './feeds.ts'
import { readRun } from './reading.ts'
import { forgetRuns, reviveRuns } from './runs.ts'

/** Lets this process read feeds and write what was read, in the background. */
export function workFeeds(jobs: Jobs, parts: ApplyParts): void {
  const { db, reach } = parts
  jobs.on(feedFileTaken, 'read', ({ runId }, { now, signal }) => readRun(parts, { runId, now, signal }))
  jobs.on(feedRunStarted, 'write', ({ runId }, { signal }) => applyRun(parts, { runId, signal }))
  jobs.on(feedAsked, 'ask', ({ feedId }, { now, signal }) =>
    askFeed(db, { feedId, now, signal, ...(reach && { reach }) }),
  )
  jobs.every('shop.feeds', '* * * * *', async ({ now }) => {
    await reviveRuns(db, { now })
    await askDue(db, { now })
  })
  jobs.every('shop.forget_feeds', '50 3 * * *', ({ now }) => forgetRuns(db, { now }))
}
