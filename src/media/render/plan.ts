/** A fraction, as rates and time bases are. */
export interface Ratio {
  num: number
  den: number
}

/** What a film is, as its headers say it. */
export interface SourceFacts {
  /** Pixels as shown, turned and with square pixels. */
  width: number
  height: number
  /** Clockwise, as the picture is to be turned before it is shown. */
  turned: 0 | 90 | 180 | 270
  /** Frames a second, on average. */
  fps: Ratio
  durationMs: number
  /** Of the whole file, in bits a second. */
  bitrate: number
  /** Wide gamut and brightness, PQ or HLG. */
  isHdr: boolean
  /** Whether it says what its colours are. */
  saysColours: boolean
  hasSound: boolean
  /** Whether every browser plays it: H.264 in 8 bit 4:2:0 with AAC or without sound. */
  playsEverywhere: boolean
}

/** One size of the film. */
export interface RungPlan {
  name: string
  width: number
  height: number
  /** Bits a second that the picture may take at most, and the buffer over which that counts, in bits. */
  maxRate: number
  bufferSize: number
  /** Taken over from the source as it is. */
  isCopy: boolean
}

/** Tile `n` shows the film at `n * everyMs`. */
export interface TilesPlan {
  columns: number
  rows: number
  tileWidth: number
  tileHeight: number
  everyMs: number
}

/** What is made of a film. */
export interface Plan {
  fps: Ratio
  /** Frames from one key frame to the next. */
  keyEvery: number
  rungs: RungPlan[]
  tiles: TilesPlan
}

/** From this short side on players take colours that are not named for BT.709. */
export const hdSide = 576

/** The ladder, by the short side of the picture. */
const steps = [
  { side: 1080, maxRate: 5_000_000, bufferSize: 9_000_000 },
  { side: 720, maxRate: 2_800_000, bufferSize: 5_000_000 },
  { side: 360, maxRate: 800_000, bufferSize: 1_400_000 },
] as const

/** Bits a second of the sound of a rung. */
export const soundRate = 128_000
const maxFps = 30
/** Two seconds: segments of four can begin at every second one. */
const keySeconds = 2
/** A film up to these needs no smaller forms: it is about as light as the smallest would be. */
const lightRate = 1_000_000
const lightBytes = 1_500_000
const rates: Ratio[] = [
  ...[10, 12, 15, 20].map(num => ({ num, den: 1 })),
  { num: 24_000, den: 1001 },
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1001 },
  { num: 30, den: 1 },
]
const tileSide = 192

/** What a source that can be taken over as it is looks like from inside: its own picture's rate, in bits a second. */
export interface Copyable {
  pictureRate: number
}

/**
 * What to make of a film: the steps of the ladder that are no larger than it, with at most 30 frames a second. Where
 * the source itself fits its step it is the top rung. A film that plays everywhere and is light already gets none, and
 * one that does not play everywhere gets one at least.
 */
export function planFilm(source: SourceFacts, copyable?: Copyable): Plan {
  const fps = steadyRate(source.fps)
  const keyEvery = Math.max(1, Math.round((keySeconds * fps.num) / fps.den))
  const rungs = planRungs(source, copyable)
  return {
    fps,
    keyEvery,
    rungs: isLight(source) || rungs.every(rung => rung.isCopy) ? [] : rungs,
    tiles: planTiles(source),
  }
}

/** Whether a film is left as it is. */
export function isLight({ playsEverywhere, bitrate, durationMs, width, height }: SourceFacts): boolean {
  if (!playsEverywhere || Math.min(width, height) > 1080) return false
  return bitrate <= lightRate || (bitrate * durationMs) / 8000 <= lightBytes
}

/** The step that a picture of this size belongs to: the smallest that is not smaller. */
export function stepOf(source: Pick<SourceFacts, 'width' | 'height'>): (typeof steps)[number] | undefined {
  const side = Math.min(source.width, source.height)
  return steps.findLast(step => step.side >= side)
}

function planRungs(source: SourceFacts, copyable: Copyable | undefined): RungPlan[] {
  const side = Math.min(source.width, source.height)
  const own = stepOf(source)
  const copied =
    copyable !== undefined && own !== undefined && copyable.pictureRate <= own.maxRate
      ? { ...rung(source, { ...own, side }), isCopy: true }
      : undefined
  const below = steps.filter(step => step.side <= side * (copied ? 0.75 : 1)).map(step => rung(source, step))
  if (copied) return [copied, ...below]
  return below.length > 0 ? below : [rung(source, { ...steps[2], side })]
}

function rung(
  { width, height }: SourceFacts,
  { side, maxRate, bufferSize }: { side: number; maxRate: number; bufferSize: number },
): RungPlan {
  const scale = side / Math.min(width, height)
  return {
    name: `rung-${side}`,
    width: even(width * scale),
    height: even(height * scale),
    maxRate,
    bufferSize,
    isCopy: false,
  }
}

function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2)
}

/**
 * A usual rate: of what is faster than 30 the half or a smaller part, of what is near one that one, of what varies the
 * next one that is not slower. What is slower than all of them stays as it is.
 */
export function steadyRate(fps: Ratio): Ratio {
  const given = fps.den > 0 && fps.num > 0 ? fps.num / fps.den : maxFps
  const wanted = given / Math.ceil(given / (maxFps * 1.02))
  const distance = ({ num, den }: Ratio) => Math.abs(num / den / wanted - 1)
  const near = rates.toSorted((a, b) => distance(a) - distance(b))[0]!
  if (distance(near) < 0.015) return near
  if (wanted < 9) return { num: Math.max(1000, Math.round(wanted * 1000)), den: 1000 }
  return rates.find(({ num, den }) => num / den >= wanted) ?? rates.at(-1)!
}

/** Ten tiles at least and sixty at most, one for about two seconds. */
function planTiles({ width, height, durationMs }: SourceFacts): TilesPlan {
  const n = Math.min(60, Math.max(10, Math.round(durationMs / 2000)))
  const everyMs = Math.max(1, Math.ceil(durationMs / n))
  const scale = tileSide / Math.max(width, height)
  const columns = 10
  const rows = Math.ceil(Math.ceil(durationMs / everyMs) / columns)
  return { columns, rows, tileWidth: even(width * scale), tileHeight: even(height * scale), everyMs }
}
