import { statSync } from 'node:fs'
import {
  AV_CODEC_ID_AAC,
  AV_CODEC_ID_H264,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUVJ420P,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVCOL_PRI_BT709,
  AVCOL_PRI_SMPTE170M,
  AVCOL_SPC_UNSPECIFIED,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_BT709,
  AVCOL_TRC_SMPTE170M,
  AVCOL_TRC_SMPTE2084,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants'
import { Codec, CodecContext, type CodecParameters, Dictionary, FormatContext, Packet, type Stream } from 'node-av/lib'
import { RenderFault } from './fault.ts'
import { setOptions } from './graph.ts'
import { hdSide, type Ratio, type SourceFacts } from './plan.ts'

/** The frame size of H.264's level 5.1, a little more than 4K. */
const maxPixels = 9_437_184
const maxFps = 120
const maxSide = 8192

/** A film that is open for reading. */
export interface Source extends Disposable {
  format: FormatContext
  video: Stream
  sound: Stream | undefined
  facts: SourceFacts
  /** When the film begins, in seconds of its own time. */
  begins: number
  /** Every packet of the two streams in the order of the file; it is valid until the next one is asked for. */
  packets(): Generator<{ packet: Packet; isVideo: boolean }>
}

/**
 * Opens a film of the MP4 family, and nothing that it may name. Refuses `damaged`, `unknown_codec`, `too_many_pixels`
 * and `too_many_frames` before anything is decoded.
 */
export function openSource(path: string): Source {
  const format = new FormatContext()
  format.allocContext()
  // What looks like a film may be a list of other files: only this one file is read, and only as MP4.
  const only = { protocol_whitelist: 'file', format_whitelist: 'mov,mp4,m4a,3gp,3g2,mj2', enable_drefs: '0' }
  using held = new DisposableStack()
  if (format.openInputSync(path, null, Dictionary.fromObject(only)) < 0) throw new RenderFault('damaged')
  held.defer(() => format.closeInputSync())
  for (const { codecpar } of format.streams) refuseHuge(codecpar)
  if (format.findStreamInfoSync(null) < 0) throw new RenderFault('damaged')
  const at = format.findBestStream(AVMEDIA_TYPE_VIDEO)
  const video = format.streams[at]
  if (video === undefined || at < 0) throw new RenderFault('damaged')
  refuseHuge(video.codecpar)
  const soundAt = format.findBestStream(AVMEDIA_TYPE_AUDIO)
  const sound = soundAt < 0 ? undefined : format.streams[soundAt]
  const facts = readFacts({ format, video, sound, sizeBytes: statSync(path).size })
  refuseFast(video, facts)
  if (Codec.findDecoder(video.codecpar.codecId) === null) throw new RenderFault('unknown_codec')
  const kept = held.move()
  const begins = Number(format.startTime) / 1e6
  return {
    ...{ format, video, facts },
    sound: sound && Codec.findDecoder(sound.codecpar.codecId) === null ? undefined : sound,
    begins: Number.isFinite(begins) && begins > -1e6 ? begins : 0,
    packets: () => packets(format, { video, sound }),
    [Symbol.dispose]: () => kept.dispose(),
  }
}

/** What the numbers of a picture stand for, beside its matrix (ITU-T H.273). */
export type Colours = Pick<CodecParameters, 'colorPrimaries' | 'colorTrc'>

/** What the rungs' colours are: the source's, or BT.709 where it was HDR, or what is guessed where it says nothing. */
export function coloursOf({ facts, video }: Source): Colours {
  const { colorPrimaries, colorTrc } = video.codecpar
  if (facts.saysColours && !facts.isHdr) return { colorPrimaries, colorTrc }
  if (facts.isHdr || Math.min(facts.width, facts.height) >= hdSide) {
    return { colorPrimaries: AVCOL_PRI_BT709, colorTrc: AVCOL_TRC_BT709 }
  }
  return { colorPrimaries: AVCOL_PRI_SMPTE170M, colorTrc: AVCOL_TRC_SMPTE170M }
}

/** A decoder for one of its streams, with a bound on what it may open. */
export function openDecoder({ codecpar, timeBase }: Stream, { threads }: { threads: number }): CodecContext {
  const codec = Codec.findDecoder(codecpar.codecId)
  if (codec === null) throw new RenderFault('unknown_codec')
  const decoder = new CodecContext()
  decoder.allocContext3(codec)
  decoder.parametersToContext(codecpar)
  decoder.pktTimebase = timeBase
  decoder.threadCount = threads
  setOptions(decoder, { max_pixels: String(maxPixels) })
  if (decoder.open2Sync(codec) < 0) throw new RenderFault('unknown_codec')
  return decoder
}

function* packets(
  format: FormatContext,
  { video, sound }: { video: Stream; sound: Stream | undefined },
): Generator<{ packet: Packet; isVideo: boolean }> {
  const packet = new Packet()
  packet.alloc()
  try {
    // The end and what cannot be read look the same from here: whether all of it came is seen from its length.
    while (format.readFrameSync(packet) >= 0) {
      const isVideo = packet.streamIndex === video.index
      if (isVideo || packet.streamIndex === sound?.index) yield { packet, isVideo }
      packet.unref()
    }
  } finally {
    packet.free()
  }
}

function refuseHuge({ width, height }: { width: number; height: number }): void {
  if (width * height > maxPixels || Math.max(width, height) > maxSide) throw new RenderFault('too_many_pixels')
}

function refuseFast({ nbFrames }: Stream, { durationMs, fps }: SourceFacts): void {
  const seconds = durationMs / 1000
  if (Number(nbFrames) > seconds * maxFps + maxFps || fps.num > fps.den * maxFps * 1.05) {
    throw new RenderFault('too_many_frames')
  }
}

interface Found {
  format: FormatContext
  video: Stream
  sound: Stream | undefined
  sizeBytes: number
}

function readFacts({ format, video, sound, sizeBytes }: Found): SourceFacts {
  const { codecpar: picture, avgFrameRate, rFrameRate, timeBase, duration } = video
  const { width, height } = picture
  const own = (Number(duration) * timeBase.num * 1000) / timeBase.den
  const durationMs = Math.round(own > 0 ? own : Number(format.duration) / 1000)
  if (picture.format < 0) throw new RenderFault('unknown_codec')
  if (!(durationMs > 0 && durationMs < 2 ** 31 && width > 0 && height > 0)) throw new RenderFault('damaged')
  const turned = turnOf(picture.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX))
  const shape = video.sampleAspectRatio
  const wide = shape.num > 0 && shape.den > 0 ? Math.round((width * shape.num) / shape.den) : width
  const shown = turned % 180 === 0 ? { width: wide, height } : { width: height, height: wide }
  const fps = rateOf(avgFrameRate, rFrameRate)
  const isH264 = picture.codecId === AV_CODEC_ID_H264
  const isPlain = picture.format === AV_PIX_FMT_YUV420P || picture.format === AV_PIX_FMT_YUVJ420P
  const soundPlays = sound === undefined || sound.codecpar.codecId === AV_CODEC_ID_AAC
  return {
    ...shown,
    turned,
    fps: { num: fps.num, den: fps.den },
    durationMs,
    bitrate: Math.round((sizeBytes * 8000) / durationMs),
    isHdr: picture.colorTrc === AVCOL_TRC_SMPTE2084 || picture.colorTrc === AVCOL_TRC_ARIB_STD_B67,
    saysColours: picture.colorSpace !== AVCOL_SPC_UNSPECIFIED,
    hasSound: sound !== undefined,
    playsEverywhere: isH264 && isPlain && soundPlays,
  }
}

/** The mean is a little off where the last frame has no length; the rate that all frames fit is right if it is near it. */
function rateOf(mean: Ratio, fitting: Ratio): Ratio {
  if (!(mean.num > 0 && mean.den > 0)) return fitting
  const apart = Math.abs((fitting.num * mean.den) / (fitting.den * mean.num) - 1)
  return apart < 0.035 ? fitting : mean
}

/** The matrix of the track (16.16 numbers, row by row) as the quarter turn next to it, clockwise. */
function turnOf(matrix: Buffer | null): SourceFacts['turned'] {
  if (matrix === null || matrix.length < 36) return 0
  const angle = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI
  const turn = (Math.round(angle / 90) * 90 + 360) % 360
  return turn === 90 || turn === 180 || turn === 270 ? turn : 0
}
