import { placed, without } from '../engine/compose.ts'
import type { Film } from '../engine/film.ts'
import { insert, type Pose } from '../engine/layers.ts'
import { arc, breathe, ramp, swing } from '../engine/motion.ts'
import { good, nightfall, scene, withNight } from '../engine/stage.ts'
import { steam } from '../engine/steam.ts'

const RING = [400, 306] as const
const DOME = 'M298 474C298 366 346 314 400 314s102 52 102 160z'

/** The lantern with a dome that can be dark, and an evening about it. */
const lantern = withNight(
  insert(good('lantern-mini'), {
    at: 'light',
    where: 'before',
    added: `<defs><radialGradient id="pale" cx=".4" cy=".4" r=".8"><stop offset="0" stop-color="#f0ece0"/><stop offset="0.6" stop-color="#d8d2c1"/><stop offset="1" stop-color="#b9b19b"/></radialGradient></defs><path d="${DOME}" fill="url(#pale)"/><path d="M326 452c2-52 18-88 44-106" fill="none" stroke="#fff" stroke-width="11" stroke-linecap="round" opacity=".5"/>`,
  }),
  { x: 400, y: 420, reach: 700 },
)

/** The scene at dusk with this lantern on the table instead of the large one. */
const table = insert(without(scene('poster-lantern'), ['lantern']), {
  at: 'mug',
  where: 'after',
  added: placed(scene('lantern-mini'), { prefix: 'mini', x: 1010, y: 792, scale: 0.82, foot: [400, 650] }),
})

interface Moment {
  light: number
  night: number
  /** How far the strap leans, in degrees, and how far the button is in, from 0 to 1. */
  lean?: number
  press?: number
}

function standing({ light, night, lean = 0, press = 0 }: Moment): Pose {
  const into = { move: [0, 3.2 * press] } as const
  return {
    light: { opacity: light },
    halo: { opacity: light * (0.5 + 0.5 * night) },
    strap: { turn: { degrees: lean, about: RING } },
    'button.2': into,
    'button.3': into,
    ...nightfall({ night, light }),
  }
}

function onTable(t: number): Pose {
  return {
    ...steam(t, { layer: 'mug596-steam', foot: [404, 320] }),
    lampglow: { move: [0, 70], opacity: 0.96 + 0.04 * breathe(t, { period: 2.3 }) },
    'mini-strap': { turn: { degrees: 1.2 * breathe(t, { period: 3.1 }), about: RING } },
  }
}

export const film: Film = {
  name: 'lantern-mini',
  alt: {
    ko: '가죽 고리가 달린 모래색 작은 랜턴. 고리가 흔들리다 멈추고, 단추를 누르면 불이 서서히 켜진다.',
    en: 'A small sand lantern with a leather strap. The strap swings and comes to rest; a press of the button brings up the light.',
  },
  shots: [
    {
      seconds: 3.2,
      drawing: lantern,
      camera: { from: { x: 410, y: 410, width: 1240 }, to: { x: 406, y: 416, width: 1060 } },
      pose: () => standing({ light: 0, night: 0 }),
    },
    {
      seconds: 3.6,
      drawing: lantern,
      camera: { from: { x: 400, y: 264, width: 540 }, to: { x: 400, y: 280, width: 600 } },
      pose: t => standing({ light: 0, night: 0, lean: 6 * swing(t, { from: 0.3, period: 1.05, decay: 1.1 }) }),
    },
    {
      seconds: 3.8,
      drawing: lantern,
      camera: { from: { x: 400, y: 520, width: 420 }, to: { x: 400, y: 486, width: 560 } },
      pose: t =>
        standing({
          night: ramp(t, { from: 0.1, to: 2.2 }),
          light: ramp(t, { from: 1.25, to: 2.9 }),
          press: arc(t, { from: 0.9, peak: 1.15, to: 1.45 }),
        }),
    },
    {
      seconds: 3.4,
      drawing: lantern,
      camera: { from: { x: 404, y: 400, width: 900 }, to: { x: 400, y: 404, width: 1080 } },
      pose: t => standing({ night: 1, light: 0.98 + 0.02 * breathe(t, { period: 2 }) }),
    },
    {
      seconds: 3.8,
      drawing: table,
      camera: { from: { x: 960, y: 590, width: 820 }, to: { x: 800, y: 460, width: 1540 } },
      pose: onTable,
    },
  ],
  poster: 16.8,
  cues: [
    {
      from: 0.4,
      to: 3.0,
      text: { ko: '손안에 들어오는 작은 랜턴이에요.', en: 'A little lantern for the palm of your hand.' },
    },
    {
      from: 3.6,
      to: 6.5,
      text: { ko: '가죽 고리가 있어 어디든 걸 수 있어요.', en: 'Hang it anywhere by its leather strap.' },
    },
    {
      from: 7.3,
      to: 10.2,
      text: { ko: '단추를 누르면 불이 서서히 켜져요.', en: 'Press the button and the light comes up slowly.' },
    },
    {
      from: 11.0,
      to: 13.7,
      text: { ko: '둥근 갓이 빛을 고르게 퍼뜨려요.', en: 'The round shade spreads an even glow.' },
    },
    {
      from: 14.5,
      to: 17.5,
      text: { ko: '저녁 탁자에 이만큼이면 넉넉해요.', en: 'Just enough for the evening table.' },
    },
  ],
  chapters: [
    { at: 0, name: { ko: '모양', en: 'Shape' } },
    { at: 3.2, name: { ko: '가죽 고리', en: 'Strap' } },
    { at: 6.8, name: { ko: '단추', en: 'Button' } },
    { at: 10.6, name: { ko: '불빛', en: 'Glow' } },
    { at: 14, name: { ko: '저녁', en: 'Evening' } },
  ],
  score: {
    chords: [
      [39, 51, 58, 62, 67],
      [44, 51, 56, 60, 67],
      [36, 48, 55, 58, 63],
      [46, 53, 58, 62, 65],
      [39, 51, 58, 62, 65],
    ],
    notes: [
      [0.8, 70],
      [1.9, 74],
      [3.5, 75],
      [4.6, 79],
      [6.0, 77],
      [8.2, 82],
      [9.4, 79],
      [10.7, 75],
      [12.0, 74],
      [14.1, 77],
      [15.2, 79],
      [16.2, 86],
    ],
    foley: [
      { at: 3.5, sound: 'rustle', gain: 0.4 },
      { at: 4.5, sound: 'rustle', gain: 0.2 },
      { at: 7.9, sound: 'click', gain: 0.9 },
    ],
  },
}
