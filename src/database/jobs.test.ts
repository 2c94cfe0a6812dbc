import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { quiet, testDatabase } from '../../test/database.ts'
import { emit, eventKind } from './events.ts'
import { type Job, openJobs } from './jobs.ts'

const database = await testDatabase()
after(() => database[Symbol.asyncDispose]())
const { db, connection } = database
const log = { ...quiet, error() {} }
const open = () => openJobs({ db, connection, log })
const mugSold = eventKind('shop.mug_sold', v.object({ mug: v.number() }))

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 200 && !holds(); n += 1) await sleep(100)
  assert.ok(holds())
}

test('whoever listens hears of what was committed, and of nothing else', async () => {
  await using jobs = open()
  const heard: string[] = []
  jobs.on(mugSold, 'first', async ({ mug }) => void heard.push(`first ${mug}`))
  jobs.on(mugSold, 'second', async ({ mug }) => void heard.push(`second ${mug}`))
  await emit(db, mugSold({ mug: 1 }))
  await jobs.begin()
  await db
    .transaction(async tx => {
      await emit(tx, mugSold({ mug: 2 }))
      throw new Error('not sold after all')
    })
    .catch(() => {})
  await db.transaction(tx => emit(tx, mugSold({ mug: 3 })))
  await until(() => heard.length === 4)
  assert.deepEqual(heard.toSorted(), ['first 1', 'first 3', 'second 1', 'second 3'])
})

test('work that fails is done again, and two processes do it once', async () => {
  await using one = open()
  await using other = open()
  let tries = 0
  const done: number[] = []
  const press: Job<{ n: number }> = {
    name: 'test.press',
    schema: v.object({ n: v.number() }),
    async run({ n }) {
      tries += 1
      if (tries === 1) throw new Error('again')
      done.push(n)
    },
  }
  for (const jobs of [one, other]) {
    jobs.add(press)
    await jobs.begin()
  }
  for (let n = 0; n < 5; n += 1) await db.transaction(tx => one.start(tx, press, { n }))
  await until(() => done.length === 5)
  await sleep(500)
  assert.deepEqual(done.toSorted(), [0, 1, 2, 3, 4])
})
