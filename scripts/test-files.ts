import { run } from 'node:test'
import { inspect } from 'node:util'

/** What became of one test file. */
export interface FileResult {
  file: string
  passed: number
  skipped: number
  failures: readonly { name: string; detail: string }[]
  ms: number
}

/** A test file, and how long it may take. */
export interface TestFile {
  file: string
  timeoutMs: number
  /** What it needs; where that cannot be had, the file has failed. */
  needs?: Promise<void> | undefined
}

const resolveOnce = new URL('./resolve-once.mjs', import.meta.url).href

/**
 * Runs test files in their order, each in a process of its own, `atOnce` at a time, and tells of each as it ends. A
 * file that does not end in time is stopped and has failed; an aborted `signal` stops them all.
 */
export async function runFiles(
  files: readonly TestFile[],
  options: { atOnce: number; signal: AbortSignal; onEnd: (result: FileResult) => void },
): Promise<FileResult[]> {
  // Each is told of where its file comes to need it.
  for (const { needs } of files) needs?.catch(() => undefined)
  const waiting = [...files]
  const results: FileResult[] = []
  const work = async () => {
    for (let next = waiting.shift(); next && !options.signal.aborted; next = waiting.shift()) {
      const { file } = next
      const result = await runFile(next, options).catch(error => failed(file, error))
      if (options.signal.aborted) return
      results.push(result)
      options.onEnd(result)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, work))
  return results
}

function failed(file: string, error: unknown): FileResult {
  const detail = error instanceof Error ? error.message : String(error)
  return { file, passed: 0, skipped: 0, failures: [{ name: file, detail }], ms: 0 }
}

async function runFile({ file, needs, ...o }: TestFile, { signal }: { signal: AbortSignal }): Promise<FileResult> {
  await needs
  const started = Date.now()
  const timeout = AbortSignal.timeout(o.timeoutMs)
  const failures: { name: string; detail: string }[] = []
  let passed = 0
  let skipped = 0
  let printed = ''
  const running = run({
    files: [file],
    execArgv: ['--import', resolveOnce],
    signal: AbortSignal.any([signal, timeout]),
  })
  for await (const { type, data } of running) {
    if (type === 'test:stdout' || type === 'test:stderr') printed += data.message
    else if (type === 'test:pass' && data.details.type !== 'suite') {
      if (data.skip !== undefined || data.todo !== undefined) skipped += 1
      else passed += 1
    } else if (type === 'test:fail') {
      const { error } = data.details
      // A parent that failed only because a test inside it did would be told twice.
      if ('failureType' in error && error.failureType === 'subtestsFailed') continue
      failures.push({ name: data.name, detail: detailOf(error) })
    }
  }
  if (timeout.aborted) {
    const detail = `It had not ended after ${o.timeoutMs / 1000} s: a test hangs, or something it opened is still open.`
    failures.splice(0, failures.length, ...failures.filter(({ name }) => name !== file), { name: file, detail })
  }
  const last = failures.at(-1)
  if (last && printed) last.detail += `\nThe file printed:\n${printed.trimEnd()}`
  return { file, passed, skipped, failures, ms: Date.now() - started }
}

function detailOf(error: Error): string {
  const cause = error.cause ?? error.message
  // The message of an assertion holds its difference already; inspected, it would be shown twice.
  const said = cause instanceof Error && 'generatedMessage' in cause ? (cause.stack ?? cause.message) : undefined
  const text = said ?? (typeof cause === 'string' ? cause : inspect(cause, { depth: 4 }))
  return text
    .split('\n')
    .filter(line => !/^\s+at .*\bnode:/.test(line))
    .map(line => line.replace(/^AssertionError \[ERR_ASSERTION\]: /, ''))
    .join('\n')
}
