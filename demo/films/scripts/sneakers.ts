import type { Film } from '../engine/film.ts'
import { insert, type Pose, settle } from '../engine/layers.ts'
import { arc, mix, ramp } from '../engine/motion.ts'
import { good } from '../engine/stage.ts'
import { camp, campLights } from './camp.ts'

/** The pair with its shadow drawn up under the soles, and one under the far shoe too. */
const shoes = settle(
  insert(good('sneakers'), {
    at: 'far',
    where: 'before',
    added:
      '<ellipse id="farshadow" cx="486" cy="594" rx="216" ry="9" fill="#2b2c1a" opacity="0.34" filter="url(#blur5)"/>',
  }),
  { shadow: { move: [0, -9] } },
)
const NEAR = { toe: [147, 660], heel: [605, 660] } as const
const FAR = { toe: [264, 591], heel: [699, 591] } as const
const LAG = 0.12

/** Toe up to 8 degrees, flat, heel up to 8 degrees, flat; the far shoe does the same a little later. */
function rocking(t: number): Pose {
  return { near: rock(t, NEAR), far: rock(t - LAG, FAR) }
}

function rock(t: number, { toe, heel }: typeof NEAR | typeof FAR) {
  const forward = arc(t, { from: 0.5, peak: 1.15, to: 1.75 })
  const back = arc(t, { from: 1.75, peak: 2.45, to: 3.1 })
  return t < 1.75 ? { turn: { degrees: 8 * forward, about: heel } } : { turn: { degrees: -8 * back, about: toe } }
}

const LACES = [
  [286, 486, 330, 510],
  [316, 466, 362, 490],
  [344, 442, 392, 466],
  [370, 414, 420, 438],
] as const

/** The laces of the near shoe are drawn one after the other, from the toe up. */
function lacing(t: number): Pose {
  const lace = ([x1, y1, x2, y2]: (typeof LACES)[number], i: number) => {
    const k = ramp(t, { from: 0.5 + 0.42 * i, to: 1.05 + 0.42 * i })
    return { opacity: k > 0.01 ? 1 : 0, set: { d: `M${x1} ${y1}L${mix(x1, x2, k)} ${mix(y1, y2, k)}` } }
  }
  return Object.fromEntries(LACES.map((points, i) => [`near.1.9.${i + 1}`, lace(points, i)]))
}

export const film: Film = {
  name: 'sneakers',
  alt: {
    ko: '모래색 산책 운동화 한 켤레. 끈이 차례로 조여지고, 뒤꿈치에서 발끝으로 부드럽게 구른다.',
    en: 'A pair of sand trail shoes. The laces draw tight one by one, and the shoes roll softly from heel to toe.',
  },
  shots: [
    {
      seconds: 3.2,
      drawing: shoes,
      camera: { from: { x: 400, y: 490, width: 1300 }, to: { x: 396, y: 506, width: 1080 } },
      pose: () => ({}),
    },
    {
      seconds: 3.6,
      drawing: shoes,
      camera: { from: { x: 330, y: 470, width: 500 }, to: { x: 372, y: 450, width: 460 } },
      pose: lacing,
    },
    {
      seconds: 3.8,
      drawing: shoes,
      camera: { from: { x: 400, y: 500, width: 1120 }, to: { x: 400, y: 500, width: 1060 } },
      pose: rocking,
    },
    {
      seconds: 3.6,
      drawing: shoes,
      camera: { from: { x: 500, y: 590, width: 520 }, to: { x: 420, y: 592, width: 520 } },
      pose: t => ({ near: { turn: { degrees: -8 * arc(t, { from: 0.5, peak: 1.5, to: 2.9 }), about: NEAR.toe } } }),
    },
    {
      seconds: 3.6,
      drawing: camp(shoes, { x: 790, y: 712, scale: 0.26 }),
      camera: { from: { x: 740, y: 610, width: 520 }, to: { x: 520, y: 540, width: 900 } },
      pose: campLights,
    },
  ],
  poster: 2.2,
  cues: [
    { from: 0.4, to: 3.0, text: { ko: '흙길도 편하게 걷는 운동화예요.', en: 'Shoes for easy walking, on earth too.' } },
    {
      from: 3.6,
      to: 6.5,
      text: { ko: '끈은 네 줄, 발등에 맞게 조여 주세요.', en: 'Four rows of lace: draw them to fit.' },
    },
    {
      from: 7.2,
      to: 10.3,
      text: { ko: '뒤꿈치에서 발끝까지 부드럽게 굴러가요.', en: 'They roll softly from heel to toe.' },
    },
    {
      from: 11.0,
      to: 13.9,
      text: { ko: '바닥 홈이 깊어서 잘 미끄러지지 않아요.', en: 'Deep grooves in the sole keep their grip.' },
    },
    {
      from: 14.7,
      to: 17.4,
      text: { ko: '많이 걸은 날엔 텐트 옆에서 쉬어요.', en: 'After a long walk, a rest by the tent.' },
    },
  ],
  chapters: [
    { at: 0, name: { ko: '모양', en: 'Shape' } },
    { at: 3.2, name: { ko: '끈', en: 'Laces' } },
    { at: 6.8, name: { ko: '걸음', en: 'Step' } },
    { at: 10.6, name: { ko: '밑창', en: 'Sole' } },
    { at: 14.2, name: { ko: '야영지', en: 'Camp' } },
  ],
  score: {
    chords: [
      [40, 52, 56, 59, 66],
      [45, 52, 57, 61, 64],
      [42, 49, 57, 61, 64],
      [47, 54, 59, 63, 66],
      [40, 52, 59, 63, 68],
    ],
    notes: [
      [0.7, 71],
      [1.8, 76],
      [3.3, 75],
      [4.9, 80],
      [6.3, 78],
      [7.3, 76],
      [8.7, 71],
      [10.7, 75],
      [12.2, 78],
      [14.3, 80],
      [15.4, 83],
      [16.4, 88],
    ],
    foley: [
      ...LACES.map((_, i) => ({ at: 3.7 + 0.42 * i, sound: 'swish' as const, gain: 0.35, pan: -0.1 })),
      { at: 8.5, sound: 'thump', gain: 0.8, pan: -0.2 },
      { at: 8.62, sound: 'thump', gain: 0.5, pan: 0.2 },
      { at: 9.8, sound: 'thump', gain: 0.8, pan: 0.1 },
      { at: 9.92, sound: 'thump', gain: 0.5, pan: 0.3 },
      { at: 13.3, sound: 'thump', gain: 0.7 },
    ],
  },
}
