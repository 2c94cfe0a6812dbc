import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { Problem } from '#edge'
import { addFilm } from './film.ts'
import { filmStates } from './ladder.ts'
import { blobBytes, box, countFiles, drawing, lanternFilm, testMedia } from './samples.ts'
import { asset, rendition } from './schema.ts'
import { filmsOf, imagesOf } from './views.ts'

const room = await testMedia()
after(() => room[Symbol.asyncDispose]())
const { media, folder } = room
const files = await mkdtemp(join(tmpdir(), 'doumi-films-'))
after(() => rm(files, { recursive: true, force: true }))

const lantern = await lanternFilm(files)
const real = await readFile(lantern.path)

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(files, `${crypto.randomUUID()}.mp4`)
  await writeFile(path, bytes)
  return path
}

const numbers = (...values: number[]) => Buffer.concat(values.map(value => fourBytes(value)))

function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

const ftyp = box('ftyp', Buffer.from('isom'), numbers(512), Buffer.from('isomavc1'))
const mdat = box('mdat', Buffer.alloc(100))

/** An MP4 of headers only: its movie header, and a track of a kind, of a size, turned or not. */
function headers({
  handler = 'vide',
  long = false,
  lying = false,
  scale = 1000,
  duration = 2500,
}: {
  handler?: string
  long?: boolean
  lying?: boolean
  scale?: number
  duration?: number
}): Buffer {
  const one = 0x10000
  const times = long ? [0, 0, 0, 0] : [0, 0]
  const version = long ? 0x01000000 : 0
  const matrix = lying ? [0, one, 0, -one, 0, 0, 0, 0, 0x40000000] : [one, 0, 0, 0, one, 0, 0, 0, 0x40000000]
  const mvhd = numbers(version, ...times, scale, ...(long ? [0, duration] : [duration]), ...Array(20).fill(0))
  const tkhd = numbers(version, ...times, 1, 0, ...(long ? [0, duration] : [duration]), 0, 0, 0, 0, ...matrix)
  const size = numbers(1280 * one, 720 * one)
  const hdlr = box('hdlr', numbers(0, 0), Buffer.from(handler), Buffer.alloc(13))
  const trak = box('trak', box('tkhd', tkhd, size), box('mdia', hdlr))
  return box('moov', box('mvhd', mvhd), trak)
}

test('a film is kept whole with its poster and captions, and viewed by one query', async () => {
  const added = await addFilm(media, lantern)
  assert.deepEqual([added.kind, added.width, added.height], ['film', 320, 180])
  const view = (await filmsOf(media.db, [added.id, crypto.randomUUID()])).get(added.id)
  assert.ok(view)
  assert.match(view.src, /^\/media\/[0-9a-f]{32}\/original\.mp4$/)
  assert.equal(view.type, 'video/mp4')
  assert.deepEqual([view.width, view.height, view.durationMs], [320, 180, 2000])
  assert.match(view.poster.src, /\/w960\.webp$/)
  assert.equal(view.captions.map(one => one.lang).join(), 'ko,en')
  assert.match(view.captions[0]?.src ?? '', /^\/media\/[0-9a-f]{32}\/captions-ko\.vtt$/)
  assert.equal((await imagesOf(media.db, [added.id])).size, 0)
  const rows = (await media.db.select().from(rendition)).filter(row => row.assetId === added.id)
  const bytes = new Map(await Promise.all(rows.map(async r => [r.name, await blobBytes(media, r.sha256)] as const)))
  assert.ok(bytes.get('original')?.equals(real))
  assert.ok(bytes.get('captions-ko')?.equals(lantern.captions.ko))
  assert.ok(bytes.get('captions-en')?.equals(lantern.captions.en))
})

test('the same film again is the same asset, and changes nothing', async () => {
  const first = await addFilm(media, lantern)
  const before = { files: await countFiles(folder), rows: await media.db.$count(rendition) }
  assert.deepEqual(await addFilm(media, lantern), first)
  assert.deepEqual({ files: await countFiles(folder), rows: await media.db.$count(rendition) }, before)
})

test('the same film with other captions and another poster has those from then on', async () => {
  const first = await addFilm(media, lantern)
  const old = (await filmsOf(media.db, [first.id])).get(first.id)
  const poster = await (await drawing('lantern', { width: 640 })).webp().toBuffer()
  const ko = Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\n고친 자막\n')
  assert.deepEqual(await addFilm(media, { ...lantern, poster, captions: { ...lantern.captions, ko } }), first)
  const view = (await filmsOf(media.db, [first.id])).get(first.id)
  assert.equal(view?.src, old?.src)
  assert.notEqual(view?.captions[0]?.src, old?.captions[0]?.src)
  assert.equal(view?.captions[1]?.src, old?.captions[1]?.src)
  assert.notEqual(view?.poster.src, old?.poster.src)
})

test('length and size are read from both versions of the headers, and a film that lies on its side is stood up', async () => {
  const shapes = [
    { film: headers({}), size: [1280, 720], durationMs: 2500 },
    { film: headers({ long: true, scale: 90_000, duration: 270_000 }), size: [1280, 720], durationMs: 3000 },
    { film: headers({ lying: true }), size: [720, 1280], durationMs: 2500 },
  ]
  for (const { film, size, durationMs } of shapes) {
    const { id } = await addFilm(media, { ...lantern, path: await fileOf(Buffer.concat([ftyp, film, mdat])) })
    const view = (await filmsOf(media.db, [id])).get(id)
    assert.deepEqual([view?.width, view?.height, view?.durationMs], [...size, durationMs])
  }
})

