import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeTurns } from './turns.ts'

test('no more run at once than may, all run in the order they came, and one that fails gives its turn on', async () => {
  const turns = makeTurns(2)
  const order: number[] = []
  let running = 0
  let most = 0
  const work = (n: number) => async () => {
    order.push(n)
    most = Math.max(most, ++running)
    await sleep(2)
    running--
    if (n === 1) throw new Error('failed')
    return n
  }
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(n => turns.run(work(n))))
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5])
  assert.equal(most, 2)
  assert.deepEqual(
    results.map(one => one.status === 'fulfilled'),
    [true, false, true, true, true, true],
  )
})

test('finished waits for what runs and what waits, and not when idle', async () => {
  const turns = makeTurns(1)
  await turns.finished()
  let done = 0
  for (let n = 0; n < 3; n++) {
    void turns.run(async () => {
      await sleep(2)
      done++
    })
  }
  await turns.finished()
  assert.equal(done, 3)
})
