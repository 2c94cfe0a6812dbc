import { parseArgs } from 'node:util'
import { loadEntry } from './frame/entries.ts'
import { machine } from './frame/machine.ts'
import { report } from './frame/output.ts'
import type { Bench } from './frame/result.ts'

const { values, positionals } = parseArgs({
  args: process.argv.slice(3),
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const [name] = positionals
const run = await loadEntry<Bench>(name, { kind: 'bench', folder: import.meta.dirname })
if (run) {
  const facts = machine()
  const result = await run({ quick: values.quick })
  await report({ bench: name, ...result, machine: facts })
}
