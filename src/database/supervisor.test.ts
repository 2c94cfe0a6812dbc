import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import pg from 'pg'
import { DatabaseUnavailable, migrateTo, startServer } from '#database'
import { quiet } from '../../test/database.ts'
import { runs, startProgram, until } from '../../test/programs.ts'

const isRoot = process.getuid?.() === 0
const program = join(import.meta.dirname, '../../test/database-program.ts')

test('the first start creates the data, and the next one finds what was written', async () => {
  await using place = await emptyFolder()
  {
    await using server = await startServer({ folder: place.folder, log: quiet })
    await query(server.connection, 'create table kept as select 1 as number')
    assert.deepEqual(await query(server.connection, 'show fsync'), [{ fsync: 'on' }])
    assert.deepEqual(await query(server.connection, 'show server_encoding'), [{ server_encoding: 'UTF8' }])
    assert.deepEqual(await query(server.connection, 'show max_wal_size'), [{ max_wal_size: '256MB' }])
  }
  await using server = await startServer({ folder: place.folder, log: quiet })
  assert.deepEqual(await query(server.connection, 'select * from kept'), [{ number: 1 }])
})

test('disposing stops the server, and nothing is left of it but its data', async () => {
  await using place = await dataFolder()
  const server = await startServer({ folder: place.folder, log: quiet, durable: false })
  const pid = server.pid()
  await server[Symbol.asyncDispose]()
  assert.equal(await runs(pid), false)
  assert.equal((await readdir(join(place.folder, 'postgres'))).includes('postmaster.pid'), false)
  assert.match(await readFile(join(place.folder, 'postgres.log'), 'utf8'), /database system is shut down/)
})

test('nobody else on the machine can read the data, the log or the socket', async () => {
  await using place = await dataFolder()
  await using server = await startServer({ folder: place.folder, log: quiet, durable: false })
  for (const [path, mode] of [
    [join(place.folder, 'postgres'), 0o700],
    [join(place.folder, 'postgres.log'), 0o600],
    [server.connection.host, 0o700],
  ] as const)
    assert.equal((await stat(path)).mode & 0o777, mode, path)
})

test('a second program on the same data folder is refused with one sentence and disturbs nothing', async () => {
  await using place = await dataFolder()
  await using first = startProgram([program, place.folder])
  await first.says(/ready/)
  await assert.rejects(
    startServer({ folder: place.folder, log: quiet }),
    (error: Error) =>
      error instanceof DatabaseUnavailable &&
      error.message ===
        `Another Doumi is running on the data folder ${place.folder}; stop it, or set DOUMI_DATA to another folder.`,
  )
  await using second = startProgram([program, place.folder])
  assert.equal(await second.ended, 1)
  assert.match(second.said(), /^Another Doumi is running .*\n$/)
  first.child.kill('SIGTERM')
  assert.equal(await first.ended, 0, first.said())
})

test('the same program cannot open its data folder twice', async () => {
  await using place = await dataFolder()
  await using _ = await startServer({ folder: place.folder, log: quiet, durable: false })
  await assert.rejects(startServer({ folder: place.folder, log: quiet }), /Another Doumi is running/)
})

test('of two programs that start at once on an empty folder one serves and one is refused', async () => {
  await using place = await emptyFolder()
  await using one = startProgram([program, place.folder])
  await using two = startProgram([program, place.folder])
  const [won, lost] = await Promise.race([one.ended.then(() => [two, one]), two.ended.then(() => [one, two])])
  assert.match(lost?.said() ?? '', /^Another Doumi is running/)
  await won?.says(/ready/)
})

test('the lock of a program that was killed is free at once, whatever its file says', async () => {
  await using place = await dataFolder()
  await using first = startProgram([program, place.folder])
  await first.says(/ready/)
  first.child.kill('SIGKILL')
  await first.ended
  await using server = await startServer({ folder: place.folder, log: quiet })
  assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
})

test('a server dies cleanly with its killed program', { skip: process.platform !== 'linux' }, async () => {
  await using place = await dataFolder()
  await using first = startProgram([program, place.folder])
  const pid = Number((await first.says(/ready (\d+)/))[1])
  first.child.kill('SIGKILL')
  await until(async () => !(await runs(pid)), { limitMs: 10_000 })
  assert.match(await readFile(join(place.folder, 'postgres.log'), 'utf8'), /database system is shut down/)
})

test('Ctrl-C stops the program first and the server then, and leaves no process', async () => {
  await using place = await dataFolder()
  await using first = startProgram([program, place.folder], { detached: true })
  const pid = Number((await first.says(/ready (\d+)/))[1])
  process.kill(-first.child.pid!, 'SIGINT')
  await first.ended
  await until(async () => !(await runs(pid)), { limitMs: 10_000 })
})

