import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { asProblem, problemBody } from '#edge'
import { addFilm } from './film.ts'
import { addImage } from './image.ts'
import { mediaRoutes } from './routes.ts'
import { box, drawing, lanternFilm, testMedia } from './samples.ts'
import { rendition } from './schema.ts'
import { assetUrl, filmsOf, imagesOf } from './views.ts'

const room = await testMedia()
const { media, folder } = room

/** How much of blobs was read, counted beside the real store. */
let bytesRead = 0
const open: typeof media.blobs.open = async (sha256, range) => {
  const stream = await media.blobs.open(sha256, range)
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytesRead += chunk.byteLength
      controller.enqueue(chunk)
    },
  })
  return stream?.pipeThrough(count)
}

const app = new Hono()
app.route('/media', mediaRoutes({ ...media, blobs: { ...media.blobs, open } }))
app.onError((thrown, c) => c.json(problemBody(asProblem(thrown), 'en'), asProblem(thrown).status))
const server = createAdaptorServer({ fetch: app.fetch })
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const address = server.address()
const port = typeof address === 'object' && address !== null ? address.port : 0
const origin = `http://127.0.0.1:${port}`
after(async () => {
  server.close()
  await room[Symbol.asyncDispose]()
  await rm(files, { recursive: true, force: true })
})

const picture = await addImage(media, { bytes: await (await drawing('lantern', { width: 1000 })).jpeg().toBuffer() })
const small = (await imagesOf(media.db, [picture.id])).get(picture.id)?.src ?? ''
const files = await mkdtemp(join(tmpdir(), 'doumi-films-'))
const lantern = await lanternFilm(files)
const lanternBytes = await readFile(lantern.path)

/** The lantern's film with so much that no player looks at behind it. */
async function filmOf(sizeBytes: number) {
  const path = join(files, `${sizeBytes}.mp4`)
  const bytes = Buffer.concat([lanternBytes, box('free', randomBytes(sizeBytes))])
  await writeFile(path, bytes)
  const { id } = await addFilm(media, { ...lantern, path })
  return { id, bytes }
}

const megabyte = 1024 * 1024
const film = await filmOf(2 * megabyte)
const long = await filmOf(32 * megabyte)
const films = await filmsOf(media.db, [film.id, long.id])
const filmUrl = films.get(film.id)?.src ?? ''
const longUrl = films.get(long.id)?.src ?? ''

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(origin + path, { method, headers })

test('what is served is cacheable for ever, typed, and can load and run nothing', async () => {
  const captions = films.get(film.id)?.captions[0]?.src ?? ''
  const types = { [small]: 'image/webp', [filmUrl]: 'video/mp4', [captions]: 'text/vtt; charset=utf-8' }
  for (const [path, type] of Object.entries(types)) {
    for (let round = 0; round < 2; round++) {
      const got = await get(path)
      const bytes = await got.bytes()
      assert.equal(got.status, 200)
      assert.equal(got.headers.get('content-type'), type)
      assert.equal(got.headers.get('content-length'), String(bytes.length))
      assert.equal(got.headers.get('cache-control'), 'public, max-age=31536000, immutable')
      assert.equal(got.headers.get('x-content-type-options'), 'nosniff')
      assert.equal(got.headers.get('content-security-policy'), "default-src 'none'; sandbox")
      assert.equal(got.headers.get('accept-ranges'), 'bytes')
      assert.match(got.headers.get('etag') ?? '', /^"[0-9a-f]{32}"$/)
    }
  }
  assert.ok(Buffer.from(await (await get(filmUrl)).bytes()).equals(film.bytes))
})

test('HEAD has the headers of GET and no body, and reads nothing', async () => {
  const sizes = [[small, (await (await get(small)).bytes()).length] as const, [longUrl, long.bytes.length] as const]
  const before = bytesRead
  for (const [path, size] of sizes) {
    const socket = connect(port, '127.0.0.1')
    socket.write(`HEAD ${path} HTTP/1.1\r\nHost: x\r\nRange: bytes=0-9\r\nConnection: close\r\n\r\n`)
    const [head, body] = Buffer.concat(await socket.toArray())
      .toString('latin1')
      .split('\r\n\r\n')
    assert.match(head ?? '', /^HTTP\/1.1 200 /)
    assert.match(head ?? '', new RegExp(`content-length: ${size}\r?$`, 'im'))
    assert.equal(body, '')
    await sleep(20)
    assert.equal(bytesRead, before)
  }
})

