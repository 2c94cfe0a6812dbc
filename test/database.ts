import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { promisify } from 'node:util'
import pg from 'pg'
import { knownMigrations, type Log, migrateTo, type OpenDatabase, startServer, useDatabase } from '#database'
import { type TestFolder, temporaryFolder } from './folder.ts'

/** A server for tests; stopped and removed when disposed of. */
export interface TestServer extends AsyncDisposable {
  /** For the environment of the tests, as TEST_DATABASE_URL. */
  url: string
}

/** Keeps quiet, but for errors. */
export const quiet: Log = { info() {}, warn() {}, error: console.error }

/** Starts the built-in PostgreSQL in a temporary folder, without syncing to disk. */
export async function startTestServer(): Promise<TestServer> {
  await using opened = new AsyncDisposableStack()
  const { folder } = opened.use(await temporaryFolder())
  const { connection } = opened.use(await startServer({ folder, log: quiet, durable: false }))
  const onExit = () => rmSync(folder, { recursive: true, force: true })
  process.on('exit', onExit)
  opened.defer(() => void process.off('exit', onExit))
  const kept = opened.move()
  return {
    url: `postgresql:///postgres?user=${connection.user}&host=${encodeURIComponent(connection.host)}&port=${connection.port}`,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

/**
 * A fresh and migrated database, dropped when disposed of. It is made on the server of TEST_DATABASE_URL, or on one
 * that this process starts and stops when it ends.
 */
export async function testDatabase({ log = quiet }: { log?: Log } = {}): Promise<OpenDatabase> {
  await using opened = new AsyncDisposableStack()
  const url = await serverUrl()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await onServer(url, async client => {
    const template = await ensureTemplate(client, url)
    await client.query(`create database ${name} template ${template}`)
  })
  opened.defer(() => onServer(url, client => client.query(`drop database if exists ${name} with (force)`)))
  const open = opened.use(await useDatabase(connectionTo(url, name), { log }))
  const kept = opened.move()
  return { ...open, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** A data folder with the data of the built-in PostgreSQL, created and migrated before, for tests of its start. */
export async function dataFolder(): Promise<TestFolder> {
  seed ??= createSeed()
  const place = await temporaryFolder()
  await promisify(execFile)('cp', ['-a', (await seed).file('postgres'), place.folder])
  return place
}

let seed: Promise<TestFolder> | undefined

async function createSeed(): Promise<TestFolder> {
  const place = await temporaryFolder()
  process.on('exit', () => rmSync(place.folder, { recursive: true, force: true }))
  await using server = await startServer({ folder: place.folder, log: quiet, durable: false })
  await migrateTo(server.connection, { log: quiet })
  return place
}

/** The connection to another database of a server. */
export function connectionTo(url: string, database: string): pg.PoolConfig {
  const { host, port, user, password, ssl } = new pg.Client({ connectionString: url })
  return { host, port, user, password, ssl, database }
}

let shared: Promise<TestServer> | undefined

async function serverUrl(): Promise<string> {
  const url = process.env.TEST_DATABASE_URL
  if (url !== undefined && url !== '') return url
  shared ??= startLasting()
  return (await shared).url
}

// It serves all the tests of this process and ends when nothing is left to do.
async function startLasting(): Promise<TestServer> {
  const server = await startTestServer()
  process.once('beforeExit', () => server[Symbol.asyncDispose]())
  return server
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

// Migrated once for each set of migrations, under a lock, and given its name only when it is whole.
async function ensureTemplate(client: pg.Client, url: string): Promise<string> {
  const set = createHash('sha256').update(knownMigrations().join()).digest('hex').slice(0, 16)
  const template = `doumi_template_${set}`
  await client.query(`select pg_advisory_lock(hashtextextended('doumi.template', 0))`)
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount === 0) {
      await client.query('drop database if exists doumi_template_new with (force)')
      await client.query(`create database doumi_template_new template template0 encoding 'UTF8'`)
      await migrateTo(connectionTo(url, 'doumi_template_new'), { log: quiet })
      await client.query(`alter database doumi_template_new rename to ${template}`)
    }
  } finally {
    await client.query(`select pg_advisory_unlock(hashtextextended('doumi.template', 0))`)
  }
  return template
}
