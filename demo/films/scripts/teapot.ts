import type { Film } from '../engine/film.ts'
import { insert, type Pose } from '../engine/layers.ts'
import { ramp, swing } from '../engine/motion.ts'
import { good, scene } from '../engine/stage.ts'
import { steam } from '../engine/steam.ts'
import { pour, teaSteam, teaTable } from './tea.ts'

const morning = scene('poster-tea')

/** The pot with a hole under its lid and two more strands of steam that rise from it. */
const pot = insert(
  insert(good('teapot'), {
    at: 'lid',
    where: 'before',
    added: `<ellipse id="hole" cx="400" cy="376" rx="94" ry="12" fill="#3b5246"/>
      <g id="breath"><path d="M372 366c-34-44 30-70 0-122s14-62 8-88" fill="none" stroke="#fff" stroke-opacity="0.75" stroke-width="13" stroke-linecap="round" filter="url(#blur5)"/><path d="M436 366c-28-40 26-60 2-104s10-48 8-70" fill="none" stroke="#fff" stroke-opacity="0.6" stroke-width="11" stroke-linecap="round" filter="url(#blur5)"/></g>`,
  }),
  {
    at: 'lid',
    where: 'before',
    added: '<ellipse id="lip" cx="400" cy="378" rx="104" ry="20" fill="#5f7d6d" opacity="0.7"/>',
  },
)

/** The pot by itself; `lifted` is how far the lid is up, from 0 to 1, `tremble` a little rattle of it. */
function alone(t: number, { lifted = 0, tremble = 0 }: { lifted?: number; tremble?: number } = {}): Pose {
  const lid = {
    move: [6 * lifted, -30 * lifted - 1.2 * Math.abs(tremble)],
    turn: { degrees: 8 * lifted + 0.5 * tremble, about: [496, 372] },
  } as const
  return {
    ...steam(t, { foot: [704, 396] }),
    ...steam(t + 0.9, { layer: 'breath', foot: [404, 366], strength: lifted }),
    'lid.1': { opacity: 0 },
    ...Object.fromEntries([2, 3, 4, 5].map(n => [`lid.${n}`, lid])),
  }
}

export const film: Film = {
  name: 'teapot',
  alt: {
    ko: '아침 햇살이 드는 식탁 위의 옥색 찻주전자. 뚜껑이 살짝 열리고, 머그에 차를 따른다.',
    en: 'A celadon teapot on a table in morning light. Its lid lifts, and tea is poured into a mug.',
  },
  shots: [
    {
      seconds: 3.4,
      drawing: morning,
      camera: { from: { x: 800, y: 450, width: 1600 }, to: { x: 744, y: 470, width: 1390 } },
      pose: t => steamOnly(teaSteam(t)),
    },
    {
      seconds: 3.2,
      drawing: pot,
      camera: { from: { x: 460, y: 440, width: 1240 }, to: { x: 440, y: 446, width: 1080 } },
      pose: t => alone(t + 1),
    },
    {
      seconds: 3.8,
      drawing: pot,
      camera: { from: { x: 400, y: 318, width: 620 }, to: { x: 404, y: 300, width: 680 } },
      pose: t =>
        alone(t, {
          lifted: ramp(t, { from: 0.6, to: 1.5 }) * (1 - ramp(t, { from: 2.7, to: 3.3 })),
          tremble: swing(t, { from: 3.3, period: 0.12, decay: 9 }),
        }),
    },
    {
      seconds: 5.2,
      drawing: teaTable,
      camera: { from: { x: 880, y: 540, width: 960 }, to: { x: 930, y: 556, width: 840 } },
      pose: t => pour(t, { from: 1.5, to: 3.5 }),
    },
    {
      seconds: 3.4,
      drawing: morning,
      camera: { from: { x: 800, y: 470, width: 1300 }, to: { x: 800, y: 450, width: 1590 } },
      pose: t => steamOnly(teaSteam(t + 0.4)),
    },
  ],
  poster: 17,
  cues: [
    {
      from: 0.4,
      to: 3.1,
      text: { ko: '아침 햇살에 차 한 주전자 어때요?', en: 'How about a pot of tea in the morning light?' },
    },
    {
      from: 3.7,
      to: 6.2,
      text: { ko: '은은한 옥색 몸에 나무빛 손잡이를 달았어요.', en: 'A soft celadon body under a wood-brown handle.' },
    },
    {
      from: 6.9,
      to: 10.0,
      text: { ko: '뚜껑을 열면 따뜻한 김이 올라와요.', en: 'Lift the lid and the warmth rises.' },
    },
    {
      from: 11.2,
      to: 14.2,
      text: { ko: '주둥이가 길어서 머그 안으로 곧게 떨어져요.', en: 'The long spout pours straight into the mug.' },
    },
    { from: 15.8, to: 18.5, text: { ko: '둘이 마시기 좋은 오늘의 차예요.', en: 'Tea for two, ready.' } },
  ],
  chapters: [
    { at: 0, name: { ko: '아침', en: 'Morning' } },
    { at: 3.4, name: { ko: '모양', en: 'Shape' } },
    { at: 6.6, name: { ko: '뚜껑', en: 'Lid' } },
    { at: 10.4, name: { ko: '따르기', en: 'Pouring' } },
    { at: 15.6, name: { ko: '한 상', en: 'Table' } },
  ],
  score: {
    chords: [
      [43, 55, 62, 66, 71],
      [40, 52, 59, 62, 67],
      [36, 48, 55, 59, 64],
      [38, 50, 57, 62, 66],
      [43, 55, 59, 62, 67],
    ],
    notes: [
      [0.9, 74],
      [2.0, 78],
      [3.4, 79],
      [4.8, 76],
      [6.0, 74],
      [7.4, 71],
      [8.8, 74],
      [10.4, 76],
      [14.2, 74],
      [15.6, 79],
      [16.7, 83],
      [17.3, 86],
    ],
    foley: [
      { at: 7.2, sound: 'clink', gain: 0.18 },
      { at: 7.6, sound: 'hiss', gain: 0.35 },
      { at: 9.9, sound: 'clink', gain: 0.5 },
      { at: 11.9, sound: 'pour', gain: 1, pan: 0.3 },
      { at: 15.0, sound: 'knock', gain: 0.35, pan: -0.1 },
    ],
  },
}

function steamOnly(pose: Pose): Pose {
  return Object.fromEntries(Object.entries(pose).filter(([name]) => name.includes('steam.')))
}