for (const [what, path] of [
  ['from memory', small],
  ['from the store', filmUrl],
] as const) {
  test(`${what}: the first, a middle, the last bytes and the rest are served as parts`, async () => {
    const whole = Buffer.from(await (await get(path)).bytes())
    const size = whole.length
    const parts: [string, number, number][] = [
      ['bytes=0-0', 0, 0],
      ['bytes=0-1023', 0, 1023],
      ['bytes=5000-9999', 5000, 9999],
      [`bytes=${size - 1}-`, size - 1, size - 1],
      ['bytes=-500', size - 500, size - 1],
      ['bytes=100-', 100, size - 1],
      ['bytes=100-999999999', 100, size - 1],
    ]
    for (const [range, first, last] of parts) {
      const got = await get(path, { range })
      assert.equal(got.status, 206, range)
      assert.equal(got.headers.get('content-range'), `bytes ${first}-${last}/${size}`)
      assert.equal(got.headers.get('content-length'), String(last - first + 1))
      assert.ok(Buffer.from(await got.bytes()).equals(whole.subarray(first, last + 1)), range)
    }
  })

  test(`${what}: a part beyond the end is refused with the size, and that refusal is not cached`, async () => {
    const size = (await (await get(path)).bytes()).length
    for (const range of [`bytes=${size}-`, 'bytes=-0']) {
      const got = await get(path, { range })
      assert.equal(got.status, 416)
      assert.equal(got.headers.get('content-range'), `bytes */${size}`)
      assert.equal(got.headers.get('cache-control'), 'no-store')
      assert.equal((await got.bytes()).length, 0)
    }
  })

  test(`${what}: If-Range gives the part while unchanged and the whole once changed`, async () => {
    const got = await get(path)
    const size = (await got.bytes()).length
    const etag = got.headers.get('etag') ?? ''
    const statusFor = async (ifRange: string) => {
      const answer = await get(path, { range: 'bytes=0-9', 'if-range': ifRange })
      return [answer.status, (await answer.bytes()).length]
    }
    assert.deepEqual(await statusFor(etag), [206, 10])
    assert.deepEqual(await statusFor('"another"'), [200, size])
    assert.deepEqual(await statusFor(`W/${etag}`), [200, size])
    assert.deepEqual(await statusFor('Wed, 21 Oct 2026 07:28:00 GMT'), [200, size])
  })

  test(`${what}: several parts at once and ranges of another kind are answered with the whole`, async () => {
    const size = (await (await get(path)).bytes()).length
    for (const range of ['bytes=0-1,5-9', 'bytes=9-1', 'lines=1-2', 'bytes=x-']) {
      const got = await get(path, { range })
      assert.deepEqual([got.status, (await got.bytes()).length], [200, size], range)
    }
  })

  test(`${what}: who has it already is told so, without the bytes`, async () => {
    const etag = (await get(path, {}, 'HEAD')).headers.get('etag') ?? ''
    for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const got = await get(path, { 'if-none-match': tags, range: 'bytes=0-9' })
      assert.equal(got.status, 304, tags)
      assert.equal(got.headers.get('etag'), etag)
      assert.match(got.headers.get('cache-control') ?? '', /immutable/)
      assert.equal((await got.bytes()).length, 0)
    }
    const changed = await get(path, { 'if-none-match': '"other"' })
    await changed.body?.cancel()
    assert.equal(changed.status, 200)
  })
}

test('what there is not is a 404 that is not cached, whatever it looks like', async () => {
  const [, , hash, file] = small.split('/')
  const rows = await media.db.select().from(rendition)
  const original = rows.find(row => row.assetId === picture.id && row.name === 'original')
  assert.ok(original)
  const paths = [
    assetUrl(original),
    `/media/${'0'.repeat(32)}/${file}`,
    `/media/${hash}/w961.webp`,
    `/media/${hash}/w960.html`,
    `/media/${hash}/w960.jpg`,
    `/media/${hash?.toUpperCase()}/${file}`,
    `/media/${hash}`,
    '/media/',
    '/media/unfinished/x.mp4',
    '/media/../package.json',
    '/media/%2e%2e/%2e%2e/etc/passwd',
    `/media/${hash}/..%2f..%2f..%2fetc%2fpasswd`,
    `/media/${hash}/${file}%00.html`,
    `/media/${hash}%27%20or%201=1--/${file}`,
  ]
  for (const path of paths) {
    const { status, headers } = await raw(path)
    assert.equal(status, 404, path)
    assert.doesNotMatch(headers['cache-control'] ?? '', /immutable/, path)
  }
  const body: unknown = await (await get(`/media/${'0'.repeat(32)}/w960.webp`)).json()
  assert.ok(typeof body === 'object' && body !== null && 'code' in body)
  assert.equal(body.code, 'missing')
  for (const method of ['POST', 'PUT', 'DELETE']) assert.equal((await get(small, {}, method)).status, 404)
})

test('a small file is read once and then served from memory', async () => {
  const path = (await imagesOf(media.db, [picture.id])).get(picture.id)?.srcset.split(' ')[0] ?? ''
  await (await get(path)).bytes()
  const before = bytesRead
  for (let round = 0; round < 5; round++) assert.ok((await (await get(path)).bytes()).length > 0)
  assert.equal(bytesRead, before)
})

test('a reader that stops is not read ahead for, and one that goes away leaves no file open', async () => {
  const blobsOpen = async () => {
    const links = await readdir('/proc/self/fd')
    const targets = await Promise.all(links.map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
    return targets.filter(target => target.startsWith(folder)).length
  }
  await settled(async () => (await blobsOpen()) === 0)
  const before = bytesRead
  const readers = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const asked = request(origin + longUrl, { agent: false }).end()
      asked.on('error', () => undefined)
      const [answer] = await once(asked, 'response')
      await once(answer, 'readable')
      return asked
    }),
  )
  await sleep(500)
  const ahead = (bytesRead - before) / readers.length / 1024 / 1024
  assert.ok(ahead < 12, `${ahead} MB were read for a reader that took next to nothing`)
  assert.equal(await blobsOpen(), 5)
  for (const asked of readers) asked.destroy()
  await settled(async () => (await blobsOpen()) === 0)
  assert.equal(server.listening, true)
  assert.equal((await (await get(small)).bytes()).length > 0, true)
})

test('many readers of a long film each get all of it', async () => {
  const got = await Promise.all(Array.from({ length: 4 }, async () => Buffer.from(await (await get(longUrl)).bytes())))
  for (const bytes of got) assert.ok(bytes.equals(long.bytes))
})

/** A request whose path is sent as it is; `fetch` would tidy it. */
function raw(path: string): Promise<{ status: number | undefined; headers: Record<string, string | undefined> }> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path }, answer => {
      answer.resume()
      resolve({ status: answer.statusCode, headers: { 'cache-control': answer.headers['cache-control'] } })
    })
      .on('error', reject)
      .end()
  })
}

async function settled(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return
    await sleep(30)
  }
  assert.fail('it did not come to rest')
}
