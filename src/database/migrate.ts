import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type pg from 'pg'
import { DatabaseUnavailable, placeOf } from './unavailable.ts'

/** The folder of the migrations this program carries. */
export function migrationFolder(): string {
  return join(import.meta.dirname, '..', '..', 'migrations')
}

/** The hashes of the migrations this program carries, in order. */
export function knownMigrations(folder = migrationFolder()): string[] {
  return readMigrationFiles({ migrationsFolder: folder }).map(each => each.hash)
}

/** The names of the database schemas that the migrations make: one for each room that keeps data. */
export function roomSchemas(folder = migrationFolder()): string[] {
  const journal: { entries: { idx: number }[] } = JSON.parse(
    readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'),
  )
  const last = String(journal.entries.at(-1)?.idx ?? 0).padStart(4, '0')
  const snapshot: { schemas: Record<string, string> } = JSON.parse(
    readFileSync(join(folder, 'meta', `${last}_snapshot.json`), 'utf8'),
  )
  return Object.values(snapshot.schemas).sort()
}

/** The hashes of the migrations a database has had, in order; none for an empty database. */
export async function appliedMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  )
  if (!rows[0]?.there) return []
  const applied = await client.query<{ hash: string }>('select hash from drizzle.__drizzle_migrations order by id')
  return applied.rows.map(row => row.hash)
}

/**
 * Brings a database to this program's migrations, over a client of one connection: programs that start together wait
 * for each other at an advisory lock, because drizzle's migrator takes none. Refuses a database that another version
 * has written, told by migrations this one does not carry.
 */
export async function migrateDatabase(client: pg.Client, { folder = migrationFolder() } = {}): Promise<void> {
  await client.query('set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0')
  await client.query(`select pg_advisory_lock(hashtextextended('doumi.migrations', 0))`)
  try {
    const known = knownMigrations(folder)
    const applied = await appliedMigrations(client)
    if (applied.some((hash, index) => hash !== known[index]))
      throw new DatabaseUnavailable(
        `The ${placeOf(client)} was written by another version of Doumi; start that version, or use another database.`,
      )
    if (applied.length < known.length) await migrate(drizzle({ client }), { migrationsFolder: folder })
  } finally {
    await client.query(`select pg_advisory_unlock(hashtextextended('doumi.migrations', 0))`).catch(() => undefined)
  }
}
