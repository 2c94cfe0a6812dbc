import { resolve } from 'node:path'
import { loadEntry } from '../bench/frame/entries.ts'
import { note, report } from '../bench/frame/output.ts'
import { BadLine, type Line, readLines } from './lines.ts'

/** A part of the learning: all lines at once, because some of them build an index or read statistics first. */
type Part = (given: { lines: readonly Line[]; options: Readonly<Record<string, string>> }) => Promise<Iterable<object>>

// npm run -s eval -- PART [--option VALUE ...] < in.jsonl > out.jsonl
// A part is a file of evaluations/ that exports run({ lines, options }) and gives one object per line, with its id.
const [part, ...rest] = process.argv.slice(3)
const run = await loadEntry<Part>(part, { kind: 'part', folder: resolve(import.meta.dirname, 'evaluations') })
if (run) process.exitCode = await evaluate(run)

async function evaluate(run: Part): Promise<number> {
  try {
    const lines = await readLines(process.stdin)
    for (const line of await run({ lines, options: optionsOf(rest) })) await report(line)
    return 0
  } catch (error) {
    if (!(error instanceof BadLine)) throw error
    note(error.message)
    return 2
  }
}

function optionsOf(words: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {}
  for (let index = 0; index < words.length; index += 2) {
    const [name = '', value] = words.slice(index, index + 2)
    if (!name.startsWith('--') || value === undefined) throw new BadLine(`Options come as --name VALUE, not "${name}".`)
    options[name.slice(2)] = value
  }
  return options
}
