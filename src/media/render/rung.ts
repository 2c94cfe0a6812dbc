import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_CODEC_ID_AAC,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  FF_ENCODER_LIBX264,
} from 'node-av/constants'
import {
  Codec,
  CodecContext,
  type CodecParameters,
  FFmpegError,
  type FilterContext,
  FormatContext,
  Frame,
  Packet,
  type Stream,
} from 'node-av/lib'
import { isThere, setOptions } from './graph.ts'
import type { Plan, Ratio, RungPlan } from './plan.ts'
import type { Colours } from './source.ts'

/** Segments are cut at the first key frame behind this, in microseconds: four seconds where one comes every two. */
const segmentUs = 3_500_000

/** One size of the film on its way into its file. */
export interface Rung extends Disposable {
  plan: RungPlan
  path: string
  /** As RFC 6381 names them, once it is finished. */
  codecs(): string[]
  /**
   * Takes the next frame out of the filters, and says whether there was one; `isKey` says of a frame whether a segment
   * may begin with it.
   */
  pull(isKey: ((frame: number) => boolean) | undefined): boolean
  /** Takes over a packet of the source as it is. */
  copy(packet: Packet, o: { timeBase: Ratio; shift: bigint }): void
  /** Takes a packet of the sound. */
  hear(packet: Packet, timeBase: Ratio): void
  finish(): void
}

interface RungOptions {
  plan: RungPlan
  film: Plan
  path: string
  /** Where its frames come from, or what it is a copy of. */
  from: FilterContext | Stream
  sound: CodecContext | undefined
  threads: number
  colours: Colours
  /** Whether it is said frame by frame where key frames are. */
  keysAreGiven: boolean
}

/** Opens a rung: a fragmented MP4 of H.264 by x264, limited by quality and by rate, and the sound. */
export function openRung({ path, from, sound, ...how }: RungOptions): Rung {
  using held = new DisposableStack()
  const encoder = 'codecpar' in from ? undefined : openEncoder(from, how)
  if (encoder) held.defer(() => encoder.freeContext())
  const format = new FormatContext()
  FFmpegError.throwIfError(format.allocOutputContext2(null, 'mp4', path), 'open a file')
  held.defer(() => format.freeContext())
  const video = format.newStream()
  if (encoder) {
    FFmpegError.throwIfError(video.codecpar.fromContext(encoder), 'describe the picture')
    video.timeBase = encoder.timeBase
  } else if ('codecpar' in from) {
    takeOver(video.codecpar, from.codecpar)
    video.timeBase = from.timeBase
  }
  const heard = sound && format.newStream()
  if (sound && heard) {
    FFmpegError.throwIfError(heard.codecpar.fromContext(sound), 'describe the sound')
    heard.timeBase = sound.timeBase
  }
  FFmpegError.throwIfError(format.openOutputSync(), 'open a file')
  held.defer(() => format.closeOutputSync())
  const flags = '+frag_keyframe+delay_moov+default_base_moof+global_sidx'
  const options = { movflags: flags, min_frag_duration: String(segmentUs), use_editlist: '1' }
  setOptions(format, options)
  FFmpegError.throwIfError(format.writeHeaderSync(), 'begin a file')

  const frame = new Frame()
  frame.alloc()
  held.defer(() => frame.free())
  const coded = new Packet()
  coded.alloc()
  held.defer(() => coded.free())
  let frames = 0

  function write(packet: Packet, { stream, timeBase }: { stream: Stream; timeBase: Ratio }): void {
    packet.streamIndex = stream.index
    packet.rescaleTs(timeBase, stream.timeBase)
    FFmpegError.throwIfError(format.interleavedWriteFrameSync(packet), 'write')
  }

  function takeCoded(): void {
    while (encoder && isThere(encoder.receivePacketSync(coded), 'encode')) {
      write(coded, { stream: video, timeBase: encoder.timeBase })
    }
  }

  const kept = held.move()
  return {
    plan: how.plan,
    path,
    codecs: () => [video, ...(heard ? [heard] : [])].flatMap(({ codecpar }) => codecString(codecpar)),
    pull(isKey) {
      if (encoder === undefined || 'codecpar' in from) return false
      if (!isThere(from.buffersinkGetFrameSync(frame), 'take a frame')) return false
      frame.pictType = isKey?.(frames) ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE
      frames++
      FFmpegError.throwIfError(encoder.sendFrameSync(frame), 'encode')
      frame.unref()
      takeCoded()
      return true
    },
    copy(packet, { timeBase, shift }) {
      coded.ref(packet)
      coded.pts -= shift
      coded.dts -= shift
      write(coded, { stream: video, timeBase })
    },
    hear(packet, timeBase) {
      if (heard === undefined) return
      coded.ref(packet)
      write(coded, { stream: heard, timeBase })
    },
    finish() {
      if (encoder) {
        FFmpegError.throwIfError(encoder.sendFrameSync(null), 'encode')
        takeCoded()
      }
      FFmpegError.throwIfError(format.writeTrailerSync(), 'end a file')
    },
    [Symbol.dispose]: () => kept.dispose(),
  }
}

function openEncoder(
  from: FilterContext,
  { plan, film, threads, colours, keysAreGiven }: Omit<RungOptions, 'path' | 'from' | 'sound'>,
): CodecContext {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264)
  if (codec === null) throw new Error('there is no x264')
  const encoder = new CodecContext()
  encoder.allocContext3(codec)
  encoder.width = plan.width
  encoder.height = plan.height
  const format = from.buffersinkGetFormat()
  Object.assign(encoder, { pixelFormat: format })
  encoder.timeBase = from.buffersinkGetTimeBase()
  encoder.framerate = from.buffersinkGetFrameRate()
  encoder.sampleAspectRatio = from.buffersinkGetSampleAspectRatio()
  Object.assign(encoder, colours)
  encoder.colorSpace = from.buffersinkGetColorspace()
  encoder.colorRange = from.buffersinkGetColorRange()
  encoder.rcMaxRate = BigInt(plan.maxRate)
  encoder.rcBufferSize = plan.bufferSize
  encoder.threadCount = threads
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
  const every = keysAreGiven ? 'keyint=infinite' : `keyint=${film.keyEvery}:min-keyint=${film.keyEvery}`
  const settings = {
    preset: 'veryfast',
    crf: '23',
    profile: 'high',
    'forced-idr': '1',
    'x264-params': `${every}:scenecut=0:open-gop=0`,
  }
  setOptions(encoder, settings)
  FFmpegError.throwIfError(encoder.open2Sync(codec), 'open x264')
  return encoder
}

function takeOver(own: CodecParameters, theirs: CodecParameters): void {
  FFmpegError.throwIfError(theirs.copy(own), 'describe the picture')
  own.codecTag = 0
}

/** RFC 6381: FFmpeg says AAC LC where its profile is known, which it is of what it encoded itself. */
function codecString(codecpar: CodecParameters): string[] {
  if (codecpar.codecId === AV_CODEC_ID_AAC) return ['mp4a.40.2']
  const named = codecpar.getCodecString()
  return named === null ? [] : [named]
}
