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
export async function lanternFilm(folder: string): Promise<NewFilm> {
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
