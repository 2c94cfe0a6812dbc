import { AV_LOG_QUIET, AVSEEK_FLAG_BACKWARD } from 'node-av/constants'
import { Frame, Log } from 'node-av/lib'
import sharp from 'sharp'
import { RenderFault } from './fault.ts'
import type { SourceFacts } from './plan.ts'
import { openDecoder, openSource, type Source } from './source.ts'
import { openPictures } from './tiles.ts'

/** The longest side of a poster. */
const posterSide = 1440
/** Where a poster is looked for: behind the first black, before the story is told. */
const posterAt = 0.1
const quality = 88

/** Reads what a film is, and writes a picture of it where `poster` says so. Throws `RenderFault`. */
export async function lookAt(path: string, { poster }: { poster?: string | undefined }): Promise<SourceFacts> {
  Log.setLevel(AV_LOG_QUIET)
  using source = openSource(path)
  if (poster !== undefined) await writePoster(source, poster)
  return source.facts
}

async function writePoster(source: Source, path: string): Promise<void> {
  const { facts, video, format, begins } = source
  const scale = Math.min(1, posterSide / Math.max(facts.width, facts.height))
  const width = Math.max(2, Math.round((facts.width * scale) / 2) * 2)
  const height = Math.max(2, Math.round((facts.height * scale) / 2) * 2)
  const seconds = begins + (facts.durationMs / 1000) * posterAt
  const at = BigInt(Math.round((seconds * video.timeBase.den) / video.timeBase.num))
  format.seekFrameSync(video.index, at, AVSEEK_FLAG_BACKWARD)
  using held = new DisposableStack()
  const decoder = openDecoder(video, { threads: 1 })
  held.defer(() => decoder.freeContext())
  const frame = new Frame()
  frame.alloc()
  held.defer(() => frame.free())
  const pictures = held.use(openPictures(video, { width, height, facts }))
  const rgb = firstPicture()
  if (rgb === undefined) throw new RenderFault('damaged')
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .webp({ quality, effort: 3 })
    .toFile(path)

  function firstPicture(): Buffer | undefined {
    for (const { packet, isVideo } of source.packets()) {
      if (!isVideo) continue
      decoder.sendPacketSync(packet)
      if (decoder.receiveFrameSync(frame) >= 0) return pictures.take(frame)
    }
    decoder.sendPacketSync(null)
    return decoder.receiveFrameSync(frame) >= 0 ? pictures.take(frame) : undefined
  }
}
