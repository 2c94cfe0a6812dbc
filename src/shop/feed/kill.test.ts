import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, like, sql } from 'drizzle-orm'
import { quiet, testDatabase } from '../../../test/database.ts'
import { feedRun } from '../feed-schema.ts'
import { testShop } from '../fixture.ts'
import { productChange } from '../office-schema.ts'
import { openShop } from '../open.ts'
import { product } from '../schema.ts'
import { applyRun } from './apply.ts'
import { makeRun } from './reading.ts'
import { usualOptions } from './run-options.ts'
import { reviveRuns, runView, startRun } from './runs.ts'

const database = await testDatabase()
const own = await testShop(database)
after(() => own[Symbol.asyncDispose]())
const { db, media } = own
const mina = { id: '01990000-0000-7000-8000-000000000001', name: '민아' }
const amount = 600

/** A program that writes a reading: `RUN_ID CONNECTION`. */
const program = `
import { useDatabase } from '#database'
import { applyRun } from '${new URL('apply.ts', import.meta.url)}'
import { openShop } from '#shop'
const [runId, connection] = process.argv.slice(1)
const log = { info() {}, warn() {}, error() {} }
const { db } = await useDatabase(JSON.parse(connection), { log })
const signal = new AbortController().signal
await applyRun({ db, media: { db }, shop: openShop(), log }, { runId, signal })
`

test('a program that is killed while it writes is followed by another one, and each product is written once', async () => {
  const made = Array.from({ length: amount }, (_, n) => `bulk-${n},kitchen,BULK-${n},물건 ${n},1000,${n}`)
  const bytes = Buffer.from(`slug,category,sku,name.ko,price,stock\n${made.join('\n')}\n`)
  const { runId } = await makeRun(db, { bytes, name: 'goods.csv', options: usualOptions, by: mina, now: new Date() })
  await startRun(db, { runId })
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', program, runId, JSON.stringify(database.connection)],
    { stdio: 'inherit', cwd: new URL('../../..', import.meta.url) },
  )
  const ended = once(child, 'exit')
  const waiting = async () => (await runView(db, { id: runId }))?.counts.waiting ?? 0
  while (child.exitCode === null && (await waiting()) > amount - 100) await sleep(20)
  child.kill('SIGKILL')
  assert.deepEqual(await ended, [null, 'SIGKILL'], 'it was done before it could be killed')
  const left = await waiting()
  assert.ok(left > 0 && left < amount, `${left} of ${amount} were left`)
  const [{ n } = { n: 0 }] = await db
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(product)
    .where(like(product.slug, 'bulk-%'))
  assert.equal(n, amount - left, 'what is noted as written is what is there')
  await db
    .update(feedRun)
    .set({ beatAt: new Date(Date.now() - 70_000) })
    .where(eq(feedRun.id, runId))
  await reviveRuns(db, { now: new Date() })
  await applyRun({ db, media, shop: openShop(), log: quiet }, { runId, signal: new AbortController().signal })
  const end = await runView(db, { id: runId })
  assert.deepEqual([end?.state, end?.counts.waiting, end?.counts.failed], ['done', 0, 0])
  const [{ changes } = { changes: 0 }] = await db
    .select({ changes: sql<number>`count(*)`.mapWith(Number) })
    .from(productChange)
    .where(eq(productChange.by, mina.id))
  assert.equal(changes, amount, 'each product was made once')
})
