import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, sql } from 'drizzle-orm'
import { type Jobs, openJobs } from '#database'
import { sampleFilm } from './film-samples.ts'
import { filmStates, makeAgain } from './ladder.ts'
import { mediaRoutes } from './routes.ts'
import { box, testMedia } from './samples.ts'
import { asset, ladder, rendition } from './schema.ts'
import { sweepBlobs } from './sweep.ts'
import { receiveFilm } from './uploaded.ts'
import { filmsOf } from './views.ts'
import { workAll, workFilms } from './work.ts'

const room = await testMedia()
after(() => room[Symbol.asyncDispose]())
const { media, database } = room
const { db } = media
const files = await mkdtemp(join(tmpdir(), 'doumi-work-'))
after(() => rm(files, { recursive: true, force: true }))

const source = sampleFilm(join(files, 'source.mp4'), {
  ...{ width: 1280, height: 720, fps: 5, seconds: 6, format: 'yuv422p', bitrate: 3_000_000 },
})
let copies = 0

/** The film as another file: what stands behind its last box is no part of it. */
async function upload({ isDamaged = false } = {}): Promise<string> {
  const path = join(files, `${copies}.mp4`)
  const bytes = await readFile(source)
  for (let at = Math.floor(bytes.length * 0.6); isDamaged && at < bytes.length; at += 301) bytes[at] = at % 256
  await writeFile(path, Buffer.concat([bytes, box('free', Buffer.from(`${copies++}`))]))
  return (await receiveFilm(media, { source: createReadStream(path) })).id
}

const noSignal = new AbortController().signal
const work = (signal = noSignal) => workAll(media, { signal, onPublished: () => undefined })
const stateOf = async (id: string) => (await filmStates(db, [id])).get(id)
const rowOf = async (id: string) => (await db.select().from(ladder).where(eq(ladder.assetId, id)))[0]
const viewOf = async (id: string) => (await filmsOf(db, [id])).get(id)

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let n = 0; !(await holds()); n++) {
    if (n > 2400) throw new Error('it did not come to be')
    await sleep(50)
  }
}

test('a film waits for its ladder where not every browser plays it, and then has rungs, a playlist and a storyboard', async () => {
  const id = await upload()
  const before = await viewOf(id)
  assert.deepEqual([before?.rungs, before?.hls, before?.storyboard], [[], undefined, undefined])
  assert.equal(before?.isReady, false, 'its picture is shown until then')
  assert.deepEqual(await stateOf(id), { state: 'waiting' })
  await work()
  assert.deepEqual(await stateOf(id), { state: 'ready', rungs: 2 })
  const view = await viewOf(id)
  assert.equal(view?.isReady, true)
  assert.deepEqual(
    view?.rungs.map(({ width, height }) => [width, height]),
    [
      [1280, 720],
      [640, 360],
    ],
  )
  assert.ok(view!.rungs.every(({ bitrate }) => bitrate > 50_000 && bitrate < 8_000_000))
  assert.deepEqual(
    [view?.storyboard?.columns, view?.storyboard?.rows, view?.storyboard?.tileWidth, view?.storyboard?.everyMs],
    [10, 1, 192, 600],
  )
  assert.equal(view?.src, view?.rungs[0]?.src, 'what not every browser plays is not what is shown')
  assert.deepEqual(await readdir(media.workFolder), [], 'nothing is left behind')
})

