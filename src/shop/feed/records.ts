import type { Reason } from './reason.ts'

/** A file may have so many products' rows. */
export const mostRows = 100_000
/** A file with separated values may have so many columns. */
export const mostColumns = 1000
/** A record may have so many separating signs, those within its cells counted too. */
export const mostSigns = 200_000
/** A cell may have so many characters. */
export const mostCell = 64 * 1024
/** With so many broken rows a file is something else than what it was taken for. */
export const mostBroken = 1000

/** A row as a file has it: values by their columns or tags, where it begins, and only what is not empty. */
export interface RawRow {
  line: number
  values: Map<string, string[]>
}

/** A row that cannot be read. */
export interface Broken {
  line: number
  reason: Reason
  /** What it calls itself, where that can be told. */
  name?: string
}

/** A file as rows, whatever it is written in. */
export interface RawRows {
  columns: string[]
  rows: RawRow[]
  broken: Broken[]
}

/** The first value of a column; undefined where it is empty. */
export function cellOf({ values }: RawRow, ...columns: string[]): string | undefined {
  for (const column of columns) {
    const value = values.get(column)?.[0]
    if (value !== undefined) return value
  }
  return undefined
}

/** What a row calls itself, in any of the formats; empty where it does not. */
export function nameIn(row: RawRow): string {
  return (cellOf(row, 'name.ko', 'name.en', 'title', 'slug', 'handle', 'item_group_id', 'id', 'sku') ?? '').slice(
    0,
    200,
  )
}
