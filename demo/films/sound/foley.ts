import { bandPass, filtered, lowPass } from './filters.ts'
import { noise, shape } from './stereo.ts'

/** The small sounds of things. Each returns samples of a comfortable size; `seed` varies what is made of noise. */
export const FOLEY = {
  /** The stop of a brass dial. */
  click: (seed: number) => {
    const hiss = noise(seed)
    const tick = filtered(
      shape(0.12, t => hiss() * Math.exp(-420 * t)),
      bandPass({ hertz: 2600, q: 1.4 }),
    )
    return tick.map((x, i) => {
      const t = i / 48_000
      return 1.6 * x + 0.35 * Math.sin(2 * Math.PI * 520 * t) * Math.exp(-70 * t)
    })
  },
  /** Wood set on wood. */
  knock: (seed: number) => {
    const hiss = noise(seed)
    return shape(0.4, t => {
      const body = Math.sin(2 * Math.PI * 196 * t) * Math.exp(-24 * t)
      const ring = 0.5 * Math.sin(2 * Math.PI * 437 * t) * Math.exp(-38 * t)
      const edge = 0.2 * Math.sin(2 * Math.PI * 911 * t) * Math.exp(-70 * t)
      return 0.7 * (body + ring + edge + 0.3 * hiss() * Math.exp(-300 * t)) * Math.min(1, t / 0.001)
    })
  },
  /** Glazed lid on its pot, or enamel on a table. */
  clink: () =>
    shape(0.9, t => {
      const partial = (hertz: number, size: number, decay: number) =>
        size * Math.sin(2 * Math.PI * hertz * t) * Math.exp(-decay * t)
      return 0.4 * (partial(1480, 1, 9) + partial(2690, 0.5, 14) + partial(4230, 0.25, 22) + partial(310, 0.6, 40))
    }),
  /** A steel spring finding its place. */
  snap: (seed: number) => {
    const hiss = noise(seed)
    const ring = (t: number) => Math.sin(2 * Math.PI * 3120 * t) + 0.6 * Math.sin(2 * Math.PI * 4870 * t)
    return shape(0.5, t => {
      const edge = hiss() * Math.exp(-260 * t) + 0.5 * Math.sin(2 * Math.PI * 340 * t) * Math.exp(-60 * t)
      return 0.5 * edge + 0.1 * ring(t) * Math.exp(-13 * t)
    })
  },
  /** Steam leaving a spout, two seconds. */
  hiss: (seed: number) => breath({ seed, seconds: 2, hertz: 4200, q: 0.8, grain: 3, size: 0.5 }),
  /** Tea running into a mug, two seconds: drops that ring higher as the mug fills. */
  pour: (seed: number) => {
    const chance = noise(seed)
    const drops = Array.from({ length: 130 }, () => ({
      at: 1.9 * Math.abs(chance()),
      jitter: chance(),
      size: 0.3 + 0.7 * Math.abs(chance()),
    }))
    const rush = breath({ seed: seed + 1, seconds: 2.1, hertz: 1500, q: 0.6, grain: 22, size: 0.6 })
    const splash = shape(2.1, () => 0)
    for (const { at, jitter, size } of drops) {
      const hertz = 620 + 420 * at + 260 * jitter
      const drop = shape(0.09, t => size * Math.sin(2 * Math.PI * hertz * (1 + 2.2 * t) * t) * Math.exp(-55 * t))
      const start = Math.round(at * 48_000)
      for (const [i, x] of drop.entries()) splash[start + i] = (splash[start + i] ?? 0) + 0.42 * x
    }
    return splash.map((x, i) => (x + (rush[i] ?? 0)) * Math.sin(Math.PI * (i / splash.length) ** 0.8) ** 0.5)
  },
  /** A metal zip run along its teeth, over a second, faster as it goes. */
  zip: (seed: number) => {
    const hiss = noise(seed)
    const teeth = shape(1.3, t => {
      const tooth = (70 * t + 60 * t * t) % 1
      return hiss() * Math.exp(-5 * tooth) * Math.sin(Math.PI * (t / 1.3) ** 0.7) ** 0.6
    })
    return filtered(teeth, bandPass({ hertz: 3400, q: 0.9 })).map(x => 2.4 * x)
  },
  /** Cloth moved by hand, a little over half a second. */
  rustle: (seed: number) => breath({ seed, seconds: 0.7, hertz: 1700, q: 0.7, grain: 16, size: 1 }),
  /** Something soft coming down on something soft. */
  thump: (seed: number) => {
    const hiss = noise(seed)
    const cloth = filtered(
      shape(0.4, t => hiss() * Math.exp(-16 * t) * Math.min(1, t / 0.012)),
      lowPass({ hertz: 700 }),
    )
    return cloth.map((x, i) => 1.1 * x + 0.5 * Math.sin(2 * Math.PI * 82 * (i / 48_000)) * Math.exp(-20 * (i / 48_000)))
  },
  /** A thing drawn through the air, half a second. */
  swish: (seed: number) => breath({ seed, seconds: 0.5, hertz: 1200, q: 0.9, grain: 0, size: 0.7 }),
} satisfies Record<string, (seed: number) => Float32Array>

/** Noise in a band that swells and dies; `grain` (a second) is how often it catches. */
function breath({ seed, seconds, hertz, q, grain, size }: Breath): Float32Array {
  const hiss = noise(seed)
  const catches = noise(seed + 1)
  let level = 1
  let aim = 1
  const raw = shape(seconds, t => {
    if (grain && catches() > 1 - (2 * grain) / 48_000) aim = 0.3 + 0.7 * Math.abs(catches())
    level += (aim - level) * 0.002
    return hiss() * level * Math.sin(Math.PI * (t / seconds) ** 0.6) ** 2
  })
  return filtered(raw, bandPass({ hertz, q })).map(x => x * size)
}

interface Breath {
  seed: number
  seconds: number
  hertz: number
  q: number
  grain: number
  size: number
}
