import { readFileSync } from 'node:fs'
import { insert, type Layer, type Pose, parseDrawing, settle } from './layers.ts'
import { mix } from './motion.ts'

/** The drawing of that name as it is. The two scenes, `poster-lantern` and `poster-tea`, are 16:9 already. */
export function scene(name: string): Layer {
  return parseDrawing(readFileSync(new URL(`../../drawings/${name}.svg`, import.meta.url), 'utf8'))
}

/** The square drawing of a good, its wall and floor drawn on to every side, so that a 16:9 picture is full. */
export function good(name: string): Layer {
  const drawing = scene(name)
  const box = { x: '-1000', width: '2800' }
  const floor = drawing.children.some(defs => defs.children.some(child => child.name === 'floor'))
  return settle(drawing, {
    wall: { set: { gradientUnits: 'userSpaceOnUse', cx: '240', cy: '176', r: '860' } },
    'ground.1': { set: { ...box, y: '-600', height: '2000' } },
    ...(floor && {
      floor: { set: { gradientUnits: 'userSpaceOnUse', x1: '0', y1: '586', x2: '0', y2: '800' } },
      'ground.2': { set: { ...box, height: '900' } },
    }),
  })
}

/**
 * Adds an evening on top: `night`, which darkens everything and lets go of a round place about the light, and `bloom`,
 * a little warm light in that place. Pose them with `nightfall`.
 */
export function withNight(drawing: Layer, { x, y, reach }: { x: number; y: number; reach: number }): Layer {
  const last = drawing.children.at(-1)?.name
  if (!last) throw new Error('the last layer of the drawing has no name')
  const centre = `gradientUnits="userSpaceOnUse" cx="${x}" cy="${y}"`
  const cover = 'x="-1000" y="-600" width="2800" height="2000"'
  const stops = FALLOFF.map(({ offset }) => `<stop offset="${offset}"/>`).join('')
  return insert(drawing, {
    at: last,
    where: 'after',
    added: `<defs><radialGradient id="night-fill" ${centre} r="${reach}">${stops}</radialGradient><radialGradient id="bloom-fill" ${centre} r="${reach * 0.5}"><stop offset="0" stop-color="#ffdc96" stop-opacity="0.3"/><stop offset="0.4" stop-color="#ffc878" stop-opacity="0.12"/><stop offset="1" stop-color="#ffb85a" stop-opacity="0"/></radialGradient></defs>
      <rect id="night" ${cover} fill="url(#night-fill)" style="mix-blend-mode:multiply"/>
      <rect id="bloom" ${cover} fill="url(#bloom-fill)" style="mix-blend-mode:screen"/>`,
  })
}

/** How dark it is (`night`, 0 to 1) and how far the lamp is turned up (`light`, 0 to 1). */
export function nightfall({ night, light }: { night: number; light: number }): Pose {
  const pose: Pose = { night: { opacity: night }, bloom: { opacity: night * light } }
  for (const [i, { offset, lit }] of FALLOFF.entries()) {
    const near = light ** (0.2 + 0.8 * offset)
    const colour = DARK.map((dark, j) => Math.round(mix(dark, lit[j] ?? dark, near)))
    pose[`night-fill.${i + 1}`] = { set: { 'stop-color': `rgb(${colour.join(',')})` } }
  }
  return pose
}

/** What the evening multiplies with where no light comes, and at each distance from a lamp turned up fully. */
const DARK = [88, 99, 114]
const FALLOFF = [
  { offset: 0, lit: [255, 255, 255] },
  { offset: 0.24, lit: [255, 244, 222] },
  { offset: 0.5, lit: [206, 172, 128] },
  { offset: 0.78, lit: [124, 106, 92] },
  { offset: 1, lit: [78, 78, 84] },
]
