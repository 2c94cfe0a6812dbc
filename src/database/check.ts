import type pg from 'pg'
import type { Log } from './log.ts'
import { DatabaseUnavailable, placeOf } from './unavailable.ts'

const oldest = 15

/** Refuses a server older than PostgreSQL 15. */
export async function checkVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  )
  const { number = 0, name = '' } = rows[0] ?? {}
  if (number < oldest * 10_000)
    throw new DatabaseUnavailable(
      `The ${placeOf(client)} is PostgreSQL ${name}; Doumi needs PostgreSQL ${oldest} or newer.`,
    )
}

/**
 * Warns when a database would break Korean text: one not in UTF-8, or one in the C locale, where the trigrams of a
 * Hangul word are empty and search finds nothing without any error.
 */
export async function checkText(client: pg.Client, { log }: { log: Log }): Promise<void> {
  const { rows } = await client.query<{ encoding: string; hangul: boolean }>(
    `select current_setting('server_encoding') as encoding, show_trgm('원피스') <> '{}' as hangul`,
  )
  const { encoding = '', hangul = false } = rows[0] ?? {}
  const cure =
    `make a database with: create database doumi template template0 encoding 'UTF8' locale 'C.UTF-8'; ` +
    'then "doumi export" from this one and "doumi import" into that one'
  if (encoding !== 'UTF8')
    log.warn(`The ${placeOf(client)} is in ${encoding}, not UTF-8: many texts fail. To cure it, ${cure}.`)
  else if (!hangul)
    log.warn(`The ${placeOf(client)} has a locale without Hangul: Korean search finds nothing. To cure it, ${cure}.`)
}
