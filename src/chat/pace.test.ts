import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPace } from './pace.ts'

/** Flushes as often as the pace lets it, each taking `ms`, until told to stop; gives how often. */
async function flushing(pace: ReturnType<typeof openPace>, ms: number, stop: AbortSignal): Promise<number> {
  let count = 0
  for (; !stop.aborted; count += 1) {
    await pace.turn()
    await sleep(ms)
    pace.spent({ ms, heavy: true })
  }
  return count
}

test('heavy rooms rest together for longer than they work together, and none of them is left out', async () => {
  const pace = openPace()
  const stop = AbortSignal.timeout(1000)
  const counts = await Promise.all([1, 2, 3, 4].map(() => flushing(pace, 10, stop)))
  const flushes = counts.reduce((sum, count) => sum + count, 0)
  // Each takes 10 ms and is followed by a rest of 30; four more may be under way when it ends.
  assert.ok(flushes <= 29, `${flushes} flushes`)
  assert.ok(Math.min(...counts) > 0 && Math.max(...counts) - Math.min(...counts) <= 2, `${counts}`)
})

test('a flush that takes long is followed by a rest of the same length', async () => {
  const pace = openPace()
  await pace.turn()
  pace.spent({ ms: 80, heavy: true })
  const began = performance.now()
  await pace.turn()
  const waited = performance.now() - began
  assert.ok(waited >= 75 && waited < 200, `${waited} ms`)
})

test('what light rooms spend makes heavy ones wait, but never for long', async () => {
  const pace = openPace()
  pace.spent({ ms: 60, heavy: false })
  const began = performance.now()
  await pace.turn()
  pace.spent({ ms: 0, heavy: true })
  const waited = performance.now() - began
  assert.ok(waited >= 55, `${waited} ms`)
  for (let n = 0; n < 1000; n += 1) pace.spent({ ms: 100, heavy: false })
  const again = performance.now()
  await pace.turn()
  assert.ok(performance.now() - again < 1500, `${performance.now() - again} ms`)
})

test('a heavy room that comes first does not wait', async () => {
  const began = performance.now()
  await openPace().turn()
  assert.ok(performance.now() - began < 50)
})
