import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { freePort, startProgram, withoutSettings } from '../scripts/program.ts'

const root = resolve(import.meta.dirname, '..')

test('a port in use, a folder in use, a wrong setting and a database that does not answer each end in one sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'start-'))
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = String(typeof address === 'object' && address !== null ? address.port : 0)

  assert.match(
    await refusal({ DOUMI_DATA: folder, PORT: port }),
    new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use`),
  )
  taken.close()
  assert.match(await refusal({ DOUMI_DATA: folder, PORT: 'many' }), /^PORT is "many"; it must be /)
  assert.match(await refusal({ DOUMI_DATA: folder, DOUMI_DATE: 'x' }), /^There is no setting DOUMI_DATE/)
  const nobody = `postgres://doumi:secret@127.0.0.1:${await freePort()}/doumi`
  const unreachable = await refusal({ DOUMI_DATA: folder, DATABASE_URL: nobody })
  assert.match(unreachable, /127\.0\.0\.1/)
  assert.doesNotMatch(unreachable, /secret/)

  await using first = await startProgram({ dataFolder: folder, settings: { DEMO: 'no' } })
  assert.match(await refusal({ DOUMI_DATA: folder, PORT: '0' }), new RegExp(folder))
  assert.equal((await fetch(first.origin)).status, 200)
  assert.equal(await first.stop(), 0)
})

/** What the program prints on standard error when it refuses to start: one line, and a code that is not zero. */
async function refusal(settings: Record<string, string>): Promise<string> {
  const env = { ...withoutSettings(process.env), DEMO: 'no', LOG_LEVEL: 'silent', ...settings }
  const child = spawn(process.execPath, ['src/main.ts'], { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  child.stderr.setEncoding('utf8').on('data', chunk => {
    text += chunk
  })
  const [code] = await once(child, 'close')
  assert.notEqual(code, 0)
  assert.equal(text.trim().split('\n').length, 1, text)
  return text.trim()
}
