import { setImmediate as turn } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { Unreadable } from './reason.ts'
import {
  type Broken,
  mostBroken,
  mostCell,
  mostColumns,
  mostRows,
  mostSigns,
  type RawRow,
  type RawRows,
} from './records.ts'

/** A record's place in the text. */
interface Span {
  line: number
  start: number
  end: number
}

/** Records are parsed so many at a time; where one of them is broken, one by one. */
const batchSize = 500

/**
 * A text with separated values (comma, semicolon or tab, as its first line has them) as rows. A record that is broken
 * is told with its line and spoils no other: where a quote stays open, reading goes on with the next line. Column names
 * are compared in small letters.
 */
export async function readSeparated(text: string): Promise<RawRows> {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  const firstLine = body.slice(0, Math.min(mostCell, lineEnd(body, 0)))
  const delimiter = delimiterOf(firstLine)
  const broken: Broken[] = []
  const spans = await splitRecords(body, delimiter, broken)
  const head = spans.shift()
  if (head === undefined) throw new Unreadable('empty')
  if (signsIn(body, head, delimiter) >= mostColumns) throw new Unreadable('too_many_columns', { most: mostColumns })
  const columns = (cellsOf(body, [head], delimiter)?.[0] ?? []).map(name => name.trim().toLowerCase())
  if (columns.length === 0) throw new Unreadable('unknown_format')
  const rows: RawRow[] = []
  for (let at = 0; at < spans.length; at += batchSize) {
    // Others are served between the parts of a long text.
    await turn()
    const batch = spans.slice(at, at + batchSize)
    const cells = cellsOf(body, batch, delimiter)
    if (cells?.length === batch.length) {
      for (const [n, span] of batch.entries()) take(span.line, cells[n]!)
      continue
    }
    for (const span of batch) {
      const own = cellsOf(body, [span], delimiter)?.[0]
      if (own === undefined) broken.push({ line: span.line, reason: { code: 'bad_record' } })
      else take(span.line, own)
    }
  }
  if (broken.length > mostBroken) throw new Unreadable('too_many_broken', { line: broken[0]!.line })
  return { columns, rows, broken: broken.toSorted((a, b) => a.line - b.line) }

  function take(line: number, cells: string[]): void {
    if (cells.slice(columns.length).some(cell => cell.trim() !== '')) {
      const values = { cells: cells.length, columns: columns.length }
      broken.push({ line, reason: { code: 'too_many_cells', values } })
      return
    }
    const values = new Map<string, string[]>()
    for (const [n, column] of columns.entries()) {
      const value = cells[n]?.trim() ?? ''
      if (value.length > mostCell) {
        broken.push({ line, reason: { code: 'field_too_long', values: { field: column } } })
        return
      }
      if (value === '' || column === '') continue
      const there = values.get(column)
      if (there === undefined) values.set(column, [value])
      else there.push(value)
    }
    if (values.size > 0) rows.push({ line, values })
  }
}

/** The sign that stands most often between the names of the first line. */
function delimiterOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '')
  const counts = ['\t', ',', ';'].map(sign => ({ sign, count: bare.split(sign).length - 1 }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign
}

/** Where the records are. Quotes matter only at the beginning of a cell (RFC 4180, 2.5). */
async function splitRecords(text: string, delimiter: string, broken: Broken[]): Promise<Span[]> {
  const spans: Span[] = []
  let line = 1
  for (let start = 0; start < text.length; ) {
    const found = recordEnd(text, start, delimiter)
    const end = found ?? lineEnd(text, start)
    if (found === null) {
      broken.push({ line, reason: { code: 'open_quote' } })
      if (broken.length > mostBroken) throw new Unreadable('too_many_broken', { line: broken[0]!.line })
    } else if (end > start) {
      const span = { line, start, end }
      // Taken apart, millions of cells would be more than the memory holds.
      if (spans.length === 0 || signsIn(text, span, delimiter, mostSigns) < mostSigns) spans.push(span)
      else broken.push({ line, reason: { code: 'too_many_columns', values: { most: mostColumns } } })
      if (spans.length % 1000 === 0) await turn()
      if (spans.length > mostRows + 1) throw new Unreadable('too_many_rows', { most: mostRows })
    }
    line += breaksIn(text, start, end) + 1
    start = end + (text.startsWith('\r\n', end) ? 2 : 1)
  }
  return spans
}

/** Where the record that begins here ends; null where a quote stays open for longer than a cell may be. */
function recordEnd(text: string, start: number, delimiter: string): number | null {
  let at = start
  for (;;) {
    if (text[at] === '"') {
      const close = quoteEnd(text, at)
      // Behind it a cell ends: where it does not, the quote was another one's.
      if (close === null || !endsCell(text, close, delimiter)) return null
      at = close
    }
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1
    if (at >= text.length || text[at] !== delimiter) return at
    at += 1
  }
}

function endsCell(text: string, at: number, delimiter: string): boolean {
  return at >= text.length || text[at] === delimiter || text[at] === '\n' || text[at] === '\r'
}

/** Behind the quote that closes the one that is here. */
function quoteEnd(text: string, open: number): number | null {
  let at = open + 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close === -1 || close - open > 2 * mostCell) return null
    if (text[close + 1] !== '"') return close + 1
    at = close + 2
  }
}

function lineEnd(text: string, from: number): number {
  const rest = /[\r\n]/g
  rest.lastIndex = from
  return rest.exec(text)?.index ?? text.length
}

function breaksIn(text: string, start: number, end: number): number {
  return text.slice(start, end).match(/\r\n|\r|\n/g)?.length ?? 0
}

/** How many separating signs a record has, within its cells too; counted up to `most`. */
function signsIn(text: string, { start, end }: Span, delimiter: string, most = mostColumns): number {
  let count = 0
  for (let at = text.indexOf(delimiter, start); at !== -1 && at < end && count < most; count += 1)
    at = text.indexOf(delimiter, at + 1)
  return count
}

function cellsOf(text: string, spans: readonly Span[], delimiter: string): string[][] | null {
  try {
    return parse(spans.map(({ start, end }) => text.slice(start, end)).join('\n'), {
      delimiter,
      relaxColumnCount: true,
      relaxQuotes: true,
      recordDelimiter: ['\n', '\r\n', '\r'],
      skipEmptyLines: false,
    })
  } catch {
    return null
  }
}
