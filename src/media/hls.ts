import { type FileHandle, open } from 'node:fs/promises'
import { topBoxes } from './mp4.ts'
import type { Ratio } from './render/plan.ts'

/** A fragmented MP4 as a playlist speaks of it: its header, and then one segment after the other. */
export interface Segmented {
  headerBytes: number
  segments: { at: number; bytes: number; seconds: number }[]
}

/** What the list of all rungs says of one of them. */
export interface ListedRung {
  width: number
  height: number
  codecs: readonly string[]
  segmented: Segmented
  /** Where its own list is, seen from this one. */
  list: string
}

/**
 * Finds the segments of a fragmented MP4 that has its index (`sidx`, ISO/IEC 14496-12, 8.16.3) in front: the lengths of
 * time are from there, the bytes are from each `moof` to the next.
 */
export async function readSegments(path: string): Promise<Segmented> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const boxes = await topBoxes(file, size)
  const header = boxes.find(box => box.type === 'moov')
  const index = boxes.find(box => box.type === 'sidx')
  const begins = boxes.filter(box => box.type === 'moof').map(box => box.from - 8)
  const end = boxes.findLast(box => box.type === 'mdat')?.to
  if (header === undefined || index === undefined || end === undefined) throw new Error('a rung is not in segments')
  const seconds = await readDurations(file, index)
  if (seconds.length !== begins.length) throw new Error('a rung has segments that its index does not name')
  return {
    headerBytes: header.to,
    segments: begins.map((at, n) => ({ at, bytes: (begins[n + 1] ?? end) - at, seconds: seconds[n]! })),
  }
}

async function readDurations(file: FileHandle, { from, to }: { from: number; to: number }): Promise<number[]> {
  const box = Buffer.alloc(to - from)
  await file.read(box, 0, box.length, from)
  const scale = box.readUInt32BE(8)
  const count = box[0] === 0 ? 22 : 30
  return Array.from({ length: box.readUInt16BE(count) }, (_, n) => box.readUInt32BE(count + 2 + n * 12 + 4) / scale)
}

/** The playlist of one rung (RFC 8216, 4.3): parts of the one file that `uri` names. */
export function rungList({ headerBytes, segments }: Segmented, { uri }: { uri: string }): string {
  const longest = Math.max(...segments.map(({ seconds }) => seconds))
  return lines([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.round(longest))}`,
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${uri}",BYTERANGE="${headerBytes}@0"`,
    ...segments.flatMap(({ at, bytes, seconds }) => [
      `#EXTINF:${seconds.toFixed(5)},`,
      `#EXT-X-BYTERANGE:${bytes}@${at}`,
      uri,
    ]),
    '#EXT-X-ENDLIST',
  ])
}

/** The playlist of all rungs (RFC 8216, 4.3.4), as they are given. */
export function filmList(rungs: readonly ListedRung[], { fps }: { fps: Ratio }): string {
  return lines([
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...rungs.flatMap(rung => [
      `#EXT-X-STREAM-INF:${[
        `BANDWIDTH=${peakRate(rung.segmented)}`,
        `AVERAGE-BANDWIDTH=${meanRate(rung.segmented)}`,
        `CODECS="${rung.codecs.join(',')}"`,
        `RESOLUTION=${rung.width}x${rung.height}`,
        `FRAME-RATE=${(fps.num / fps.den).toFixed(3)}`,
      ].join(',')}`,
      rung.list,
    ]),
  ])
}

/** Bits a second of the heaviest segment. One that is shorter than half a second says little by itself. */
function peakRate({ segments }: Segmented): number {
  return Math.ceil(Math.max(...segments.map(({ bytes, seconds }) => (bytes * 8) / Math.max(seconds, 0.5))))
}

function meanRate({ segments }: Segmented): number {
  const [bytes, seconds] = segments.reduce(([b, s], one) => [b + one.bytes, s + one.seconds], [0, 0])
  return Math.ceil((bytes * 8) / Math.max(seconds, 0.001))
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`
}
