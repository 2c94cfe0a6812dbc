import type { Readable } from 'node:stream'

/** One object that came in, and what it is called by. */
export interface Line {
  id: string
  [field: string]: unknown
}

/** Wrong input, told in one sentence with the number of the line. */
export class BadLine extends Error {}

/** Reads JSON lines whole. Throws {@link BadLine} for text that is no object with an `id`, and for an `id` given twice. */
export async function readLines(stream: Readable): Promise<Line[]> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  const seen = new Set<string>()
  return Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .flatMap((text, index) => {
      if (text.trim() === '') return []
      const line = parseLine(text)
      if (!line) throw new BadLine(`Line ${index + 1} is not a JSON object with an "id" of text.`)
      if (seen.has(line.id)) throw new BadLine(`Line ${index + 1} has the id "${line.id}" again.`)
      seen.add(line.id)
      return [line]
    })
}

function parseLine(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isLine(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isLine(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
}
