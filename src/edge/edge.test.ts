import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { test } from 'node:test'
import { Hono } from 'hono'
import { DatabaseUnavailable } from '#database'
import {
  addressKey,
  anonymousTheme,
  asProblem,
  checkOrigin,
  makeLimit,
  openApp,
  openLog,
  openPages,
  openServer,
  ownOrigins,
  Problem,
  takeFrom,
} from './index.ts'

const origins = ownOrigins('http://localhost:3000')
const problemPage = (problem: Problem) => ({ html: `<h1>${problem.code}</h1>`, policy: "default-src 'none'" })
const options = { origins, secure: false, log: openLog('silent'), problemPage }
const own = { Origin: 'http://localhost:3000' }

test('limits count an IPv6 household as one however its address is written, and an IPv4 address as itself', () => {
  assert.equal(addressKey('2001:db8:1:2:a:b:c:d'), '2001:db8:1:2')
  assert.equal(addressKey('2001:db8:1:2::1'), '2001:db8:1:2')
  assert.equal(addressKey('2001:0DB8:0001:0002::ffff'), '2001:db8:1:2')
  assert.equal(addressKey('2001:db8::1'), '2001:db8:0:0')
  assert.equal(addressKey('2001:db8::2'), addressKey('2001:db8::3'))
  assert.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0')
  assert.equal(addressKey('::1'), '0:0:0:0')
  assert.equal(addressKey('::ffff:192.0.2.7'), '192.0.2.7')
  assert.equal(addressKey('192.0.2.7'), '192.0.2.7')
  assert.equal(addressKey('unknown'), 'unknown')
})

test('writes are taken from the shop itself and from nowhere else', () => {
  checkOrigin(origins, 'http://127.0.0.1:3000')
  for (const origin of [
    undefined,
    null,
    '',
    'null',
    'http://localhost:3001',
    'https://localhost:3000',
    'http://evil.test',
  ]) {
    assert.throws(() => checkOrigin(origins, origin), { code: 'edge.wrong_origin' })
  }
  const open = ownOrigins('https://shop.test')
  assert.throws(() => checkOrigin(open, 'http://localhost'), { code: 'edge.wrong_origin' })
})

test('an address that holds what no text may be asked for with is not there', async () => {
  const app = openApp(options).get('/p/:slug', c => c.text(c.req.param('slug')))
  assert.equal((await app.request('/p/lamp')).status, 200)
  for (const path of ['/p/%00', '/p/la%00mp', '/%00/p', '/p/%00x%ff']) {
    assert.equal((await app.request(path)).status, 404, path)
  }
})

test('a limit refuses what is too much with the seconds to wait, and only for the one who took it', async () => {
  const limit = makeLimit({ name: 'edge-test', points: 2, seconds: 30 })
  await takeFrom(limit, 'a')
  await takeFrom(limit, 'a')
  await assert.rejects(takeFrom(limit, 'a'), (thrown: unknown) => {
    assert.ok(thrown instanceof Problem && thrown.kind === 'limited')
    assert.ok(thrown.retryAfter !== undefined && thrown.retryAfter > 0 && thrown.retryAfter <= 30)
    return true
  })
  await takeFrom(limit, 'b')
})

test('a database that is away is told as unavailable, a fault of ours as internal', () => {
  assert.equal(asProblem(new DatabaseUnavailable('away')).status, 503)
  assert.equal(asProblem(new Error('query', { cause: new DatabaseUnavailable('away') })).status, 503)
  assert.equal(asProblem(new Error('secret')).status, 500)
})

test('a refusal is a page to people and a problem to programs, in the language of the reader, and tells no secret', async () => {
  const app = openApp(options)
  app.get('/ko/fault', () => {
    throw new Error('secret')
  })
  const page = await app.request('/ko/fault', { headers: { Accept: 'text/html' } })
  assert.equal(page.status, 500)
  assert.match(page.headers.get('content-security-policy') ?? '', /none/)
  assert.doesNotMatch(await page.text(), /secret/)
  const problem = await app.request('/nowhere?lang=en')
  assert.equal(problem.status, 404)
  assert.match(problem.headers.get('content-type') ?? '', /^application\/problem\+json/)
  assert.match(await problem.text(), /There is nothing here/)
  assert.equal(problem.headers.get('x-content-type-options'), 'nosniff')
})

