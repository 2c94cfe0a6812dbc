import { stringify } from 'csv-stringify/sync'
import type { Database } from '#database'
import { type Lang, feeds as words } from '#language'
import { type RowFilter, runRows } from '#shop'
import { reasonSentence } from './words.ts'

const batchSize = 500
const filters: readonly RowFilter[] = ['wrong', 'failed']

/** The rows of a reading that are wrong or could not be written, each with its line and the reason, as CSV. */
export async function* wrongCsv(db: Database, { runId, lang }: { runId: string; lang: Lang }): AsyncGenerator<string> {
  yield `\ufeff${lines([[words.lineHead(lang), words.nameHead(lang), words.reasonHead(lang)]])}`
  for (const filter of filters) {
    for (let after: number | null = 0; after !== null; ) {
      const { rows, next } = await runRows(db, { runId, filter, after, limit: batchSize })
      const cells = rows.map(({ line, name, reason }) => [
        line === null ? '' : String(line),
        name,
        reason === null ? '' : reasonSentence(lang, reason),
      ])
      if (cells.length > 0) yield lines(cells)
      after = next
    }
  }
}

function lines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map(row => [...row]),
    { record_delimiter: '\r\n', escape_formulas: true },
  )
}
