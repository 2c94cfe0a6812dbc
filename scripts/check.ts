import { spawn } from 'node:child_process'
import { seconds } from './install.mjs'
import { runFiles } from './test-files.ts'

/** What a part of the check found: nothing, or what it printed. */
type Found = string | undefined

const colours = process.stdout.isTTY && !process.env.NO_COLOR
const bin = 'node_modules/.bin'
const biome = ['check', '--error-on-warnings', `--colors=${colours ? 'force' : 'off'}`]

const results = await Promise.all([
  run('types', () => program(`${bin}/tsc`, colours ? ['--pretty'] : [])),
  run('lint and format', () => program(`${bin}/biome`, biome)),
  run('modules', () => tests('test/modules.test.ts')),
])
const failed = results.filter(ok => !ok).length
console.log(failed === 0 ? 'All good.' : `${failed} of ${results.length} found something.`)
process.exitCode = failed === 0 ? 0 : 1

/** Each part runs at the same time as the others; its output is shown where it finds something. */
async function run(name: string, part: () => Promise<Found>): Promise<boolean> {
  const started = Date.now()
  const found = await part()
  if (found !== undefined) console.log(`\n${found.trimEnd()}\n`)
  console.log(`${found === undefined ? 'ok     ' : 'FAILED '} ${name}, ${seconds(started)}`)
  return found === undefined
}

async function program(file: string, args: readonly string[]): Promise<Found> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk))
  const code = await new Promise<number | null>((settle, fail) => child.on('error', fail).on('close', settle))
  return code === 0 ? undefined : Buffer.concat(output).toString()
}

async function tests(file: string): Promise<Found> {
  const options = { atOnce: 1, signal: new AbortController().signal, onEnd: () => undefined }
  const failures = (await runFiles([{ file, timeoutMs: 60_000 }], options)).flatMap(result => result.failures)
  return failures.length === 0 ? undefined : failures.map(({ name, detail }) => `${name}:${detail}`).join('\n\n')
}
