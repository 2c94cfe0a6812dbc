import { Decoder, Demuxer, Encoder, FilterAPI, Muxer } from 'node-av/api'
import { AV_LOG_ERROR, AV_PIX_FMT_YUV420P, FF_ENCODER_LIBX264 } from 'node-av/constants'
import { Log, Rational } from 'node-av/lib'

/**
 * Makes a film as a camera would: one of the demo's at 1080p and 30 frames a second, with grain, at 12 Mbit/s, so that
 * none of its sizes can be taken over as it is.
 */
export async function cameraFilm(path: string, { from, seconds }: { from: string; seconds: number }): Promise<void> {
  Log.setLevel(AV_LOG_ERROR)
  await using demuxer = await Demuxer.open(from)
  const [video, sound] = [demuxer.video(), demuxer.audio()]
  if (video === undefined || sound === undefined) throw new Error(`${from} has no picture or no sound`)
  using decoder = await Decoder.create(video)
  using filter = FilterAPI.create('fps=30,scale=1920:1080:flags=bicubic,noise=alls=5:allf=t,format=yuv420p')
  using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    ...{ bitrate: '12M', maxRate: '14M', bufSize: '20M', gopSize: 90 },
    context: { framerate: new Rational(30, 1), pixelFormat: AV_PIX_FMT_YUV420P },
    options: { preset: 'superfast' },
  })
  await using muxer = await Muxer.open(path, { format: 'mp4', options: { movflags: '+faststart' } })
  const [seen, heard] = [muxer.addStream(encoder), muxer.addStream(sound)]
  const isIn = (pts: bigint, base: { num: number; den: number }) => (Number(pts) * base.num) / base.den < seconds
  for await (const packet of demuxer.packets()) {
    if (packet === null) break
    if (packet.streamIndex === sound.index && isIn(packet.pts, sound.timeBase)) await muxer.writePacket(packet, heard)
    if (packet.streamIndex !== video.index || !isIn(packet.pts, video.timeBase)) continue
    for (const frame of await decoder.decodeAll(packet)) {
      for (const made of await filter.processAll(frame)) {
        for (const coded of await encoder.encodeAll(made)) await muxer.writePacket(coded, seen)
      }
    }
  }
  for (const coded of await encoder.encodeAll(null)) await muxer.writePacket(coded, seen)
}
