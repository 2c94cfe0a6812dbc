import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Encoder, Muxer } from 'node-av/api'
import { AV_LOG_ERROR, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV444P, FF_ENCODER_LIBX264 } from 'node-av/constants'
import { Frame, Log, Rational } from 'node-av/lib'

const demo = resolve(import.meta.dirname, '../../../demo/films/knife.mp4')

/** What is sent as a film, and what has to become of it. */
export interface Sent {
  what: string
  bytes: Uint8Array
  /** The code it is refused with, or where it is taken how its ladder ends. */
  ends: readonly string[]
}

/** The table: files that people and programs send as films. Random choices come from `random`. */
export async function badFilms(folder: string, { random }: { random: () => number }): Promise<Sent[]> {
  Log.setLevel(AV_LOG_ERROR)
  const film = readFileSync(demo)
  const text = (words: string) => Buffer.from(words, 'latin1')
  const playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'
  const [unknown, damaged] = ['media.unknown_type', 'media.damaged']
  const head = film.subarray(0, 32)
  const moov = boxIn(film, 'moov')
  const noise = Buffer.alloc(200_000)
  for (let at = 0; at < noise.length; at++) noise[at] = Math.floor(random() * 256)
  const flat = (o: Parameters<typeof encoded>[1]) => encoded(join(folder, `${Math.floor(random() * 1e12)}.mp4`), o)
  return [
    { what: 'a playlist that names a file of the server', bytes: text(playlist), ends: [unknown] },
    {
      what: 'the same behind the first bytes of a film',
      bytes: Buffer.concat([head, text(playlist)]),
      ends: [damaged],
    },
    { what: 'a list of files', bytes: text("ffconcat version 1.0\nfile '/etc/passwd'\n"), ends: [unknown] },
    { what: 'noise', bytes: noise, ends: [unknown] },
    { what: 'HTML', bytes: text('<!doctype html><script>alert(1)</script>'), ends: [unknown] },
    { what: 'SVG', bytes: text('<svg xmlns="http://www.w3.org/2000/svg"/>'), ends: [unknown] },
    { what: 'nothing', bytes: new Uint8Array(), ends: [damaged] },
    { what: 'a film that is cut off', bytes: film.subarray(0, film.length >> 1), ends: [damaged] },
    { what: 'a film without its header', bytes: without(film, moov), ends: [damaged] },
    { what: 'a film with sound only', bytes: withoutPicture(film), ends: ['media.film_without_picture', damaged] },
    {
      what: 'a header with 2,000 bytes changed',
      bytes: changed(film, { ...moov, n: 2000, random }),
      ends: [
        damaged,
        'media.film_unknown_codec',
        'media.film_without_picture',
        'media.film_too_many_pixels',
        'media.film_too_many_frames',
        'failed',
        'ready',
      ],
    },
    {
      what: 'a picture with 2,000 bytes changed',
      bytes: changed(film, { from: film.length >> 1, to: film.length, n: 2000, random }),
      ends: ['failed'],
    },
    { what: 'a picture that lies elsewhere', bytes: elsewhere(film), ends: ['failed', 'ready', damaged] },
    {
      what: '8192 by 4320 pixels',
      bytes: await flat({ width: 8192, height: 4320, frames: 1 }),
      ends: ['media.film_too_many_pixels'],
    },
    { what: 'a header that says 16384 by 8192', bytes: sayingHuge(film), ends: ['media.film_too_many_pixels'] },
    {
      what: '1,000 frames a second',
      bytes: await flat({ fps: 1000, frames: 3000 }),
      ends: ['media.film_too_many_frames'],
    },
    { what: 'an odd size in 4:4:4', bytes: await flat({ width: 641, height: 361, isWhole: true }), ends: ['ready'] },
  ]
}

interface Part {
  from: number
  to: number
}

function boxIn(film: Buffer, type: string): Part {
  for (let at = 0; at < film.length; at += film.readUInt32BE(at)) {
    if (film.toString('latin1', at + 4, at + 8) === type) return { from: at + 8, to: at + film.readUInt32BE(at) }
  }
  throw new Error(`the film has no ${type}`)
}

function without(film: Buffer, { from, to }: Part): Buffer {
  return Buffer.concat([film.subarray(0, from - 8), film.subarray(to)])
}

function changed(film: Buffer, { from, to, n, random }: Part & { n: number; random: () => number }): Buffer {
  const bytes = Buffer.from(film)
  for (let i = 0; i < n; i++) bytes[from + Math.floor(random() * (to - from))] = Math.floor(random() * 256)
  return bytes
}

/** The track of the picture says that it is of another kind. */
function withoutPicture(film: Buffer): Buffer {
  const bytes = Buffer.from(film)
  bytes.write('text', bytes.indexOf('vide', bytes.indexOf('hdlr')), 'latin1')
  return bytes
}

/** The reference to its own bytes (ISO/IEC 14496-12, 8.7.2) does not say any more that they are in the same file. */
function elsewhere(film: Buffer): Buffer {
  const bytes = Buffer.from(film)
  bytes.writeUInt32BE(0, bytes.indexOf('url ', bytes.indexOf('dref')) + 4)
  return bytes
}

function sayingHuge(film: Buffer): Buffer {
  const bytes = Buffer.from(film)
  const entry = bytes.indexOf('avc1', bytes.indexOf('stsd'))
  bytes.writeUInt16BE(16_384, entry + 28)
  bytes.writeUInt16BE(8192, entry + 30)
  return bytes
}

interface Flat {
  width?: number
  height?: number
  fps?: number
  frames?: number
  /** Whether colours have as many pixels as brightness. */
  isWhole?: boolean
}

async function encoded(path: string, o: Flat): Promise<Buffer> {
  const { width = 320, height = 180, fps = 25, frames = 50, isWhole = false } = o
  const format = isWhole ? AV_PIX_FMT_YUV444P : AV_PIX_FMT_YUV420P
  const around = isWhole ? width * height : Math.ceil(width / 2) * Math.ceil(height / 2)
  {
    await using muxer = await Muxer.open(path, { format: 'mp4', options: { movflags: '+faststart' } })
    using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
      context: { framerate: new Rational(fps, 1) },
      options: { preset: 'ultrafast' },
    })
    const stream = muxer.addStream(encoder)
    const pixels = Buffer.alloc(width * height + 2 * around, 128)
    for (let n = 0; n < frames; n++) {
      pixels.fill(40 + (n % 100), 0, Math.min(pixels.length, width * 20))
      const how = { width, height, format, timeBase: { num: 1, den: fps }, pts: BigInt(n) }
      using frame = Frame.fromVideoBuffer(pixels, how)
      for (const packet of await encoder.encodeAll(frame)) await muxer.writePacket(packet, stream)
    }
    for (const packet of await encoder.encodeAll(null)) await muxer.writePacket(packet, stream)
  }
  return readFile(path)
}
