import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { Problem } from '#edge'
import { addImage } from './image.ts'
import { blobBytes, box, countFiles, drawing, testMedia } from './samples.ts'
import { asset, rendition } from './schema.ts'
import { imagesOf } from './views.ts'

const room = await testMedia()
after(() => room[Symbol.asyncDispose]())
const { media, folder } = room

const lantern = await drawing('lantern', { width: 1600 })
const jpeg = await lantern.clone().jpeg().toBuffer()

/** The forms of an asset by name, with their pixels as a decoder sees them. */
async function formsOf(id: string) {
  const rows = (await media.db.select().from(rendition)).filter(row => row.assetId === id)
  return Promise.all(
    rows.map(async row => {
      const bytes = await blobBytes(media, row.sha256)
      assert.equal(bytes.length, row.sizeBytes)
      return { name: row.name, row, bytes, meta: await sharp(bytes).metadata() }
    }),
  )
}

test('a picture gets WebP forms of four widths, and what the rows say of them is true', async () => {
  const added = await addImage(media, { bytes: jpeg })
  const forms = await formsOf(added.id)
  assert.deepEqual(forms.map(form => form.name).sort(), ['original', 'w1440', 'w320', 'w640', 'w960'])
  for (const { name, row, meta } of forms) {
    assert.equal(row.type, name === 'original' ? 'image/jpeg' : 'image/webp')
    assert.equal(meta.format, name === 'original' ? 'jpeg' : 'webp')
    assert.deepEqual([meta.width, meta.height], [row.width, row.height])
    if (name !== 'original') assert.equal(name, `w${meta.width}`)
  }
  assert.equal(added.width, 1600)
})

test('JPEG, PNG, WebP and AVIF are taken for what they are', async () => {
  const small = await drawing('mug', { width: 400 })
  const taken = {
    'image/jpeg': await small.clone().jpeg().toBuffer(),
    'image/png': await small.clone().png().toBuffer(),
    'image/webp': await small.clone().webp().toBuffer(),
    'image/avif': await small.clone().avif({ effort: 1 }).toBuffer(),
  }
  for (const [type, bytes] of Object.entries(taken)) {
    const { id } = await addImage(media, { bytes })
    const forms = await formsOf(id)
    assert.equal(forms.find(form => form.name === 'original')?.row.type, type)
    assert.deepEqual(forms.map(form => form.name).sort(), ['original', 'w320', 'w400'])
  }
})

test('a picture is never made larger than it is', async () => {
  const bytes = await (await drawing('mug', { width: 200 })).png().toBuffer()
  const { id } = await addImage(media, { bytes })
  assert.deepEqual((await formsOf(id)).map(form => form.name).sort(), ['original', 'w200'])
})

test('a picture is turned as its EXIF says, and no form carries metadata', async () => {
  const bytes = await lantern
    .clone()
    .resize({ width: 1000, height: 500, fit: 'cover' })
    .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '37/1 33/1 59/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  assert.ok((await sharp(bytes).metadata()).exif)
  const added = await addImage(media, { bytes })
  assert.deepEqual([added.width, added.height], [500, 1000])
  for (const { name, meta } of await formsOf(added.id)) {
    if (name === 'original') continue
    assert.ok(meta.height > meta.width, name)
    assert.deepEqual([meta.exif, meta.xmp, meta.iptc, meta.icc, meta.orientation], Array(5).fill(undefined))
  }
})

test('transparency, grey, CMYK, 16 bits and a wide gamut come out as they look', async () => {
  const side = { width: 64, height: 64 }
  const red = { r: 200, g: 30, b: 30 }
  const pictures = {
    clear: await sharp({ create: { ...side, channels: 4, background: { ...red, alpha: 0 } } })
      .png()
      .toBuffer(),
    grey: await sharp({ create: { ...side, channels: 3, background: { r: 99, g: 99, b: 99 } } })
      .toColourspace('b-w')
      .png()
      .toBuffer(),
    cmyk: await sharp({ create: { ...side, channels: 3, background: red } })
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer(),
    deep: await sharp({ create: { ...side, channels: 3, background: red } })
      .toColourspace('rgb16')
      .png()
      .toBuffer(),
    wide: await sharp({ create: { ...side, channels: 3, background: red } })
      .withIccProfile('p3')
      .png()
      .toBuffer(),
  }
  assert.deepEqual(
    [(await sharp(pictures.cmyk).metadata()).space, (await sharp(pictures.deep).metadata()).depth],
    ['cmyk', 'ushort'],
  )
  const seen = async (bytes: Buffer) => {
    const form = (await formsOf((await addImage(media, { bytes })).id)).find(one => one.name === 'w64')
    const { data, info } = await sharp(form?.bytes).raw().toBuffer({ resolveWithObject: true })
    return [...data.subarray(0, info.channels)]
  }
  const near = (got: number[], wanted: number[], slack: number) =>
    assert.ok(
      got.length === wanted.length && got.every((value, at) => Math.abs(value - (wanted[at] ?? 0)) <= slack),
      `${got} is not ${wanted}`,
    )
  assert.equal((await seen(pictures.clear))[3], 0)
  near(await seen(pictures.grey), [99, 99, 99], 3)
  near(await seen(pictures.cmyk), [200, 30, 30], 25)
  near(await seen(pictures.deep), [200, 30, 30], 4)
  const [wideRed = 0] = await sharp(pictures.wide).keepIccProfile().raw().toBuffer()
  assert.ok(wideRed < 195, 'the sample is not in another gamut')
  near(await seen(pictures.wide), [200, 30, 30], 4)
})

