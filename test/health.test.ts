import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import pg from 'pg'
import { WebSocket } from 'ws'
import { openStage } from '#chat'
import { startServer, useDatabase } from '#database'
import { makeGuest } from '#members'
import { startProgram } from '../scripts/program.ts'
import { quiet } from './database.ts'
import { temporaryFolder } from './folder.ts'
import { until } from './programs.ts'

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

  await until(isReady)
  assert.deepEqual(await ready(), [200, { ready: true, bus: 'up' }])
  const metrics = await (await fetch(`${program.origin}/metrics`)).text()
  for (const name of ['doumi_sockets 0', 'doumi_bus_up 1', 'doumi_entries_written_total 0', 'nodejs_eventloop_lag_'])
    assert.ok(metrics.includes(name), `${name} is not among\n${metrics}`)
  for (const header of [{ via: '1.1 proxy' }, { accept: 'text/html', 'x-real-ip': '127.0.0.1' }])
    assert.equal((await fetch(`${program.origin}/metrics`, { headers: header })).status, 404)

  await servers.disposeAsync()
  await until(async () => !(await isReady()))
  assert.deepEqual(await ready(), [503, { ready: false, not: ['database'], bus: 'away' }])
  await lives()

  await using again = await start()
  await until(isReady)
  await until(async () => JSON.stringify(await ready()).includes('"bus":"up"'))

  const client = new pg.Client(again.connection)
  await client.connect()
  await client.query(`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of another version', 0)`)
  await until(async () => !(await isReady()))
  assert.deepEqual(await ready(), [503, { ready: false, not: ['migrations'], bus: 'up' }])
  await lives()
  await client.query(`delete from drizzle.__drizzle_migrations where hash = 'of another version'`)
  await client.end()
  await until(isReady)
  assert.equal(await program.stop(), 0)
})

test('what people do is counted', async () => {
  await using place = await temporaryFolder()
  await using server = await startServer({ folder: place.folder, log: quiet, durable: false })
  const { host, port, user, database: name } = server.connection
  const DATABASE_URL = `postgresql:///${name}?user=${user}&host=${encodeURIComponent(host)}&port=${port}`
  await using program = await startProgram({ dataFolder: place.folder, settings: { DATABASE_URL, DEMO: 'no' } })
  const { origin } = program
  await using database = await useDatabase(server.connection, { log: quiet })
  const { id: room } = await openStage(database.db, { productId: randomUUID() })
  const headers = { origin, cookie: makeGuest({ secure: false }).cookie.split(';')[0] ?? '' }
  const count = async (metric: string) => {
    const text = await (await fetch(`${origin}/metrics`)).text()
    return Number(
      text
        .split('\n')
        .find(line => line.startsWith(`${metric} `))
        ?.slice(metric.length + 1),
    )
  }

  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers })
  let heard = ''
  socket.on('message', data => {
    heard += String(data)
  })
  await until(() => heard.includes('"hello"'))
  socket.send(JSON.stringify([{ t: 'join', room, after: null }]))
  await until(() => heard.includes('"joined"'))
  const body = (text: string) => JSON.stringify({ cid: randomUUID(), body: { kind: 'text', text } })
  for (const text of ['하나', '둘']) {
    const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: body(text) }
    assert.equal((await fetch(`${origin}/api/rooms/${room}/entries`, init)).status, 200)
  }
  await until(() => heard.includes('둘'))
  for (const metric of ['doumi_sockets', 'doumi_rooms', 'doumi_followers']) assert.equal(await count(metric), 1, metric)
  for (const metric of ['doumi_entries_written_total', 'doumi_entries_sent_total', 'doumi_flush_lag_seconds_count'])
    assert.equal(await count(metric), 2, metric)
  assert.ok((await count('doumi_flush_cpu_seconds_count')) >= 2)
  assert.ok((await count('doumi_database_connections')) >= 1)

  const begin = () => fetch(`${origin}/api/inquiries`, { method: 'POST', headers, body: '{}' })
  const statuses = await Promise.all(Array.from({ length: 22 }, async () => (await begin()).status))
  assert.equal(statuses.filter(status => status === 429).length, 2)
  assert.equal(await count('doumi_limit_hits_total{limit="open"}'), 2)
  socket.close()
  await until(async () => (await count('doumi_sockets')) === 0 && (await count('doumi_followers')) === 0)
})