test('a server left running is taken over and stopped at the end', async () => {
  await using place = await dataFolder()
  const env = await without(['setpriv'], place)
  await using first = startProgram([program, place.folder], { env })
  const pid = Number((await first.says(/ready (\d+)/))[1])
  first.child.kill('SIGKILL')
  await first.ended
  assert.equal(await runs(pid), true)
  {
    await using server = await startServer({ folder: place.folder, log: quiet })
    assert.equal(server.pid(), pid)
    assert.deepEqual(await query(server.connection, 'select count(*)::int as count from public.row'), [{ count: 0 }])
  }
  assert.equal(await runs(pid), false)
})

test('a server that was taken over is started again when it dies', async () => {
  await using place = await dataFolder()
  const env = await without(['setpriv'], place)
  await using first = startProgram([program, place.folder], { env })
  const pid = Number((await first.says(/ready (\d+)/))[1])
  first.child.kill('SIGKILL')
  await first.ended
  await using server = await startServer({ folder: place.folder, log: { ...quiet, error() {} } })
  process.kill(pid, 'SIGKILL')
  await until(() => server.pid() !== pid, { limitMs: 20_000 })
  assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
})

test('a stale postmaster.pid, of a pid that is free or of one given out again, does not stop a start', async t => {
  await using place = await dataFolder()
  await (await startServer({ folder: place.folder, log: quiet, durable: false }))[Symbol.asyncDispose]()
  const stale = (pid: number) =>
    `${pid}\n${place.folder}/postgres\n1700000000\n5432\n${place.folder}/socket\n\n 1 1\nready   \n`
  await using other = startProgram(['-e', 'setInterval(() => {}, 1000)'])
  for (const [what, pid] of [
    ['free', 2_000_000_000],
    ['given out again', other.child.pid!],
  ] as const) {
    await t.test(what, async () => {
      await writeFile(join(place.folder, 'postgres', 'postmaster.pid'), stale(pid))
      await using server = await startServer({ folder: place.folder, log: quiet, durable: false })
      assert.notEqual(server.pid(), pid)
    })
  }
})

test('a server that dies is started again, and the connections recover', async () => {
  await using place = await dataFolder()
  const errors: string[] = []
  const log = { ...quiet, error: (message: string) => void errors.push(message) }
  await using server = await startServer({ folder: place.folder, log, durable: false })
  const pid = server.pid()
  process.kill(pid, 'SIGKILL')
  await until(() => server.pid() !== pid, { limitMs: 20_000 })
  assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
  assert.match(errors.join('\n'), /^PostgreSQL ended by itself \(SIGKILL\); starting it again\.$/)
})

test('disposing while the server is being started again leaves no process', async () => {
  await using place = await dataFolder()
  const server = await startServer({ folder: place.folder, log: { ...quiet, error() {} }, durable: false })
  process.kill(server.pid(), 'SIGKILL')
  await until(async () => !(await runs(server.pid())), { limitMs: 5_000 })
  await server[Symbol.asyncDispose]()
  await using next = await startServer({ folder: place.folder, log: quiet, durable: false })
  assert.deepEqual(await query(next.connection, 'select 1 as number'), [{ number: 1 }])
})

test('a kill while the data is created leaves nothing half', async () => {
  await using place = await emptyFolder()
  await using first = startProgram([program, place.folder])
  await until(async () => (await halves(place)).includes('PG_VERSION'), { limitMs: 20_000 })
  first.child.kill('SIGKILL')
  await first.ended
  assert.equal((await readdir(place.folder)).includes('postgres'), false)
  await using server = await startServer({ folder: place.folder, log: quiet })
  assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
})

test('a start that is given up leaves no process and no lock', async () => {
  await using place = await emptyFolder()
  const giveUp = new AbortController()
  const start = startServer({ folder: place.folder, log: quiet, signal: giveUp.signal })
  await until(async () => (await halves(place)).includes('PG_VERSION'), { limitMs: 20_000 })
  giveUp.abort()
  await assert.rejects(start, { name: 'AbortError' })
  await using _ = await startServer({ folder: place.folder, log: quiet, durable: false })
})

test('a data folder deep below private folders works', async () => {
  await using place = await emptyFolder()
  const deep = join(place.folder, 'private', 'x'.repeat(120))
  await mkdir(deep, { recursive: true })
  await chmod(join(place.folder, 'private'), 0o700)
  await using server = await startServer({ folder: deep, log: quiet, durable: false })
  assert.match(server.connection.host, /^\/tmp\/doumi-/)
  assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
})

