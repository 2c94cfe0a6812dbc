import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { Problem } from '#edge'
import { badFiles, chunk, png } from './bad-samples.ts'
import { hashOf } from './image.ts'
import { maxPrivateBytes } from './incoming.ts'
import { findPrivateFile, forgetPrivateFiles, keepPrivateFile, privateFilesOf } from './private.ts'
import { smallWidth } from './remake.ts'
import { all, aPdf, countFiles, drawing, inPieces, testMedia } from './samples.ts'
import { privateFile } from './schema.ts'
import { sweepBlobs } from './sweep.ts'

const room = await testMedia()
after(() => room[Symbol.asyncDispose]())
const { media, folder } = room

const mug = await drawing('mug', { width: 1200 })
const keep = (bytes: Uint8Array, { id = `${randomUUID()}`, name = 'mug.png' } = {}) =>
  keepPrivateFile(media, { id, name, source: inPieces(bytes) })
const later = () => new Date(Date.now() + 61 * 60_000)

async function bytesOf(id: string, { small = false } = {}): Promise<Buffer> {
  const found = await findPrivateFile(media, { id, small })
  assert.ok(found)
  const bytes = Buffer.concat(await all(await found.open()))
  assert.equal(bytes.length, found.sizeBytes)
  return bytes
}

function refusal(code: string): (thrown: unknown) => boolean {
  return thrown => {
    assert.ok(thrown instanceof Problem, String(thrown))
    assert.equal(thrown.code, code)
    assert.match(thrown.sentence('ko'), /[가-힣]/)
    assert.doesNotMatch(thrown.sentence('en'), /[가-힣{}]/)
    return true
  }
}

test('JPEG, PNG, WebP, AVIF and GIF are kept as WebP made anew, in full and in small', async () => {
  const sent = {
    jpeg: await mug.clone().jpeg().toBuffer(),
    png: await mug.clone().png().toBuffer(),
    webp: await mug.clone().webp().toBuffer(),
    avif: await mug.clone().avif({ effort: 0 }).toBuffer(),
    gif: await mug.clone().gif().toBuffer(),
  }
  for (const [type, bytes] of Object.entries(sent)) {
    const file = await keep(bytes)
    const full = await bytesOf(file.id)
    const meta = await sharp(full).metadata()
    assert.equal(meta.format, 'webp', type)
    assert.deepEqual([meta.width, meta.height], [file.width, file.height])
    assert.deepEqual([file.kind, file.width, file.sizeBytes], ['image', 1200, full.length])
    assert.equal((await sharp(await bytesOf(file.id, { small: true })).metadata()).width, smallWidth)
  }
})

test('of a moving picture its first frame is kept', async () => {
  const frames = ['#d22', '#2d2', '#22d'].map(background => ({
    create: { width: 80, height: 60, channels: 3 as const, background },
  }))
  for (const format of ['gif', 'webp'] as const) {
    const moving = await sharp(await Promise.all(frames.map(frame => sharp(frame).png().toBuffer())), {
      join: { animated: true },
    })
      .toFormat(format)
      .toBuffer()
    assert.equal((await sharp(moving).metadata()).pages, 3)
    const file = await keep(moving)
    assert.deepEqual([file.width, file.height], [80, 60])
    const [red = 0, green = 255] = await sharp(await bytesOf(file.id))
      .raw()
      .toBuffer()
    assert.ok(red > 180 && green < 80, `${format}: ${red} ${green}`)
  }
})

