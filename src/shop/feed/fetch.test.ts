import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { isPublic } from './addresses.ts'
import { type Fetching, fetchSafely } from './fetch.ts'
import { Unreadable } from './reason.ts'

const opened = new AsyncDisposableStack()
after(() => opened.disposeAsync())

/** A server at home, and how often it was asked. */
async function serve(answer: RequestListener): Promise<{ port: number; asked(): number }> {
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    answer(request, response)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  opened.defer(async () => {
    server.closeAllConnections()
    server.close()
  })
  const at = server.address()
  return { port: typeof at === 'object' && at !== null ? at.port : 0, asked: () => asked }
}

const usual: Fetching = { mostBytes: 1024 * 1024, timeoutMs: 3000, accept: '*/*' }
/** As if the tests' own server were somewhere in the world. */
const abroad = { resolve: async () => ['127.0.0.1'], allow: (address: string) => address === '127.0.0.1' }

async function refusal(asking: Promise<unknown>): Promise<string> {
  const thrown = await asking.then(
    () => null,
    (error: unknown) => error,
  )
  assert.ok(thrown instanceof Unreadable, `it was not refused: ${thrown}`)
  return thrown.reason.code
}

test('only addresses of the public internet are asked', () => {
  const within = [
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.8.8.8', '169.254.169.254', '172.16.0.1', '192.168.1.1'],
    ...['192.0.0.1', '192.0.2.1', '198.18.0.1', '203.0.113.9', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '2001:db8::1'],
    ...['::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::7f00:1'],
    ...['localhost', '', '1.2.3', 'fe80::1%eth0'],
  ]
  assert.deepEqual(within.filter(isPublic), [])
  const outside = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8']
  assert.deepEqual(outside.filter(isPublic), outside)
})

test('an address that leads within is never connected to, however it is written', async () => {
  const home = await serve((_, response) => response.end('secret'))
  const hosts = ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', '0177.0.0.1', '127.1']
  for (const host of hosts) {
    assert.equal(await refusal(fetchSafely(`http://${host}:${home.port}/`, usual)), 'private_address', host)
  }
  assert.equal(home.asked(), 0)
  const odd = [
    'file:///etc/passwd',
    'ftp://example.com/',
    'http://u:p@example.com/',
    'http://example.com:25/',
    'nonsense',
  ]
  for (const address of odd) assert.equal(await refusal(fetchSafely(address, usual)), 'bad_address', address)
})

test('a name is refused where one of its addresses is within', async () => {
  const resolve = async () => ['93.184.216.34', '10.0.0.7']
  assert.equal(await refusal(fetchSafely('http://shop.example/', { ...usual, resolve })), 'private_address')
  const none = async () => Promise.reject(new Error('ENOTFOUND'))
  assert.equal(await refusal(fetchSafely('http://shop.example/', { ...usual, resolve: none })), 'no_such_host')
})

test('a name that answers otherwise the second time is asked only once', async () => {
  const home = await serve((_, response) => response.end('feed'))
  let questions = 0
  const resolve = async () => (++questions === 1 ? ['127.0.0.1'] : ['10.0.0.1'])
  const allow = (address: string) => address === '127.0.0.1'
  const got = await fetchSafely(`http://rebinding.example:${home.port}/`, { ...usual, resolve, allow })
  assert.equal(got.kind === 'new' && got.bytes.toString(), 'feed')
  assert.equal(questions, 1)
})

test('a redirect is looked at like any other address', async () => {
  const to =
    (location: string): RequestListener =>
    (_, response) =>
      response.writeHead(302, { location }).end()
  const within = await serve(to('http://169.254.169.254/latest/meta-data/'))
  assert.equal(
    await refusal(fetchSafely(`http://a.example:${within.port}/`, { ...usual, ...abroad })),
    'private_address',
  )
  const file = await serve(to('file:///etc/passwd'))
  assert.equal(await refusal(fetchSafely(`http://a.example:${file.port}/`, { ...usual, ...abroad })), 'bad_address')
  const circle = await serve(to('/again'))
  assert.equal(
    await refusal(fetchSafely(`http://a.example:${circle.port}/`, { ...usual, ...abroad })),
    'too_many_redirects',
  )
  assert.equal(circle.asked(), 6)
})

test('a version that is known is not sent again', async () => {
  const home = await serve((request, response) => {
    if (request.headers['if-none-match'] === '"one"') response.writeHead(304).end()
    else response.writeHead(200, { etag: '"one"', 'last-modified': 'Wed, 25 Nov 2026 09:00:00 GMT' }).end('feed')
  })
  const url = `http://a.example:${home.port}/feed.xml`
  const first = await fetchSafely(url, { ...usual, ...abroad })
  assert.deepEqual(first.kind === 'new' && [first.etag, first.lastModified], ['"one"', 'Wed, 25 Nov 2026 09:00:00 GMT'])
  assert.deepEqual(await fetchSafely(url, { ...usual, ...abroad, etag: '"one"' }), { kind: 'same' })
})

test('what does not end, comes too slowly or grows in unpacking is cut off', async () => {
  const endless = await serve((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'x')));
    }
    response.on('drain', more)
    more()
  })
  assert.equal(await refusal(fetchSafely(`http://a.example:${endless.port}/`, { ...usual, ...abroad })), 'too_large')
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024))
  const packed = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb))
  assert.equal(await refusal(fetchSafely(`http://a.example:${packed.port}/`, { ...usual, ...abroad })), 'too_large')
  const silent = await serve(() => {})
  const hasty = { ...usual, ...abroad, timeoutMs: 200 }
  assert.equal(await refusal(fetchSafely(`http://a.example:${silent.port}/`, hasty)), 'timed_out')
  const broken = await serve((_, response) => response.writeHead(503).end())
  assert.equal(await refusal(fetchSafely(`http://a.example:${broken.port}/`, { ...usual, ...abroad })), 'answered')
})

test('an answer that drips, that ends before its end or is packed wrongly is refused with the reason', async () => {
  const drip = await serve((_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'), 50)
    response.on('close', () => clearInterval(timer))
  })
  const hasty = { ...usual, ...abroad, timeoutMs: 400 }
  assert.equal(await refusal(fetchSafely(`http://a.example:${drip.port}/`, hasty)), 'timed_out')
  const short = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('<rss>', () => response.destroy())
  })
  assert.equal(await refusal(fetchSafely(`http://a.example:${short.port}/`, { ...usual, ...abroad })), 'broke_off')
  const cut = gzipSync('x'.repeat(5000)).subarray(0, 20)
  const packed = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(cut))
  assert.equal(await refusal(fetchSafely(`http://a.example:${packed.port}/`, { ...usual, ...abroad })), 'broken_gzip')
  const long = await serve((_, response) => {
    response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfeed and more than was said')
  })
  const got = await fetchSafely(`http://a.example:${long.port}/`, { ...usual, ...abroad })
  assert.equal(got.kind === 'new' && got.bytes.toString(), 'feed')
})
