import { spawn } from 'node:child_process'
import { seconds } from './install.mjs'

const bin = 'node_modules/.bin'
const colours = process.stdout.isTTY && !process.env.NO_COLOR
/** Each part runs at the same time as the others; its output is shown where it finds something. */
const parts = [
  { name: 'types', command: [`${bin}/tsc`, '--pretty', String(colours)] },
  {
    name: 'lint and format',
    command: [`${bin}/biome`, 'check', `--colors=${colours ? 'force' : 'off'}`, '--error-on-warnings'],
  },
  { name: 'modules', command: [process.execPath, '--test', '--test-reporter=spec', 'test/modules.test.ts'] },
]

const results = await Promise.all(parts.map(run))
const failed = results.filter(ok => !ok).length
console.log(failed === 0 ? 'All good.' : `${failed} of ${results.length} found something.`)
process.exitCode = failed === 0 ? 0 : 1

async function run({ name, command }: (typeof parts)[number]): Promise<boolean> {
  const started = Date.now()
  const env = colours ? { ...process.env, FORCE_COLOR: '1' } : process.env
  const [file = '', ...args] = command
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32', env })
  const output: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk))
  const code = await new Promise<number | null>((settle, fail) => child.on('error', fail).on('close', settle))
  if (code !== 0) process.stdout.write(`\n${Buffer.concat(output)}\n`)
  console.log(`${code === 0 ? 'ok     ' : 'FAILED '} ${name}, ${seconds(started)}`)
  return code === 0
}
