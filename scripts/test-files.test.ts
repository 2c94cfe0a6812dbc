import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { FileResult } from './test-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'doumi-tests-'))
after(() => rmSync(folder, { recursive: true }))

const files = {
  'mixed.test.mjs': `
    import { describe, it, test } from 'node:test'
    test('good', () => {})
    test('bad', () => { console.log('a hint'); throw new RangeError('too far') })
    test('later', { skip: true }, () => {})
    test('parent', async t => { await t.test('inner', () => { throw new Error('deep') }) })
    describe('suite', () => it('in a suite', () => {}))`,
  'crash.test.mjs': `throw new Error('at load')`,
  'open.test.mjs': `import { test } from 'node:test'
    test('leaves something open', () => void setInterval(() => {}, 1000))`,
}

/** In a process of its own, because a test may not run tests. */
function results(): Record<string, FileResult> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const module = new URL('./test-files.ts', import.meta.url).href
  const main = `import { runFiles } from ${JSON.stringify(module)}
    const signal = new AbortController().signal
    const options = { atOnce: 3, signal, onEnd() {} }
    const files = ${JSON.stringify(Object.keys(files))}.map(file => ({ file, timeoutMs: 5000 }))
    files.push({ file: 'needy.test.mjs', timeoutMs: 5000, needs: Promise.reject(new Error('no browser here')) })
    console.log(JSON.stringify(await runFiles(files, options)))`
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  writeFileSync(join(folder, 'main.mjs'), main)
  const output = execFileSync(process.execPath, ['main.mjs'], { cwd: folder, env, encoding: 'utf8' })
  const all: FileResult[] = JSON.parse(output)
  return Object.fromEntries(all.map(result => [result.file, result]))
}

test('every test counts once, a failure is told with its stack and what was printed, and what hangs or is lacking fails', () => {
  const all = results()
  const { 'mixed.test.mjs': mixed, 'crash.test.mjs': crash, 'open.test.mjs': open, 'needy.test.mjs': needy } = all
  assert.deepEqual([mixed?.passed, mixed?.skipped], [2, 1])
  assert.deepEqual(
    mixed?.failures.map(({ name }) => name),
    ['bad', 'inner'],
  )
  assert.match(mixed?.failures[0]?.detail ?? '', /^RangeError.*: too far\n\s+at .*mixed\.test\.mjs:4/)
  assert.match(mixed?.failures[1]?.detail ?? '', /The file printed:\na hint/)
  assert.equal(crash?.failures.length, 1)
  assert.match(crash?.failures[0]?.detail ?? '', /Error: at load/)
  assert.deepEqual([open?.passed, open?.failures.length], [1, 1])
  assert.match(open?.failures[0]?.detail ?? '', /had not ended after 5 s/)
  assert.deepEqual(needy?.failures, [{ name: 'needy.test.mjs', detail: 'no browser here' }])
})
