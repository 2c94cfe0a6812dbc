import type { Film } from '../engine/film.ts'
import type { Pose } from '../engine/layers.ts'
import { arc, mix, ramp, swing } from '../engine/motion.ts'
import { good } from '../engine/stage.ts'
import { camp, campLights } from './camp.ts'

type Point = readonly [x: number, y: number]

const stool = good('stool')
const JOINT: Point = [401, 515]
const FOOT: Point = [578, 660]
const LEGS: Record<string, readonly [Point, Point][]> = {
  'backlegs.1': [
    [
      [286, 372],
      [566, 628],
    ],
    [
      [554, 372],
      [284, 628],
    ],
  ],
  'legs.1': [
    [
      [546, 392],
      [226, 660],
    ],
  ],
  'legs.2': [[[252, 392], FOOT]],
}

/** The stool folded by `k` (0 to 1): legs keep their length and turn about the joint, feet stay on the floor. */
function folded(k: number, { sag = 0 }: { sag?: number } = {}): Pose {
  const width = mix(1, 0.3, k)
  const lift = turned(FOOT, width)[1] - FOOT[1]
  const at = (point: Point) => {
    const [x, y] = turned(point, width)
    return `${x.toFixed(2)} ${(y - lift).toFixed(2)}`
  }
  const legs = Object.entries(LEGS).map(([name, rods]) => [
    name,
    { set: { d: rods.map(([top, foot]) => `M${at(top)}L${at(foot)}`).join('') } },
  ])
  const rise = turned([546, 392], width)[1] - lift - 392
  return {
    ...Object.fromEntries(legs),
    'legs.3': { move: [0, -lift] },
    'legs.4': { move: [0, -lift] },
    seat: {
      move: [0, rise],
      scale: { x: mix(1, 0.36, k), y: 1 + 0.12 * k, about: [401, 392] },
    },
    'seat.2': { scale: { x: 1, y: 1 + 0.14 * sag, about: [401, 340] } },
    'seat.3': { scale: { x: 1, y: 1 + 0.22 * sag, about: [401, 352] } },
    'seat.1': { scale: { x: 1, y: 1 - 0.12 * sag, about: [401, 346] } },
    shadow: { scale: { x: mix(1, 0.5, k), y: 1, about: [410, 664] } },
  }
}

function turned([x, y]: Point, width: number): Point {
  const [dx, dy] = [x - JOINT[0], y - JOINT[1]]
  const narrow = dx * width
  return [JOINT[0] + narrow, JOINT[1] + Math.sign(dy) * Math.sqrt(dx * dx + dy * dy - narrow * narrow)]
}

export const film: Film = {
  name: 'stool',
  alt: {
    ko: '벽돌색 천을 씌운 접이식 의자. 다리가 가운데로 접혔다가 다시 펴지고, 해 질 녘 텐트 곁에 놓인다.',
    en: 'A folding stool with a brick canvas seat. Its legs fold together and open again, and it stands by a tent at dusk.',
  },
  shots: [
    {
      seconds: 3,
      drawing: stool,
      camera: { from: { x: 410, y: 470, width: 1260 }, to: { x: 406, y: 480, width: 1100 } },
      pose: () => folded(0),
    },
    {
      seconds: 3.4,
      drawing: stool,
      camera: { from: { x: 400, y: 520, width: 460 }, to: { x: 400, y: 510, width: 520 } },
      pose: t => folded(0.3 * arc(t, { from: 0.5, peak: 1.7, to: 2.9 })),
    },
    {
      seconds: 4.2,
      drawing: stool,
      camera: { from: { x: 410, y: 412, width: 1190 }, to: { x: 410, y: 416, width: 1150 } },
      pose: t => folded(ramp(t, { from: 0.4, to: 1.6 }) - ramp(t, { from: 2.4, to: 3.7 })),
    },
    {
      seconds: 3.4,
      drawing: stool,
      camera: { from: { x: 360, y: 376, width: 470 }, to: { x: 440, y: 380, width: 470 } },
      pose: t =>
        folded(0, {
          sag: arc(t, { from: 0.7, peak: 1.4, to: 2.2 }) + 0.15 * swing(t, { from: 2, period: 0.6, decay: 5 }),
        }),
    },
    {
      seconds: 3.6,
      drawing: camp(stool, { x: 770, y: 706, scale: 0.3 }),
      camera: { from: { x: 720, y: 600, width: 560 }, to: { x: 520, y: 540, width: 900 } },
      pose: campLights,
    },
  ],
  poster: 2,
  cues: [
    { from: 0.4, to: 2.8, text: { ko: '가볍게 들고 다니는 접이식 의자예요.', en: 'A folding stool, easy to carry.' } },
    {
      from: 3.4,
      to: 6.1,
      text: { ko: '다리는 가운데 축에서 함께 움직여요.', en: 'The legs turn together on one joint.' },
    },
    {
      from: 6.8,
      to: 10.3,
      text: { ko: '모으면 접히고, 벌리면 바로 앉을 수 있어요.', en: 'Push to fold, pull apart, and sit.' },
    },
    {
      from: 11.1,
      to: 13.8,
      text: { ko: '튼튼한 천이 살짝 내려앉았다 돌아와요.', en: 'The canvas gives a little, and comes back.' },
    },
    { from: 14.6, to: 17.3, text: { ko: '텐트 옆에 하나 펴 두세요.', en: 'Set one up beside the tent.' } },
  ],
  chapters: [
    { at: 0, name: { ko: '모양', en: 'Shape' } },
    { at: 3, name: { ko: '축', en: 'Joint' } },
    { at: 6.4, name: { ko: '접기', en: 'Folding' } },
    { at: 10.6, name: { ko: '앉는 천', en: 'Seat' } },
    { at: 14, name: { ko: '야영지', en: 'Camp' } },
  ],
  score: {
    chords: [
      [43, 55, 59, 62, 69],
      [40, 52, 59, 62, 67],
      [45, 52, 57, 60, 67],
      [38, 50, 57, 60, 66],
      [43, 55, 59, 62, 66],
    ],
    notes: [
      [0.8, 74],
      [1.9, 71],
      [3.1, 79],
      [4.6, 76],
      [6.4, 74],
      [8.3, 78],
      [10.0, 81],
      [11.2, 76],
      [13.2, 74],
      [14.2, 79],
      [15.3, 83],
      [16.1, 86],
    ],
    foley: [
      { at: 3.7, sound: 'rustle', gain: 0.4 },
      { at: 6.9, sound: 'rustle', gain: 0.6 },
      { at: 7.8, sound: 'knock', gain: 0.7 },
      { at: 9.0, sound: 'rustle', gain: 0.5 },
      { at: 9.9, sound: 'knock', gain: 0.8 },
      { at: 11.4, sound: 'thump', gain: 0.6 },
    ],
  },
}
