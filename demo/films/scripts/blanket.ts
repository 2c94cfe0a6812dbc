import type { Film } from '../engine/film.ts'
import type { Pose } from '../engine/layers.ts'
import { arc, ramp, swing } from '../engine/motion.ts'
import { good, scene } from '../engine/stage.ts'
import { teaSteam } from './tea.ts'

const blanket = good('blanket')
const morning = scene('poster-tea')
const FLOOR = 664
const LAYERS = ['fold1', 'fold2', 'fold3', 'top']
const GAP = 0.24

/** The folds come down one after the other from 60 units above, each giving the ones below a small push. */
function dropping(t: number): Pose {
  const pose: Pose = { shadow: { opacity: 0.4 + 0.6 * ramp(t, { from: 0, to: 1.4 }) } }
  for (const [i, layer] of LAYERS.entries()) {
    const start = i * GAP
    const down = ramp(t, { from: start, to: start + 0.62 })
    const pushed = LAYERS.slice(i + 1).reduce(
      (sum, _, j) => sum + swing(t, { from: (i + 1 + j) * GAP + 0.5, period: 0.5, decay: 6 }),
      swing(t, { from: start + 0.5, period: 0.5, decay: 6 }),
    )
    pose[layer] = {
      move: [0, -60 * (1 - down)],
      scale: { x: 1 + 0.004 * pushed, y: 1 - 0.012 * pushed, about: [410, FLOOR] },
      opacity: ramp(t, { from: start, to: start + 0.3 }),
    }
  }
  return pose
}

/** A hand lies on the stack, unseen: it gives by `depth` (0 to 1) and comes back. */
function pressed(depth: number): Pose {
  const scale = { x: 1 + 0.012 * depth, y: 1 - 0.075 * depth, about: [410, FLOOR] } as const
  return Object.fromEntries(LAYERS.map(layer => [layer, { scale }]))
}

function table(t: number): Pose {
  return Object.fromEntries(Object.entries(teaSteam(t)).filter(([name]) => name.includes('steam.')))
}

export const film: Film = {
  name: 'blanket',
  alt: {
    ko: '벽돌색과 남색 줄무늬가 든 양모 담요. 접힌 겹이 하나씩 포개지고, 누르면 폭신하게 돌아온다.',
    en: 'A wool blanket with brick and navy stripes. Its folds drop one by one, and it springs back softly when pressed.',
  },
  shots: [
    {
      seconds: 3.4,
      drawing: morning,
      camera: { from: { x: 880, y: 470, width: 1400 }, to: { x: 1180, y: 520, width: 820 } },
      pose: t => table(t),
    },
    {
      seconds: 3.6,
      drawing: blanket,
      camera: { from: { x: 420, y: 470, width: 1220 }, to: { x: 416, y: 480, width: 1080 } },
      pose: t => dropping(t + 0.1),
    },
    {
      seconds: 3.4,
      drawing: blanket,
      camera: { from: { x: 540, y: 400, width: 420 }, to: { x: 460, y: 540, width: 420 } },
      pose: () => ({}),
    },
    {
      seconds: 3.6,
      drawing: blanket,
      camera: { from: { x: 400, y: 470, width: 800 }, to: { x: 400, y: 478, width: 860 } },
      pose: t =>
        pressed(arc(t, { from: 0.6, peak: 1.3, to: 2.3 }) + 0.12 * swing(t, { from: 2.1, period: 0.7, decay: 4 })),
    },
    {
      seconds: 3.4,
      drawing: morning,
      camera: { from: { x: 1160, y: 520, width: 860 }, to: { x: 800, y: 452, width: 1580 } },
      pose: t => table(t + 1),
    },
  ],
  poster: 5.9,
  cues: [
    { from: 0.5, to: 3.1, text: { ko: '찻상 옆에 담요를 접어 두었어요.', en: 'A blanket, folded beside the tea.' } },
    {
      from: 3.9,
      to: 6.6,
      text: { ko: '차곡차곡 접혀서 자리를 덜 차지해요.', en: 'It folds up neatly and takes little room.' },
    },
    {
      from: 7.3,
      to: 10.1,
      text: { ko: '벽돌색과 남색, 세 줄이 끝까지 이어져요.', en: 'Brick and navy: three stripes all the way.' },
    },
    {
      from: 10.9,
      to: 13.7,
      text: { ko: '눌러도 다시 폭신하게 올라와요.', en: 'Press it, and it comes back, soft and full.' },
    },
    {
      from: 14.4,
      to: 17.0,
      text: { ko: '무릎에 덮고 차 한 잔 어때요?', en: 'One for your knees, with a cup of tea?' },
    },
  ],
  chapters: [
    { at: 0, name: { ko: '아침', en: 'Morning' } },
    { at: 3.4, name: { ko: '접기', en: 'Folding' } },
    { at: 7, name: { ko: '줄무늬', en: 'Stripes' } },
    { at: 10.4, name: { ko: '폭신함', en: 'Softness' } },
    { at: 14, name: { ko: '찻상', en: 'Table' } },
  ],
  score: {
    chords: [
      [41, 53, 57, 60, 67],
      [36, 48, 55, 60, 64],
      [45, 52, 57, 60, 67],
      [43, 50, 55, 59, 65],
      [41, 53, 57, 60, 64],
    ],
    notes: [
      [0.8, 72],
      [1.8, 76],
      [3.3, 79],
      [5.6, 77],
      [7.0, 76],
      [8.3, 72],
      [9.4, 69],
      [10.6, 72],
      [12.6, 76],
      [14.1, 77],
      [15.1, 79],
      [15.9, 84],
    ],
    foley: [
      ...LAYERS.map((_, i) => ({ at: 3.4 + i * GAP + 0.36, sound: 'thump' as const, gain: 0.8 })),
      { at: 11.1, sound: 'rustle', gain: 0.5 },
      { at: 12.2, sound: 'rustle', gain: 0.3 },
    ],
  },
}
