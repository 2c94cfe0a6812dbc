import {
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_QUIET,
  AV_PICTURE_TYPE_NONE,
  AV_PKT_DATA_DISPLAYMATRIX,
  AV_SAMPLE_FMT_FLTP,
  AVCOL_PRI_BT2020,
  AVCOL_TRC_SMPTE2084,
  AVMEDIA_TYPE_VIDEO,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBX264,
  FF_ENCODER_LIBX265,
} from 'node-av/constants'
import {
  Codec,
  CodecContext,
  FFmpegError,
  FilterGraph,
  FormatContext,
  Frame,
  Log,
  Packet,
  Rational,
  type Stream,
} from 'node-av/lib'
import { isThere, setOptions } from './render/graph.ts'

/** What a film for tests is like; `isShown` leaves frames out, as telephones do. */
interface Sample {
  width?: number
  height?: number
  fps?: number
  seconds?: number
  sound?: boolean
  /** Clockwise, by the track's matrix. */
  turned?: 0 | 90 | 180 | 270
  isShown?: (frame: number) => boolean
  /** The frame before which the picture stands still for so many seconds, without sound. */
  pause?: { at: number; seconds: number }
  /** How long the last picture stands, in seconds. */
  still?: number
  codec?: 'h264' | 'hevc'
  format?: string
  isHdr?: boolean
  bitrate?: number
  keySeconds?: number
  isOpenGop?: boolean
}

/** The length of a frame in its track's own time. */
const frameTicks = 512n

/** Makes a film of a test picture and a tone, by the real encoders, moov first. */
export function sampleFilm(path: string, sample: Sample = {}): string {
  const { width = 640, height = 360, fps = 30, seconds = 4, format = 'yuv420p' } = sample
  const { sound = true, turned = 0, isShown = () => true, isHdr = false, pause, still } = sample
  Log.setLevel(AV_LOG_QUIET)
  using held = new DisposableStack()
  const colours = isHdr ? ',setparams=colorspace=bt2020nc:color_primaries=bt2020:color_trc=smpte2084' : ''
  const picture = `testsrc2=size=${width}x${height}:rate=${fps}:duration=${seconds},noise=alls=6:allf=t,format=${format}${colours},buffersink@out`
  const tone = `sine=frequency=440:sample_rate=48000:duration=${seconds}:samples_per_frame=1024,aformat=sample_fmts=fltp:channel_layouts=stereo,abuffersink@out`
  const out = new FormatContext()
  ok(out.allocOutputContext2(null, 'mp4', path))
  const tracks = [openTrack(held, { out, text: picture, encoder: pictureEncoder(sample), isShown, pause, still })]
  if (sound) tracks.push(openTrack(held, { out, text: tone, encoder: soundEncoder(), isShown: () => true }))
  const video = tracks[0]!.stream
  if (turned !== 0) video.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, matrix(turned))
  ok(out.openOutputSync())
  setOptions(out, { movflags: '+faststart' })
  ok(out.writeHeaderSync())
  // Picture and sound go side by side, as a camera writes them.
  for (let running = [...tracks]; running.length > 0; ) {
    running.sort((a, b) => a.at() - b.at())
    if (!running[0]!.step()) running = running.slice(1)
  }
  ok(out.writeTrailerSync())
  out.closeOutputSync()
  out.freeContext()
  return path
}

interface Track {
  stream: Stream
  /** How far it is, in seconds. */
  at(): number
  /** Writes the next frame; false at the end. */
  step(): boolean
}

interface TrackOptions {
  out: FormatContext
  text: string
  encoder: CodecContext
  isShown: (frame: number) => boolean
  pause?: Sample['pause'] | undefined
  still?: number | undefined
}

function openTrack(held: DisposableStack, { out, text, encoder, isShown, pause, still }: TrackOptions): Track {
  held.defer(() => encoder.freeContext())
  const graph = new FilterGraph()
  graph.alloc()
  held.defer(() => graph.free())
  ok(graph.parse2(text))
  ok(graph.configSync())
  const sink = graph.getFilter(/a?buffersink@out/.exec(text)![0])!
  const stream = out.newStream()
  ok(stream.codecpar.fromContext(encoder))
  stream.timeBase = encoder.timeBase
  const [frame, packet] = [new Frame(), new Packet()]
  frame.alloc()
  packet.alloc()
  held.defer(() => frame.free())
  held.defer(() => packet.free())
  const base = sink.buffersinkGetTimeBase()
  let seconds = 0
  let n = 0
  let isOver = false
  const ticks = (length: number) => BigInt(Math.round((length * encoder.timeBase.den) / encoder.timeBase.num))
  const write = () => {
    while (isThere(encoder.receivePacketSync(packet), 'encode')) {
      packet.streamIndex = stream.index
      if (encoder.width > 0) packet.duration = isOver && still !== undefined ? ticks(still) : frameTicks
      packet.rescaleTs(encoder.timeBase, stream.timeBase)
      ok(out.interleavedWriteFrameSync(packet))
    }
  }
  return {
    stream,
    at: () => seconds,
    step() {
      const there = isThere(sink.buffersinkGetFrameSync(frame), 'make a frame')
      if (!there) {
        isOver = true
        ok(encoder.sendFrameSync(null))
        write()
        return false
      }
      seconds = (Number(frame.pts) * base.num) / base.den
      if (pause && n >= pause.at) seconds += pause.seconds
      frame.pts = ticks(seconds)
      frame.pictType = AV_PICTURE_TYPE_NONE
      if (isShown(n++)) {
        ok(encoder.sendFrameSync(frame))
        write()
      }
      frame.unref()
      return true
    },
  }
}

