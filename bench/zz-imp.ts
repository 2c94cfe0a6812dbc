import { mkdtempSync, rmSync, readFileSync, readdirSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { openDatabase } from '#database'
import { openLog } from '#edge'
import { openMedia } from '#media'
import { upsertCategory, upsertAttribute, makeRun, usualOptions, startRun, applyRun, openShop, runView } from '#shop'
import { rowOf, head } from '/work/main/bench/catalogue/import.ts'
import pg from 'pg'
const times = new Map<string, [number, number]>()
const orig = pg.Client.prototype.query as any
;(pg.Client.prototype as any).query = function (...a: any[]) {
  const text = (typeof a[0] === 'string' ? a[0] : a[0]?.text ?? '').replace(/\s+/g, ' ').slice(0, 110)
  const t = performance.now()
  const r = orig.apply(this, a)
  if (r && typeof r.then === 'function') r.then(() => { const e = times.get(text) ?? [0, 0]; e[0] += performance.now() - t; e[1]++; times.set(text, e) }, () => {})
  return r
}
const folder = mkdtempSync('/tmp/imp-')
const N = Number(process.argv[2] ?? 10000)
function stat(pid: string) { try { const s = readFileSync(`/proc/${pid}/stat`, 'utf8'); const f = s.slice(s.lastIndexOf(')') + 2).split(' '); return { ppid: f[1]!, cpu: (Number(f[11]) + Number(f[12])) * 10 } } catch { return { ppid: '', cpu: 0 } } }
try {
  await using database = await openDatabase({ url: undefined, folder, log: openLog('silent') })
  await using media = await openMedia({ db: database.db, folder: folder + '/m', log: openLog('silent') })
  const { db } = database
  const { rows: [pm] } = await db.execute(sql`select pg_backend_pid() as pid`)
  const post = stat(String(pm!.pid)).ppid
  const pgCpu = () => readdirSync('/proc').filter(p => /^\d+$/.test(p)).reduce((sum, p) => { const s = stat(p); return s.ppid === post ? sum + s.cpu : sum }, 0)
  const nodeCpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000 }
  const both = (t: string) => ({ ko: t, en: t })
  await db.transaction(async tx => { await upsertCategory(tx, { category: { slug: 'kitchen', name: both('k'), about: both('k'), picture: null }, position: 0 })
  const values = Array.from({ length: 8 }, (_, at) => ({ key: `v${at}`, name: both(`finish ${at}`) }))
    await upsertAttribute(tx, { attribute: { key: 'import-finish', name: both('finish'), values }, position: 200 }) })
  let hook: (() => void) | undefined
  async function phase<T>(name: string, work: () => Promise<T>): Promise<T> {
    const [t, n, p] = [performance.now(), nodeCpu(), pgCpu()]
    const r = await work()
    const [T, nn, pp] = [performance.now() - t, nodeCpu() - n, pgCpu() - p]
    console.log(name.padEnd(18), `wall ${T.toFixed(0)} ms, node ${nn.toFixed(0)}, pg ${pp.toFixed(0)}; rows per cpu-second ${(N / (nn + pp) * 1000).toFixed(0)}; wall rows/s ${(N / T * 1000).toFixed(0)}`)
    for (const [q, [ms, n]] of [...times].sort((a, b) => b[1][0] - a[1][0]).slice(0, 22)) console.log('   ', ms.toFixed(0).padStart(6), String(n).padStart(4), q)
    times.clear()
    return r
  }
  const by = { id: '01990000-0000-7000-8000-000000000001', name: 'bench' }
  for (const [name, price] of [['new', 1000], ['changed', 1500], ['same', 1500]] as const) {
    const bytes = Buffer.from([head, ...Array.from({ length: N }, (_, n) => rowOf(n, 'kitchen', price)), ''].join('\n'))
    const { runId } = await phase(`compare ${name}`, () => makeRun(db, { bytes, name: 'b.csv', options: usualOptions, by, now: new Date() }))
    console.log((await runView(db, { id: runId }))?.counts)
    await startRun(db, { runId })
    await phase(`write ${name}`, () => applyRun({ db, media, shop: openShop(), log: openLog('silent') }, { runId, signal: new AbortController().signal }))
  }
  if (process.env.STATS) for (const r of (await db.execute(sql`select calls, round(total_exec_time) as ms, left(regexp_replace(query, '\\s+', ' ', 'g'), 130) as q from pg_stat_statements order by total_exec_time desc limit 25`)).rows) console.log(r.calls, r.ms, r.q)
} finally { rmSync(folder, { recursive: true, force: true }) }
