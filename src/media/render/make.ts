import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { AV_LOG_QUIET, AVERROR_EAGAIN, AVERROR_EOF } from 'node-av/constants'
import { FFmpegError, Frame, Log, type Packet } from 'node-av/lib'
import { RenderFault } from './fault.ts'
import { type Graph, openGraph, pictureInput, sized, straightened } from './graph.ts'
import { readKeys } from './keys.ts'
import { type Plan, planFilm, type Ratio, type RungPlan } from './plan.ts'
import type { MadeFilm } from './results.ts'
import { openRung, type Rung } from './rung.ts'
import { openSound, type Sound } from './sound.ts'
import { coloursOf, openDecoder, openSource, type Source } from './source.ts'
import { openTiles, type Tiles } from './tiles.ts'

const most = availableParallelism()
/** Threads of one encoder, and of the decoder: more of them cost memory and bring nothing at these sizes. */
const encoderThreads = Math.min(8, Math.max(1, Math.round(most * 1.5)))
const decoderThreads = Math.min(4, most)
/** What may be missing at the end of a film before it counts as cut off. */
const lostMs = 1500
/** More frames a second than this no film has. */
const mostFps = 120
/** How often it is said how far it is, in milliseconds. */
const tellEveryMs = 250

/**
 * Makes every rung and the storyboard of a film in one pass over it. `tell` hears how far it is, in milliseconds of the
 * film. Throws a {@link RenderFault}; what was written until then is of no use.
 */
export async function makeFilm(
  path: string,
  { folder, tell }: { folder: string; tell: (atMs: number) => void },
): Promise<MadeFilm> {
  Log.setLevel(AV_LOG_QUIET)
  const keys = readKeys(path)
  using source = openSource(path)
  const plan = planFilm(source.facts, keys)
  const given = plan.rungs.some(rung => rung.isCopy) ? keys?.seconds : undefined
  using opened = new DisposableStack()
  const tiles = opened.use(openTiles(source.video, { plan: plan.tiles, facts: source.facts }))
  const works = openWorks(opened, { source, plan, folder, keys: given })
  await passOver(source, { ...works, tiles, tell, keyFrames: given && keyFrames(given, plan.fps) })
  const storyboard = join(folder, 'storyboard.webp')
  await tiles.write(storyboard)
  const rungs = works.rungs.map(rung => ({ plan: rung.plan, path: rung.path, codecs: rung.codecs() }))
  return { plan, rungs, storyboard, playsEverywhere: source.facts.playsEverywhere }
}

interface Works {
  graph: Graph | undefined
  rungs: Rung[]
  sound: Sound | undefined
}

interface WorksOptions {
  source: Source
  plan: Plan
  folder: string
  keys: readonly number[] | undefined
}

/** All that frames, packets and sound go through, tallest rung first. */
function openWorks(opened: DisposableStack, { source, plan, folder, keys }: WorksOptions): Works {
  const { video, facts } = source
  if (plan.rungs.length === 0) return { graph: undefined, rungs: [], sound: undefined }
  const made = plan.rungs.filter(rung => !rung.isCopy)
  const text = [pictureInput(video), `fps=fps=${plan.fps.num}/${plan.fps.den}:start_time=0:round=near`]
  const stairs = ladderOf(made)
  const graph = opened.use(
    openGraph([...text, ...straightened(facts), stairs].join(','), { outputs: made.length, threads: most }),
  )
  const rungs: Rung[] = []
  const give = (packet: Packet, timeBase: Ratio) => {
    for (const rung of rungs) rung.hear(packet, timeBase)
  }
  const sound = source.sound && opened.use(openSound(source.sound, { begins: source.begins, give }))
  for (const one of plan.rungs) {
    const from = one.isCopy ? video : graph.outputs[made.indexOf(one)]!
    const path = join(folder, `${one.name}.mp4`)
    const how = { threads: encoderThreads, colours: coloursOf(source), keysAreGiven: keys !== undefined }
    rungs.push(opened.use(openRung({ plan: one, film: plan, path, from, sound: sound?.encoder, ...how })))
  }
  return { graph, rungs, sound }
}

