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

/**
 * Runs test files, each in a process of its own, `atOnce` at a time, and tells of each as it ends. A file that does
 * not end in time is stopped and has failed; an aborted `signal` stops them all.
 */
export async function runFiles(
  files: readonly string[],
  options: { atOnce: number; timeoutMs: number; signal: AbortSignal; onEnd: (result: FileResult) => void },
): Promise<FileResult[]> {
  const waiting = [...files]
  const results: FileResult[] = []
  const work = async () => {
    for (let file = waiting.shift(); file && !options.signal.aborted; file = waiting.shift()) {
      const result = await runFile(file, options)
      if (options.signal.aborted) return
      results.push(result)
      options.onEnd(result)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, work))
  return results
}

async function runFile(file: string, o: { timeoutMs: number; signal: AbortSignal }): Promise<FileResult> {
  const started = Date.now()
  const timeout = AbortSignal.timeout(o.timeoutMs)
  const failures: { name: string; detail: string }[] = []
  let passed = 0
  let skipped = 0
  let printed = ''
  for await (const { type, data } of run({ files: [file], signal: AbortSignal.any([o.signal, timeout]) })) {
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
