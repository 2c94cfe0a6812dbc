import type { Film } from '../engine/film.ts'
import { insert, type Pose } from '../engine/layers.ts'
import { arc, mix, ramp } from '../engine/motion.ts'
import { good } from '../engine/stage.ts'
import { camp, campLights } from './camp.ts'

const HINGE = [400, 214] as const
const BACK = [400, 250] as const
const THICK = 0.1
const FLAP = 'M236 340c-6-96 58-142 164-142s170 46 164 142c-2 40-26 54-66 54H302c-40 0-64-14-66-54z'
const MOUTH = 'M242 330C242 244 300 208 400 208s158 36 158 122Q400 372 242 330z'

/**
 * The pack with an inside: under the lid a dark mouth with a rolled blanket in it, and behind the pack the lid as it
 * looks from below, for when it is turned up.
 */
const pack = insert(
  insert(good('backpack'), {
    at: 'body',
    where: 'after',
    added: `<defs><clipPath id="in-mouth"><path d="${MOUTH}"/></clipPath></defs><g id="mouth"><path d="${MOUTH}" fill="#1d2c32"/><g clip-path="url(#in-mouth)"><path d="M286 296q0-46 46-46h136q46 0 46 46v90H286z" fill="#e9dcc0"/><path d="M286 296q0-46 46-46h136q46 0 46 46z" fill="#f5ecd8"/><path d="M372 250h26v130h-26zM408 250h10v130h-10zM428 250h10v130h-10z" fill="#b04f33"/><path d="M408 250h10v130h-10z" fill="#3f566e"/></g><path d="M242 330Q400 372 558 330" fill="none" stroke="#7f98a0" stroke-width="9" stroke-linecap="round"/></g>`,
  }),
  {
    at: 'pockets',
    where: 'before',
    added: `<g id="underside"><path d="${FLAP}" fill="#2c3f47"/><path d="M258 336c-4-78 50-116 142-116s146 38 142 116c-2 26-20 36-50 36H308c-30 0-48-10-50-36z" fill="#3d555f"/></g>`,
  },
)

interface Moment {
  /** How far each part is, from 0 (as in the drawing) to 1: buckles down, lid up, zip open, pocket forward. */
  buckles?: number
  lid?: number
  zip?: number
  pocket?: number
}

function standing({ buckles = 0, lid = 0, zip = 0, pocket = 0 }: Moment): Pose {
  const closing = Math.cos(Math.PI * Math.min(lid, 0.5))
  const standingUp = lid > 0.5 ? -Math.cos(Math.PI * lid) : 0
  const forward = { scale: { x: 1 + 0.04 * pocket, y: 1 + 0.04 * pocket, about: [398, 543] } } as const
  return {
    buckles: { move: [0, 24 * buckles] },
    mouth: { opacity: lid > 0 ? 1 : 0 },
    lid: { scale: { x: mix(0.84, 1, closing), y: Math.max(THICK, closing), about: HINGE }, opacity: lid < 0.5 ? 1 : 0 },
    underside: {
      scale: { x: 0.84, y: -Math.max(THICK, 0.95 * standingUp), about: BACK },
      opacity: standingUp > 0 ? 1 : 0,
    },
    ...Object.fromEntries([2, 3, 4, 5].map(n => [`pocket.${n}`, forward])),
    'pocket.1': { move: [5 * pocket, 7 * pocket], ...forward },
    ...(zip > 0 && { 'pocket.5': { move: [-178 * zip, 0], ...forward } }),
  }
}

