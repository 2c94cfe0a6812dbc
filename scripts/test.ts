import { chmodSync, globSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './build.ts'
import { ensureChromium } from './chromium.ts'
import { say, seconds } from './install.mjs'
import { ensureNatsServer } from './nats-server.ts'
import { withoutSettings } from './program.ts'
import { type FileResult, runFiles } from './test-files.ts'

const wanted = process.argv.slice(3)
const paths = globSync('{src,demo,test,scripts,bench}/**/*.test.ts', { exclude: ['**/node_modules', 'bench/peers'] })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => wanted.length === 0 || wanted.some(pattern => file.includes(pattern)))
const journeys = largestFirst(paths.filter(file => file.endsWith('.e2e.test.ts')))
const units = largestFirst(paths.filter(file => !file.endsWith('.e2e.test.ts')))

/** What any file has ended in, on a busy machine too. */
const timeoutMs = 600_000
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())

if (paths.length === 0) {
  say(`No test file has ${wanted.join(' or ')} in its path.`)
  process.exitCode = 1
} else process.exitCode = await runAll()

/** Everything that the tests leave in the temporary folder goes with one folder of ours. */
async function runAll(): Promise<number> {
  const started = Date.now()
  if (!(await ensureBuilt())) return 1
  const folder = mkdtempSync(join(tmpdir(), 'doumi-test-'))
  chmodSync(folder, 0o711)
  process.env = { ...withoutSettings(process.env), TMPDIR: folder, TMP: folder, TEMP: folder }
  try {
    const results = await runWithDatabase(folder)
    if (!stop.signal.aborted) return report(results, started)
  } catch (error) {
    if (!stop.signal.aborted) throw error
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
  say('Stopped.')
  return 130
}

async function runWithDatabase(folder: string): Promise<FileResult[]> {
  const { startTestServer } = await import('../test/database.ts')
  await using server = await startTestServer()
  process.env.TEST_DATABASE_URL = server.url
  // Once, before several test files would at the same time. Where it cannot be had, those that need it say so.
  if (units.length > 0) process.env.NATS_SERVER = natsServer()
  const stage = journeys.length > 0 ? prepareStage(folder) : undefined
  const files = [
    ...units.map(file => ({ file, timeoutMs })),
    ...journeys.map(file => ({ file, timeoutMs, needs: stage })),
  ]
  const atOnce = Math.min(4, Math.max(2, availableParallelism()))
  const results = await runFiles(files, { signal: stop.signal, onEnd: tell, atOnce })
  await stage?.catch(() => undefined)
  return results
}

/** What all journeys need: a browser, and a demo shop that each takes a copy of. */
async function prepareStage(folder: string): Promise<void> {
  process.env.CHROMIUM = ensureChromium()
  process.env.TEST_SHOP = join(folder, 'demo-shop')
  const { makeDemoShop } = await import('../test/demo-shop.ts')
  await makeDemoShop(process.env.TEST_SHOP, stop)
}

/** So that no long one is left for the end, when there is nothing else to do beside it. */
function largestFirst(files: readonly string[]): string[] {
  return files.toSorted((one, other) => statSync(other).size - statSync(one).size)
}

function natsServer(): string {
  try {
    return ensureNatsServer()
  } catch {
    return ''
  }
}

function tell({ file, passed, failures, ms }: FileResult): void {
  const verdict = failures.length === 0 ? 'ok    ' : 'FAILED'
  const count = failures.length === 0 ? `${passed}` : `${failures.length} of ${passed + failures.length}`
  console.log(`${verdict} ${file}  (${count}, ${(ms / 1000).toFixed(1)} s)`)
}

function report(results: readonly FileResult[], started: number): number {
  const sum = (count: (result: FileResult) => number) => results.reduce((total, result) => total + count(result), 0)
  for (const { file, failures } of results) {
    for (const { name, detail } of failures) console.log(`\nFAILED ${file}: ${name}\n${detail.replaceAll(/^/gm, '  ')}`)
  }
  const failed = sum(({ failures }) => failures.length)
  const skipped = sum(result => result.skipped)
  console.log(`\n${results.length} files in ${seconds(started)}${skipped > 0 ? `\n${skipped} skipped` : ''}`)
  console.log(`${sum(({ passed }) => passed)} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
