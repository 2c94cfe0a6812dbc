import type { FileHandle } from 'node:fs/promises'
import { damaged, filmWithoutPicture } from './problems.ts'

/** What the headers of a film say: how long it is, and its pixels as shown. */
export interface FilmFacts {
  durationMs: number
  width: number
  height: number
}

const maxBoxes = 20_000
const maxHeaderBytes = 16 * 1024 * 1024

/** A box of an MP4. */
export interface Box {
  type: string
  /** Where its content starts and its end, in bytes from the start of what was read. */
  from: number
  to: number
}

/**
 * Reads the headers of an MP4 (ISO/IEC 14496-12) and nothing of its samples: at most 20,000 boxes and 16 MB, so that a
 * hostile file costs little. Refuses as `media.damaged` what is cut off, has no length or no header, and as
 * `media.film_without_picture` what has sound only.
 */
export async function readFilmFacts(file: FileHandle, sizeBytes: number): Promise<FilmFacts> {
  const boxes = await topBoxes(file, sizeBytes)
  const header = boxes.find(box => box.type === 'moov')
  if (header === undefined || !boxes.some(box => box.type === 'mdat')) throw damaged()
  const length = header.to - header.from
  if (length > maxHeaderBytes) throw damaged()
  const moov = Buffer.alloc(length)
  const { bytesRead } = await file.read(moov, 0, length, header.from)
  if (bytesRead < length) throw damaged()
  return moovFacts(moov)
}

/** The boxes of the file itself, one after the other, without what is in them. Refuses `media.damaged`. */
export async function topBoxes(file: FileHandle, sizeBytes: number): Promise<Box[]> {
  const boxes: Box[] = []
  const head = Buffer.alloc(16)
  for (let at = 0; at < sizeBytes; ) {
    const { bytesRead } = await file.read(head, 0, 16, at)
    const box = boxAt(head.subarray(0, bytesRead), { at, end: sizeBytes })
    if (boxes.push(box) > maxBoxes) throw damaged()
    at = box.to
  }
  return boxes
}

function moovFacts(moov: Buffer): FilmFacts {
  const all = { type: 'moov', from: 0, to: moov.length }
  const durationMs = movieLength(moov, child(moov, all, 'mvhd'))
  const sizes = children(moov, all)
    .filter(box => box.type === 'trak' && isPicture(moov, box))
    .map(box => trackSize(moov, child(moov, box, 'tkhd')))
  const size = sizes.find(one => one.width > 0 && one.height > 0)
  if (size === undefined) throw filmWithoutPicture()
  return { durationMs, ...size }
}

/** `mvhd`, 8.2.2: time scale and duration, whose widths and places depend on the version. */
function movieLength(moov: Buffer, { from, to }: Box): number {
  const long = moov[from] === 1
  if (to - from < (long ? 32 : 20)) throw damaged()
  const scale = moov.readUInt32BE(from + (long ? 20 : 12))
  const duration = long ? Number(moov.readBigUInt64BE(from + 24)) : moov.readUInt32BE(from + 16)
  const durationMs = Math.round((duration / scale) * 1000)
  if (!(durationMs > 0 && durationMs < 2 ** 31)) throw damaged()
  return durationMs
}

/** `hdlr`, 8.4.3: what kind of track this is. */
function isPicture(moov: Buffer, track: Box): boolean {
  const handler = child(moov, child(moov, track, 'mdia'), 'hdlr')
  return moov.toString('latin1', handler.from + 8, Math.min(handler.from + 12, handler.to)) === 'vide'
}

/** `tkhd`, 8.3.2: the matrix, whose first and fifth number are 0 where the picture lies on its side, then the size. */
function trackSize(moov: Buffer, { from, to }: Box): { width: number; height: number } {
  const matrix = from + (moov[from] === 1 ? 52 : 40)
  if (to < matrix + 44) throw damaged()
  const width = moov.readUInt32BE(matrix + 36) >>> 16
  const height = moov.readUInt32BE(matrix + 40) >>> 16
  const lying = moov.readInt32BE(matrix) === 0 && moov.readInt32BE(matrix + 16) === 0
  return lying ? { width: height, height: width } : { width, height }
}

function child(moov: Buffer, parent: Box, type: string): Box {
  const found = children(moov, parent).find(box => box.type === type)
  if (found === undefined) throw damaged()
  return found
}

function children(moov: Buffer, parent: Box): Box[] {
  const boxes: Box[] = []
  for (let at = parent.from; at < parent.to; ) {
    const box = boxAt(moov.subarray(at, at + 16), { at, end: parent.to })
    if (boxes.push(box) > maxBoxes) throw damaged()
    at = box.to
  }
  return boxes
}

/** A box's header, 4.2: 32 bits of size and a type; size 1 means that 64 bits of size follow, 0 that it ends with the file. */
function boxAt(head: Buffer, { at, end }: { at: number; end: number }): Box {
  if (head.length < 8) throw damaged()
  const short = head.readUInt32BE(0)
  if (short === 1 && head.length < 16) throw damaged()
  const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? end - at : short
  const from = at + (short === 1 ? 16 : 8)
  const to = at + size
  if (to < from || to > end) throw damaged()
  return { type: head.toString('latin1', 4, 8), from, to }
}
