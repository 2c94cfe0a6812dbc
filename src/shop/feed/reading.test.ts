import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { eq, sql } from 'drizzle-orm'
import { openJobs } from '#database'
import { quiet, testDatabase } from '../../../test/database.ts'
import { feedRow, feedRun } from '../feed-schema.ts'
import { aProduct, sell, someoneWaits, testShop } from '../fixture.ts'
import { openShop } from '../open.ts'
import { product } from '../schema.ts'
import { keepRows } from './dry-run.ts'
import { keepFeedFile } from './files.ts'
import { readFeed } from './read.ts'
import { readRun, startReading } from './reading.ts'
import { usualOptions } from './run-options.ts'
import { cancelRun, reviveRuns, runView } from './runs.ts'
import { workFeeds } from './work.ts'

const database = await testDatabase()
const own = await testShop(database)
after(() => own[Symbol.asyncDispose]())
const { db, media } = own
const mina = { id: '01990000-0000-7000-8000-000000000001', name: '민아' }
const signal = new AbortController().signal
const later = () => new Date(Date.now() + 70_000)

async function* pieces(text: string) {
  for (let at = 0; at < text.length; at += 1000) yield Buffer.from(text.slice(at, at + 1000))
}

const rows = (amount: number) =>
  Array.from({ length: amount }, (_, n) => `read-${n},kitchen,READ-${n},물건 ${n},1000,${n}`)

async function taken(lines: readonly string[]): Promise<string> {
  const text = ['slug,category,sku,name.ko,price,stock', ...lines, ''].join('\n')
  const file = await keepFeedFile(media, { source: pieces(text) })
  return startReading(db, { file, name: 'goods.csv', options: usualOptions, by: mina, now: new Date() })
}

async function asked(name: string): Promise<string[]> {
  const { rows } = await db.execute<{ id: string }>(sql`
    select data ->> 'runId' as id from database.event where name = ${`shop.${name}`} and told_at is null`)
  await db.execute(sql`delete from database.event`)
  return rows.map(row => row.id)
}

test('a file that was taken in is read in the background, with how far it is', async () => {
  const runId = await taken(rows(450))
  assert.deepEqual(await asked('feed_file_taken'), [runId])
  const before = await runView(db, { id: runId })
  assert.deepEqual([before?.state, before?.total, before?.counts.create], ['reading', null, 0])
  await readRun({ db, media }, { runId, now: new Date(), signal })
  const end = await runView(db, { id: runId })
  assert.deepEqual([end?.state, end?.total, end?.counts.create], ['ready', 450, 450])
  assert.deepEqual(await db.select().from(product), [])
  await readRun({ db, media }, { runId, now: new Date(), signal })
  assert.equal((await runView(db, { id: runId }))?.counts.create, 450)
})

test('a reading that is ended in the middle is let go when what was on its way has arrived', async () => {
  const runId = await taken(rows(3))
  const text = ['slug,category,sku,name.ko,price,stock', ...rows(3), ''].join('\n')
  const now = new Date()
  const read = await readFeed(Buffer.from(text), { currency: 'KRW', lang: 'ko', now })
  const onPart = () => Promise.reject(new Error('stop'))
  let isOver = false
  let stopped: Promise<unknown> | undefined
  await db.transaction(async tx => {
    await tx.execute(sql`lock table ${feedRow} in share row exclusive mode`)
    const comparing = { runId, read, options: usualOptions, feedId: null, isElsewhere: false, now, onPart }
    stopped = keepRows(db, comparing).finally(() => {
      isOver = true
    })
    stopped.catch(() => {})
    await someoneWaits(db)
    assert.equal(isOver, false)
  })
  await assert.rejects(stopped!, /stop/)
  assert.equal((await runView(db, { id: runId }))?.counts.create, 3)
  await cancelRun(db, { runId, now })
  await asked('feed_file_taken')
})

test('a process that ends while it reads is followed by another one, which reads each row once', async () => {
  const runId = await taken(rows(450))
  const stopping = new AbortController()
  stopping.abort()
  await readRun({ db, media }, { runId, now: new Date(), signal: stopping.signal })
  assert.equal((await runView(db, { id: runId }))?.state, 'reading')
  // As a kill leaves it: in the middle, held by nobody who lives.
  const row = {
    runId,
    position: 1,
    act: 'create',
    name: 'half',
    differences: [],
    seen: {},
    notes: [],
    state: 'waiting',
  }
  await db.insert(feedRow).values(row as typeof feedRow.$inferInsert)
  await db.update(feedRun).set({ worker: mina.id, beatAt: new Date() }).where(eq(feedRun.id, runId))
  await asked('feed_file_taken')
  await reviveRuns(db, { now: new Date() })
  assert.deepEqual(await asked('feed_file_taken'), [], 'somebody lives')
  await reviveRuns(db, { now: later() })
  assert.deepEqual(await asked('feed_file_taken'), [runId])
  await readRun({ db, media }, { runId, now: later(), signal })
  const end = await runView(db, { id: runId })
  assert.deepEqual([end?.state, end?.counts.create], ['ready', 450])
})

test('a reading that is called off reads no further', async () => {
  const runId = await taken(rows(450))
  assert.equal(await cancelRun(db, { runId, now: new Date() }), true)
  await readRun({ db, media }, { runId, now: new Date(), signal })
  const run = await runView(db, { id: runId })
  assert.deepEqual([run?.state, run?.counts.create], ['cancelled', 0])
})

test('a file that cannot be read, or is gone, fails with the reason', async () => {
  const file = await keepFeedFile(media, { source: pieces('<!doctype html><html><body>Sign in</body></html>') })
  const make = { name: 'goods.csv', options: usualOptions, by: mina, now: new Date() }
  const page = await startReading(db, { file, ...make })
  await readRun({ db, media }, { runId: page, now: new Date(), signal })
  assert.deepEqual((await runView(db, { id: page }))?.reason, { code: 'web_page' })
  const gone = await startReading(db, { file: '0'.repeat(64), ...make })
  await readRun({ db, media }, { runId: gone, now: new Date(), signal })
  const run = await runView(db, { id: gone })
  assert.deepEqual([run?.state, run?.reason], ['failed', { code: 'file_gone' }])
  await assert.rejects(keepFeedFile(media, { source: pieces('') }), { code: 'feeds.no_file' })
})

test('a gigabyte is refused while it comes, and nothing of it is kept', async () => {
  let sent = 0
  async function* endless() {
    for (; sent < 1024; sent += 1) yield Buffer.alloc(1024 * 1024, 'x')
  }
  await assert.rejects(keepFeedFile(media, { source: endless() }), { code: 'feeds.too_large', status: 413 })
  assert.ok(sent < 70, 'it read on behind the limit')
  for await (const { sha256 } of media.blobs.list()) assert.notEqual((await media.blobs.stat(sha256))?.sizeBytes, sent)
})

test('the program reads what was taken in by itself', async () => {
  await sell(db, [aProduct({ slug: 'mug' })])
  await db.execute(sql`delete from database.event`)
  const jobs = openJobs({ db, connection: database.connection, log: quiet })
  workFeeds(jobs, { db, media, shop: openShop(), log: quiet })
  const runId = await taken(['mug,kitchen,SKU-mug,머그,15000,9'])
  await jobs.begin()
  for (let n = 0; n < 200 && (await runView(db, { id: runId }))?.state !== 'ready'; n += 1)
    await new Promise(done => setTimeout(done, 100))
  await jobs[Symbol.asyncDispose]()
  const run = await runView(db, { id: runId })
  assert.deepEqual([run?.state, run?.counts.update], ['ready', 1])
})
