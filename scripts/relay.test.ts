import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

const folder = mkdtempSync(join(tmpdir(), 'doumi-relay-'))
after(() => rmSync(folder, { recursive: true }))

/** Writes down every signal, and stops with code 7 a moment after the first. */
const program = `
  import { appendFileSync } from 'node:fs'
  const note = text => appendFileSync(process.argv[2], text + '\\n')
  const alive = setInterval(() => {}, 1000)
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {
    note(signal)
    setTimeout(() => { note('stopped'); process.exitCode = 7; clearInterval(alive) }, 300)
  })
  note('runs ' + process.pid)
`

test('the exit code of the program comes back', async () => {
  const { launcher } = launch('exit', `process.exitCode = Number(process.argv.length)`)
  assert.deepEqual(await once(launcher, 'exit'), [3, null])
})

test('signals that come together reach the program once, and it has the time to stop', async () => {
  const { launcher, lines, until } = launch('once', program)
  await until(1)
  launcher.kill('SIGINT')
  launcher.kill('SIGTERM')
  await sleep(50)
  launcher.kill('SIGINT')
  assert.deepEqual(await once(launcher, 'exit'), [7, null])
  assert.equal(lines().length, 3)
  assert.equal(lines()[2], 'stopped')
})

test('when its launcher is killed, the program stops by itself', async () => {
  const { launcher, lines, until } = launch('orphan', program)
  await until(1)
  launcher.kill('SIGKILL')
  await until(3)
  assert.deepEqual(lines().slice(1), ['SIGTERM', 'stopped'])
})

function launch(name: string, text: string) {
  const script = join(folder, `${name}.mjs`)
  const notes = join(folder, `${name}.txt`)
  writeFileSync(script, text)
  writeFileSync(notes, '')
  const relay = new URL('./relay.mjs', import.meta.url).href
  const main = `import { relay } from ${JSON.stringify(relay)}
    process.exitCode = await relay(process.execPath, ${JSON.stringify([script, notes])})`
  const launcher = spawn(process.execPath, ['--input-type=module', '--eval', main], { stdio: 'ignore' })
  const lines = () => readFileSync(notes, 'utf8').split('\n').slice(0, -1)
  const until = async (count: number) => {
    for (let tries = 0; lines().length < count; tries += 1) {
      assert.ok(tries < 400, `only this was written: ${lines()}`)
      await sleep(25)
    }
  }
  return { launcher, lines, until }
}
