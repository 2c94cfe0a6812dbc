import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import {
  listForeignKeys,
  listTables,
  listTriggers,
  nameOf,
  orderTables,
  quoted,
  quotedColumns,
  type Table,
} from './catalog.ts'
import { copyFiles, measureFiles } from './copies.ts'
import { copyDialect, type Transfer } from './export.ts'
import { type Manifest, readManifest, TransferRefused, tableFile } from './manifest.ts'
import { appliedMigrations, roomSchemas } from './migrate.ts'
import type { OpenDatabase } from './open.ts'
import { codeOf, explain, placeOf } from './unavailable.ts'

/**
 * Fills an empty, migrated database from an export folder, with everything or with nothing, and gives it a new epoch:
 * open it again afterwards. Refuses with TransferRefused: a database that holds data, an export of other migrations,
 * a folder that is unfinished or damaged.
 */
export async function importAll(
  { connection }: Pick<OpenDatabase, 'connection'>,
  { folder, data, kept, signal }: Transfer,
): Promise<Manifest> {
  const manifest = await readManifest(folder)
  await checkFiles(manifest, { folder, kept })
  const client = new pg.Client({ ...connection, application_name: 'doumi import' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('begin')
    await client.query(copyDialect)
    await fill(client, manifest, { folder, signal })
    const copied = await copyFiles({ from: join(folder, 'files'), to: data, names: kept, signal })
    try {
      await client.query('commit')
    } catch (error) {
      await copied.undo()
      throw error
    }
    await client.query('analyze').catch(() => undefined)
    return manifest
  } catch (error) {
    throw damage(error, { folder }) ?? explain(error, connection)
  } finally {
    await client.end()
  }
}

// What a file with missing or changed rows makes of PostgreSQL: data exceptions (22) and violated constraints (23).
function damage(error: unknown, { folder }: { folder: string }): TransferRefused | undefined {
  if (!(error instanceof Error) || !/^(22...|23...|ENOENT)$/.test(codeOf(error))) return undefined
  return new TransferRefused(`The export in ${folder} is damaged: ${error.message}.`, { cause: error })
}

async function checkFiles({ files }: Manifest, { folder, kept }: Pick<Transfer, 'folder' | 'kept'>): Promise<void> {
  const { count, bytes } = await measureFiles({ from: join(folder, 'files'), names: kept })
  if (count !== files.count || bytes !== files.bytes)
    throw new TransferRefused(
      `The export in ${folder} is damaged: it has ${count} files of ${bytes} bytes where it should have ` +
        `${files.count} of ${files.bytes}.`,
    )
}

type Source = Pick<Transfer, 'folder' | 'signal'>

async function fill(client: pg.Client, manifest: Manifest, { folder, signal }: Source): Promise<void> {
  if ((await appliedMigrations(client)).join() !== manifest.migrations.join())
    throw new TransferRefused(
      `The export in ${folder} is of Doumi ${manifest.doumi} with other migrations; import it with the version that ` +
        'wrote it, and start the new version then.',
    )
  const schemas = roomSchemas()
  const tables = await listTables(client, schemas)
  await refuseData(client, tables)
  const { ordered, loose } = orderTables(match(tables, manifest, { folder }), await listForeignKeys(client, schemas))
  const triggers = await listTriggers(client, schemas)
  for (const { disable } of triggers) await client.query(disable)
  for (const { drop } of loose) await client.query(drop)
  for (const table of ordered) await importTable(client, table, { folder, signal })
  await client.query('set constraints all immediate')
  for (const { add } of loose) await client.query(add)
  for (const { enable } of triggers) await client.query(enable)
  for (const { value, called, ...sequence } of manifest.sequences)
    await client.query('select setval($1::regclass, $2, $3)', [quoted(sequence), value, called])
  await client.query('update database.meta set epoch = gen_random_uuid()')
}

async function refuseData(client: pg.Client, tables: Table[]): Promise<void> {
  if (tables.length === 0) return
  await client.query(`lock table ${tables.map(quoted).join(', ')} in access exclusive mode`)
  for (const table of tables) {
    const { rowCount } = await client.query(`select 1 from ${quoted(table)} limit 1`)
    if (rowCount !== 0)
      throw new TransferRefused(
        `The ${placeOf(client)} holds data already (in ${nameOf(table)}); import into an empty one, before its first start.`,
      )
  }
}

type Exported = Manifest['tables'][number]

// The migrations are the same, so the tables are; a manifest that says otherwise has been tampered with.
function match(tables: Table[], manifest: Manifest, { folder }: { folder: string }): Exported[] {
  const shape = (table: Table) => `${nameOf(table)}(${table.columns.join()})`
  if (tables.map(shape).sort().join() === manifest.tables.map(shape).sort().join()) return manifest.tables
  throw new TransferRefused(`The export in ${folder} is damaged: its tables are not those of its migrations.`)
}

async function importTable(client: pg.Client, table: Exported, { folder, signal }: Source): Promise<void> {
  const hash = createHash('sha256')
  const file = tableFile(folder, table)
  await pipeline(
    createReadStream(file),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk)
        yield chunk
      }
    },
    client.query(copyFrom(`copy ${quoted(table)} (${quotedColumns(table)}) from stdin`)),
    { ...(signal && { signal }) },
  )
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${quoted(table)}`)
  if (hash.digest('hex') !== table.sha256 || Number(rows[0]?.count) !== table.rows)
    throw new TransferRefused(`The export in ${folder} is damaged: ${file} is not as it was written.`)
}
