import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

// Before anything else, for threads take over what the one that starts them has.
setPriority(10)
endFirst()
// Whoever asked is gone: what is made here is wanted no more.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.once('message', (task: unknown) => void work(task))

/** Does the one task this process was started for, says how far it is and how much memory it has, and ends. */
async function work(sent: unknown): Promise<void> {
  const { task } = await import('./task.ts')
  const beat = setInterval(() => send({ kind: 'beat', memoryBytes: process.memoryUsage.rss() }), 250)
  try {
    const tell = (atMs: number) => send({ kind: 'at', atMs, memoryBytes: process.memoryUsage.rss() })
    send({ kind: 'done', result: await task(sent, { tell }) })
  } catch (thrown) {
    const { RenderFault } = await import('./fault.ts')
    if (isFull(thrown)) send({ kind: 'fault', reason: 'no_space' })
    else if (thrown instanceof RenderFault) send({ kind: 'fault', reason: thrown.reason, atMs: thrown.atMs })
    else send({ kind: 'broken', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) })
  } finally {
    clearInterval(beat)
  }
}

/** Where memory runs out (Linux) it is this process that is ended, and neither the shop nor its database. */
function endFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // Other systems have no such thing.
  }
}

/** ENOSPC, as Node or FFmpeg says it. */
function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === -28)
}

function send(told: object): void {
  process.send?.(told)
}
