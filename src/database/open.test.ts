import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { DatabaseUnavailable, isUnavailable, type Log, openDatabase, startServer } from '#database'
import { quiet, testDatabase } from '../../test/database.ts'
import { temporaryFolder } from '../../test/folder.ts'
import { until } from '../../test/programs.ts'
import { knownMigrations } from './migrate.ts'

const nowhere = '/nonexistent/doumi'

describe('the database', { concurrency: 4 }, () => {
  test('an address where nobody answers is refused with a sentence that names it without its password', async () => {
    const url = 'postgresql://mina:geheim@127.0.0.1:1/modak'
    await assert.rejects(
      openDatabase({ url, folder: nowhere, log: quiet }),
      refusal(
        'No PostgreSQL answers for database "modak" at 127.0.0.1:1; check that it runs and that DATABASE_URL names it.',
      ),
    )
  })

  test('a host that does not exist is refused with a sentence', async () => {
    const url = 'postgresql://mina:geheim@host.invalid/modak'
    await assert.rejects(
      openDatabase({ url, folder: nowhere, log: quiet }),
      refusal('The host of database "modak" at host.invalid:5432 is not known; check DATABASE_URL.'),
    )
  })

  for (const url of ['mysql://mina:geheim@localhost/modak', 'localhost', 'postgresql://mina:geheim@local host:x/modak'])
    test(`${url.split(':')[0]}... that is no address of a PostgreSQL is refused and not repeated`, async () => {
      await assert.rejects(
        openDatabase({ url, folder: nowhere, log: quiet }),
        refusal(
          'DATABASE_URL is not the address of a PostgreSQL: it looks like postgresql://user:password@host:5432/database.',
        ),
      )
    })

  test('an unknown user and an unknown database are refused with sentences', async () => {
    await using at = await testDatabase()
    await assert.rejects(
      openDatabase({ url: urlOf(at.connection, { user: 'stranger' }), folder: nowhere, log: quiet }),
      refusal(/^PostgreSQL refused user "stranger" for database "test_.*; check user and password in DATABASE_URL/),
    )
    await assert.rejects(
      openDatabase({ url: urlOf(at.connection, { database: 'absent' }), folder: nowhere, log: quiet }),
      refusal(/^There is no database "absent" at .*; create it: create database/),
    )
  })

  test('a user who may not create is refused with a sentence, and nothing is half made', async () => {
    await using at = await emptyDatabase()
    const user = `guest_${randomUUID().slice(0, 8)}`
    await at.pool.query(`create role ${user} login`)
    try {
      await assert.rejects(
        openDatabase({ url: urlOf(at.connection, { user }), folder: nowhere, log: quiet }),
        refusal(new RegExp(`^User "${user}" may not create what Doumi needs in database "test_.*; make it the owner`)),
      )
      assert.deepEqual((await at.pool.query(`select 1 from pg_namespace where nspname = 'database'`)).rows, [])
    } finally {
      await at.pool.query(`drop role ${user}`)
    }
  })

  test('a server older than PostgreSQL 15 is refused with a sentence', async () => {
    await using at = await emptyDatabase()
    const { database } = at.connection
    await at.pool.query(`create schema old;
      create function old.current_setting(text) returns text language sql as $$
        select case $1 when 'server_version_num' then '140012' when 'server_version' then '14.12'
          else pg_catalog.current_setting($1) end $$;
      alter database ${database} set search_path = old, pg_catalog`)
    await assert.rejects(
      openDatabase({ url: urlOf(at.connection), folder: nowhere, log: quiet }),
      refusal(/is PostgreSQL 14\.12; Doumi needs PostgreSQL 15 or newer\.$/),
    )
  })

  test('a database that another version has migrated is refused with a sentence', async () => {
    await using at = await testDatabase()
    await at.pool.query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9e15)`)
    await assert.rejects(
      openDatabase({ url: urlOf(at.connection), folder: nowhere, log: quiet }),
      refusal(/was written by another version of Doumi/),
    )
  })

  test('four programs that open an empty database at once migrate it once', async () => {
    await using at = await emptyDatabase()
    const opening = { url: urlOf(at.connection), folder: nowhere, log: quiet }
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDatabase(opening)))
    assert.equal(new Set(opened.map(each => each.epoch)).size, 1)
    assert.match(opened[0]!.epoch, /^[0-9a-f-]{36}$/)
    const { rows } = await at.pool.query('select hash from drizzle.__drizzle_migrations order by id')
    assert.deepEqual(
      rows.map(row => row.hash),
      knownMigrations(),
    )
    for (const each of opened) await each[Symbol.asyncDispose]()
  })

  test('the epoch stays the same from one opening to the next', async () => {
    await using at = await testDatabase()
    await using again = await openDatabase({ url: urlOf(at.connection), folder: nowhere, log: quiet })
    assert.equal(again.epoch, at.epoch)
  })

  test('a good database gives no warning', async () => {
    await using at = await emptyDatabase()
    assert.deepEqual(await warnings(at.connection), [])
  })

  test('a database in the C locale warns that Korean search finds nothing, and says what to do', async () => {
    await using at = await emptyDatabase(`encoding 'UTF8' locale_provider libc locale 'C'`)
    const [warning, ...rest] = await warnings(at.connection)
    assert.match(warning ?? '', /locale without Hangul: Korean search finds nothing\. To cure it, make a database with/)
    assert.deepEqual(rest, [])
  })

  test('a database that is not in UTF-8 warns', async () => {
    await using at = await emptyDatabase(`encoding 'SQL_ASCII' locale_provider libc locale 'C'`)
    assert.match((await warnings(at.connection)).join(), /is in SQL_ASCII, not UTF-8/)
  })

  test('connections that the server cuts are replaced, and the program lives on', async () => {
    await using at = await testDatabase()
    await using open = await openDatabase({ url: urlOf(at.connection), folder: nowhere, log: quiet })
    await open.pool.query('select 1')
    await at.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    await until(() => open.pool.totalCount === 0)
    assert.deepEqual((await open.pool.query('select 1 as one')).rows, [{ one: 1 }])
  })

  test('a database that comes up a moment later is waited for', async () => {
    await using place = await temporaryFolder()
    await (await startServer({ folder: place.folder, log: quiet, durable: false }))[Symbol.asyncDispose]()
    const url = `postgresql://doumi@/postgres?host=${encodeURIComponent(join(place.folder, 'socket'))}`
    const opening = openDatabase({ url, folder: nowhere, log: quiet })
    await sleep(300)
    await using _ = await startServer({ folder: place.folder, log: quiet, durable: false })
    await using open = await opening
    assert.deepEqual((await open.pool.query('select 1 as one')).rows, [{ one: 1 }])
  })

  test('while the built-in server is away queries say so, and then they work again', async () => {
    await using place = await temporaryFolder()
    await using open = await openDatabase({ url: undefined, folder: place.folder, log: { ...quiet, error() {} } })
    process.kill(
      Number(
        await readFile(join(place.folder, 'postgres', 'postmaster.pid'), 'utf8').then(text => text.split('\n')[0]),
      ),
      'SIGKILL',
    )
    const failures: unknown[] = []
    await until(async () => {
      try {
        await open.db.execute(sql`select 1`)
        return failures.length > 0
      } catch (error) {
        failures.push(error)
        return false
      }
    })
    for (const failure of failures) assert.ok(isUnavailable(failure), String(failure))
    assert.ok(failures.some(failure => failure instanceof Error && failure.cause instanceof DatabaseUnavailable))
  })

  test('disposing ends although a connection was never given back', async () => {
    await using at = await testDatabase()
    const open = await openDatabase({ url: urlOf(at.connection), folder: nowhere, log: quiet })
    const client = await open.pool.connect()
    await client.query('select 1')
    await open[Symbol.asyncDispose]()
    await assert.rejects(client.query('select 1'))
  })

  test('a server that cuts a connection within a transaction fails the transaction, not the program', async () => {
    await using at = await testDatabase()
    const failing = at.db.transaction(async tx => {
      await tx.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where pid = pg_backend_pid()`)
    })
    await assert.rejects(failing, isUnavailable)
    const between = at.db.transaction(async tx => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      await at.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
      await sleep(100)
    })
    await assert.rejects(between, isUnavailable)
    assert.deepEqual((await at.pool.query('select 1 as one')).rows, [{ one: 1 }])
  })

  test('a start can be given up', async () => {
    const giveUp = new AbortController()
    const url = 'postgresql://127.0.0.1:1/modak'
    const opening = openDatabase({ url, folder: nowhere, log: quiet, signal: giveUp.signal })
    await sleep(50)
    giveUp.abort()
    await assert.rejects(opening, { name: 'AbortError' })
  })
})

test('a wrong statement, a missing file or another server is no sign that the database is away', async () => {
  await using at = await testDatabase()
  await assert.rejects(readFile('/nonexistent/file'), error => !isUnavailable(error))
  await assert.rejects(fetch('http://127.0.0.1:1'), error => !isUnavailable(error))
  await assert.rejects(at.db.execute(sql`select 1 / 0`), error => !isUnavailable(error))
})

function refusal(message: string | RegExp): (error: Error) => true {
  return error => {
    assert.ok(error instanceof DatabaseUnavailable, String(error))
    if (typeof message === 'string') assert.equal(error.message, message)
    else assert.match(error.message, message)
    assert.doesNotMatch(error.message, /geheim/)
    return true
  }
}

function urlOf(
  { host, port, user, password, database }: pg.PoolConfig,
  changes: { user?: string; database?: string } = {},
): string {
  const url = new URL('postgresql://base')
  url.username = changes.user ?? user ?? ''
  if (typeof password === 'string') url.password = password
  url.pathname = changes.database ?? database ?? ''
  url.searchParams.set('host', host ?? '')
  url.searchParams.set('port', String(port))
  return url.href
}

// A database without migrations, made with the given options.
async function emptyDatabase(
  options = `encoding 'UTF8'`,
): Promise<{ connection: pg.PoolConfig; pool: pg.Pool } & AsyncDisposable> {
  const beside = await testDatabase()
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await beside.pool.query(`create database ${database} template template0 ${options}`)
  const connection = { ...beside.connection, database }
  const pool = new pg.Pool({ ...connection, max: 2 })
  pool.on('error', () => undefined)
  return {
    connection,
    pool,
    async [Symbol.asyncDispose]() {
      await pool.end()
      await beside.pool.query(`drop database ${database} with (force)`)
      await beside[Symbol.asyncDispose]()
    },
  }
}

async function warnings(connection: pg.PoolConfig): Promise<string[]> {
  const said: string[] = []
  const log: Log = { ...quiet, warn: message => void said.push(message) }
  await using _ = await openDatabase({ url: urlOf(connection), folder: nowhere, log })
  return said
}
