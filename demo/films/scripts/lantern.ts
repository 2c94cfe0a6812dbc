import type { Film } from '../engine/film.ts'
import { insert, type Layer } from '../engine/layers.ts'
import { mix, ramp, steps, swing } from '../engine/motion.ts'
import { good, nightfall, scene, withNight } from '../engine/stage.ts'
import { steam } from '../engine/steam.ts'

const LAMP = { x: 400, y: 436 }

/** The glass and the bulb as they look when no light is in them; the drawing only has them lit. */
function withUnlitGlass(drawing: Layer, at: string): Layer {
  return insert(drawing, {
    at,
    where: 'before',
    added: `<path d="M300 352C276 402 276 468 300 518h200c24-50 24-116 0-166z" fill="#b9b89f" opacity=".62"/><rect x="380" y="388" width="40" height="98" rx="20" fill="#e4dfca"/><rect x="380" y="470" width="40" height="48" fill="#8f7a52"/>`,
  })
}

const room = withNight(withUnlitGlass(good('lantern'), 'light'), { ...LAMP, reach: 760 })
const dusk = insert(withUnlitGlass(scene('poster-lantern'), 'lantern574-light'), {
  at: 'lantern',
  where: 'after',
  added:
    '<defs><linearGradient id="dark-fill" x1="0" y1="0" x2="0" y2="1"><stop offset="0.2" stop-color="#1d2f3d" stop-opacity="0"/><stop offset="0.5" stop-color="#1d2f3d"/></linearGradient></defs><rect id="dark" width="1600" height="900" fill="url(#dark-fill)" style="mix-blend-mode:multiply"/>',
})

/** The scene on the table; `light` from 0 to 1. */
function table(t: number, light: number) {
  return {
    ...steam(t, { layer: 'mug596-steam', foot: [404, 320] }),
    'lantern574-light': { opacity: light },
    'lantern574-halo': { opacity: light },
    lampglow: { opacity: light },
    'table.4': { opacity: light },
    dark: { opacity: 0.62 * (1 - light) },
  }
}

/** The lantern alone in the evening. The drawing's dial points straight up at the first level. */
function lantern({ light, dial = 80, night = 1 }: { light: number; dial?: number; night?: number }) {
  return {
    light: { opacity: light },
    halo: { opacity: light },
    spill: { opacity: light },
    dial: { turn: { degrees: dial, about: [399, 597] as const } },
    ...nightfall({ night, light }),
  }
}

const STOPS = [0.7, 1.9, 3.1]
const LEVELS = [0.35, 0.3, 0.35]

export const film: Film = {
  name: 'lantern',
  alt: {
    ko: '해 질 녘 탁자 위의 올리브색 랜턴. 손잡이를 돌리자 빛이 세 단계로 밝아지고, 들고리가 살짝 들렸다 놓인다.',
    en: 'An olive lantern on a table at dusk. Its dial turns and the light grows in three steps; the handle lifts and settles.',
  },
  shots: [
    {
      seconds: 3.6,
      drawing: dusk,
      camera: { from: { x: 800, y: 450, width: 1600 }, to: { x: 850, y: 470, width: 1400 } },
      pose: t => table(t, ramp(t, { from: 0.9, to: 2.3 })),
    },
    {
      seconds: 4.4,
      drawing: room,
      camera: { from: { x: 400, y: 530, width: 560 }, to: { x: 400, y: 512, width: 640 } },
      pose: t =>
        lantern({
          light: steps(
            t,
            STOPS.map((at, i) => ({ at: at + 0.08, seconds: 0.4, by: LEVELS[i] ?? 0 })),
          ),
          dial:
            -40 +
            steps(
              t,
              STOPS.map(at => ({ at, seconds: 0.32, by: 40 })),
            ),
        }),
    },
    {
      seconds: 3.2,
      drawing: room,
      camera: { from: { x: 386, y: 420, width: 470 }, to: { x: 414, y: 436, width: 430 } },
      pose: t => lantern({ light: 0.985 + 0.015 * Math.sin(2.4 * t) }),
    },
    {
      seconds: 3.4,
      drawing: room,
      camera: { from: { x: 410, y: 330, width: 800 }, to: { x: 400, y: 380, width: 1040 } },
      pose: t => {
        const lift = ramp(t, { from: 0.7, to: 1.3 }) - ramp(t, { from: 1.7, to: 2.1 })
        const settling = 1.6 * swing(t, { from: 2.1, period: 0.3, decay: 9 })
        return { ...lantern({ light: 1, night: 0.75 }), handle: { move: [0, -14 * lift - settling] } }
      },
    },
    {
      seconds: 3.6,
      drawing: dusk,
      camera: { from: { x: 860, y: 476, width: 1240 }, to: { x: 800, y: 450, width: 1560 } },
      pose: t => ({ ...table(t + 1.2, 1), tentglow: { opacity: mix(0.6, 1, ramp(t, { from: 0.4, to: 2.2 })) } }),
    },
  ],
  poster: 17.2,
  cues: [
    { from: 0.5, to: 3.3, text: { ko: '해가 지면 랜턴을 켜 주세요.', en: 'When the sun is down, light the lantern.' } },
    {
      from: 4.0,
      to: 7.7,
      text: { ko: '손잡이를 돌리면 밝기가 세 단계로 바뀌어요.', en: 'Turn the dial: it has three levels of light.' },
    },
    {
      from: 8.2,
      to: 10.9,
      text: { ko: '둥근 유리가 빛을 부드럽게 퍼뜨려요.', en: 'The round glass spreads the light softly.' },
    },
    {
      from: 11.6,
      to: 14.3,
      text: {
        ko: '나무 손잡이는 들었다 놓아도 제자리예요.',
        en: 'Lift the wooden handle and it finds its place again.',
      },
    },
    { from: 14.9, to: 17.8, text: { ko: '오늘 밤, 탁자 위에 하나 어때요?', en: 'One for your table tonight?' } },
  ],
  chapters: [
    { at: 0, name: { ko: '해 질 녘', en: 'Dusk' } },
    { at: 3.6, name: { ko: '밝기', en: 'Light' } },
    { at: 8, name: { ko: '유리', en: 'Glass' } },
    { at: 11.2, name: { ko: '손잡이', en: 'Handle' } },
    { at: 14.6, name: { ko: '탁자', en: 'Table' } },
  ],
  score: {
    chords: [
      [41, 53, 60, 64, 69],
      [38, 50, 57, 60, 65],
      [46, 53, 58, 62, 69],
      [36, 48, 55, 60, 64],
    ],
    notes: [
      [1.0, 72],
      [2.3, 76],
      [3.6, 81],
      [5.6, 77],
      [6.9, 76],
      [8.4, 72],
      [9.7, 74],
      [11.4, 77],
      [13.0, 74],
      [14.6, 76],
      [15.6, 79],
      [16.3, 84],
    ],
    foley: [
      { at: 0.9, sound: 'click', gain: 0.6, pan: 0.2 },
      ...STOPS.map(at => ({ at: 3.6 + at + 0.14, sound: 'click' as const })),
      { at: 11.9, sound: 'rustle', gain: 0.4 },
      { at: 13.3, sound: 'knock', gain: 0.6 },
    ],
  },
}
