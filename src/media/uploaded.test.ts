import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sampleFilm } from './film-samples.ts'
import {
  addImage,
  asset,
  changeFilm,
  filmStates,
  filmsOf,
  joinedParts,
  keepPart,
  maxPartBytes,
  receiveFilm,
} from './index.ts'
import { countFiles, drawing, lanternFilm, testMedia } from './samples.ts'

const room = await testMedia()
after(() => room[Symbol.asyncDispose]())
const { media, folder } = room
const files = await mkdtemp(join(tmpdir(), 'doumi-films-'))
after(() => rm(files, { recursive: true, force: true }))
const lantern = await lanternFilm(files)
const { id: posterId } = await addImage(media, { bytes: lantern.poster })

async function* bytes(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}

test('a film that comes in pieces is kept whole, with the picture that was there for its poster', async () => {
  const { id } = await receiveFilm(media, { source: createReadStream(lantern.path, { highWaterMark: 999 }), posterId })
  const view = (await filmsOf(media.db, [id])).get(id)
  assert.deepEqual([view?.durationMs, view?.width, view?.captions, view?.isReady], [2000, 320, [], true])
  const again = await receiveFilm(media, { source: bytes(await readFile(lantern.path)), posterId })
  assert.equal(again.id, id)
  const other = await addImage(media, { bytes: await (await drawing('mug', { width: 320 })).webp().toBuffer() })
  await receiveFilm(media, { source: bytes(await readFile(lantern.path)), posterId: other.id })
  assert.deepEqual((await filmsOf(media.db, [id])).get(id), view)
})

test('what is no film is refused by its first bytes, and leaves nothing behind', async () => {
  const before = await countFiles(folder)
  let taken = 0
  async function* endless() {
    for (; taken < 1000; taken++) yield Buffer.alloc(64 * 1024, 'x')
  }
  await assert.rejects(receiveFilm(media, { source: endless(), posterId }), { code: 'media.unknown_type' })
  assert.ok(taken < 3)
  const cut = (await readFile(lantern.path)).subarray(0, 2_000)
  await assert.rejects(receiveFilm(media, { source: bytes(cut), posterId }), { code: 'media.damaged' })
  const nowhere = { source: bytes(cut), posterId: '0198a000-0000-7000-8000-000000000001' }
  await assert.rejects(receiveFilm(media, nowhere), { code: 'missing' })
  assert.equal(await countFiles(folder), before)
})

test('a film that is sent in parts is the film; a part that is not there, or too much, is refused', async () => {
  const film = await readFile(lantern.path)
  const cuts = [0, 3_000, 3_001, film.byteLength]
  const names: string[] = []
  for (const [at, from] of cuts.slice(0, -1).entries())
    names.push(await keepPart(media, { source: bytes(film.subarray(from, cuts[at + 1])) }))
  const { id } = await receiveFilm(media, { source: joinedParts(media, { names }), posterId })
  assert.equal(id, (await receiveFilm(media, { source: bytes(film), posterId })).id)
  const lost = joinedParts(media, { names: [...names.slice(0, 1), '0'.repeat(64)] })
  await assert.rejects(receiveFilm(media, { source: lost, posterId }), { code: 'missing' })
  const half = Buffer.alloc(maxPartBytes / 2 + 1)
  await assert.rejects(keepPart(media, { source: bytes(half, half) }), { code: 'media.file_too_large' })
})

test('a film gets other captions and another poster, and only a film does', async () => {
  const { id } = await receiveFilm(media, { source: createReadStream(lantern.path), posterId })
  await changeFilm(media, { id, captions: { en: lantern.captions.en } })
  const poster = await addImage(media, { bytes: await (await drawing('lantern', { width: 640 })).webp().toBuffer() })
  const before = (await filmsOf(media.db, [id])).get(id)
  await changeFilm(media, { id, posterId: poster.id, captions: { ko: lantern.captions.ko } })
  const now = (await filmsOf(media.db, [id])).get(id)
  assert.deepEqual([before?.captions.length, now?.captions.length], [1, 2])
  assert.notEqual(now?.poster.src, before?.poster.src)
  const wrong = { id, captions: { ko: Buffer.from('1\n00:00 --> 00:01\nno header') } }
  await assert.rejects(changeFilm(media, wrong), { code: 'media.captions_wrong' })
  await assert.rejects(changeFilm(media, { id: posterId, captions: lantern.captions }), { code: 'missing' })
  await assert.rejects(changeFilm(media, { id, posterId: id }), { code: 'missing' })
  assert.equal(await media.db.$count(asset), 4)
})

test('a film without a picture for its poster gets one of its own, as it is shown', async () => {
  const path = sampleFilm(join(files, 'turned.mp4'), { turned: 90, fps: 5, seconds: 2 })
  const { id, width, height } = await receiveFilm(media, { source: createReadStream(path) })
  assert.deepEqual([width, height], [360, 640])
  const view = (await filmsOf(media.db, [id])).get(id)
  assert.deepEqual([view?.poster.width, view?.poster.height], [360, 640])
  assert.deepEqual((await filmStates(media.db, [id])).get(id), { state: 'waiting' })
})

test('a film of too many frames, too many pixels, or damaged inside is refused before it is kept', async () => {
  const before = await countFiles(folder)
  const fast = await readFile(sampleFilm(join(files, 'fast.mp4'), { width: 64, height: 36, fps: 500, seconds: 1 }))
  const plain = await readFile(lantern.path)
  const huge = Buffer.from(plain)
  const entry = huge.indexOf('avc1', huge.indexOf('stsd'))
  huge.writeUInt16BE(16_384, entry + 28)
  huge.writeUInt16BE(8192, entry + 30)
  const empty = Buffer.from(plain)
  empty.fill(0, empty.indexOf('stsd') + 4, empty.indexOf('stsd') + 60)
  for (const [film, code] of [
    [fast, /film_too_many_frames/],
    [huge, /film_too_many_pixels/],
    [empty, /damaged|film_unknown_codec/],
  ] as const) {
    await assert.rejects(receiveFilm(media, { source: bytes(film), posterId }), ({ code: seen }) => code.test(seen))
  }
  assert.equal(await countFiles(folder), before)
})