test('a picture is turned as its EXIF says, and where and with what it was taken is gone', async () => {
  const left = { create: { width: 500, height: 500, channels: 3 as const, background: '#d22' } }
  const bytes = await mug
    .clone()
    .resize({ width: 1000, height: 500, fit: 'cover' })
    .composite([{ input: left, left: 0, top: 0 }])
    .withExif({ IFD0: { Make: 'SECRETPHONE' }, IFD3: { GPSLatitude: '37/1 33/1 59/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  assert.ok(bytes.includes('SECRETPHONE'))
  const file = await keep(bytes)
  assert.deepEqual([file.width, file.height], [500, 1000])
  for (const small of [false, true]) {
    const kept = await bytesOf(file.id, { small })
    const meta = await sharp(kept).metadata()
    // What was at its left is above now.
    const upper = await sharp(kept).extract({ left: 0, top: 0, width: 500, height: 400 }).png().toBuffer()
    const above = await sharp(upper).stats()
    assert.ok((above.channels[0]?.min ?? 0) > 180 && (above.channels[1]?.max ?? 255) < 80)
    assert.deepEqual([meta.exif, meta.xmp, meta.iptc, meta.icc, meta.orientation], Array(5).fill(undefined))
    assert.ok(!kept.includes('SECRETPHONE'))
  }
  const names = await all(media.blobs.list())
  assert.ok(!names.some(blob => blob.sha256 === hashOf(bytes)), 'what was sent is kept beside what was made of it')
})

test('what stands behind or within a picture is not kept', async () => {
  const hidden = Buffer.from('<script>alert(document.domain)</script>PK\x03\x04')
  const jpeg = await mug.clone().jpeg().toBuffer()
  const withComment = Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, hidden.length + 2]),
    hidden,
    jpeg.subarray(2),
  ])
  for (const bytes of [Buffer.concat([jpeg, hidden]), withComment]) {
    const kept = await bytesOf((await keep(bytes)).id)
    assert.ok(!kept.includes('<script>') && !kept.includes('PK\x03\x04'))
  }
})

test('a large picture is made smaller in its shape; a long screenshot stays readable, and is small by its upper end', async () => {
  const photo = await keep(await mug.clone().resize({ width: 6000, height: 4000, fit: 'cover' }).jpeg().toBuffer())
  assert.deepEqual([photo.width, photo.height], [3000, 2000])
  const long = { create: { width: 1080, height: 12_000, channels: 3 as const, background: '#fff' } }
  const top = { input: { create: { width: 1080, height: 800, channels: 3 as const, background: '#d22' } } }
  const shot = await keep(
    await sharp(long)
      .composite([{ ...top, top: 0, left: 0 }])
      .png()
      .toBuffer(),
  )
  assert.ok(shot.width !== null && shot.height !== null)
  assert.ok(shot.width > 700 && Math.abs(shot.height / shot.width - 12_000 / 1080) < 0.05)
  const small = sharp(await bytesOf(shot.id, { small: true }))
  assert.deepEqual([(await small.metadata()).width, (await small.metadata()).height], [640, 1280])
  const [red = 0, green = 255] = await small.raw().toBuffer()
  assert.ok(red > 180 && green < 80)
})

test('a PDF is kept as it came', async () => {
  const bytes = aPdf()
  const file = await keep(bytes, { name: '견적서.pdf' })
  assert.deepEqual(file, {
    id: file.id,
    kind: 'pdf',
    name: '견적서.pdf',
    sizeBytes: bytes.length,
    width: null,
    height: null,
  })
  assert.ok((await bytesOf(file.id)).equals(bytes))
  assert.ok((await bytesOf(file.id, { small: true })).equals(bytes))
})

test('what is no picture and no PDF is refused for what it is, whatever it is called, and nothing of it is kept', async () => {
  const before = { files: await countFiles(folder), rows: await media.db.$count(privateFile) }
  for (const [what, code, name, bytes] of await badFiles()) {
    const started = performance.now()
    await assert.rejects(keep(bytes, { name }), refusal(code), what)
    assert.ok(performance.now() - started < 5_000, `${what} took its time`)
  }
  assert.deepEqual({ files: await countFiles(folder), rows: await media.db.$count(privateFile) }, before)
})

test('a small file that swells when it is read takes neither time nor memory', async () => {
  const side = { width: 64, height: 64 }
  const zeros = Buffer.alloc(200 * 1024 * 1024)
  const swelling = {
    pixels: png(side, { pixels: zeros }),
    text: png(side, { more: [chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(zeros)]))] }),
    profile: png(side, { more: [chunk('iCCP', Buffer.concat([Buffer.from('a\0\0'), deflateSync(zeros)]))] }),
  }
  const before = process.memoryUsage().rss
  for (const [what, bytes] of Object.entries(swelling)) {
    assert.ok(bytes.length < 1024 * 1024)
    const started = performance.now()
    await keep(bytes).catch(refusal('media.damaged'))
    assert.ok(performance.now() - started < 2_000, `${what} took its time`)
  }
  assert.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024)
})

test('a file that is too large is refused while it comes, not at its end', async () => {
  let taken = 0
  async function* endless() {
    yield await mug.clone().png().toBuffer()
    for (;;) {
      taken += 65_536
      yield randomBytes(65_536)
    }
  }
  const refused = keepPrivateFile(media, { id: randomUUID(), name: 'x.png', source: endless() })
  await assert.rejects(refused, refusal('media.file_too_large'))
  assert.ok(taken < maxPrivateBytes + 200_000)
})

