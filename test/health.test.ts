import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { startServer } from '#database'
import { startProgram } from '../scripts/program.ts'
import { quiet } from './database.ts'
import { temporaryFolder } from './folder.ts'
import { until } from './programs.ts'

const soon = { limitMs: 20_000 }

test('a program is ready only while its database answers and is of its own version, and lives all the time', async () => {
  await using place = await temporaryFolder()
  await using own = await temporaryFolder()
  const start = () => startServer({ folder: place.folder, log: quiet, durable: false })
  await using servers = new AsyncDisposableStack()
  const first = await start()
  servers.defer(() => first[Symbol.asyncDispose]())
  const { host, port, user, database } = first.connection
  const DATABASE_URL = `postgresql:///${database}?user=${user}&host=${encodeURIComponent(host)}&port=${port}`
  await using program = await startProgram({ dataFolder: own.folder, settings: { DATABASE_URL, DEMO: 'no' } })
  const ready = async () => {
    const reply = await fetch(`${program.origin}/ready`)
    return [reply.status, await reply.json()]
  }
  const isReady = async () => (await ready())[0] === 200
  const lives = async () => assert.equal((await fetch(`${program.origin}/health`)).status, 200)

  await until(isReady, soon)
  assert.deepEqual(await ready(), [200, { ready: true, bus: 'up' }])
  const metrics = await (await fetch(`${program.origin}/metrics`)).text()
  for (const name of ['doumi_sockets 0', 'doumi_bus_up 1', 'doumi_entries_written_total 0', 'nodejs_eventloop_lag_'])
    assert.ok(metrics.includes(name), `${name} is not among\n${metrics}`)
  for (const header of [{ via: '1.1 proxy' }, { accept: 'text/html', 'x-real-ip': '127.0.0.1' }])
    assert.equal((await fetch(`${program.origin}/metrics`, { headers: header })).status, 404)

  await servers.disposeAsync()
  await until(async () => !(await isReady()), soon)
  assert.deepEqual(await ready(), [503, { ready: false, not: ['database'], bus: 'away' }])
  await lives()

  await using again = await start()
  await until(isReady, soon)
  await until(async () => JSON.stringify(await ready()).includes('"bus":"up"'), soon)

  const client = new pg.Client(again.connection)
  await client.connect()
  await client.query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of another version', 0)`)
  await until(async () => !(await isReady()), soon)
  assert.deepEqual(await ready(), [503, { ready: false, not: ['migrations'], bus: 'up' }])
  await lives()
  await client.query(`delete from drizzle.__drizzle_migrations where hash = 'of another version'`)
  await client.end()
  await until(isReady, soon)
  assert.equal(await program.stop(), 0)
})
