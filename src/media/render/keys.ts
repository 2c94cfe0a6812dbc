import { AV_PIX_FMT_YUV420P } from 'node-av/constants'
import type { Packet } from 'node-av/lib'
import { type Copyable, isLight, steadyRate } from './plan.ts'
import { openSource, type Source } from './source.ts'

/** A source that can be taken over as it is, and when its key frames are shown, in seconds. */
export interface Keys extends Copyable {
  seconds: number[]
}

/** Segments may not become longer than this, in seconds, or a slow network waits too long for the first one. */
const longestGap = 6

/**
 * Looks through the packets of a film, decoding nothing, for whether its picture can be a rung as it is: H.264 in
 * 8 bit 4:2:0, upright, with a steady rate that the ladder has too, and with key frames that begin closed groups
 * (IDR, ITU-T H.264, 7.4.1.2.4) close enough to each other; undefined where it cannot.
 */
export function readKeys(path: string): Keys | undefined {
  using source = openSource(path)
  return mayBeCopied(source) ? keysOf(source) : undefined
}

function mayBeCopied({ facts, video }: Source): boolean {
  const { codecpar } = video
  const isUpright = facts.turned === 0 && facts.width === codecpar.width && facts.height === codecpar.height
  const steady = steadyRate(facts.fps)
  const isSteady = Math.abs((steady.num * facts.fps.den) / (steady.den * facts.fps.num) - 1) < 0.0005
  const isEven = codecpar.width % 2 === 0 && codecpar.height % 2 === 0
  const isPlain = facts.playsEverywhere && !facts.isHdr && codecpar.format === AV_PIX_FMT_YUV420P
  return isPlain && isUpright && isEven && isSteady && !isLight(facts)
}

function keysOf({ packets, video, facts, begins }: Source): Keys | undefined {
  const { num, den } = video.timeBase
  const lengthSize = ((video.codecpar.extradata?.[4] ?? 3) & 3) + 1
  const seconds: number[] = []
  let bytes = 0
  let before: number | undefined
  let [shortest, longest] = [Number.POSITIVE_INFINITY, 0]
  for (const { packet, isVideo } of packets()) {
    if (!isVideo) continue
    bytes += packet.size
    const dts = Number(packet.dts)
    if (before !== undefined) {
      shortest = Math.min(shortest, dts - before)
      longest = Math.max(longest, dts - before)
    }
    before = dts
    if (!packet.isKeyframe) continue
    if (!isIdr(packet, lengthSize)) return undefined
    seconds.push((Number(packet.pts) * num) / den - begins)
  }
  const frame = facts.fps.den / facts.fps.num
  const ends = [...seconds, facts.durationMs / 1000]
  const gaps = seconds.map((second, n) => ends[n + 1]! - second)
  const isNear = Math.abs((longest * num) / den / frame - 1) < 0.02
  const isSteady = longest - shortest <= 2 && isNear && Math.abs(seconds[0] ?? 1) < frame / 2
  if (!isSteady || Math.max(...gaps) > longestGap) return undefined
  return { pictureRate: (bytes * 8000) / facts.durationMs, seconds }
}

/** Whether an access unit, as MP4 holds it (lengths before the units), has an IDR slice, type 5. */
function isIdr({ data }: Packet, lengthSize: number): boolean {
  if (data === null) return false
  for (let at = 0; at + lengthSize < data.length; ) {
    if (((data[at + lengthSize] ?? 0) & 31) === 5) return true
    at += lengthSize + data.readUIntBE(at, lengthSize)
  }
  return false
}