/** Each size is made of the next larger one, which costs less than making each of the source. */
function ladderOf(rungs: readonly RungPlan[]): string {
  const steps = rungs.map((rung, n) => {
    const from = n === 0 ? '' : `[down${n}]`
    const isLast = n === rungs.length - 1
    const to = isLast ? `,buffersink@out${n}` : `,split=2[out${n}][down${n + 1}];[out${n}]buffersink@out${n}`
    return `${from}${sized(rung)}${to}`
  })
  return steps.join(';')
}

/** Which frames of the ladder stand where the source has a key frame. */
function keyFrames(seconds: readonly number[], fps: Ratio): ReadonlySet<number> {
  return new Set(seconds.map(second => Math.round((second * fps.num) / fps.den)))
}

interface Pass extends Works {
  tiles: Tiles
  tell: (atMs: number) => void
  keyFrames: ReadonlySet<number> | undefined
}

async function passOver(source: Source, { graph, rungs, sound, tiles, tell, keyFrames }: Pass): Promise<void> {
  const { video, facts, begins } = source
  const { num, den } = video.timeBase
  const shift = BigInt(Math.round((begins * den) / num))
  const msOf = (pts: bigint) => (Number(pts) * num * 1000) / den
  const copies = rungs.filter(rung => rung.plan.isCopy)
  const mostFrames = (facts.durationMs / 1000) * mostFps + mostFps
  using held = new DisposableStack()
  const decoder = openDecoder(video, { threads: decoderThreads })
  held.defer(() => decoder.freeContext())
  const frame = new Frame()
  frame.alloc()
  held.defer(() => frame.free())
  let frames = 0
  let atMs = 0
  let endsMs = 0
  let told = Date.now()
  const isKey = keyFrames && ((n: number) => keyFrames.has(n))

  async function breatheNowAndThen(): Promise<void> {
    if (Date.now() - told < tellEveryMs) return
    told = Date.now()
    tell(atMs)
    await breathe()
  }

  /** One frame of each size in turn: behind a picture that stands for long, what is not taken would pile up. */
  async function encoded(): Promise<void> {
    for (let isMore = true; isMore; await breatheNowAndThen()) {
      isMore = false
      for (const rung of rungs) if (rung.pull(isKey)) isMore = true
    }
  }

  async function decoded(): Promise<void> {
    for (;;) {
      const result = decoder.receiveFrameSync(frame)
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return
      if (result < 0 || frame.decodeErrorFlags !== 0) throw new RenderFault('damaged', { atMs })
      if (++frames > mostFrames) throw new RenderFault('too_many_frames', { atMs })
      frame.pts = frame.bestEffortTimestamp - shift
      const shownMs = Math.max(0, msOf(frame.pts))
      endsMs = shownMs + msOf(frame.duration)
      atMs = Math.min(shownMs, facts.durationMs)
      tiles.offer(frame, atMs)
      if (graph) {
        FFmpegError.throwIfError(graph.input.buffersrcAddFrameSync(frame), 'filter')
        await encoded()
      }
      frame.unref()
    }
  }

  for (const { packet, isVideo } of source.packets()) {
    if (isVideo) {
      for (const rung of copies) rung.copy(packet, { timeBase: video.timeBase, shift })
      if (decoder.sendPacketSync(packet) < 0) throw new RenderFault('damaged', { atMs })
      await decoded()
    } else sound?.take(packet)
    await breatheNowAndThen()
  }
  decoder.sendPacketSync(null)
  await decoded()
  if (frames === 0 || endsMs < facts.durationMs - lostMs) throw new RenderFault('damaged', { atMs })
  sound?.take(null)
  if (graph) {
    FFmpegError.throwIfError(graph.input.buffersrcAddFrameSync(null), 'filter')
    await encoded()
  }
  for (const rung of rungs) {
    rung.finish()
    await breathe()
  }
}