function pictureEncoder(sample: Sample): CodecContext {
  const { width = 640, height = 360, fps = 30, codec = 'h264', isHdr = false } = sample
  const { bitrate = 2_000_000, keySeconds = 2, isOpenGop = false, format = 'yuv420p' } = sample
  const name = codec === 'h264' ? FF_ENCODER_LIBX264 : FF_ENCODER_LIBX265
  const encoder = opened(name)
  Object.assign(encoder, {
    width,
    height,
    bitRate: BigInt(bitrate),
    timeBase: new Rational(1, fps * Number(frameTicks)),
  })
  Object.assign(encoder, { rcMaxRate: BigInt(bitrate), rcBufferSize: bitrate })
  encoder.framerate = new Rational(fps, 1)
  ok(encoder.setOption('pixel_format', format))
  if (isHdr) Object.assign(encoder, { colorTrc: AVCOL_TRC_SMPTE2084, colorPrimaries: AVCOL_PRI_BT2020, colorSpace: 9 })
  const every = Math.round(keySeconds * fps)
  const gop = `keyint=${every}:min-keyint=${every}:scenecut=0:open-gop=${isOpenGop ? 1 : 0}`
  setOptions(encoder, codec === 'h264' ? { preset: 'ultrafast', 'x264-params': `${gop}:bframes=2` } : {})
  if (codec === 'hevc') setOptions(encoder, { preset: 'ultrafast', 'x265-params': 'log-level=none' })
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
  ok(encoder.open2Sync(Codec.findEncoderByName(name)))
  return encoder
}

function soundEncoder(): CodecContext {
  const encoder = opened(FF_ENCODER_AAC)
  Object.assign(encoder, { sampleRate: 48_000, sampleFormat: AV_SAMPLE_FMT_FLTP, bitRate: 96_000n })
  encoder.channelLayout = AV_CHANNEL_LAYOUT_STEREO
  encoder.timeBase = new Rational(1, 48_000)
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
  ok(encoder.open2Sync(Codec.findEncoderByName(FF_ENCODER_AAC)))
  return encoder
}

function opened(name: Parameters<typeof Codec.findEncoderByName>[0]): CodecContext {
  const encoder = new CodecContext()
  encoder.allocContext3(Codec.findEncoderByName(name))
  return encoder
}

/** 16.16 numbers, row by row, for so many degrees clockwise. */
function matrix(turned: 90 | 180 | 270): Buffer {
  const one = 0x10000
  const [a, b, c, d] = { 90: [0, one, -one, 0], 180: [-one, 0, 0, -one], 270: [0, -one, one, 0] }[turned] as number[]
  const bytes = Buffer.alloc(36)
  for (const [n, value] of [a!, b!, 0, c!, d!, 0, 0, 0, 0x40000000].entries()) bytes.writeInt32LE(value, n * 4)
  return bytes
}

/** What a finished MP4 holds, read without decoding but for its first picture. */
export interface SeenFilm {
  width: number
  height: number
  /** When key frames are shown, in seconds. */
  keys: number[]
  /** When every frame is shown, in seconds. */
  times: number[]
  streams: number
  format: number
  /** Transfer characteristics (ITU-T H.273). */
  transfer: number
}

/** Reads a film as a player would. */
export function seeFilm(path: string): SeenFilm {
  const format = new FormatContext()
  ok(format.openInputSync(path))
  ok(format.findStreamInfoSync(null))
  const video = format.streams[format.findBestStream(AVMEDIA_TYPE_VIDEO)]!
  const { width, height, format: pixels, colorTrc: transfer } = video.codecpar
  const { num, den } = video.timeBase
  const packet = new Packet()
  packet.alloc()
  const keys: number[] = []
  const times: number[] = []
  while (format.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === video.index) {
      const at = Math.round((Number(packet.pts) * num * 1000) / den) / 1000
      times.push(at)
      if (packet.isKeyframe) keys.push(at)
    }
    packet.unref()
  }
  const streams = format.nbStreams
  packet.free()
  format.closeInputSync()
  return { width, height, keys, times: times.toSorted((a, b) => a - b), streams, format: pixels, transfer }
}

function ok(result: number): void {
  FFmpegError.throwIfError(result, 'make a film for tests')
}
