import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { type HealthOptions, openHealth } from './health.ts'
import { openServer } from './server.ts'

const token = 'open-sesame-0123'

async function served(more: Partial<HealthOptions> = {}) {
  const health = openHealth({
    missing: async () => [],
    bus: () => 'up',
    metrics: async () => ({ type: 'text/plain', text: 'doumi_sockets 3\n' }),
    metricsToken: token,
    ...more,
  })
  const server = await openServer({
    host: '0.0.0.0',
    port: 0,
    handle: (request, response) => health.serve(request, response) || response.writeHead(404).end(),
    upgrade: (_, socket) => socket.destroy(),
  })
  return { server, ask: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init) }
}

test('health says that the process lives, whatever else is missing', async () => {
  const { server, ask } = await served({ missing: async () => ['database'] })
  await using _ = server
  const reply = await ask('/health')
  assert.deepEqual([reply.status, await reply.json()], [200, { alive: true }])
  assert.equal(reply.headers.get('cache-control'), 'no-store')
  assert.equal((await ask('/health', { method: 'HEAD' })).status, 200)
  assert.equal((await ask('/health', { method: 'POST' })).status, 404)
  assert.equal((await ask('/health/more')).status, 404)
})

test('ready says what is missing, and a bus that is away is told but keeps nobody away', async () => {
  let not: string[] = ['database']
  const { server, ask } = await served({ missing: async () => not, bus: () => 'away' })
  await using _ = server
  const before = await ask('/ready')
  assert.deepEqual([before.status, await before.json()], [503, { ready: false, not: ['database'], bus: 'away' }])
  not = []
  const then = await ask('/ready')
  assert.deepEqual([then.status, await then.json()], [200, { ready: true, bus: 'away' }])
})

test('the metrics are read on this machine, but not through a proxy on it or under a foreign name', async () => {
  const { server, ask } = await served()
  await using _ = server
  assert.equal(await (await ask('/metrics')).text(), 'doumi_sockets 3\n')
  for (const name of ['X-Forwarded-For', 'Forwarded', 'X-Real-IP', 'Via', 'X-Forwarded-Proto', 'X-Forwarded-Host'])
    assert.equal((await ask('/metrics', { headers: { [name]: '127.0.0.1' } })).status, 404, name)
  const { request } = await import('node:http')
  const status = await new Promise(resolve => {
    const headers = { host: 'rebound.example' }
    request({ port: server.port, path: '/metrics', headers }, ({ statusCode }) => resolve(statusCode)).end()
  })
  assert.equal(status, 404)
})

test('from elsewhere the metrics are read with the token alone', async () => {
  const { server, ask } = await served()
  await using _ = server
  const through = { 'X-Forwarded-For': '203.0.113.9' }
  const status = async (authorization: string) =>
    (await ask('/metrics', { headers: { ...through, authorization } })).status
  assert.equal(await status(`Bearer ${token}`), 200)
  assert.equal(await status(`Bearer ${token}4`), 404)
  assert.equal(await status(`Basic ${token}`), 404)
  assert.equal(await status('Bearer undefined'), 404)
  const outside = Object.values(networkInterfaces())
    .flat()
    .find(face => face && !face.internal && face.family === 'IPv4')
  if (outside === undefined) return
  const address = `http://${outside.address}:${server.port}/metrics`
  assert.equal((await fetch(address)).status, 404)
  assert.equal((await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status, 200)
})

test('without a token that was set nobody brings the right one', async () => {
  const { server, ask } = await served({ metricsToken: undefined })
  await using _ = server
  for (const authorization of ['Bearer undefined', 'Bearer ', 'Bearer null'])
    assert.equal((await ask('/metrics', { headers: { via: '1.1 here', authorization } })).status, 404)
})
