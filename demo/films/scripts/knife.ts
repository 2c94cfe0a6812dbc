import type { Film } from '../engine/film.ts'
import { insert, type Pose, settle } from '../engine/layers.ts'
import { mix, ramp, swing } from '../engine/motion.ts'
import { good } from '../engine/stage.ts'

const PIVOT = [470, 410] as const
const BLADE = 'M470 374l178-4c56 0 96 22 112 54-42 16-84 22-128 22H470z'
const HANDLE = 'M104 424C104 384 140 364 200 364c80 0 130 22 242 6h48v82h-48c-112-4-162 32-242 28-60-4-96-14-96-52z'

/** The knife with a shadow that opens with the blade, a notch on the collar, and a gleam that can run along the blade. */
const knife = insert(
  insert(
    insert(
      settle(good('knife'), {
        'shadow.1': { set: { filter: 'none' } },
        'shadow.1.1': { set: { d: HANDLE, filter: 'url(#blur9)', fill: '#3a2a1b' } },
      }),
      {
        at: 'shadow.1.1',
        where: 'after',
        added: `<path id="bladeshadow" d="${BLADE}" fill="#3a2a1b" filter="url(#blur9)"/>`,
      },
    ),
    {
      at: 'collar.1.2',
      where: 'after',
      added: '<rect id="notch" x="454" y="404" width="14" height="10" rx="4" fill="#5d4520"/>',
    },
  ),
  {
    at: 'blade.1.3',
    where: 'after',
    added: `<defs><clipPath id="steel"><path d="${BLADE}"/></clipPath><linearGradient id="gleam-fill" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#fff" stop-opacity="0"/><stop offset="0.5" stop-color="#fff" stop-opacity="0.9"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient></defs><g id="gleam" clip-path="url(#steel)"><path d="M400 350h70l40 120h-70z" fill="url(#gleam-fill)"/></g>`,
  },
)

/** `open` from 0 (shut) to 1; `turned` is the collar's step from 0 to 1; `gleam` runs from hilt (0) to tip (1). */
function lying({ open, turned = 0, gleam = 0 }: { open: number; turned?: number; gleam?: number }): Pose {
  const turn = { degrees: -180 * (1 - open), about: PIVOT }
  const across = mix(-0.55, 0.55, turned)
  return {
    bladeshadow: { turn },
    ...Object.fromEntries([1, 2, 3].map(n => [`blade.1.${n}`, { turn }])),
    gleam: { opacity: open === 1 && gleam > 0 && gleam < 1 ? 1 : 0 },
    'gleam.1': { move: [mix(-20, 400, gleam), 0] },
    notch: {
      move: [0, 40 * Math.sin(across * 1.6)],
      scale: { x: 1, y: Math.cos(across * 1.6), about: [461, 409] },
    },
  }
}

export const film: Film = {
  name: 'knife',
  alt: {
    ko: '호두나무 손잡이의 접이식 칼. 접힌 날이 펴지고, 황동 고리를 한 칸 돌리자 날이 잠긴다.',
    en: 'A folding knife with a walnut handle. The blade opens, and the brass collar turns one step to lock it.',
  },
  shots: [
    {
      seconds: 3,
      drawing: knife,
      camera: { from: { x: 330, y: 450, width: 1060 }, to: { x: 322, y: 456, width: 880 } },
      pose: () => lying({ open: 0 }),
    },
    {
      seconds: 3.6,
      drawing: knife,
      camera: { from: { x: 400, y: 390, width: 1120 }, to: { x: 420, y: 384, width: 1020 } },
      pose: t => {
        const open = ramp(t, { from: 0.5, to: 1.9 }) - 0.006 * swing(t, { from: 1.85, period: 0.16, decay: 12 })
        return lying({ open: t > 2.6 ? 1 : open })
      },
    },
    {
      seconds: 3.2,
      drawing: knife,
      camera: { from: { x: 440, y: 388, width: 430 }, to: { x: 458, y: 380, width: 370 } },
      pose: t => lying({ open: 1, turned: ramp(t, { from: 1, to: 1.7 }) }),
    },
    {
      seconds: 3.4,
      drawing: knife,
      camera: { from: { x: 548, y: 344, width: 470 }, to: { x: 640, y: 300, width: 470 } },
      pose: t => lying({ open: 1, turned: 1, gleam: ramp(t, { from: 0.7, to: 2.6 }) }),
    },
    {
      seconds: 3.8,
      drawing: knife,
      camera: { from: { x: 260, y: 490, width: 520 }, to: { x: 404, y: 410, width: 1060 } },
      pose: () => lying({ open: 1, turned: 1 }),
    },
  ],
  poster: 16.4,
  cues: [
    {
      from: 0.4,
      to: 2.8,
      text: { ko: '접으면 날이 손잡이 안에 쏙 들어가요.', en: 'Folded, the blade rests inside the handle.' },
    },
    { from: 3.4, to: 6.1, text: { ko: '날을 끝까지 펴면 딸깍 멈춰요.', en: 'Open it all the way until it clicks.' } },
    {
      from: 7.0,
      to: 9.5,
      text: { ko: '고리를 한 칸 돌려 날을 잠가 주세요.', en: 'Turn the collar one step to lock the blade.' },
    },
    {
      from: 10.2,
      to: 12.8,
      text: { ko: '끝까지 매끈한 날이에요. 조심히 써 주세요.', en: 'A clean blade, right to the tip. Take care.' },
    },
    {
      from: 13.7,
      to: 16.6,
      text: { ko: '호두나무 손잡이에는 황동 구멍이 있어요.', en: 'The walnut handle has a brass-lined eyelet.' },
    },
  ],
  chapters: [
    { at: 0, name: { ko: '접힌 칼', en: 'Folded' } },
    { at: 3, name: { ko: '펴기', en: 'Opening' } },
    { at: 6.6, name: { ko: '잠금', en: 'Lock' } },
    { at: 9.8, name: { ko: '날', en: 'Blade' } },
    { at: 13.2, name: { ko: '손잡이', en: 'Handle' } },
  ],
  score: {
    chords: [
      [40, 52, 59, 64, 67],
      [36, 48, 55, 64, 67],
      [43, 50, 59, 62, 67],
      [38, 50, 57, 62, 66],
      [40, 52, 59, 62, 67],
    ],
    notes: [
      [0.9, 71],
      [2.1, 74],
      [3.2, 76],
      [5.6, 79],
      [6.7, 74],
      [8.6, 78],
      [9.9, 76],
      [11.0, 83],
      [12.2, 79],
      [13.4, 74],
      [14.5, 71],
      [15.4, 76],
    ],
    foley: [
      { at: 3.6, sound: 'swish', gain: 0.5 },
      { at: 4.8, sound: 'snap', gain: 0.8 },
      { at: 7.7, sound: 'swish', gain: 0.2 },
      { at: 8.2, sound: 'click', gain: 0.9 },
    ],
  },
}
