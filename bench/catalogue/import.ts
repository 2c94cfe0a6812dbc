import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { type Database, openDatabase } from '#database'
import { openLog } from '#edge'
import { type Media, openMedia } from '#media'
import {
  applyRun,
  feedRun,
  makeRun,
  openShop,
  runView,
  startRun,
  upsertAttribute,
  upsertCategory,
  usualOptions,
} from '#shop'
import { childrenCpuSeconds } from '../frame/processes.ts'
import { rounded } from '../frame/statistics.ts'

const by = { id: '01990000-0000-7000-8000-000000000001', name: 'bench' }
const both = (text: string) => ({ ko: text, en: text })
const head =
  'slug,category,sku,name.ko,name.en,lead.ko,lead.en,about_text.ko,about_text.en,brand,price,stock,attributes,published'

interface Parts {
  db: Database
  media: Media
  /** Of the database's server. */
  postmaster: number
}

/**
 * How many rows a second are compared and written, of a file of products that are new, of one with other prices, and of
 * the same again; and how much of the processor a row takes, here and in PostgreSQL. In a shop of its own in a folder.
 */
export async function measureImport({ folder, rows }: { folder: string; rows: number }) {
  const log = openLog('silent')
  await using database = await openDatabase({ url: undefined, folder, log })
  const { db } = database
  await using media = await openMedia({ db, folder: join(folder, 'media'), log })
  const postmaster = Number.parseInt(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10)
  await db.transaction(async tx => {
    const category = { slug: 'tables', name: both('tables'), about: both('tables'), picture: null }
    await upsertCategory(tx, { category, position: 0 })
    const values = Array.from({ length: 8 }, (_, at) => ({ key: `v${at}`, name: both(`finish ${at}`) }))
    await upsertAttribute(tx, { attribute: { key: 'finish', name: both('finish'), values }, position: 0 })
  })
  const file = (price: number) =>
    Buffer.from([head, ...Array.from({ length: rows }, (_, n) => rowOf(n, price)), ''].join('\n'))
  const parts = { db, media, postmaster }
  const fresh = await imported(parts, file(1000), rows)
  const changed = await imported(parts, file(1500), rows)
  const same = await imported(parts, file(1500), rows)
  return { rows, fresh, changed, same: { compared: same.compared } }
}

function rowOf(n: number, price: number): string {
  const about = `두꺼운 면과 단단한 나무로 손수 만들어요. 비가 와도 젖지 않고 오래 써요. 번호 ${n}`
  const aboutEn = `Made by hand of thick cotton and hard wood. It stays dry in rain and lasts. Number ${n}`
  const cells = [
    ...[`import-${n}`, 'tables', `IMPORT-${n}`, `튼튼한 탁자 ${n}`, `Sturdy table ${n}`],
    ...['언덕에서도 서는 탁자', 'A table that stands on a slope', `"${about}"`, `"${aboutEn}"`],
    ...[`Maker ${n % 40}`, price + (n % 90) * 100, n % 50],
    ...[`finish=v${n % 8}`, '2026-01-01T00:00:00Z'],
  ]
  return cells.join(',')
}

async function imported(parts: Parts, bytes: Buffer, rows: number) {
  const { db, media } = parts
  const make = { bytes, name: 'bench.csv', options: usualOptions, by, now: new Date() }
  const { result, ...compared } = await timed(parts, rows, () => makeRun(db, make))
  const { runId } = result
  const run = await runView(db, { id: runId })
  if (run?.state !== 'ready' || run.counts.wrong > 0) throw new Error(`The file was not read: ${JSON.stringify(run)}`)
  await startRun(db, { runId })
  const { signal } = new AbortController()
  const writing = { db, media, shop: openShop(), log: openLog('silent') }
  const { result: _, ...written } = await timed(parts, rows, () => applyRun(writing, { runId, signal }))
  const end = await runView(db, { id: runId })
  if (end?.state !== 'done' || end.counts.failed > 0) throw new Error(`It was not written: ${JSON.stringify(end)}`)
  await db.delete(feedRun).where(eq(feedRun.id, runId))
  return { compared, written }
}

/** Rows a second, and milliseconds of the processor for a row. */
async function timed<Result>({ postmaster }: Parts, rows: number, work: () => Promise<Result>) {
  const [began, own, theirs] = [performance.now(), process.cpuUsage(), childrenCpuSeconds(postmaster)]
  const result = await work()
  const { user, system } = process.cpuUsage(own)
  return {
    result,
    perS: Math.round((rows / (performance.now() - began)) * 1000),
    nodeMs: rounded((user + system) / 1000 / rows),
    postgresMs: rounded(((childrenCpuSeconds(postmaster) - theirs) * 1000) / rows),
  }
}
