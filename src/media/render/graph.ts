import { AVERROR_EAGAIN, AVERROR_EOF } from 'node-av/constants'
import {
  type CodecContext,
  FFmpegError,
  type FilterContext,
  FilterGraph,
  type FormatContext,
  type Frame,
  type Stream,
} from 'node-av/lib'
import { hdSide, type SourceFacts } from './plan.ts'

/** Filters between one decoder and some encoders. */
export interface Graph extends Disposable {
  input: FilterContext
  outputs: FilterContext[]
}

/**
 * What a picture goes through before anything is made of it: HDR is mapped to 8 bit and BT.709, colours that are not
 * named get the name that players would guess by the size of the source, for they would guess another for a smaller
 * size (ITU-T H.273, BT.709 for HD and BT.601 below), and it is turned.
 */
export function straightened({ turned, isHdr, saysColours, width, height }: SourceFacts): string[] {
  const guess = Math.min(width, height) >= hdSide ? 'bt709' : 'smpte170m'
  const named = `setparams=colorspace=${guess}:color_primaries=${guess}:color_trc=${guess}`
  const toned = 'tonemapx=tonemap=bt2390:desat=0:peak=100:t=bt709:m=bt709:p=bt709:r=tv:format=yuv420p'
  const colours = isHdr ? [toned] : saysColours ? [] : [named]
  const turns = { 0: [], 90: ['transpose=clock'], 180: ['hflip', 'vflip'], 270: ['transpose=cclock'] } as const
  return [...colours, ...turns[turned]]
}

/** The size, square pixels, and the usual range of values. */
export function sized({ width, height }: { width: number; height: number }, format = 'yuv420p'): string {
  return `scale=${width}:${height}:flags=bicubic:out_range=tv,setsar=1,format=${format}`
}

/** Where the frames of a picture stream come in. */
export function pictureInput({ timeBase, codecpar }: Stream): string {
  const { width, height, format, colorSpace, colorRange } = codecpar
  const base = `${timeBase.num}/${timeBase.den}`
  return `buffer@in=video_size=${width}x${height}:pix_fmt=${format}:time_base=${base}:pixel_aspect=1/1:colorspace=${colorSpace}:range=${colorRange}`
}

/** Builds a graph whose input is named `in` and whose outputs are `out0` and so on. */
export function openGraph(text: string, { outputs, threads }: { outputs: number; threads: number }): Graph {
  const graph = new FilterGraph()
  graph.alloc()
  graph.nbThreads = threads
  FFmpegError.throwIfError(graph.parse2(text), 'parse the filters')
  FFmpegError.throwIfError(graph.configSync(), 'connect the filters')
  const named = (name: string): FilterContext => {
    const found = graph.getFilter(name)
    if (found === null) throw new Error(`there is no filter ${name}`)
    return found
  }
  return {
    input: named(/^a?buffer@in/.exec(text)?.[0] ?? 'buffer@in'),
    outputs: Array.from({ length: outputs }, (_, n) =>
      named(text.includes(`abuffersink@out${n}`) ? `abuffersink@out${n}` : `buffersink@out${n}`),
    ),
    [Symbol.dispose]: () => graph.free(),
  }
}

/** Takes what an output has, frame by frame; the frame is valid until `take` ends. */
export function drain(output: FilterContext, frame: Frame, take: (frame: Frame) => void): void {
  while (isThere(output.buffersinkGetFrameSync(frame), 'take a frame')) {
    take(frame)
    frame.unref()
  }
}

/** Whether a call brought something; false where there is nothing yet, or nothing any more. Throws at a fault. */
export function isThere(result: number, what: string): boolean {
  if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return false
  FFmpegError.throwIfError(result, what)
  return true
}

/**
 * Sets options by their names. (A dictionary given to the calls that open a codec or begin a file is freed twice by
 * node-av 6.1, which ends the process some time later.)
 */
export function setOptions(target: CodecContext | FormatContext, options: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(options)) {
    FFmpegError.throwIfError(target.setOption(name, value), `set ${name}`)
  }
}
