import { parseArgs } from 'node:util'
import { loadEntry } from '../frame/entries.ts'
import { report } from '../frame/output.ts'
import type { Proof } from '../frame/result.ts'

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: { quick: { type: 'boolean', default: false }, seed: { type: 'string' } },
  allowPositionals: true,
})
const [name] = positionals
const run = await loadEntry<Proof>(name, { kind: 'proof', folder: import.meta.dirname })
if (run) {
  const result = await run({ quick: values.quick, seed: values.seed === undefined ? undefined : Number(values.seed) })
  await report({ prove: name, ...result })
  if (!result.ok) process.exitCode = 1
}
