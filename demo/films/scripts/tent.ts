import type { Film } from '../engine/film.ts'
import { insert, type Pose } from '../engine/layers.ts'
import { breathe, mix, ramp } from '../engine/motion.ts'
import { good, nightfall, scene, withNight } from '../engine/stage.ts'
import { steam } from '../engine/steam.ts'

const DOOR = { x: 331, y: 590 }

/** The tent, its inside dim under the light of the drawing, and an evening about the door. */
const tent = withNight(
  insert(good('tent'), {
    at: 'inside',
    where: 'before',
    added: '<path d="M338 300Q300 470 242 657L420 658Q366 480 338 300z" fill="#574430"/>',
  }),
  { ...DOOR, reach: 700 },
)

interface Moment {
  /** How far each thing is: 0 shut, loose or dark, 1 open, stretched or lit. */
  open: number
  lines: number
  light: number
  night?: number
  wind?: number
}

function pitched({ open, lines, light, night = 0, wind = 0 }: Moment): Pose {
  const along = (from: number, to: number) => mix(from, to, lines).toFixed(2)
  const pegs = ramp(lines, { from: 0.85, to: 1 })
  return {
    'flap.1': { set: { d: flap(LEFT, open, wind) } },
    'flap.2': { set: { d: flap(RIGHT, open, wind) } },
    'flap.3': { opacity: ramp(open, { from: 0.9, to: 1 }) },
    'inside.1': { opacity: mix(0.28, 1, light) },
    'inside.2': { opacity: mix(0.6, 1, light) },
    'lines.1': {
      set: { d: `M338 222L${along(338, 58)} ${along(222, 664)}M596 254L${along(596, 764)} ${along(254, 634)}` },
    },
    'lines.2': { move: [0, -16 * (1 - pegs)], opacity: pegs },
    ...nightfall({ night, light }),
  }
}

/** The edge of a flap that is free: foot and two curves up to the pole, shut at the seam and folded back. */
interface Flap {
  hem: string
  shut: readonly number[]
  folded: readonly number[]
}

const LEFT: Flap = {
  hem: 'M338 300Q300 470 242 657',
  shut: [332, 658, 334, 560, 335, 470, 337, 384],
  folded: [198, 656, 262, 560, 290, 470, 316, 384],
}
const RIGHT: Flap = {
  hem: 'M338 300Q372 470 420 658',
  shut: [330, 658, 333, 560, 335, 470, 337, 384],
  folded: [464, 658, 404, 560, 380, 470, 352, 384],
}

/** The outline of a flap between shut and folded; wind moves its free edge by some units. */
function flap({ hem, shut, folded }: Flap, open: number, wind: number): string {
  const p = shut.map((from, i) => mix(from, folded[i] ?? from, open) + (i % 2 ? 0 : (wind * (8 - i)) / 8))
  const [x, y, ax, ay, bx, by, cx, cy] = p.map(n => n.toFixed(2))
  return `${hem}L${x} ${y}Q${ax} ${ay} ${bx} ${by} ${cx} ${cy} 338 300z`
}

const dusk = scene('poster-lantern')

function campsite(t: number, glow: number): Pose {
  return {
    ...steam(t, { layer: 'mug596-steam', foot: [404, 320] }),
    tentglow: { opacity: glow },
    'tent150-inside.1': { opacity: mix(0.55, 1, glow) },
  }
}

