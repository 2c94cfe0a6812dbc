import { Encoder, Muxer } from 'node-av/api'
import {
  AV_CHANNEL_LAYOUT_STEREO,
  AV_LOG_ERROR,
  AV_PIX_FMT_YUV420P,
  AV_SAMPLE_FMT_FLTP,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBX264,
} from 'node-av/constants'
import { Frame, Log, type Packet, Rational } from 'node-av/lib'

const picture = { width: 1920, height: 1080, rate: 12 }
const sound = { rate: 48_000, block: 1024 }

/** Writes a film as an owner has one: 1080p in H.264 with sound in AAC, heavy enough to be made into several sizes. */
export async function writeFilm(path: string, { seconds }: { seconds: number }): Promise<void> {
  Log.setLevel(AV_LOG_ERROR)
  await using muxer = await Muxer.open(path, { format: 'mp4', options: { movflags: '+faststart' } })
  using video = await Encoder.create(FF_ENCODER_LIBX264, {
    gopSize: 2 * picture.rate,
    bitrate: '3M',
    maxRate: '4M',
    bufSize: '6M',
    context: { framerate: new Rational(picture.rate, 1) },
    options: { preset: 'ultrafast' },
  })
  using audio = await Encoder.create(FF_ENCODER_AAC, { bitrate: '96k' })
  const streams = { video: muxer.addStream(video), audio: muxer.addStream(audio) }
  const put = async (packets: Packet[], stream: number) => {
    for (const packet of packets) await muxer.writePacket(packet, stream)
  }
  const grains = Array.from({ length: 3 }, grainy)
  let heard = 0
  for (let n = 0; n < seconds * picture.rate; n++) {
    using frame = pictureFrame(grains[n % grains.length]!, n)
    await put(await video.encodeAll(frame), streams.video)
    for (; heard < ((n + 1) / picture.rate) * sound.rate; heard += sound.block) {
      using tone = toneFrame(heard)
      await put(await audio.encodeAll(tone), streams.audio)
    }
  }
  await put(await video.encodeAll(null), streams.video)
  await put(await audio.encodeAll(null), streams.audio)
}

/** A picture twice as tall as it is shown, a slope of grey with some grain, along which a film moves. */
function grainy(): Buffer {
  const { width, height } = picture
  const luma = Buffer.alloc(width * height * 2)
  for (let at = 0; at < luma.length; at++) luma[at] = 40 + (((at % width) >> 4) & 127) + Math.random() * 24
  return luma
}

function pictureFrame(grain: Buffer, n: number): Frame {
  const { width, height, rate } = picture
  const from = width * 8 * (n % 128)
  const yuv = Buffer.concat([grain.subarray(from, from + width * height), Buffer.alloc((width * height) / 2, 100 + n)])
  const format = { width, height, format: AV_PIX_FMT_YUV420P, timeBase: { num: 1, den: rate } } as const
  return Frame.fromVideoBuffer(yuv, { ...format, pts: BigInt(n) })
}

function toneFrame(start: number): Frame {
  const { rate, block } = sound
  const one = Float32Array.from({ length: block }, (_, at) => 0.2 * Math.sin((2 * Math.PI * 440 * (start + at)) / rate))
  return Frame.fromAudioBuffer(Buffer.concat([Buffer.from(one.buffer), Buffer.from(one.buffer)]), {
    ...{ nbSamples: block, sampleRate: rate, format: AV_SAMPLE_FMT_FLTP, channelLayout: AV_CHANNEL_LAYOUT_STEREO },
    timeBase: { num: 1, den: rate },
    pts: BigInt(start),
  })
}