test('what is no good film is refused for what it is, and nothing of it is kept', async () => {
  const png = await (await drawing('mug', { width: 64 })).png().toBuffer()
  const endless = Buffer.concat([numbers(1), Buffer.from('free'), numbers(-1, -1)])
  const playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n'
  const bad: [string, string, Uint8Array][] = [
    ['nothing', 'media.unknown_type', new Uint8Array()],
    ['HTML', 'media.unknown_type', Buffer.from('<!doctype html>')],
    ['a playlist that names files of this machine', 'media.unknown_type', Buffer.from(playlist)],
    ['a picture', 'media.unknown_type', png],
    ['a film cut off', 'media.damaged', real.subarray(0, real.length - 100)],
    ['a film cut off in its headers', 'media.damaged', real.subarray(0, 200)],
    ['a film without headers', 'media.damaged', Buffer.concat([ftyp, mdat])],
    ['headers without a film', 'media.damaged', Buffer.concat([ftyp, headers({})])],
    ['a film without length', 'media.damaged', Buffer.concat([ftyp, headers({ duration: 0 }), mdat])],
    ['a film by a clock that stands', 'media.damaged', Buffer.concat([ftyp, headers({ scale: 0 }), mdat])],
    ['sound only', 'media.film_without_picture', Buffer.concat([ftyp, headers({ handler: 'soun' }), mdat])],
    ['a box longer than any file', 'media.damaged', Buffer.concat([ftyp, endless, headers({}), mdat])],
    ['a box shorter than its header', 'media.damaged', Buffer.concat([ftyp, numbers(4), Buffer.from('free'), mdat])],
    ['a million boxes', 'media.damaged', Buffer.concat([ftyp, Buffer.alloc(8e6, box('free'))])],
    [
      'a moov of a million boxes',
      'media.damaged',
      Buffer.concat([ftyp, box('moov', Buffer.alloc(8e6, box('x   '))), mdat]),
    ],
  ]
  const before = { files: await countFiles(folder), rows: await media.db.$count(asset) }
  for (const [what, code, bytes] of bad) {
    const path = await fileOf(bytes)
    await assert.rejects(addFilm(media, { ...lantern, path }), refusal(code), `${what} should be ${code}`)
  }
  assert.deepEqual({ files: await countFiles(folder), rows: await media.db.$count(asset) }, before)
})

test('captions that are no WebVTT in UTF-8 and a poster that is no picture are refused, and nothing is kept', async () => {
  const path = await fileOf(Buffer.concat([ftyp, headers({ duration: 9000 }), mdat]))
  const wrong = [
    Buffer.from(''),
    Buffer.from('1\n00:00:00,000 --> 00:00:02,000\nSRT\n'),
    Buffer.from('WEBVTTX\n'),
    Buffer.from('WEBVTT\n\0'),
    Buffer.concat([Buffer.from('WEBVTT\n\n'), Buffer.from([0xc7, 0xd1, 0xb1, 0xdb])]),
  ]
  const before = { files: await countFiles(folder), rows: await media.db.$count(asset) }
  for (const en of wrong) {
    const film = { ...lantern, path, captions: { ...lantern.captions, en } }
    await assert.rejects(addFilm(media, film), refusal('media.captions_wrong'), JSON.stringify(`${en}`))
  }
  const long = Buffer.concat([Buffer.from('WEBVTT\n\n'), Buffer.alloc(1024 * 1024, 'a')])
  const tooLong = { ...lantern, path, captions: { ...lantern.captions, ko: long } }
  await assert.rejects(addFilm(media, tooLong), refusal('media.file_too_large'))
  await assert.rejects(addFilm(media, { ...lantern, path, poster: long }), refusal('media.unknown_type'))
  assert.deepEqual({ files: await countFiles(folder), rows: await media.db.$count(asset) }, before)
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), lantern.captions.ko])
  assert.ok(await addFilm(media, { ...lantern, path, captions: { ...lantern.captions, ko: marked } }))
})

function refusal(code: string) {
  return (thrown: unknown) => thrown instanceof Problem && thrown.code === code
}

test('a film that comes with a storyboard has it at once, and is not made anew', async () => {
  const bytes = await sharp({ create: { width: 400, height: 100, channels: 3, background: '#246' } })
    .webp()
    .toBuffer()
  const { id } = await addFilm(media, { ...lantern, storyboard: { bytes, columns: 4, rows: 2, everyMs: 250 } })
  const { storyboard, rungs } = (await filmsOf(media.db, [id])).get(id) ?? {}
  const { src = '', ...tiles } = storyboard ?? {}
  assert.match(src, /^\/media\/[0-9a-f]{32}\/storyboard\.webp$/)
  assert.deepEqual(tiles, { columns: 4, rows: 2, tileWidth: 100, tileHeight: 50, everyMs: 250 })
  assert.deepEqual(rungs, [])
  assert.deepEqual((await filmStates(media.db, [id])).get(id), { state: 'ready', rungs: 0 })
})
