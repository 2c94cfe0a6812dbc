import { Encoder, Muxer } from 'node-av/api'
import {
  AV_CHANNEL_LAYOUT_STEREO,
  AV_LOG_ERROR,
  AV_PIX_FMT_YUV420P,
  AV_SAMPLE_FMT_FLTP,
  AVCOL_PRI_BT709,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_TRC_BT709,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBX264,
} from 'node-av/constants'
import { Frame, Log, type Packet, Rational } from 'node-av/lib'
import type { Stereo } from '../sound/stereo.ts'
import { PICTURE } from './film.ts'

const BLOCK = 1024

/**
 * Writes pictures (RGB, in order) and sound (48 kHz) as an MP4 that can start before it is all there: H.264 by x264,
 * BT.709, a key frame every two seconds; AAC by FFmpeg's own encoder. The same pictures give the same film to the eye;
 * x264 may spend a few bits differently.
 */
export async function encodeFilm(pictures: AsyncIterable<Buffer>, { path, sound }: { path: string; sound: Stereo }) {
  Log.setLevel(AV_LOG_ERROR)
  await using muxer = await Muxer.open(path, { format: 'mp4', options: { movflags: '+faststart' } })
  using video = await Encoder.create(FF_ENCODER_LIBX264, {
    gopSize: 2 * PICTURE.rate,
    threadCount: 1,
    maxRate: '900k',
    bufSize: '1800k',
    context: { framerate: new Rational(PICTURE.rate, 1), ...COLOUR },
    options: { preset: 'medium', tune: 'animation', crf: 23, profile: 'high', 'aq-mode': 'autovariance-biased' },
  })
  using audio = await Encoder.create(FF_ENCODER_AAC, { bitrate: '96k', threadCount: 1 })
  const streams = { video: muxer.addStream(video), audio: muxer.addStream(audio) }

  const put = async (packets: Packet[], stream: number) => {
    // The muxer keeps a packet and writes it later; to free it here would write what is no longer there.
    for (const packet of packets) await muxer.writePacket(packet, stream)
  }
  let shown = 0
  let heard = 0
  const hear = async (until: number) => {
    for (; heard < until; heard += BLOCK) {
      using frame = soundFrame(sound, heard)
      await put(await audio.encodeAll(frame), streams.audio)
    }
  }
  for await (const rgb of pictures) {
    using frame = pictureFrame(rgb, shown++)
    await put(await video.encodeAll(frame), streams.video)
    await hear((shown / PICTURE.rate) * sound.rate)
  }
  await put(await video.encodeAll(null), streams.video)
  await put(await audio.encodeAll(null), streams.audio)
}

const COLOUR = {
  colorRange: AVCOL_RANGE_MPEG,
  colorSpace: AVCOL_SPC_BT709,
  colorPrimaries: AVCOL_PRI_BT709,
  colorTrc: AVCOL_TRC_BT709,
}

function pictureFrame(rgb: Buffer, index: number): Frame {
  const { width, height, rate } = PICTURE
  const frame = Frame.fromVideoBuffer(toYuv(rgb), {
    width,
    height,
    format: AV_PIX_FMT_YUV420P,
    timeBase: { num: 1, den: rate },
    pts: BigInt(index),
  })
  return Object.assign(frame, COLOUR)
}

/** RGB to planar 4:2:0 after BT.709, limited range. Swscale would take BT.601 without being asked. */
function toYuv(rgb: Buffer): Buffer {
  const { width, height } = PICTURE
  const yuv = Buffer.alloc((width * height * 3) / 2)
  const half = width / 2
  const blue = new Float32Array(half * (height / 2))
  const red = new Float32Array(half * (height / 2))
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const [r, g, b] = [rgb[i] ?? 0, rgb[i + 1] ?? 0, rgb[i + 2] ?? 0]
      const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
      yuv[y * width + x] = Math.round(16 + (luma * 219) / 255)
      const at = (y >> 1) * half + (x >> 1)
      blue[at] = (blue[at] ?? 0) + (b - luma) / 1.8556 / 4
      red[at] = (red[at] ?? 0) + (r - luma) / 1.5748 / 4
    }
  }
  const planes = width * height
  for (let at = 0; at < blue.length; at++) {
    yuv[planes + at] = Math.round(128 + ((blue[at] ?? 0) * 224) / 255)
    yuv[planes + blue.length + at] = Math.round(128 + ((red[at] ?? 0) * 224) / 255)
  }
  return yuv
}

function soundFrame({ left, right, rate }: Stereo, start: number): Frame {
  const samples = new Float32Array(2 * BLOCK)
  samples.set(left.subarray(start, start + BLOCK), 0)
  samples.set(right.subarray(start, start + BLOCK), BLOCK)
  return Frame.fromAudioBuffer(Buffer.from(samples.buffer), {
    nbSamples: BLOCK,
    format: AV_SAMPLE_FMT_FLTP,
    sampleRate: rate,
    channelLayout: AV_CHANNEL_LAYOUT_STEREO,
    timeBase: { num: 1, den: rate },
    pts: BigInt(start),
  })
}
