import { insert, type Pose, settle } from '../engine/layers.ts'
import { arc, mix, ramp } from '../engine/motion.ts'
import { scene } from '../engine/stage.ts'
import { steam } from '../engine/steam.ts'

const SURFACE = [404, 348] as const
const FRONT_RIM = 358
const DEPTH = 42
const CUP = 'mug830'

/**
 * The tea table in the morning, with tea to pour: the right mug's drink is kept inside its rim, a stream hangs
 * between spout and mug. The pot's moving parts are in the units of the pot, the stream and drink in those of the mug.
 */
export const teaTable = settle(
  insert(scene('poster-tea'), {
    at: `${CUP}-drink`,
    where: 'after',
    added: `<defs><clipPath id="cup"><ellipse cx="404" cy="337" rx="124" ry="27"/></clipPath></defs>
      <g id="ripple" clip-path="url(#cup)"><ellipse cx="404" cy="348" rx="60" ry="9" fill="none" stroke="#c08d62" stroke-width="4"/></g>
      <path id="stream" fill="none" stroke="#6b4328" stroke-width="13" stroke-linecap="round"/>
      <path id="streamlight" fill="none" stroke="#b07a4c" stroke-width="4" stroke-linecap="round"/>`,
  }),
  { [`${CUP}-drink`]: { set: { 'clip-path': 'url(#cup)' } } },
)

/** Steam over both mugs and the spout, each in its own time; `pot` and `cup` are the strengths over those two. */
export function teaSteam(t: number, { pot = 1, cup = 1 }: { pot?: number; cup?: number } = {}): Pose {
  return {
    ...steam(t, { layer: 'mug110-steam', foot: [404, 320] }),
    ...steam(t + 1.3, { layer: `${CUP}-steam`, foot: [404, 320], strength: cup }),
    ...steam(t + 0.7, { layer: 'teapot300-steam', foot: [704, 396], strength: pot }),
    ripple: { opacity: 0 },
    stream: { opacity: 0 },
    streamlight: { opacity: 0 },
  }
}

/**
 * Tea is poured into the right mug, which is empty before: the pot tips in the first second, the tea runs between
 * `from` and `to` (seconds), and the pot goes back to its place in the second after.
 */
export function pour(t: number, { from, to }: { from: number; to: number }): Pose {
  const tipped = ramp(t, { from: from - 1, to: from }) * (1 - ramp(t, { from: to, to: to + 1.1 }))
  const pot = {
    move: [-14 * tipped, -68 * tipped],
    turn: { degrees: 16 * tipped, about: [400, 508] },
  } as const
  const level = ramp(t, { from: from + 0.3, to: to + 0.15 })
  const surface = Math.min(SURFACE[1] + DEPTH * (1 - level), FRONT_RIM)
  const fall = 0.24
  const foot = mix(60, surface, Math.min(1, Math.max(0, (t - from) / fall)) ** 2)
  const head = mix(60, surface, Math.min(1, Math.max(0, (t - to) / fall)) ** 2)
  const running = t > from && head < surface - 2
  const lean = (y: number) => 402 + 3.5 * Math.sqrt(Math.max(0, y - 60) / 20)
  const stream = {
    opacity: running ? 0.92 : 0,
    set: { d: `M${lean(head)} ${head}Q${lean((head + foot) / 2)} ${(head + foot) / 2} ${lean(foot)} ${foot}` },
  }
  const ring = (((t - from) * 1.6) % 1) + 0.1
  return {
    ...teaSteam(t, { pot: Math.max(0, 1 - 4 * tipped), cup: ramp(t, { from: from + 0.6, to: to + 0.6 }) }),
    ...Object.fromEntries(['spout', 'handle', 'foot', 'body', 'lid'].map(part => [`teapot300-${part}`, pot])),
    'teapot300-shadow': { opacity: 1 - 0.55 * tipped },
    [`${CUP}-drink.1`]: { move: [0, DEPTH * (1 - level)] },
    [`${CUP}-drink.2`]: {
      move: [0, DEPTH * (1 - level)],
      opacity: 1 - arc(t, { from, peak: from + 0.4, to: to + 0.8 }),
    },
    'ripple.1': { move: [0, DEPTH * (1 - level)], scale: { x: ring * 1.5, y: ring * 1.5, about: SURFACE } },
    ripple: {
      opacity: running && t > from + fall ? 1 - Math.min(1, ring) : 0,
    },
    stream,
    streamlight: stream,
  }
}
