import {
  AV_CHANNEL_LAYOUT_STEREO,
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_SAMPLE_FMT_FLTP,
  FF_ENCODER_AAC,
} from 'node-av/constants'
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational, type Stream } from 'node-av/lib'
import { drain, type Graph, isThere, openGraph } from './graph.ts'
import { type Ratio, soundRate } from './plan.ts'
import { openDecoder } from './source.ts'

/** The sound of a film on its way from its stream to every rung. */
export interface Sound extends Disposable {
  encoder: CodecContext
  /** Takes a packet of the source, or the end. What cannot be decoded is left out, and silence stands there. */
  take(packet: Packet | null): void
}

const sampleRate = 48_000

/** Opens the sound: AAC by FFmpeg's own encoder, in stereo, made to fit the time of the film sample by sample. */
export function openSound(
  stream: Stream,
  { begins, give }: { begins: number; give: (packet: Packet, timeBase: Ratio) => void },
): Sound {
  using held = new DisposableStack()
  const decoder = openDecoder(stream, { threads: 1 })
  held.defer(() => decoder.freeContext())
  const encoder = openEncoder()
  held.defer(() => encoder.freeContext())
  const [frame, made, coded] = [new Frame(), new Frame(), new Packet()]
  for (const one of [frame, made, coded]) {
    one.alloc()
    held.defer(() => one.free())
  }
  const shift = BigInt(Math.round((begins * stream.timeBase.den) / stream.timeBase.num))
  let graph: Graph | undefined

  function encode(sent: Frame | null): void {
    FFmpegError.throwIfError(encoder.sendFrameSync(sent), 'encode the sound')
    while (isThere(encoder.receivePacketSync(coded), 'encode the sound')) {
      give(coded, encoder.timeBase)
      coded.unref()
    }
  }

  function filter(sent: Frame | null): void {
    graph ??= sent === null ? undefined : held2.use(openFilters(stream, sent))
    if (graph === undefined) return
    FFmpegError.throwIfError(graph.input.buffersrcAddFrameSync(sent), 'filter the sound')
    drain(graph.outputs[0]!, made, encode)
  }

  const held2 = new DisposableStack()
  const kept = held.move()
  kept.use(held2)
  return {
    encoder,
    take(packet) {
      if (decoder.sendPacketSync(packet) < 0 && packet !== null) return
      while (decoder.receiveFrameSync(frame) >= 0) {
        frame.pts -= shift
        filter(frame)
        frame.unref()
      }
      if (packet !== null) return
      filter(null)
      encode(null)
    },
    [Symbol.dispose]: () => kept.dispose(),
  }
}

function openFilters({ timeBase }: Stream, frame: Frame): Graph {
  const { sampleRate: rate, format, channelLayout, channels } = frame
  const layout = channelLayout.mask > 0n ? `0x${channelLayout.mask.toString(16)}` : `${channels}c`
  const base = `${timeBase.num}/${timeBase.den}`
  const input = `abuffer@in=time_base=${base}:sample_rate=${rate}:sample_fmt=${format}:channel_layout=${layout}`
  const steady = `aresample=${sampleRate}:async=1:min_hard_comp=0.1:first_pts=0`
  const shape = `aformat=sample_fmts=fltp:channel_layouts=stereo,asetnsamples=n=1024:p=0`
  return openGraph(`${input},${steady},${shape},abuffersink@out0`, { outputs: 1, threads: 1 })
}

function openEncoder(): CodecContext {
  const codec = Codec.findEncoderByName(FF_ENCODER_AAC)
  if (codec === null) throw new Error('there is no AAC')
  const encoder = new CodecContext()
  encoder.allocContext3(codec)
  encoder.sampleRate = sampleRate
  encoder.sampleFormat = AV_SAMPLE_FMT_FLTP
  encoder.channelLayout = AV_CHANNEL_LAYOUT_STEREO
  encoder.timeBase = new Rational(1, sampleRate)
  encoder.bitRate = BigInt(soundRate)
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
  FFmpegError.throwIfError(encoder.open2Sync(codec), 'open AAC')
  return encoder
}
