import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from '../scripts/build.ts'
import { startProgram } from '../scripts/program.ts'
import { measureImport } from './catalogue/import.ts'
import { note } from './frame/output.ts'
import type { Bench } from './frame/result.ts'
import { percentile, rounded } from './frame/statistics.ts'
import { fillShop } from './page/shop.ts'

const lantern = '/ko/search?q=%EB%9E%9C%ED%84%B4'
const narrowed = '/ko/c/camping?is=bench-made.v4&is=bench-use.v1&to=60000&stock=1&sort=low'

/**
 * Lists as the nth visitor asks for them, each at an address that nobody asked for before, so that every page is made
 * anew. The counts beside the filters of a category serve for some seconds; `counted` are lists with a price range of
 * their own, whose counts are made anew, too. A search counts every time.
 */
const asked: Record<string, (n: number) => string> = {
  category: n => `/ko/c/camping?n=${n}`,
  newest: n => `/ko/c/camping?sort=newest&n=${n}`,
  'by price': n => `/ko/c/camping?sort=high&n=${n}`,
  narrowed: n => `${narrowed}&n=${n}`,
  whole: n => `/ko/new?n=${n}`,
  'category, counted': n => `/ko/c/camping?from=${n}`,
  'narrowed, counted': n => `${narrowed}&from=${n}`,
  'whole, counted': n => `/ko/new?from=${n}`,
  search: n => `${lantern}&n=${n}`,
  'search narrowed': n => `${lantern}&is=bench-made.v2&stock=1&sort=low&n=${n}`,
  'search misspelt': n => `/ko/search?q=%EB%A0%8C%ED%84%B4&n=${n}`,
  hints: n => `/ko/search/hints?${new URLSearchParams({ q: `${begun[n % begun.length]} ${begun[n % 7]}` })}`,
}

/** Answers before any is counted. */
const warmUps = 3

/** Words on their way, as they stand in the field. */
const begun = [
  'ㄹ',
  'ㄹㅌ',
  '랜',
  '랜ㅌ',
  'ㅇㅈ',
  '의',
  '으',
  '주',
  'ㅈㅈ',
  '담',
  '바',
  'ㅂㄱㄴ',
  'lan',
  'ch',
  '칼',
  '올',
  '호',
]

/**
 * How many rows a second an import compares and writes, and how long pages of lists and of searches take in a shop of
 * 10,000 products, one request after the other.
 */
export const run: Bench = async ({ quick }) => {
  if (!(await ensureBuilt())) throw new Error('There is nothing to measure: the build failed.')
  const folder = mkdtempSync(join(tmpdir(), 'doumi-bench-'))
  try {
    const products = quick ? 2000 : 10_000
    note(`Importing ${products} products ...`)
    const imported = await measureImport({ folder: join(folder, 'import'), rows: products })
    note(`Filling the shop with ${products} products ...`)
    const { dataFolder, cookie } = await fillShop(folder, { products })
    const settings = { DEMO: 'no', NODE_ENV: 'production', TRUST_PROXY: '1' }
    await using program = await startProgram({ dataFolder, settings })
    const ours: Record<string, unknown> = { products, import: imported }
    for (const [name, path] of Object.entries(asked))
      ours[name] = await timed(n => program.origin + path(n), { cookie, times: 50 })
    return { ours }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function timed(address: (n: number) => string, { cookie, times }: { cookie: string; times: number }) {
  const ms: number[] = []
  for (let n = 1; n <= times + warmUps; n++) {
    // each visitor has an address of their own, for so many searches a minute are allowed
    const headers = { cookie, 'x-forwarded-for': `10.0.0.${n}` }
    const started = performance.now()
    const reply = await fetch(address(n), { headers })
    const html = await reply.text()
    if (!reply.ok || !/goods-card|role="option"/.test(html)) throw new Error(`${address(n)}: ${reply.status}`)
    if (n > warmUps) ms.push(performance.now() - started)
  }
  return { p50Ms: rounded(percentile(ms, 0.5)), p95Ms: rounded(percentile(ms, 0.95)) }
}