export const film: Film = {
  name: 'tent',
  alt: {
    ko: '모래색 능선 텐트. 당김줄이 팽팽해지고 벽돌색 문이 양쪽으로 열리며, 밤이 되자 안쪽에 불이 켜진다.',
    en: 'A sand-coloured ridge tent. Guy lines tighten, the brick-red door folds open, and at night a light comes on inside.',
  },
  shots: [
    {
      seconds: 3.6,
      drawing: tent,
      camera: { from: { x: 414, y: 436, width: 1360 }, to: { x: 412, y: 446, width: 1180 } },
      pose: t => pitched({ open: 0, light: 0, lines: ramp(t, { from: 0.5, to: 2.4 }) }),
    },
    {
      seconds: 3.8,
      drawing: tent,
      camera: { from: { x: 336, y: 480, width: 660 }, to: { x: 336, y: 492, width: 740 } },
      pose: t =>
        pitched({
          lines: 1,
          light: 0,
          open: ramp(t, { from: 0.6, to: 2.6 }),
          wind: 2.2 * breathe(t, { period: 2.6 }) * (1 - ramp(t, { from: 2, to: 3 })),
        }),
    },
    {
      seconds: 3.2,
      drawing: tent,
      camera: { from: { x: 470, y: 330, width: 560 }, to: { x: 590, y: 420, width: 560 } },
      pose: () => pitched({ lines: 1, light: 0, open: 1 }),
    },
    {
      seconds: 3.8,
      drawing: tent,
      camera: { from: { x: 400, y: 450, width: 1060 }, to: { x: 386, y: 460, width: 960 } },
      pose: t =>
        pitched({
          lines: 1,
          open: 1,
          night: ramp(t, { from: -0.6, to: 0.9 }),
          light: ramp(t, { from: 1.1, to: 2.4 }) * (1 + 0.02 * breathe(t, { period: 1.7 })),
        }),
    },
    {
      seconds: 3.8,
      drawing: dusk,
      camera: { from: { x: 470, y: 500, width: 860 }, to: { x: 800, y: 450, width: 1590 } },
      pose: t => campsite(t, 0.94 + 0.06 * breathe(t, { period: 2.2 })),
    },
  ],
  poster: 13.8,
  cues: [
    {
      from: 0.5,
      to: 3.2,
      text: { ko: '줄을 당기면 텐트가 팽팽하게 서요.', en: 'Tighten the lines and the tent stands taut.' },
    },
    {
      from: 4.2,
      to: 7.0,
      text: { ko: '문은 양쪽으로 접어 묶어 두세요.', en: 'Fold the door to both sides and tie it back.' },
    },
    { from: 7.7, to: 10.3, text: { ko: '옆면은 두 줄로 튼튼하게 박았어요.', en: 'Two long seams hold the side.' } },
    {
      from: 11.6,
      to: 14.3,
      text: { ko: '불을 켜면 안쪽이 따뜻하게 밝아져요.', en: 'Light the lamp, and the inside glows.' },
    },
    { from: 15.0, to: 17.9, text: { ko: '오늘 밤은 여기서 쉬어 가요.', en: 'Rest here tonight.' } },
  ],
  chapters: [
    { at: 0, name: { ko: '당김줄', en: 'Lines' } },
    { at: 3.6, name: { ko: '문', en: 'Door' } },
    { at: 7.4, name: { ko: '옆면', en: 'Side' } },
    { at: 10.6, name: { ko: '불빛', en: 'Glow' } },
    { at: 14.4, name: { ko: '야영지', en: 'Camp' } },
  ],
  score: {
    chords: [
      [38, 50, 57, 62, 66],
      [43, 55, 62, 66, 71],
      [35, 47, 54, 62, 66],
      [33, 45, 52, 61, 64],
      [38, 50, 57, 61, 66],
    ],
    notes: [
      [0.8, 69],
      [2.5, 74],
      [3.8, 78],
      [5.2, 76],
      [6.6, 74],
      [7.7, 71],
      [9.0, 74],
      [11.7, 78],
      [12.6, 81],
      [14.5, 76],
      [15.6, 78],
      [16.6, 83],
    ],
    foley: [
      { at: 0.6, sound: 'swish', gain: 0.5, pan: -0.4 },
      { at: 1.3, sound: 'swish', gain: 0.4, pan: 0.4 },
      { at: 2.3, sound: 'knock', gain: 0.45 },
      { at: 4.3, sound: 'rustle', gain: 0.8, pan: -0.2 },
      { at: 4.9, sound: 'rustle', gain: 0.8, pan: 0.2 },
      { at: 5.6, sound: 'rustle', gain: 0.5 },
      { at: 11.7, sound: 'click', gain: 0.6 },
    ],
  },
}