test('without a user namespace the server of root runs as nobody', { skip: !isRoot }, async () => {
  await using place = await emptyFolder()
  const env = await without(['unshare'], place)
  await using first = startProgram([program, place.folder], { env })
  const pid = Number((await first.says(/ready (\d+)/))[1])
  assert.equal((await stat(`/proc/${pid}`)).uid, 65_534)
  assert.equal((await stat(join(place.folder, 'postgres'))).uid, 65_534)
  first.child.kill('SIGTERM')
  assert.equal(await first.ended, 0, first.said())
  await using server = await startServer({ folder: place.folder, log: quiet })
  assert.deepEqual(await query(server.connection, 'select count(*)::int as count from public.row'), [{ count: 0 }])
})

test('data that root made goes to nobody when user namespaces are refused later', { skip: !isRoot }, async () => {
  await using place = await dataFolder()
  await (await startServer({ folder: place.folder, log: quiet, durable: false }))[Symbol.asyncDispose]()
  assert.equal((await stat(join(place.folder, 'postgres'))).uid, 0)
  await using first = startProgram([program, place.folder], { env: await without(['unshare'], place) })
  await first.says(/ready/)
  assert.equal((await stat(join(place.folder, 'postgres', 'PG_VERSION'))).uid, 65_534)
})

test('below a folder that nobody can enter the data of root moves to where it can be read', {
  skip: !isRoot,
}, async () => {
  await using place = await emptyFolder()
  const hidden = join(place.folder, 'hidden', 'data')
  await mkdir(hidden, { recursive: true })
  await chmod(join(place.folder, 'hidden'), 0o700)
  const env = await without(['unshare'], place)
  let moved = ''
  for (const _ of [1, 2]) {
    await using first = startProgram([program, hidden], { env })
    const pid = Number((await first.says(/ready (\d+)/))[1])
    assert.equal((await stat(`/proc/${pid}`)).uid, 65_534)
    moved = await realpath(join(hidden, 'postgres'))
    assert.match(moved, /^\/var\/lib\/doumi\//)
    first.child.kill('SIGTERM')
    assert.equal(await first.ended, 0, first.said())
  }
  await rm(join(moved, '..'), { recursive: true })
})

test('data of another major version is refused with a sentence', async () => {
  await using place = await emptyFolder()
  await mkdir(join(place.folder, 'postgres'))
  await writeFile(join(place.folder, 'postgres', 'PG_VERSION'), '17\n')
  await assert.rejects(startServer({ folder: place.folder, log: quiet }), /is of PostgreSQL 17, this Doumi brings 18\./)
})

test('a large log makes way at a start', async () => {
  await using place = await dataFolder()
  await writeFile(join(place.folder, 'postgres.log'), Buffer.alloc(10_000_001, 'x'))
  await using _ = await startServer({ folder: place.folder, log: quiet, durable: false })
  assert.ok((await stat(join(place.folder, 'postgres.log'))).size < 10_000)
  assert.equal((await stat(join(place.folder, 'postgres.log.old'))).size, 10_000_001)
})

type Folder = { folder: string } & AsyncDisposable

// A data folder with data that was created before.
async function dataFolder(): Promise<Folder> {
  seed ??= createSeed()
  const place = await emptyFolder()
  await promisify(execFile)('cp', ['-a', join((await seed).folder, 'postgres'), place.folder])
  return place
}

let seed: Promise<Folder> | undefined
after(async () => (await seed)?.[Symbol.asyncDispose]())

async function createSeed(): Promise<Folder> {
  const place = await emptyFolder()
  await using server = await startServer({ folder: place.folder, log: quiet, durable: false })
  await migrateTo(server.connection, { log: quiet })
  return place
}

async function emptyFolder(): Promise<Folder> {
  const folder = await mkdtemp(join(tmpdir(), 'doumi-test-'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

// What an unfinished creation of the data has written so far.
async function halves({ folder }: { folder: string }): Promise<string[]> {
  const found = (await readdir(folder)).filter(name => name.startsWith('postgres.new'))
  return (await Promise.all(found.map(name => readdir(join(folder, name)).catch(() => [])))).flat()
}

// An environment in which some of the system's programs fail.
async function without(programs: string[], { folder }: { folder: string }): Promise<NodeJS.ProcessEnv> {
  const bin = join(folder, 'failing')
  await mkdir(bin)
  for (const name of programs) await writeFile(join(bin, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  return { ...process.env, PATH: `${bin}:${process.env.PATH}` }
}

async function query(connection: pg.PoolConfig, sql: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
