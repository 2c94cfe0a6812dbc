import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Encoder, Muxer } from 'node-av/api'
import { AV_LOG_ERROR, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants'
import { Frame, Log, Rational } from 'node-av/lib'
import sharp, { type Sharp } from 'sharp'
import type { OpenDatabase } from '#database'
import { testDatabase } from '../../test/database.ts'
import type { NewFilm } from './film.ts'
import { type Media, openMedia } from './media.ts'

const demo = join(import.meta.dirname, '..', '..', 'demo')

/** A room on a database and a folder of its own, for one test file. */
export interface TestMedia extends AsyncDisposable {
  media: Media
  database: OpenDatabase
  folder: string
}

/** Opens the room for tests. */
export async function testMedia(): Promise<TestMedia> {
  await using opened = new AsyncDisposableStack()
  const database = opened.use(await testDatabase())
  const folder = await mkdtemp(join(tmpdir(), 'doumi-media-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const media = opened.use(await openMedia({ db: database.db, folder, log: { info() {}, warn() {}, error() {} } }))
  const kept = opened.move()
  return { media, database, folder, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** A drawing of the demo shop as pixels, for encoding. */
export async function drawing(name: string, { width }: { width: number }): Promise<Sharp> {
  const svg = await readFile(join(demo, 'drawings', `${name}.svg`))
  const png = await sharp(svg, { density: 200 }).resize({ width }).flatten({ background: '#f3efe6' }).png().toBuffer()
  return sharp(png)
}

/** A film of the lantern for two seconds, made by a real encoder (H.264, moov first), with a poster and captions. */
export async function lanternFilm(
  folder: string,
): Promise<NewFilm & { poster: Uint8Array; captions: Required<NewFilm['captions']> }> {
  const path = join(folder, 'lantern.mp4')
  const poster = await (await drawing('lantern', { width: 1280 }))
    .resize({ width: 1280, height: 720 })
    .webp()
    .toBuffer()
  await encode(path, await sharp(poster).resize({ width: 320 }).removeAlpha().raw().toBuffer())
  const captions = {
    ko: Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\n랜턴에 불이 들어와요.\n'),
    en: Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nThe lantern lights up.\n'),
  }
  return { path, poster, captions }
}

async function encode(path: string, rgb: Buffer): Promise<void> {
  Log.setLevel(AV_LOG_ERROR)
  await using muxer = await Muxer.open(path, { format: 'mp4', options: { movflags: '+faststart' } })
  using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    context: { framerate: new Rational(25, 1) },
    options: { preset: 'ultrafast' },
  })
  const stream = muxer.addStream(encoder)
  const luma = Buffer.from(rgb.filter((_, at) => at % 3 === 1))
  for (let n = 0; n < 50; n++) {
    const yuv = Buffer.concat([
      luma.map(value => Math.min(235, 16 + value * (0.5 + n / 100))),
      Buffer.alloc(320 * 90, 128),
    ])
    const format = { width: 320, height: 180, format: AV_PIX_FMT_YUV420P, timeBase: { num: 1, den: 25 } } as const
    using frame = Frame.fromVideoBuffer(yuv, { ...format, pts: BigInt(n) })
    for (const packet of await encoder.encodeAll(frame)) await muxer.writePacket(packet, stream)
  }
  for (const packet of await encoder.encodeAll(null)) await muxer.writePacket(packet, stream)
}

/** A box of an MP4 around its content. */
export function box(type: string, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** A small PDF of one page that any reader opens; `words` tell one from another. */
export function aPdf(words = 'Estimate'): Buffer {
  const stream = `BT /F1 24 Tf 40 100 Td (${words}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, at) => {
    const offset = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** Bytes as a network brings them. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += 16_384) yield bytes.subarray(at, at + 16_384)
}

/** All bytes of a blob. */
export async function blobBytes({ blobs }: Media, sha256: string): Promise<Buffer> {
  return Buffer.concat(await all((await blobs.open(sha256)) ?? []))
}

/** Everything that comes, in order. */
export async function all<Item>(coming: AsyncIterable<Item> | Item[]): Promise<Item[]> {
  const items: Item[] = []
  for await (const item of coming) items.push(item)
  return items
}

/** How many files a folder and those in it hold. */
export async function countFiles(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).length
}