test('playlists name addresses that are served, for ever, and every segment begins with its own header', async () => {
  const id = await upload()
  await work()
  const routes = mediaRoutes(media)
  const get = async (path: string, headers = {}) => {
    const reply = await routes.request(path.replace('/media', ''), { headers })
    assert.ok(reply.ok, path)
    assert.match(reply.headers.get('cache-control') ?? '', /immutable/)
    return reply
  }
  const { hls = '' } = (await viewOf(id))!
  const list = await get(hls)
  assert.equal(list.headers.get('content-type'), 'application/vnd.apple.mpegurl')
  const film = await list.text()
  assert.match(
    film,
    /BANDWIDTH=\d+,AVERAGE-BANDWIDTH=\d+,CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2",RESOLUTION=1280x720,FRAME-RATE=5\.000/,
  )
  const lists = film.split('\n').filter(line => line.startsWith('../'))
  assert.equal(lists.length, 2)
  const times: string[] = []
  for (const one of lists) {
    const at = new URL(one, `http://shop${hls}`).pathname
    const text = await (await get(at)).text()
    const uri = /EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@0"/.exec(text)
    assert.ok(uri)
    const path = new URL(uri[1]!, `http://shop${at}`).pathname
    const header = Buffer.from(await (await get(path, { range: `bytes=0-${Number(uri[2]) - 1}` })).arrayBuffer())
    assert.equal(header.toString('latin1', 4, 8), 'ftyp')
    assert.ok(header.includes('moov') && !header.includes('moof'))
    const segments = [...text.matchAll(/EXTINF:([\d.]+),\n#EXT-X-BYTERANGE:(\d+)@(\d+)/g)]
    let end = Number(segments[0]![3])
    for (const [, , bytes, from] of segments) {
      assert.equal(Number(from), end, 'segments lie one behind the other')
      end += Number(bytes)
      const reply = await get(path, { range: `bytes=${from}-${end - 1}` })
      assert.equal(reply.status, 206)
      assert.equal(Buffer.from(await reply.arrayBuffer()).toString('latin1', 4, 8), 'moof')
    }
    times.push(segments.map(([, seconds]) => seconds).join())
    assert.match(text, /#EXT-X-TARGETDURATION:4\n[\s\S]*#EXT-X-ENDLIST/)
  }
  assert.equal(times[0], times[1], 'rungs are cut at the same times')
  assert.equal(times[0], '4.00000,2.00000')
})

test('a film that is damaged stays as it came, says where, and can be tried again', async () => {
  const id = await upload({ isDamaged: true })
  await work()
  const failed = await stateOf(id)
  assert.ok(failed?.state === 'failed' && failed.reason === 'damaged')
  assert.ok(failed.second !== null && failed.second >= 1 && failed.second <= 4, `${failed.second}`)
  const view = await viewOf(id)
  assert.deepEqual([view?.rungs, view?.hls, view?.isReady], [[], undefined, false])
  assert.match(view?.src ?? '', /original\.mp4$/)
  await makeAgain(db, { filmId: id, now: new Date() })
  assert.deepEqual(await stateOf(id), { state: 'waiting' })
  await work()
  assert.equal((await stateOf(id))?.state, 'failed')
})

test('two processes share the films, and each is made once', async () => {
  const ids = [await upload(), await upload()]
  await Promise.all([work(), work()])
  for (const id of ids) {
    assert.deepEqual(await stateOf(id), { state: 'ready', rungs: 2 })
    assert.equal((await rowOf(id))?.tries, 1)
  }
})

test('a film whose worker is gone is taken up by another, one whose worker is there is not', async () => {
  const id = await upload()
  const worker = crypto.randomUUID()
  const held = (seconds: number) =>
    db
      .update(ladder)
      .set({ state: 'working', worker, beatAt: sql`now() - ${seconds} * interval '1 second'`, tries: 1 })
      .where(eq(ladder.assetId, id))
  await held(5)
  await work()
  assert.equal((await rowOf(id))?.worker, worker)
  await held(90)
  await work()
  assert.deepEqual(await stateOf(id), { state: 'ready', rungs: 2 })
})

test('a film that ends three workers is not begun a fourth time', async () => {
  const id = await upload()
  await db.update(ladder).set({ tries: 3 }).where(eq(ladder.assetId, id))
  await work()
  assert.deepEqual(await stateOf(id), { state: 'failed', reason: 'interrupted', second: null })
})

test('a film that is worked on when the program stops waits for the next start', async () => {
  const id = await upload()
  const stop = new AbortController()
  const working = work(stop.signal)
  await until(async () => (await readdir(media.workFolder)).length > 0)
  stop.abort()
  await working
  assert.deepEqual(await stateOf(id), { state: 'waiting' })
  assert.equal((await rowOf(id))?.tries, 0)
  assert.deepEqual(await readdir(media.workFolder), [])
  await db.delete(asset).where(eq(asset.id, id))
})

test('a film that is deleted in the middle leaves nothing behind', async () => {
  const id = await upload()
  const working = work()
  await until(async () => (await rowOf(id))?.state === 'working')
  await db.delete(asset).where(eq(asset.id, id))
  await working
  assert.deepEqual(await db.select().from(rendition).where(eq(rendition.assetId, id)), [])
  assert.deepEqual(await readdir(media.workFolder), [])
  const names = (await db.select({ sha256: rendition.sha256 }).from(rendition)).map(row => row.sha256)
  await sweepBlobs(media, { now: new Date(Date.now() + 2 * 60 * 60 * 1000) })
  const left = []
  for await (const { sha256 } of media.blobs.list()) left.push(sha256)
  assert.deepEqual(left.toSorted(), [...new Set(names)].toSorted())
})

test('only a process that has the room works on films, and it hears of those that any process took in', async () => {
  const open = () => openJobs({ db, connection: database.connection, log: media.log })
  const published: string[] = []
  await using stack = new AsyncDisposableStack()
  async function begin(jobs: Jobs, { here }: { here: boolean }): Promise<void> {
    stack.use(workFilms(jobs, media, { here, onPublished: () => published.push(here ? 'here' : 'elsewhere') }))
    await jobs.begin()
  }
  await begin(stack.use(open()), { here: false })
  const id = await upload()
  await until(async () => {
    const { rows } = await db.execute(
      sql`select 1 from jobs.job where name = 'media.ladder_asked/make' and state = 'created'`,
    )
    return rows.length > 0
  })
  assert.deepEqual(await stateOf(id), { state: 'waiting' })
  await begin(stack.use(open()), { here: true })
  // It is told when all that was passing is away, a moment after it is so.
  await until(async () => published.length > 0)
  assert.equal((await stateOf(id))?.state, 'ready')
  assert.deepEqual(published, ['here'])
})
