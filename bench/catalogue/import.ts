import { eq } from 'drizzle-orm'
import type { Database } from '#database'
import { openLog } from '#edge'
import type { Media } from '#media'
import {
  applyRun,
  feedRun,
  listCategories,
  makeRun,
  openShop,
  runView,
  startRun,
  upsertAttribute,
  usualOptions,
} from '#shop'
import { rounded } from '../frame/statistics.ts'

const by = { id: '01990000-0000-7000-8000-000000000001', name: 'bench' }
const both = (text: string) => ({ ko: text, en: text })
export const head =
  'slug,category,sku,name.ko,name.en,lead.ko,lead.en,about_text.ko,about_text.en,brand,price,stock,attributes,published'

/** How many rows a second are compared and written, of a file of products that are new, are others, and are the same. */
export async function measureImport({ db, media }: { db: Database; media: Media }, { rows }: { rows: number }) {
  const [shelf] = await listCategories(db)
  if (shelf === undefined) throw new Error('There is no category to import into.')
  const values = Array.from({ length: 8 }, (_, at) => ({ key: `v${at}`, name: both(`finish ${at}`) }))
  await db.transaction(tx =>
    upsertAttribute(tx, { attribute: { key: 'import-finish', name: both('finish'), values }, position: 200 }),
  )
  const file = (price: number) =>
    Buffer.from([head, ...Array.from({ length: rows }, (_, n) => rowOf(n, shelf.slug, price)), ''].join('\n'))
  const fresh = await imported({ db, media }, file(1000), rows)
  const changed = await imported({ db, media }, file(1500), rows)
  const same = await imported({ db, media }, file(1500), rows)
  return { rows, fresh, changed, same: { comparedPerS: same.comparedPerS } }
}

export function rowOf(n: number, category: string, price: number): string {
  const about = `두꺼운 면과 단단한 나무로 손수 만들어요. 비가 와도 젖지 않고 오래 써요. 번호 ${n}`
  const aboutEn = `Made by hand of thick cotton and hard wood. It stays dry in rain and lasts. Number ${n}`
  const cells = [
    ...[`import-${n}`, category, `IMPORT-${n}`, `튼튼한 탁자 ${n}`, `Sturdy table ${n}`],
    ...['언덕에서도 서는 탁자', 'A table that stands on a slope', `"${about}"`, `"${aboutEn}"`],
    ...[`Maker ${n % 40}`, price + (n % 90) * 100, n % 50],
    ...[`import-finish=v${n % 8}`, '2026-01-01T00:00:00Z'],
  ]
  return cells.join(',')
}

async function imported({ db, media }: { db: Database; media: Media }, bytes: Buffer, rows: number) {
  const began = performance.now()
  const make = { bytes, name: 'bench.csv', options: usualOptions, by, now: new Date() }
  const { runId } = await makeRun(db, make)
  const compared = performance.now()
  const run = await runView(db, { id: runId })
  if (run?.state !== 'ready' || run.counts.wrong > 0) throw new Error(`The file was not read: ${JSON.stringify(run)}`)
  await startRun(db, { runId })
  const started = performance.now()
  const signal = new AbortController().signal
  await applyRun({ db, media, shop: openShop(), log: openLog('silent') }, { runId, signal })
  const written = performance.now()
  const end = await runView(db, { id: runId })
  if (end?.state !== 'done' || end.counts.failed > 0)
    throw new Error(`The file was not written: ${JSON.stringify(end)}`)
  await db.delete(feedRun).where(eq(feedRun.id, runId))
  const perS = (ms: number) => rounded((rows / ms) * 1000)
  return { comparedPerS: perS(compared - began), writtenPerS: perS(written - started) }
}
