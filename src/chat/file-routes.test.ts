import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import sharp from 'sharp'
import { openApp, openServer, ownOrigins } from '#edge'
import { openMedia } from '#media'
import { testDatabase } from '../../test/database.ts'
import { openAppender } from './append.ts'
import { fileBodies, fileRoutes } from './file-routes.ts'
import { anOperator, aRoom, aShopper, aStage, noLog } from './fixture.ts'
import type { Actor, Visitor } from './policy.ts'
import type { Attachment, SayBody } from './protocol.ts'
import type { Room } from './room.ts'
import { say } from './say.ts'

const database = await testDatabase()
const { db } = database
const folder = await mkdtemp(join(tmpdir(), 'doumi-files-'))
const media = await openMedia({ db, folder, log: noLog })
const appender = openAppender(database.pool, { log: noLog, onCommitted: () => {}, onUncertain: () => {} })

/** Who is there, by what stands in their cookie. */
const people = new Map<string, Visitor>()
const nobody: Visitor = { guest: null, member: null, staff: null }
const door = {
  visitor: async (headers: Headers) => people.get(headers.get('cookie') ?? '') ?? nobody,
  newGuest: () => ({ id: randomUUID(), cookie: '' }),
  address: (c: { req: { header(name: string): string | undefined } }) => c.req.header('x-address') ?? 'unknown',
}
const origin = 'http://localhost:1'
const app = openApp({
  origins: ownOrigins(origin),
  secure: false,
  log: noLog,
  largeBodies: fileBodies,
  problemPage: () => ({ html: '', policy: '' }),
})
app.route('/api', new Hono().route('/', fileRoutes({ db, media }, door)))
const listener = getRequestListener(app.fetch)
const server = await openServer({
  host: '127.0.0.1',
  port: 0,
  handle: (incoming, response) => void listener(incoming, response),
  upgrade: (_, socket) => socket.destroy(),
})
after(async () => {
  await server[Symbol.asyncDispose]()
  await appender.idle()
  await media[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

const picture = await sharp({ create: { width: 900, height: 700, channels: 3, background: '#285' } })
  .png()
  .toBuffer()
const pdf = Buffer.from('%PDF-1.4\n% estimate\nxref\ntrailer\nstartxref\n9\n%%EOF\n')

function known(actor: Actor): Actor {
  const person = { id: actor.id, name: actor.name ?? '' }
  people.set(actor.id, { ...nobody, ...(actor.role === 'operator' ? { staff: person } : { guest: person }) })
  return actor
}

interface Ask {
  by?: Actor | undefined
  address?: string
  headers?: Record<string, string>
  query?: Record<string, string>
}

function ask(room: { id: string }, fileId: string, o: Ask & RequestInit = {}): Promise<Response> {
  const { by, address, headers, query, ...rest } = o
  const asked = new URLSearchParams({ ...query, ...(by?.role === 'operator' && { as: 'operator' }) })
  return fetch(`http://127.0.0.1:${server.port}/api/rooms/${room.id}/files/${fileId}?${asked}`, {
    ...rest,
    headers: {
      origin,
      'accept-language': 'en',
      'x-address': address ?? randomBytes(4).join('.'),
      ...(by && { cookie: by.id }),
      ...headers,
    },
  })
}

function put(room: { id: string }, fileId: string, body: Uint8Array<ArrayBuffer>, o: Ask & { name?: string } = {}) {
  return ask(room, fileId, { ...o, method: 'PUT', body, query: { name: o.name ?? '사진.png' } })
}

async function aTalk() {
  const room = await aRoom(db)
  return { room, shopper: known({ id: room.shopperId, role: 'shopper', name: null }), operator: known(anOperator()) }
}

function tell(room: Room, actor: Actor, body: SayBody) {
  const voice = { db, appender, gate: { admit: async () => 'pass' as const } }
  return say(voice, { room, actor, cid: randomUUID(), body, now: new Date() })
}

async function refusal(response: Response): Promise<[number, string]> {
  const body = await response.json()
  return [response.status, body.code]
}

test('a picture is put under an id of the sender’s, and the same again has the same answer', async () => {
  const { room, shopper } = await aTalk()
  const id = randomUUID()
  const first = await put(room, id, picture, { by: shopper })
  assert.equal(first.status, 201)
  const file: Attachment = await first.json()
  assert.deepEqual(file, {
    id,
    kind: 'image',
    name: '사진.png',
    sizeBytes: file.sizeBytes,
    width: 900,
    height: 700,
  })
  const again = await put(room, id, picture, { by: shopper, name: 'another.png' })
  assert.deepEqual([again.status, await again.json()], [201, file])
  assert.deepEqual(await refusal(await put(room, id, pdf, { by: shopper })), [409, 'media.file_id_taken'])
})

test('a picture is shown as data that can run nothing, by its own name, in full and in small', async () => {
  const { room, shopper } = await aTalk()
  const id = randomUUID()
  await put(room, id, picture, { by: shopper, name: "손잡이'(1).png" })
  for (const [query, width] of [
    [{}, 900],
    [{ w: '320' }, 640],
  ] as const) {
    const got = await ask(room, id, { by: shopper, query })
    assert.equal(got.status, 200)
    const bytes = await got.bytes()
    const meta = await sharp(bytes).metadata()
    assert.deepEqual([meta.format, meta.width], ['webp', width])
    const headers = Object.fromEntries(got.headers)
    assert.equal(headers['content-type'], 'image/webp')
    assert.equal(headers['content-length'], String(bytes.length))
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox")
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.equal(headers['cache-control'], 'private, no-cache')
    assert.equal(
      headers['content-disposition'],
      `inline; filename="___'(1).webp"; filename*=UTF-8''%EC%86%90%EC%9E%A1%EC%9D%B4%27%281%29.webp`,
    )
  }
})

test('a PDF is to be saved, under a name that ends as a PDF', async () => {
  const { room, shopper } = await aTalk()
  const id = randomUUID()
  assert.equal((await put(room, id, pdf, { by: shopper, name: '../"견적"\r\nX: 1.exe' })).status, 201)
  const got = await ask(room, id, { by: shopper })
  assert.equal(got.headers.get('content-type'), 'application/pdf')
  assert.equal(got.headers.get('x'), null)
  assert.equal(
    got.headers.get('content-disposition'),
    `attachment; filename="__ X 1.exe.pdf"; filename*=UTF-8''%EA%B2%AC%EC%A0%81%20X%201.exe.pdf`,
  )
  assert.ok(Buffer.from(await got.bytes()).equals(pdf))
})

test('who has it already is told so, as long as they may have it; HEAD reads nothing', async () => {
  const { room, shopper, operator } = await aTalk()
  const id = randomUUID()
  const file: Attachment = await (await put(room, id, picture, { by: shopper })).json()
  const etag = (await ask(room, id, { by: shopper, method: 'HEAD' })).headers.get('etag') ?? ''
  const small = (await ask(room, id, { by: shopper, method: 'HEAD', query: { w: '320' } })).headers.get('etag')
  assert.notEqual(etag, small)
  const asked = { by: shopper, headers: { 'if-none-match': etag } }
  assert.equal((await ask(room, id, asked)).status, 304)
  const { entry } = await tell(room, shopper, { kind: 'text', text: '', files: [file] })
  await tell(room, shopper, { kind: 'delete', of: entry?.seq ?? 0 })
  assert.deepEqual(await refusal(await ask(room, id, asked)), [404, 'chat.no_such_file'])
  assert.equal((await ask(room, id, { by: operator })).status, 200)
})

test('nobody but who follows a room puts files into it or gets them out of it', async () => {
  const { room, shopper, operator } = await aTalk()
  const other = await aTalk()
  const id = randomUUID()
  const file: Attachment = await (await put(room, id, picture, { by: shopper })).json()
  await tell(room, shopper, { kind: 'text', text: '', files: [file] })
  for (const by of [undefined, other.shopper, known(aShopper())]) {
    assert.deepEqual(await refusal(await ask(room, id, { by })), [404, 'chat.no_such_room'])
    assert.deepEqual(await refusal(await put(room, randomUUID(), picture, { by })), [404, 'chat.no_such_room'])
  }
  assert.deepEqual(await refusal(await ask(other.room, id, { by: other.shopper })), [404, 'chat.no_such_file'])
  assert.deepEqual(await refusal(await ask(other.room, id, { by: operator })), [404, 'chat.no_such_file'])
  assert.deepEqual(await refusal(await put(other.room, id, picture, { by: other.shopper })), [409, 'chat.file_taken'])
  assert.deepEqual(await refusal(await ask(room, id, { by: shopper, query: { as: 'operator' } })), [
    401,
    'unauthenticated',
  ])
  assert.equal((await ask(room, id, { by: operator })).status, 200)
})

test('whom staff took out of a crowded room has its files no more', async () => {
  const room = await aStage(db)
  const [author, somebody, operator] = [known(aShopper()), known(aShopper()), known(anOperator())]
  const id = randomUUID()
  const file: Attachment = await (await put(room, id, picture, { by: author })).json()
  assert.equal((await ask(room, id, { by: somebody })).status, 404)
  await tell(room, author, { kind: 'text', text: '', files: [file] })
  const { entry } = await tell(room, somebody, { kind: 'text', text: '저요' })
  assert.equal((await ask(room, id, { by: somebody })).status, 200)
  await tell(room, operator, { kind: 'remove', of: entry?.seq ?? 0, removed: true })
  assert.deepEqual(await refusal(await ask(room, id, { by: somebody })), [403, 'chat.removed'])
  assert.deepEqual(await refusal(await put(room, randomUUID(), picture, { by: somebody })), [403, 'chat.removed'])
})

test('what is no file, too large, or called by no id is refused with a reason in the reader’s language', async () => {
  const { room, shopper } = await aTalk()
  const by = shopper
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
  assert.deepEqual(await refusal(await put(room, randomUUID(), svg, { by })), [422, 'media.unknown_attachment'])
  assert.deepEqual(await refusal(await put(room, randomUUID(), Buffer.alloc(0), { by })), [422, 'media.empty_file'])
  const large = Buffer.concat([picture, Buffer.alloc(16 * 1024 * 1024)])
  assert.deepEqual(await refusal(await put(room, randomUUID(), large, { by })), [413, 'media.file_too_large'])
  for (const id of ['x', '..%2f..%2fetc%2fpasswd', `${randomUUID()}x`]) {
    assert.deepEqual(await refusal(await put(room, id, picture, { by })), [422, 'chat.not_understood'])
  }
  const zero = await put(room, `${randomUUID()}%00`, picture, { by })
  assert.deepEqual(await refusal(zero), [404, 'missing'], 'an address that no text holds is nobody’s')
  const korean = await put(room, randomUUID(), svg, { by, headers: { 'accept-language': 'ko' } })
  assert.match((await korean.json()).title, /보낼 수 없어요/)
  assert.equal((await ask(room, randomUUID(), { by, query: { w: '321' } })).status, 404)
  assert.equal((await put(room, randomUUID(), picture, { by, headers: { origin: 'http://evil.test' } })).status, 403)
})

test('a body without a length is counted as it comes', async () => {
  const { room, shopper: by } = await aTalk()
  const endless = new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(picture),
    pull: controller => controller.enqueue(Buffer.alloc(256 * 1024)),
  })
  const init = { by, method: 'PUT', body: endless, duplex: 'half' as const }
  const answer = await ask(room, randomUUID(), init).then(refusal, error => String(error.cause))
  assert.ok(answer[0] === 413 || /EPIPE|ECONNRESET|closed/.test(String(answer)), String(answer))
  assert.equal((await readdir(join(folder, 'unfinished'))).length, 0)
})

test('a sender who goes away in the middle leaves nothing, and sends the same again', async () => {
  const { room, shopper } = await aTalk()
  const id = randomUUID()
  const path = `/api/rooms/${room.id}/files/${id}?name=a.png`
  const headers = { origin, cookie: shopper.id, 'content-length': picture.length, 'x-address': '1.1.1.1' }
  const sending = request({ host: '127.0.0.1', port: server.port, method: 'PUT', path, headers, agent: false })
  sending.on('error', () => undefined)
  sending.write(picture.subarray(0, 1_000))
  await settled(async () => (await readdir(join(folder, 'unfinished'))).length === 1)
  sending.destroy()
  await settled(async () => (await readdir(join(folder, 'unfinished'))).length === 0)
  assert.equal((await put(room, id, picture, { by: shopper })).status, 201)
})

test('one person and one address put so many files and bytes within an hour, and are told when to go on', async () => {
  const { room, shopper, operator } = await aTalk()
  const answers: number[] = []
  for (let n = 0; n < 41; n++) {
    const response = await put(room, randomUUID(), Buffer.from('no file'), { by: shopper })
    answers.push(response.status)
    if (response.status === 429) assert.ok(Number(response.headers.get('retry-after')) > 60)
  }
  assert.deepEqual([answers[39], answers[40]], [422, 429])
  assert.equal((await put(room, randomUUID(), pdf, { by: operator })).status, 201)

  const greedy = await aTalk()
  const heavy = Buffer.concat([Buffer.from('not ours'), Buffer.alloc(14 * 1024 * 1024)])
  const tries = []
  for (let n = 0; n < 16; n++) tries.push((await put(greedy.room, randomUUID(), heavy, { by: greedy.shopper })).status)
  assert.deepEqual([tries[0], tries.at(-1)], [422, 429])
})

async function settled(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return
    await sleep(30)
  }
  assert.fail('it did not come to rest')
}