test('a write from another site and a body that is too large change nothing', async () => {
  const app = openApp(options)
  let written = 0
  app.post('/write', async c => {
    await c.req.text()
    written += 1
    return c.text('ok')
  })
  assert.equal((await app.request('/write', { method: 'POST', body: 'x' })).status, 403)
  assert.equal(
    (await app.request('/write', { method: 'POST', body: 'x', headers: { Origin: 'http://evil.test' } })).status,
    403,
  )
  const large = { method: 'POST', body: 'x'.repeat(70_000), headers: { ...own, 'Content-Length': '70000' } }
  assert.equal((await app.request('/write', large)).status, 413)
  assert.equal(written, 0)
  assert.equal((await app.request('/write', { method: 'POST', body: 'x', headers: own })).status, 200)
})

test('a path that counts for itself takes large bodies, still from no other site', async () => {
  const app = openApp({ ...options, largeBodies: /^\/large\/[^/]+$/ })
  app.put('/large/:id', async c => c.json((await c.req.arrayBuffer()).byteLength))
  app.put('/large/:id/not', c => c.text('ok'))
  const large = { method: 'PUT', body: 'x'.repeat(70_000), headers: { ...own, 'Content-Length': '70000' } }
  assert.equal(await (await app.request('/large/1', large)).json(), 70_000)
  assert.equal((await app.request('/large/1/not', large)).status, 413)
  assert.equal((await app.request('/large/1', { ...large, headers: { Origin: 'http://evil.test' } })).status, 403)
})

test('pages are kept for visitors without an identity alone, and dropped when what they show has changed', async () => {
  assert.equal(anonymousTheme(undefined), null)
  assert.equal(anonymousTheme('theme=dark'), 'dark')
  assert.equal(anonymousTheme('doumi_guest=x'), undefined)
  assert.equal(anonymousTheme('theme=dark; doumi_guest=x'), undefined)
  const pages = openPages({})
  await using server = await openServer({
    host: '127.0.0.1',
    port: 0,
    handle: (request, response) => pages.serve(request, response) || response.writeHead(204).end(),
    upgrade: (_, socket) => socket.destroy(),
  })
  const url = `http://127.0.0.1:${server.port}/ko`
  assert.equal((await fetch(url)).status, 204)
  pages.keep({
    url: '/ko',
    theme: null,
    html: Buffer.from('<p>모닥</p>'),
    headers: { 'Content-Security-Policy': 'one' },
  })
  const kept = await fetch(url)
  assert.equal(await kept.text(), '<p>모닥</p>')
  const etag = kept.headers.get('etag') ?? ''
  const again = await fetch(url, { headers: { 'If-None-Match': etag } })
  assert.equal(again.status, 304)
  assert.equal(again.headers.get('content-security-policy'), null)
  assert.equal((await fetch(url, { headers: { Cookie: 'doumi_guest=x' } })).status, 204)
  assert.equal((await fetch(url, { headers: { Cookie: 'theme=dark' } })).status, 204)
  assert.equal((await fetch(`${url}?x`)).status, 204)
  pages.drop()
  assert.equal((await fetch(url)).status, 204)
})

test('a fault while one request is answered ends that request and not the program', async () => {
  let faults = 0
  const fault = () => {
    faults += 1
    throw new Error('fault')
  }
  const app = new Hono().get('/', c => c.text('here'))
  await using server = await openServer({
    host: '127.0.0.1',
    port: 0,
    handle: async (request, response) => {
      if (request.url === '/fault') fault()
      response.end(await (await app.request('/')).text())
    },
    upgrade: fault,
  })
  const url = `http://127.0.0.1:${server.port}`
  await assert.rejects(fetch(`${url}/fault`))
  const socket = connect(server.port, '127.0.0.1')
  socket.end('GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
  await once(socket.resume(), 'close')
  assert.equal(faults, 2)
  assert.equal(await (await fetch(url)).text(), 'here')
})