test('the same picture twice, even at once, is one asset and one set of blobs', async () => {
  const bytes = await (await drawing('teapot', { width: 700 })).jpeg().toBuffer()
  const first = await addImage(media, { bytes })
  const files = await countFiles(folder)
  const more = await Promise.all([1, 2, 3].map(() => addImage(media, { bytes })))
  assert.deepEqual(more, [first, first, first])
  assert.equal(await countFiles(folder), files)
  const fresh = await (await drawing('tent', { width: 700 })).jpeg().toBuffer()
  const atOnce = await Promise.all([1, 2, 3].map(() => addImage(media, { bytes: fresh })))
  assert.equal(new Set(atOnce.map(one => one.id)).size, 1)
})

test('a picture whose blob was lost is whole again when it is added again', async () => {
  const bytes = await (await drawing('knife', { width: 300 })).png().toBuffer()
  const first = await addImage(media, { bytes })
  for (const form of await formsOf(first.id)) await media.blobs.remove(form.row.sha256)
  assert.deepEqual(await addImage(media, { bytes }), first)
  assert.equal((await formsOf(first.id)).length, 2)
})

test('what is no good picture is refused for what it is, and nothing of it is kept', async () => {
  const black = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#000' }, limitInputPixels: false })
  const bad: [string, string, Uint8Array][] = [
    ['nothing', 'media.unknown_type', new Uint8Array()],
    ['HTML', 'media.unknown_type', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['SVG', 'media.unknown_type', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a film', 'media.unknown_type', box('ftyp', Buffer.from('isom\0\0\0\0isomavc1'))],
    ['GIF', 'media.unknown_type', await lantern.clone().resize(50).gif().toBuffer()],
    ['TIFF', 'media.unknown_type', await lantern.clone().resize(50).tiff().toBuffer()],
    ['a cut JPEG', 'media.damaged', jpeg.subarray(0, jpeg.length / 2)],
    ['a cut PNG', 'media.damaged', (await lantern.clone().png().toBuffer()).subarray(0, 9_000)],
    ['HTML behind a JPEG’s first bytes', 'media.damaged', Buffer.from('\xff\xd8\xff\xe0<html>', 'latin1')],
    ['SVG behind a PNG’s first bytes', 'media.damaged', Buffer.from('\x89PNG\r\n\x1a\n<svg/>', 'latin1')],
    ['a PNG of 50 megapixels in few bytes', 'media.picture_too_large', await black(10_000, 5_000).png().toBuffer()],
    ['a strip longer than WebP can be', 'media.picture_too_large', await black(20, 17_000).png().toBuffer()],
    ['a file of over 25 MB', 'media.file_too_large', Buffer.concat([jpeg, Buffer.alloc(25 * 1024 * 1024)])],
  ]
  const before = { files: await countFiles(folder), rows: await media.db.$count(asset) }
  for (const [what, code, bytes] of bad) {
    await assert.rejects(
      addImage(media, { bytes }),
      (thrown: unknown) => thrown instanceof Problem && thrown.code === code,
      `${what} should be ${code}`,
    )
  }
  assert.deepEqual({ files: await countFiles(folder), rows: await media.db.$count(asset) }, before)
})

test('many pictures are viewed by one query; ids of nothing are left out', async () => {
  const large = await addImage(media, { bytes: jpeg })
  const small = await addImage(media, { bytes: await (await drawing('mug', { width: 200 })).png().toBuffer() })
  const nothing = '01900000-0000-7000-8000-000000000000'
  let queries = 0
  const listen = (client: { on(event: string, heard: () => void): unknown }) => client.on('drain', () => queries++)
  room.database.pool.on('acquire', listen)
  const views = await imagesOf(media.db, [large.id, small.id, nothing, large.id])
  room.database.pool.off('acquire', listen)
  assert.equal(queries, 1)
  assert.deepEqual([...views.keys()].sort(), [large.id, small.id].sort())
  const view = views.get(large.id)
  assert.ok(view)
  assert.match(view.src, /^\/media\/[0-9a-f]{32}\/w960\.webp$/)
  assert.equal(view.width, 960)
  assert.equal(Math.round((view.width / view.height) * 100), Math.round((large.width / large.height) * 100))
  assert.deepEqual(
    view.srcset.split(', ').map(part => part.split(' ')[1]),
    ['320w', '640w', '960w', '1440w'],
  )
  assert.match(views.get(small.id)?.src ?? '', /w200\.webp$/)
  assert.equal((await imagesOf(media.db, [])).size, 0)
})
