import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { quiet as log, testDatabase } from '../../test/database.ts'
import { alone, unlessDone } from './alone.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { connection } = database

test('what is done alone is done by one after the other, and other work at the same time', async () => {
  const steps: string[] = []
  const work = (name: string) => async () => {
    steps.push(`${name} begins`)
    await sleep(50)
    steps.push(`${name} ends`)
    return name
  }
  const both = [1, 2].map(n => alone({ connection, name: 'same', log }, work(`${n}`)))
  await alone({ connection, name: 'other', log }, async () => undefined)
  assert.deepEqual((await Promise.all(both)).sort(), ['1', '2'])
  const [first] = (steps[0] ?? '').split(' ')
  assert.deepEqual(steps.slice(0, 2), [`${first} begins`, `${first} ends`])
})

test('what another one is doing is left to it, and done again once that has ended or failed', async () => {
  const { promise: end, reject } = Promise.withResolvers<string>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const other = unlessDone({ connection, name: 'sweep', log }, () => {
    begin()
    return end
  })
  await begun
  assert.equal(await unlessDone({ connection, name: 'sweep', log }, async () => 'mine'), undefined)
  reject(new Error('failed'))
  await assert.rejects(other, /failed/)
  assert.equal(await unlessDone({ connection, name: 'sweep', log }, async () => 'mine'), 'mine')
})

test('who waits for another one stops waiting when told to', async () => {
  const { promise: end, resolve } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const other = alone({ connection, name: 'load', log }, () => {
    begin()
    return end
  })
  await begun
  const stop = new AbortController()
  const waiting = alone({ connection, name: 'load', log, signal: stop.signal }, async () => assert.fail('it ran'))
  await sleep(50)
  stop.abort()
  await assert.rejects(waiting, { name: 'AbortError' })
  resolve()
  await other
})
