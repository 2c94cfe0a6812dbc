import assert from 'node:assert/strict'
import { chmod, chown, mkdir, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import pg from 'pg'
import { DatabaseUnavailable, startServer } from '#database'
import { dataFolder, quiet } from '../../test/database.ts'
import { type TestFolder, temporaryFolder } from '../../test/folder.ts'
import { type Program, runs, startProgram, until } from '../../test/programs.ts'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'

describe('the built-in PostgreSQL', { concurrency: 3 }, () => {
  test('the first start creates durable data, and the next one finds what was written', async () => {
    await using place = await temporaryFolder()
    const first = await startServer({ folder: place.folder, log: quiet })
    await query(first.connection, 'create table kept as select 1 as number')
    for (const [setting, value] of Object.entries({ fsync: 'on', server_encoding: 'UTF8', max_wal_size: '256MB' }))
      assert.deepEqual(await query(first.connection, `show ${setting}`), [{ [setting]: value }])
    await first[Symbol.asyncDispose]()
    await using next = await startServer({ folder: place.folder, log: quiet })
    assert.deepEqual(await query(next.connection, 'select * from kept'), [{ number: 1 }])
  })

  test('nobody else on the machine can read the data, the log or the socket', async () => {
    await using place = await dataFolder()
    await using server = await startServer({ folder: place.folder, log: quiet, durable: false })
    for (const path of [place.file('postgres'), place.file('postgres.log'), server.connection.host])
      assert.equal((await stat(path)).mode & 0o077, 0, path)
  })

  test('disposing stops the server, and nothing is left of it but its data', async () => {
    await using place = await dataFolder()
    const server = await startServer({ folder: place.folder, log: quiet, durable: false })
    await server[Symbol.asyncDispose]()
    assert.equal(await runs(server.pid()), false)
    assert.equal((await readdir(place.file('postgres'))).includes('postmaster.pid'), false)
    assert.match(await readFile(place.file('postgres.log'), 'utf8'), /database system is shut down/)
  })

  test('a second program on the same data folder is refused with one sentence and disturbs nothing', async () => {
    await using place = await dataFolder()
    await using first = await hold(place)
    const sentence = `Another Doumi is running on the data folder ${place.folder}; stop it, or set DOUMI_DATA to another folder.`
    await assert.rejects(
      startServer({ folder: place.folder, log: quiet }),
      (error: Error) => error instanceof DatabaseUnavailable && error.message === sentence,
    )
    first.child.kill('SIGTERM')
    assert.equal(await first.ended, 0, first.said())
  })

  test('the same program cannot open its data folder twice', async () => {
    await using place = await dataFolder()
    await using _ = await startServer({ folder: place.folder, log: quiet, durable: false })
    await assert.rejects(startServer({ folder: place.folder, log: quiet }), /Another Doumi is running/)
  })

  test('of two programs that start at once on an empty folder one serves and one is refused', async () => {
    await using place = await temporaryFolder()
    await using one = start(place)
    await using two = start(place)
    const [won, lost] = await Promise.race([one.ended.then(() => [two, one]), two.ended.then(() => [one, two])])
    assert.match(lost?.said() ?? '', /^Another Doumi is running .*\n$/)
    await won?.says(/ready/)
  })

  test('the server of a killed program stops cleanly by itself, and a new program starts at once', async () => {
    await using place = await dataFolder()
    await using first = await hold(place)
    first.child.kill('SIGKILL')
    await first.ended
    await using server = await startServer({ folder: place.folder, log: quiet })
    assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
    if (isLinux) await until(async () => !(await runs(first.server)))
    if (isLinux) assert.match(await readFile(place.file('postgres.log'), 'utf8'), /database system is shut down/)
  })

  test('Ctrl-C stops the program first, then the server, and leaves no process', async () => {
    await using place = await dataFolder()
    await using first = await hold(place, { detached: true })
    process.kill(-first.child.pid!, 'SIGINT')
    assert.equal(await first.ended, 0, first.said())
    assert.match(first.said(), /served to the end/)
    await until(async () => !(await runs(first.server)))
  })

  test('a server left running is taken over, started again if it dies, and stopped at the end', async () => {
    await using place = await dataFolder()
    await using first = await hold(place, { env: await without(['setpriv'], place) })
    first.child.kill('SIGKILL')
    await first.ended
    assert.equal(await runs(first.server), true)
    const taken = await startServer({ folder: place.folder, log: quiet })
    assert.equal(taken.pid(), first.server)
    await taken[Symbol.asyncDispose]()
    assert.equal(await runs(first.server), false)

    await using second = await hold(place, { env: await without(['setpriv'], place) })
    second.child.kill('SIGKILL')
    await second.ended
    await using again = await startServer({ folder: place.folder, log: { ...quiet, error() {} } })
    assert.equal(again.pid(), second.server)
    process.kill(second.server, 'SIGKILL')
    await until(() => again.pid() !== second.server)
    assert.deepEqual(await query(again.connection, 'select 1 as number'), [{ number: 1 }])
  })

  for (const what of ['free', 'given out again'])
    test(`a stale postmaster.pid with a pid that is ${what} does not stop a start`, async () => {
      await using place = await dataFolder()
      await using other = startProgram(['-e', 'setInterval(() => {}, 1000)'])
      const pid = what === 'free' ? 2_000_000_000 : other.child.pid!
      const lines = [pid, place.file('postgres'), 1_700_000_000, 5432, place.file('socket'), '', ' 1 1', 'ready   ', '']
      await writeFile(place.file('postgres/postmaster.pid'), lines.join('\n'))
      await using server = await startServer({ folder: place.folder, log: quiet, durable: false })
      assert.notEqual(server.pid(), pid)
      assert.equal(await runs(other.child.pid!), true)
    })

  test('a server that dies is started again, with a word in the log', async () => {
    await using place = await dataFolder()
    const errors: string[] = []
    const log = { ...quiet, error: (message: string) => void errors.push(message) }
    await using server = await startServer({ folder: place.folder, log, durable: false })
    const pid = server.pid()
    process.kill(pid, 'SIGKILL')
    await until(() => server.pid() !== pid)
    assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
    assert.deepEqual(errors, ['PostgreSQL ended by itself (SIGKILL); starting it again.'])
  })

  test('disposing while the server is being started again leaves no process', async () => {
    await using place = await dataFolder()
    const errors: string[] = []
    const log = { ...quiet, error: (message: string) => void errors.push(message) }
    const server = await startServer({ folder: place.folder, log, durable: false })
    process.kill(server.pid(), 'SIGKILL')
    await until(() => errors.length > 0)
    await server[Symbol.asyncDispose]()
    const left = await readFile(place.file('postgres/postmaster.pid'), 'utf8').catch(() => '')
    assert.equal(left !== '' && (await runs(Number.parseInt(left, 10))), false)
    await using next = await startServer({ folder: place.folder, log: quiet, durable: false })
    assert.deepEqual(await query(next.connection, 'select 1 as number'), [{ number: 1 }])
  })

  test('a kill while the data is created leaves nothing half', async () => {
    await using place = await temporaryFolder()
    await using first = start(place)
    await until(async () => (await halves(place)).includes('PG_VERSION'))
    first.child.kill('SIGKILL')
    await first.ended
    assert.equal((await readdir(place.folder)).includes('postgres'), false)
    await using server = await startServer({ folder: place.folder, log: quiet, durable: false })
    assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
  })

  test('a start that is given up leaves no process and no lock', async () => {
    await using place = await temporaryFolder()
    const giveUp = new AbortController()
    const starting = startServer({ folder: place.folder, log: quiet, signal: giveUp.signal, durable: false })
    await until(async () => (await halves(place)).includes('PG_VERSION'))
    giveUp.abort()
    await assert.rejects(starting, { name: 'AbortError' })
    await using _ = await startServer({ folder: place.folder, log: quiet, durable: false })
  })

  test('a data folder with a long path, below a private folder, works', async () => {
    await using place = await temporaryFolder()
    const deep = place.file(`private/${'x'.repeat(120)}`)
    await mkdir(deep, { recursive: true })
    await chmod(place.file('private'), 0o700)
    await using server = await startServer({ folder: deep, log: quiet, durable: false })
    assert.match(server.connection.host, /^\/tmp\/doumi-/)
    assert.deepEqual(await query(server.connection, 'select 1 as number'), [{ number: 1 }])
  })

  test('data of root goes to nobody when user namespaces are refused', { skip: !isRoot }, async () => {
    await using place = await dataFolder()
    assert.equal((await stat(place.file('postgres'))).uid, 0)
    await using first = await hold(place, { env: await without(['unshare'], place) })
    assert.equal((await stat(`/proc/${first.server}`)).uid, 65_534)
    assert.equal((await stat(place.file('postgres/PG_VERSION'))).uid, 65_534)
    first.child.kill('SIGTERM')
    assert.equal(await first.ended, 0, first.said())
    await using server = await startServer({ folder: place.folder, log: quiet })
    assert.deepEqual(await query(server.connection, 'select count(*)::int as count from public.row'), [{ count: 0 }])
  })

  test('a user without a name, as containers have them, is good enough', { skip: !isRoot }, async () => {
    await using place = await temporaryFolder()
    await chown(place.folder, 4_242, 4_242)
    await using first = await hold(place, { uid: 4_242 })
    assert.equal((await stat(place.file('postgres'))).uid, 4_242)
    first.child.kill('SIGTERM')
    assert.equal(await first.ended, 0, first.said())
  })

  test('below a folder that nobody can enter new data of root is kept elsewhere', { skip: !isRoot }, async () => {
    await using place = await temporaryFolder()
    const hidden = { folder: place.file('hidden/data') }
    await mkdir(hidden.folder, { recursive: true })
    await chmod(place.file('hidden'), 0o700)
    const env = await without(['unshare'], place)
    for (const round of ['first', 'next']) {
      await using shop = await hold(hidden, { env })
      assert.equal((await stat(`/proc/${shop.server}`)).uid, 65_534, round)
      shop.child.kill('SIGTERM')
      assert.equal(await shop.ended, 0, shop.said())
    }
    const moved = await realpath(join(hidden.folder, 'postgres'))
    assert.match(moved, /^\/var\/lib\/doumi\//)
    await rm(join(moved, '..'), { recursive: true })
  })

  test('data of another major version is refused with a sentence', async () => {
    await using place = await temporaryFolder()
    await mkdir(place.file('postgres'))
    await writeFile(place.file('postgres/PG_VERSION'), '17\n')
    await assert.rejects(
      startServer({ folder: place.folder, log: quiet }),
      /is of PostgreSQL 17, this Doumi brings 18\./,
    )
  })

  test('a data folder with something else or with broken data is refused with a sentence', async () => {
    await using place = await dataFolder()
    const opening = { folder: place.folder, log: quiet, durable: false }
    await rm(place.file('postgres/global/pg_control'))
    await assert.rejects(startServer(opening), {
      message: `The built-in PostgreSQL does not start on ${place.file('postgres')}: postgres: could not find the database system (see ${place.file('postgres.log')}).`,
    })
    await rm(place.file('postgres/PG_VERSION'))
    await assert.rejects(startServer(opening), {
      message: `The folder ${place.file('postgres')} holds something that is no database; move it away.`,
    })
  })

  test('a large log makes way at a start', async () => {
    await using place = await dataFolder()
    await writeFile(place.file('postgres.log'), Buffer.alloc(10_000_001, 'x'))
    await using _ = await startServer({ folder: place.folder, log: quiet, durable: false })
    assert.ok((await stat(place.file('postgres.log'))).size < 10_000)
    assert.equal((await stat(place.file('postgres.log.old'))).size, 10_000_001)
  })
})

type Options = Parameters<typeof startProgram>[1]

// A program that opens the database of a folder.
function start({ folder }: Pick<TestFolder, 'folder'>, options: Options = {}): Program {
  return startProgram([join(import.meta.dirname, '../../test/database-program.ts'), folder], options)
}

// The same, once it serves.
async function hold(place: Pick<TestFolder, 'folder'>, options: Options = {}): Promise<Program & { server: number }> {
  const program = start(place, options)
  return { ...program, server: Number((await program.says(/ready (\d+)/))[1]) }
}

// What an unfinished creation of the data has written so far.
async function halves({ folder }: TestFolder): Promise<string[]> {
  const found = (await readdir(folder)).filter(name => name.startsWith('postgres.new'))
  return (await Promise.all(found.map(name => readdir(join(folder, name)).catch(() => [])))).flat()
}

// An environment in which some of the system's programs fail.
async function without(programs: string[], { file }: TestFolder): Promise<NodeJS.ProcessEnv> {
  await mkdir(file('failing'), { recursive: true })
  for (const name of programs) await writeFile(file(`failing/${name}`), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
  return { ...process.env, PATH: `${file('failing')}:${process.env.PATH}` }
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
