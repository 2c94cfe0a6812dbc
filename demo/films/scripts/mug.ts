import type { Film } from '../engine/film.ts'
import { breathe } from '../engine/motion.ts'
import { good, scene } from '../engine/stage.ts'
import { steam } from '../engine/steam.ts'
import { pour, teaTable } from './tea.ts'

const mug = good('mug')

/** The mug by itself: steam, and the light that wanders a little on the drink. */
function alone(t: number) {
  return {
    ...steam(t, { foot: [404, 320] }),
    'drink.2': { move: [5 * breathe(t, { period: 3.6 }), breathe(t, { period: 2.9 })] as const },
  }
}

export const film: Film = {
  name: 'mug',
  alt: {
    ko: '남색 테를 두른 크림색 법랑 머그. 차가 채워지고 김이 올라오며, 저녁에는 랜턴 곁에 놓인다.',
    en: 'A cream enamel mug with a navy rim. Tea fills it, steam rises, and at dusk it stands beside the lantern.',
  },
  shots: [
    {
      seconds: 5,
      drawing: teaTable,
      camera: { from: { x: 1000, y: 560, width: 920 }, to: { x: 1056, y: 612, width: 660 } },
      pose: t => pour(t, { from: 1.3, to: 3.2 }),
    },
    {
      seconds: 3.2,
      drawing: mug,
      camera: { from: { x: 440, y: 404, width: 1180 }, to: { x: 432, y: 400, width: 1020 } },
      pose: t => alone(t + 2),
    },
    {
      seconds: 3.2,
      drawing: mug,
      camera: { from: { x: 392, y: 276, width: 520 }, to: { x: 416, y: 262, width: 580 } },
      pose: t => alone(t),
    },
    {
      seconds: 3.2,
      drawing: mug,
      camera: { from: { x: 372, y: 500, width: 480 }, to: { x: 520, y: 470, width: 480 } },
      pose: t => alone(t + 1),
    },
    {
      seconds: 3.6,
      drawing: scene('poster-lantern'),
      camera: { from: { x: 760, y: 610, width: 620 }, to: { x: 820, y: 520, width: 1200 } },
      pose: t => steam(t, { layer: 'mug596-steam', foot: [404, 320] }),
    },
  ],
  poster: 6.9,
  cues: [
    {
      from: 0.5,
      to: 4.4,
      text: { ko: '따뜻한 차 한 잔, 가득 따라 볼게요.', en: 'Let us pour a full cup of warm tea.' },
    },
    { from: 5.3, to: 7.8, text: { ko: '크림색 법랑에 남색 테를 둘렀어요.', en: 'Cream enamel, edged in navy.' } },
    {
      from: 8.5,
      to: 11.0,
      text: { ko: '김이 천천히 올라와요. 조심히 드세요.', en: 'The steam rises slowly. Mind, it is hot.' },
    },
    {
      from: 11.7,
      to: 14.2,
      text: { ko: '작은 점무늬와 둥근 손잡이가 정답죠?', en: 'Small speckles, and a round handle to hold.' },
    },
    {
      from: 15.0,
      to: 17.8,
      text: { ko: '저녁에는 랜턴 옆이 제자리예요.', en: 'In the evening its place is by the lantern.' },
    },
  ],
  chapters: [
    { at: 0, name: { ko: '따르기', en: 'Pouring' } },
    { at: 5, name: { ko: '모양', en: 'Shape' } },
    { at: 8.2, name: { ko: '김', en: 'Steam' } },
    { at: 11.4, name: { ko: '손잡이', en: 'Handle' } },
    { at: 14.6, name: { ko: '저녁', en: 'Evening' } },
  ],
  score: {
    chords: [
      [45, 57, 61, 64, 68],
      [42, 54, 61, 64, 69],
      [38, 50, 57, 61, 66],
      [40, 52, 59, 64, 68],
    ],
    notes: [
      [0.8, 73],
      [3.8, 76],
      [5.0, 80],
      [6.1, 78],
      [7.2, 73],
      [8.4, 76],
      [10.0, 71],
      [11.5, 73],
      [12.7, 78],
      [14.6, 76],
      [15.7, 81],
      [16.5, 85],
    ],
    foley: [
      { at: 1.3, sound: 'pour', gain: 1, pan: 0.1 },
      { at: 4.4, sound: 'knock', gain: 0.3, pan: -0.4 },
      { at: 8.6, sound: 'hiss', gain: 0.3 },
    ],
  },
}
