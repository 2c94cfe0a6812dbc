import { AV_BUFFERSRC_FLAG_KEEP_REF } from 'node-av/constants'
import { FFmpegError, Frame, type Stream } from 'node-av/lib'
import sharp from 'sharp'
import { drain, type Graph, openGraph, pictureInput, sized, straightened } from './graph.ts'
import type { SourceFacts, TilesPlan } from './plan.ts'

/** Small pictures that are taken out of a film as it goes by. */
export interface Tiles extends Disposable {
  /** Takes a frame if one is due at its time, in milliseconds; the frame stays whose it was. */
  offer(frame: Frame, atMs: number): void
  /** Writes what was taken as one WebP. */
  write(path: string): Promise<void>
}

const quality = 70

/** Collects the tiles of a storyboard. Where the film ends before its last tiles, they show its last picture. */
export function openTiles(stream: Stream, { plan, facts }: { plan: TilesPlan; facts: SourceFacts }): Tiles {
  const { columns, rows, tileWidth: width, tileHeight: height, everyMs } = plan
  const row = width * 3
  const sheet = Buffer.alloc(columns * rows * height * row)
  const pictures = openPictures(stream, { width, height, facts })
  let taken = 0
  let last: Buffer | undefined
  const put = (rgb: Buffer) => {
    const [across, down] = [taken % columns, Math.floor(taken / columns)]
    for (let y = 0; y < height; y++) {
      rgb.copy(sheet, ((down * height + y) * columns + across) * row, y * row, (y + 1) * row)
    }
    last = rgb
    taken++
  }
  return {
    offer(frame, atMs) {
      if (taken >= columns * rows || atMs < taken * everyMs) return
      const rgb = pictures.take(frame)
      while (taken < columns * rows && atMs >= taken * everyMs) put(rgb)
    },
    async write(path) {
      const wanted = Math.min(columns * rows, Math.ceil(facts.durationMs / everyMs))
      while (last !== undefined && taken < wanted) put(last)
      const raw = { width: columns * width, height: rows * height, channels: 3 as const }
      await sharp(sheet, { raw }).webp({ quality, effort: 4 }).toFile(path)
    },
    [Symbol.dispose]: () => pictures[Symbol.dispose](),
  }
}

/** Frames as RGB of one size, as they are shown. */
export function openPictures(
  stream: Stream,
  { width, height, facts }: { width: number; height: number; facts: SourceFacts },
): Disposable & { take(frame: Frame): Buffer } {
  const made = new Frame()
  made.alloc()
  let graph: Graph | undefined
  return {
    take(frame) {
      const filters = [...straightened(facts), sized({ width, height }, 'rgb24')]
      graph ??= openGraph([pictureInput(stream), ...filters, 'buffersink@out0'].join(','), {
        outputs: 1,
        threads: 1,
      })
      FFmpegError.throwIfError(graph.input.buffersrcAddFrameSync(frame, AV_BUFFERSRC_FLAG_KEEP_REF), 'take a picture')
      let rgb: Buffer | undefined
      drain(graph.outputs[0]!, made, one => {
        rgb = one.toBuffer()
      })
      if (rgb === undefined) throw new Error('a picture did not come through its filters')
      return rgb
    },
    [Symbol.dispose]() {
      graph?.[Symbol.dispose]()
      made.free()
    },
  }
}
