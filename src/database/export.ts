import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { listSequences, listTables, quoted, quotedColumns, type Table } from './catalog.ts'
import { copyFiles } from './copies.ts'
import { type Manifest, programVersion, TransferRefused, tableFile, writeManifest } from './manifest.ts'
import { appliedMigrations, roomSchemas } from './migrate.ts'
import type { OpenDatabase } from './open.ts'
import { explain, placeOf } from './unavailable.ts'

/** What an export and an import need. */
export interface Transfer {
  /** The export folder. */
  folder: string
  /** The data folder. */
  data: string
  /** The names of the files and folders in it that go along with the database. */
  kept: readonly string[]
  /** Gives up. */
  signal?: AbortSignal | undefined
}

/**
 * Writes everything that a Doumi keeps into a folder: all tables as they were at one moment, how far the sequences
 * are, and the files in the data folder that `kept` names. The shop may go on meanwhile. The folder must be missing or empty; it is for the owner's eyes,
 * for it holds all personal data. Refuses with TransferRefused.
 */
export async function exportAll(
  { connection }: Pick<OpenDatabase, 'connection'>,
  { folder, data, kept, now, signal }: Transfer & { now: Date },
): Promise<Manifest> {
  await emptyFolder(folder)
  const client = new pg.Client({ ...connection, application_name: 'doumi export' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    await client.query(copyDialect)
    const migrations = await appliedMigrations(client)
    if (migrations.length === 0) throw new TransferRefused(`There is no Doumi in the ${placeOf(client)}.`)
    const schemas = roomSchemas()
    const { rows: meta } = await client.query<{ epoch: string }>('select epoch from database.meta')
    const tables: Manifest['tables'] = []
    for (const table of await listTables(client, schemas))
      tables.push(await exportTable(client, table, { folder, signal }))
    const sequences = await listSequences(client, schemas)
    await client.query('commit')
    const { count, bytes } = await copyFiles({ from: data, to: join(folder, 'files'), names: kept, signal })
    const manifest: Manifest = {
      format: 1,
      doumi: await programVersion(),
      exportedAt: now,
      epoch: meta[0]?.epoch ?? '',
      migrations,
      tables,
      sequences,
      files: { count, bytes },
    }
    await writeManifest(folder, manifest)
    return manifest
  } catch (error) {
    throw explain(error, connection)
  } finally {
    await client.end()
  }
}

/** Settings that decide how values look as text; the same for writing and reading, whatever a server's defaults are. */
export const copyDialect = `set local client_encoding = 'UTF8'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local timezone = 'UTC'; set local extra_float_digits = 3;
  set local bytea_output = 'hex'; set local row_security = off; set local statement_timeout = 0;
  set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0`

async function emptyFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new TransferRefused(`The folder ${folder} is not empty.`)
  await mkdir(join(folder, 'tables'), { mode: 0o700 })
}

async function exportTable(
  client: pg.Client,
  table: Table,
  { folder, signal }: { folder: string; signal: AbortSignal | undefined },
): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256')
  const rows = client.query(copyTo(`copy (select ${quotedColumns(table)} from ${quoted(table)}) to stdout`))
  await pipeline(
    rows,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    createWriteStream(tableFile(folder, table), { mode: 0o600, flush: true }),
    { ...(signal && { signal }) },
  )
  return { ...table, rows: rows.rowCount, sha256: hash.digest('hex') }
}
