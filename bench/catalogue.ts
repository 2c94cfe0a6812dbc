import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#database'
import { openLog } from '#edge'
import { ensureBuilt } from '../scripts/build.ts'
import { startProgram } from '../scripts/program.ts'
import { note } from './frame/output.ts'
import type { Bench } from './frame/result.ts'
import { percentile, rounded } from './frame/statistics.ts'
import { sellMany } from './page/many.ts'
import { fillShop } from './page/shop.ts'

/** Lists as somebody asks for them who has an identity, so that no page comes from memory. */
const asked = {
  category: '/ko/c/camping',
  deep: '/ko/c/camping?sort=high',
  narrowed: '/ko/c/camping?is=bench-made.v4&is=bench-use.v1&from=5000&to=60000&stock=1&sort=low',
  whole: '/ko/new',
  search: '/ko/search?q=%EB%9E%9C%ED%84%B4',
  'search narrowed': '/ko/search?q=%EB%9E%9C%ED%84%B4&is=bench-made.v2&stock=1&sort=low',
  'search misspelt': '/ko/search?q=%EB%A0%8C%ED%84%B4',
}

/** How long pages of lists and of searches take in a shop of 10,000 products, one request after the other. */
export const run: Bench = async ({ quick }) => {
  if (!(await ensureBuilt())) throw new Error('There is nothing to measure: the build failed.')
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    const products = quick ? 2000 : 10_000
    note(`Filling the shop with ${products} products ...`)
    const { dataFolder, cookie } = await fillShop(folder)
    {
      await using database = await openDatabase({ url: undefined, folder: dataFolder, log: openLog('silent') })
      await sellMany(database.db, { products })
    }
    await using program = await startProgram({ dataFolder, settings: { DEMO: 'no', NODE_ENV: 'production' } })
    const ours: Record<string, unknown> = { products }
    // a minute holds 60 searches of one address
    for (const [name, path] of Object.entries(asked))
      ours[name] = await timed(program.origin + path, { cookie, times: path.includes('search') ? 15 : 50 })
    return { ours }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function timed(url: string, { cookie, times }: { cookie: string; times: number }) {
  const ms: number[] = []
  for (let i = -3; i < times; i++) {
    const started = performance.now()
    const reply = await fetch(url, { headers: { cookie } })
    const html = await reply.text()
    if (!reply.ok || !html.includes('goods-card')) throw new Error(`${url}: ${reply.status}`)
    if (i >= 0) ms.push(performance.now() - started)
  }
  return { p50Ms: rounded(percentile(ms, 0.5)), p95Ms: rounded(percentile(ms, 0.95)) }
}