test('what is no file of ours is refused at its first bytes', async () => {
  let taken = 0
  async function* page() {
    for (;;) {
      taken++
      yield Buffer.from('<!doctype html>'.padEnd(100, ' '))
    }
  }
  const refused = keepPrivateFile(media, { id: randomUUID(), name: 'x.png', source: page() })
  await assert.rejects(refused, refusal('media.unknown_attachment'))
  assert.equal(taken, 1)
})

test('the type is known even where the bytes come one by one', async () => {
  async function* drop() {
    for (const byte of await mug.clone().resize(20).png().toBuffer()) yield Buffer.from([byte])
  }
  assert.equal((await keepPrivateFile(media, { id: randomUUID(), name: 'x', source: drop() })).width, 20)
})

test('a file that breaks off leaves nothing, and comes whole under the same id', async () => {
  const bytes = await mug.clone().resize(300).png().toBuffer()
  const id = randomUUID()
  const before = await countFiles(folder)
  async function* broken() {
    yield bytes.subarray(0, 2_000)
    throw new Error('cut off')
  }
  await assert.rejects(keepPrivateFile(media, { id, name: 'x.png', source: broken() }), /cut off/)
  assert.equal(await countFiles(folder), before)
  assert.equal((await keep(bytes, { id })).width, 300)
})

test('the same file under the same id, again and at once, is one file', async () => {
  const bytes = await mug.clone().resize(310).png().toBuffer()
  const id = randomUUID()
  const atOnce = await Promise.all([1, 2, 3].map(n => keep(bytes, { id, name: `${n}.png` })))
  const files = await countFiles(folder)
  const again = await keep(bytes, { id, name: 'later.png' })
  assert.deepEqual(
    atOnce.map(file => file),
    [again, again, again],
  )
  assert.equal(await countFiles(folder), files)
})

test('another file under the same id is refused, and the first one stays', async () => {
  const id = randomUUID()
  const [first, second] = [await mug.clone().resize(320).png().toBuffer(), aPdf('another')]
  const file = await keep(first, { id })
  await assert.rejects(keep(second, { id }), refusal('media.file_id_taken'))
  const fresh = randomUUID()
  const atOnce = await Promise.allSettled([keep(first, { id: fresh }), keep(second, { id: fresh })])
  assert.deepEqual(atOnce.map(one => one.status).sort(), ['fulfilled', 'rejected'])
  assert.deepEqual(await privateFilesOf(media.db, { ids: [randomUUID(), id] }), [file])
})

test('a sweep leaves the blobs of private files, until they are forgotten, and those that another file uses too', async () => {
  const bytes = await mug.clone().resize(900).png().toBuffer()
  const [one, two, pdf] = [await keep(bytes), await keep(bytes), await keep(aPdf('swept'))]
  assert.equal((await sweepBlobs(media, { now: later() })).blobs, 0)
  await forgetPrivateFiles(media.db, { ids: [one.id, pdf.id] })
  assert.equal((await sweepBlobs(media, { now: later() })).blobs, 1)
  assert.equal((await sharp(await bytesOf(two.id)).metadata()).width, 900)
  assert.equal(await findPrivateFile(media, { id: pdf.id, small: false }), undefined)
  await forgetPrivateFiles(media.db, { ids: [two.id] })
  assert.equal((await sweepBlobs(media, { now: later() })).blobs, 2)
  assert.equal((await keep(aPdf('swept'), { id: pdf.id })).kind, 'pdf')
})

test('a sweep that comes in the middle of keeping a file does not harm it', async () => {
  const bytes = await mug.clone().resize(910).png().toBuffer()
  const sweeps: Promise<unknown>[] = []
  const put: typeof media.blobs.put = async source => {
    const kept = await media.blobs.put(source)
    sweeps.push(sweepBlobs(media, { now: later() }))
    await new Promise(resolve => setTimeout(resolve, 100))
    return kept
  }
  const busy = { ...media, blobs: { ...media.blobs, put } }
  const file = await keepPrivateFile(busy, { id: randomUUID(), name: 'x.png', source: inPieces(bytes) })
  await Promise.all(sweeps)
  assert.equal(sweeps.length, 2)
  await bytesOf(file.id)
  await bytesOf(file.id, { small: true })
})