export const film: Film = {
  name: 'backpack',
  alt: {
    ko: '청회색 캔버스 배낭. 가죽 버클이 풀리고 덮개가 열리며, 앞주머니의 지퍼가 움직인다.',
    en: 'A slate canvas backpack. The leather buckles come undone, the lid turns up, and the zip of the front pocket runs.',
  },
  shots: [
    {
      seconds: 3,
      drawing: pack,
      camera: { from: { x: 410, y: 420, width: 1300 }, to: { x: 404, y: 430, width: 1110 } },
      pose: () => standing({}),
    },
    {
      seconds: 3,
      drawing: pack,
      camera: { from: { x: 400, y: 404, width: 480 }, to: { x: 400, y: 412, width: 430 } },
      pose: t => standing({ buckles: ramp(t, { from: 0.9, to: 1.6 }) }),
    },
    {
      seconds: 3.8,
      drawing: pack,
      camera: { from: { x: 400, y: 330, width: 860 }, to: { x: 400, y: 306, width: 900 } },
      pose: t => standing({ buckles: 1, lid: ramp(t, { from: 0.5, to: 2.1 }) }),
    },
    {
      seconds: 3.6,
      drawing: pack,
      camera: { from: { x: 410, y: 530, width: 540 }, to: { x: 386, y: 530, width: 500 } },
      pose: t =>
        standing({
          zip: ramp(t, { from: 0.6, to: 1.9 }),
          pocket: arc(t, { from: 1.9, peak: 2.5, to: 3.4 }),
        }),
    },
    {
      seconds: 3.8,
      drawing: camp(pack, { x: 780, y: 704, scale: 0.34 }),
      camera: { from: { x: 740, y: 590, width: 560 }, to: { x: 520, y: 540, width: 900 } },
      pose: t => ({ ...campLights(t), ...shut }),
    },
  ],
  poster: 2.2,
  cues: [
    {
      from: 0.4,
      to: 2.8,
      text: { ko: '하루 짐이 다 들어가는 배낭이에요.', en: 'A pack that takes a whole day along.' },
    },
    {
      from: 3.4,
      to: 5.8,
      text: { ko: '가죽 버클은 내리면 풀려요.', en: 'Slide the leather buckles down to undo them.' },
    },
    {
      from: 6.5,
      to: 9.5,
      text: { ko: '덮개를 젖히면 안이 한눈에 보여요.', en: 'Turn the lid up and see everything inside.' },
    },
    { from: 10.2, to: 13.1, text: { ko: '앞주머니는 지퍼로 열고 닫아요.', en: 'The front pocket opens by its zip.' } },
    { from: 14.0, to: 16.8, text: { ko: '텐트 옆에 내려놓고 쉬어 가세요.', en: 'Set it down by the tent, and rest.' } },
  ],
  chapters: [
    { at: 0, name: { ko: '모양', en: 'Shape' } },
    { at: 3, name: { ko: '버클', en: 'Buckles' } },
    { at: 6, name: { ko: '덮개', en: 'Lid' } },
    { at: 9.8, name: { ko: '앞주머니', en: 'Pocket' } },
    { at: 13.4, name: { ko: '야영지', en: 'Camp' } },
  ],
  score: {
    chords: [
      [42, 54, 57, 61, 68],
      [38, 50, 57, 61, 66],
      [45, 52, 57, 61, 64],
      [40, 52, 56, 59, 66],
      [42, 49, 57, 61, 64],
    ],
    notes: [
      [0.8, 73],
      [1.9, 76],
      [3.1, 78],
      [4.8, 81],
      [6.1, 76],
      [7.9, 73],
      [9.2, 78],
      [9.9, 80],
      [11.6, 76],
      [13.5, 81],
      [14.6, 85],
      [15.6, 88],
    ],
    foley: [
      { at: 4.0, sound: 'click', gain: 0.7, pan: -0.2 },
      { at: 4.45, sound: 'click', gain: 0.8, pan: 0.2 },
      { at: 6.6, sound: 'rustle', gain: 0.9 },
      { at: 7.5, sound: 'rustle', gain: 0.5 },
      { at: 10.5, sound: 'zip', gain: 0.6, pan: 0.1 },
      { at: 12.0, sound: 'rustle', gain: 0.4 },
    ],
  },
}

const shut: Pose = Object.fromEntries(Object.entries(standing({})).map(([name, change]) => [`guest-${name}`, change]))
