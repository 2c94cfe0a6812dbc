import { crc32, deflateSync, gzipSync } from 'node:zlib'
import { aPdf, box, drawing } from './samples.ts'

/** What is sent, the code it is refused with, the name it comes under, and its bytes. */
type Bad = [what: string, code: string, name: string, bytes: Uint8Array]

/** What people and programs send that is no good picture and no good PDF, under names that say it is. */
export async function badFiles(): Promise<Bad[]> {
  const picture = await drawing('mug', { width: 500 })
  const jpeg = await picture.clone().jpeg().toBuffer()
  const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.byteLength >> 1)
  const latin = (text: string) => Buffer.from(text, 'latin1')
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const zip = emptyZip()
  const pdf = aPdf()
  const unknown = 'media.unknown_attachment'
  const [broken, large] = ['media.damaged', 'media.picture_too_large']
  return [
    ['nothing', 'media.empty_file', 'empty.png', new Uint8Array()],
    ['one byte', unknown, 'a.png', latin('x')],
    ['SVG as PNG', unknown, 'drawing.png', latin(svg)],
    ['SVG with a prolog', unknown, 'drawing.svg', latin(`<?xml version="1.0"?>${svg}`)],
    ['SVG behind a BOM', unknown, 'drawing.svg', latin(`\xef\xbb\xbf${svg}`)],
    ['packed SVG', unknown, 'drawing.svgz', gzipSync(svg)],
    ['HTML as PDF', unknown, 'invoice.pdf', latin('<!doctype html><script>alert(1)</script>')],
    ['HTML behind a blank', unknown, 'page.jpg', latin('  \n<html><body onload=alert(1)>')],
    ['a script', unknown, 'photo.jpg', latin('#!/bin/sh\nrm -rf /')],
    ['a program', unknown, 'photo.jpg.exe', Buffer.concat([latin('MZ\x90\0\x03'), Buffer.alloc(500)])],
    ['an archive', unknown, 'photos.zip', zip],
    ['TIFF', unknown, 'scan.tif', await picture.clone().resize(50).tiff().toBuffer()],
    ['BMP', unknown, 'a.bmp', latin('BM\x3a\0\0\0\0\0\0\0\x36\0\0\0')],
    [
      'a drawing program of ImageMagick',
      unknown,
      'a.png',
      latin("push graphic-context\nimage over 0,0 0,0 'https://x'"),
    ],
    ['a film', unknown, 'film.png', box('ftyp', latin('isom\0\0\0\0isomavc1'))],
    ['HEIC', 'media.heic_not_taken', 'IMG_0001.HEIC', box('ftyp', latin('heic\0\0\0\0mif1heic'))],
    ['PostScript before a PDF', unknown, 'a.pdf', Buffer.concat([latin('%!PS\n'), pdf])],
    ['HTML before a PDF', unknown, 'a.pdf', Buffer.concat([latin('<html>'), pdf])],

    ['a cut JPEG', broken, 'a.jpg', half(jpeg)],
    ['a cut PNG', broken, 'a.png', half(await picture.clone().png().toBuffer())],
    ['a cut WebP', broken, 'a.webp', half(await picture.clone().webp().toBuffer())],
    ['a cut GIF', broken, 'a.gif', half(await picture.clone().gif().toBuffer())],
    ['a cut AVIF', broken, 'a.avif', half(await picture.clone().avif({ effort: 0 }).toBuffer())],
    ['a cut PDF', broken, 'a.pdf', half(pdf)],
    ['a PDF without its end', broken, 'a.pdf', pdf.subarray(0, -8)],
    ['a PDF that is its first words', broken, 'a.pdf', latin('%PDF-1.7\n%%EOF')],
    ['HTML behind a JPEG’s first bytes', broken, 'a.jpg', latin('\xff\xd8\xff\xe0<html><script>alert(1)</script>')],
    ['SVG behind a PNG’s first bytes', broken, 'a.png', latin(`\x89PNG\r\n\x1a\n${svg}`)],
    ['a script that begins as a GIF', broken, 'a.gif', latin('GIF89a/*xxxxxxxx*/=1;alert(document.domain)')],
    ['HTML within WebP', broken, 'a.webp', latin('RIFF\x40\0\0\0WEBP<html><script>alert(1)</script>')],
    ['HTML as AVIF', broken, 'a.avif', Buffer.concat([box('ftyp', latin('avif\0\0\0\0mif1avif')), latin('<html>')])],

    ['a page that is a PDF too', unknown, 'a.pdf', Buffer.concat([latin('%PDF-1.4\n<HTML><script>1</script>'), pdf])],
    ['SVG in the head of a PDF', unknown, 'a.pdf', Buffer.concat([latin(`%PDF-1.4\n%${svg}\n`), pdf])],
    ['an archive behind a PDF', unknown, 'a.pdf', Buffer.concat([pdf, zip])],
    ['a PDF within an archive’s comment', unknown, 'a.pdf', archiveAround(pdf)],
    ['a script behind a PDF', unknown, 'a.pdf', Buffer.concat([pdf, latin('\n<script>alert(1)</script>')])],

    ['a PNG of 400 megapixels in 50 KB', large, 'bomb.png', png({ width: 20_000, height: 20_000 })],
    ['a JPEG that says it is huge', large, 'bomb.jpg', withSize(jpeg, { width: 65_000, height: 65_000 })],
    ['a GIF that says it is huge', large, 'bomb.gif', hugeGif(await picture.clone().gif().toBuffer())],
    ['a strip that is too long', large, 'strip.png', png({ width: 8, height: 100_000 })],
    ['16 MB', 'media.file_too_large', 'a.jpg', Buffer.concat([jpeg, Buffer.alloc(16 * 1024 * 1024)])],
  ]
}

/** A PNG of one bit a pixel, all black; `more` chunks come before its pixels. */
export function png(
  { width, height }: { width: number; height: number },
  { pixels = Buffer.alloc(height * (Math.ceil(width / 8) + 1)), more = [] as Buffer[] } = {},
): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  const body = [chunk('IHDR', head), ...more, chunk('IDAT', deflateSync(pixels, { level: 9 })), chunk('IEND')]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...body])
}

/** A chunk of a PNG. */
export function chunk(type: string, data: Uint8Array = new Uint8Array()): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.byteLength)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A JPEG with another size in its frame header. */
function withSize(jpeg: Buffer, { width, height }: { width: number; height: number }): Buffer {
  const changed = Buffer.from(jpeg)
  const frame = changed.findIndex((byte, at) => byte === 0xff && [0xc0, 0xc2].includes(changed[at + 1] ?? 0))
  changed.writeUInt16BE(height, frame + 5)
  changed.writeUInt16BE(width, frame + 7)
  return changed
}

function hugeGif(gif: Buffer): Buffer {
  const changed = Buffer.from(gif)
  const frame = changed.indexOf(Buffer.concat([Buffer.from([0x2c, 0, 0, 0, 0]), changed.subarray(6, 10)]))
  for (const at of [6, 8, frame + 5, frame + 7]) changed.writeUInt16LE(65_000, at)
  return changed
}

/** The end record of an archive without files, with a comment of so many bytes. */
function emptyZip(commentBytes = 0): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(commentBytes, 20)
  return end
}

/** A PDF whose first object holds an archive's end, whose comment is the rest. */
function archiveAround(pdf: Buffer): Buffer {
  const head = pdf.subarray(0, 9)
  const rest = pdf.subarray(9)
  return Buffer.concat([head, Buffer.from('%', 'latin1'), emptyZip(rest.length + 1), Buffer.from('\n'), rest])
}
