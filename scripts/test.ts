import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuilt } from './build.ts'
import { ensureChromium } from './chromium.ts'
import { say, seconds } from './install.mjs'
import { ensureNatsServer } from './nats-server.ts'
import { withoutSettings } from './program.ts'
import { type FileResult, runFiles } from './test-files.ts'

const wanted = process.argv.slice(3)
const files = globSync('{src,demo,test,scripts,bench}/**/*.test.ts', { exclude: ['**/node_modules', 'bench/peers'] })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => wanted.length === 0 || wanted.some(pattern => file.includes(pattern)))
  .sort()
const journeys = files.filter(file => file.endsWith('.e2e.test.ts'))
const units = files.filter(file => !file.endsWith('.e2e.test.ts'))

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())

if (files.length === 0) {
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
    const results = await runWithDatabase()
    if (stop.signal.aborted) {
      say('Stopped.')
      return 130
    }
    return report(results, started)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

async function runWithDatabase(): Promise<FileResult[]> {
  const { startTestServer } = await import('../test/database.ts')
  await using server = await startTestServer()
  process.env.TEST_DATABASE_URL = server.url
  // Once, before several test files would at the same time. Where it cannot be had, those that need it say so.
  if (units.length > 0) process.env.NATS_SERVER = natsServer()
  const atOnce = Math.min(4, Math.max(2, availableParallelism()))
  const shared = { signal: stop.signal, onEnd: tell }
  const results = await runFiles(units, { ...shared, atOnce, timeoutMs: 120_000 })
  if (journeys.length === 0 || stop.signal.aborted) return results
  try {
    process.env.CHROMIUM = ensureChromium()
  } catch (error) {
    const failure = { name: 'the browser journeys', detail: error instanceof Error ? error.message : String(error) }
    return [...results, { file: journeys.join(', '), passed: 0, skipped: 0, failures: [failure], ms: 0 }]
  }
  return [...results, ...(await runFiles(journeys, { ...shared, atOnce: 1, timeoutMs: 300_000 }))]
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
