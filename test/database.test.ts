import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { exportAll, importAll, openDatabase } from '#database'
import { dataFolder, quiet, startTestServer, testDatabase } from './database.ts'
import { temporaryFolder } from './folder.ts'
import { runs, startProgram, until } from './programs.ts'

const inserting = join(import.meta.dirname, 'database-program.ts')

// Who is killed while rows are inserted: the program, the server, or both.
const kills = [
  { who: 'the program', server: false, program: true, rounds: 1 },
  { who: 'the server', server: true, program: false, rounds: 1 },
  { who: 'the server and the program', server: true, program: true, rounds: 2 },
]
for (const { who, server, program, rounds } of kills)
  test(`a kill of ${who} in the middle of inserts loses no acknowledged row`, async () => {
    await using place = await dataFolder()
    const acknowledged = place.file('acknowledged')
    for (let round = 1; round <= rounds; round += 1) {
      await using shop = startProgram([inserting, place.folder, acknowledged])
      const pid = Number((await shop.says(/ready (\d+)/))[1])
      const rowsAtLeast = 50 * round
      await until(async () => (await lines(acknowledged)).length > rowsAtLeast)
      await sleep(Math.random() * 300)
      if (server) process.kill(pid, 'SIGKILL')
      if (program) shop.child.kill('SIGKILL')
      assert.equal(await shop.ended, program ? 'SIGKILL' : 1, shop.said())
      await using open = await openDatabase({ url: undefined, folder: place.folder, log: quiet })
      const { rows } = await open.pool.query<{ number: string }>('select number from public.row')
      const kept = new Set(rows.map(row => row.number))
      const lost = (await lines(acknowledged)).filter(number => !kept.has(number))
      assert.deepEqual(lost, [])
    }
  })

test('each test database is empty, migrated and gone afterwards', async () => {
  let name = ''
  {
    await using one = await testDatabase()
    await using two = await testDatabase()
    name = one.connection.database ?? ''
    assert.notEqual(name, two.connection.database)
    await one.pool.query('create table public.mine (id int)')
    await assert.rejects(two.pool.query('select * from public.mine'), /does not exist/)
    assert.match(one.epoch, /^[0-9a-f-]{36}$/)
  }
  await using next = await testDatabase()
  assert.deepEqual((await next.pool.query('select 1 from pg_database where datname = $1', [name])).rows, [])
})

test('a test server serves other processes by TEST_DATABASE_URL', async () => {
  await using server = await startTestServer()
  const code = `import { testDatabase } from ${JSON.stringify(join(import.meta.dirname, 'database.ts'))}
    await using one = await testDatabase()
    process.stdout.write('at ' + one.connection.host)`
  await using other = startProgram(['--input-type=module-typescript', '-e', code], {
    env: { ...process.env, TEST_DATABASE_URL: server.url },
  })
  assert.equal(await other.ended, 0, other.said())
  assert.equal(other.said(), `at ${new URL(server.url).searchParams.get('host')}`)
})

const ends = { 'of itself': '', 'by process.exit': 'process.exit(3)' }
for (const [how, end] of Object.entries(ends))
  test(`a test process that ends ${how} leaves no server`, async () => {
    const code = `import { testDatabase } from ${JSON.stringify(join(import.meta.dirname, 'database.ts'))}
      const one = await testDatabase()
      const { rows } = await one.pool.query("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid")
      console.log('server', rows[0].pid)
      await one[Symbol.asyncDispose]()
      ${end}`
    const { TEST_DATABASE_URL: _, ...env } = process.env
    await using other = startProgram(['--input-type=module-typescript', '-e', code], { env })
    const pid = Number((await other.says(/server (\d+)/))[1])
    await other.ended
    await until(async () => !(await runs(pid)))
  })

const debian = '/usr/lib/postgresql/15'
const absent = existsSync(join(debian, 'bin', 'initdb')) ? false : `there is no PostgreSQL 15 in ${debian}`

test('the migrations and the search of Korean work on PostgreSQL 15', { skip: absent }, async () => {
  await using server = await startDebian()
  const said: string[] = []
  const log = { ...quiet, warn: (message: string) => void said.push(message) }
  await using open = await openDatabase({ url: server.url, folder: '/nonexistent', log })
  assert.deepEqual(said, [])
  const { rows } = await open.pool.query<{ version: string }>(`select current_setting('server_version') as version`)
  assert.match(rows[0]?.version ?? '', /^15\./)
  const search = `select '여름 원피스' ilike '%원피스%' and '원피스' <% '여름 원피스' as found`
  assert.deepEqual((await open.pool.query(search)).rows, [{ found: true }])
})

test("an export from the built-in PostgreSQL fills a PostgreSQL 15 of one's own", { skip: absent }, async () => {
  await using place = await temporaryFolder()
  await using source = await testDatabase()
  await source.pool.query('create table database.note (id int primary key, text text)')
  await source.pool.query(`insert into database.note values (1, '원피스')`)
  await using server = await startDebian()
  await using target = await openDatabase({ url: server.url, folder: '/nonexistent', log: quiet })
  await target.pool.query('create table database.note (id int primary key, text text)')
  await exportAll(source, { folder: place.file('out'), data: place.file('none'), kept: [], now: new Date(0) })
  await importAll(target, { folder: place.file('out'), data: place.file('none'), kept: [] })
  assert.deepEqual((await target.pool.query('select * from database.note')).rows, [{ id: 1, text: '원피스' }])
})

async function lines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1)
}

async function startDebian(): Promise<{ url: string } & AsyncDisposable> {
  await using opened = new AsyncDisposableStack()
  const place = opened.use(await temporaryFolder())
  const data = join(place.folder, 'data')
  const asUser = process.getuid?.() === 0 ? ['unshare', '--user', '--'] : []
  const run = async (name: string, ...args: string[]) => {
    const [first = '', ...rest] = [...asUser, join(debian, 'bin', name), ...args]
    await promisify(execFile)(first, rest, { cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C' } })
  }
  await run('initdb', '-D', data, '-U', 'doumi', '--auth=trust', '--locale=C.UTF-8', '--encoding=UTF8', '--no-sync')
  const options = `-k ${place.folder} -c listen_addresses= -c fsync=off`
  await run('pg_ctl', 'start', '-w', '-D', data, '-l', join(place.folder, 'log'), '-o', options)
  opened.defer(() => run('pg_ctl', 'stop', '-w', '-m', 'fast', '-D', data))
  const kept = opened.move()
  const url = `postgresql://doumi@/postgres?host=${encodeURIComponent(place.folder)}`
  return { url, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}
