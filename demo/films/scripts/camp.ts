import { placed, without } from '../engine/compose.ts'
import { insert, type Layer, type Pose } from '../engine/layers.ts'
import { breathe } from '../engine/motion.ts'
import { scene } from '../engine/stage.ts'

/**
 * The clearing at dusk, the table gone from the front: the tent, a small lamp on the ground that is lit, and a good
 * beside it (its layers are prefixed `guest-`), whose foot stands at `x`, `y` of the scene.
 */
export function camp(good: Layer, { x, y, scale }: { x: number; y: number; scale: number }): Layer {
  const clearing = without(scene('poster-lantern'), ['lantern', 'lampglow', 'table', 'mug', 'mugshadow'])
  const lamp = placed(without(scene('lantern-mini'), ['shadow']), { prefix: 'lamp', x: 640, y: 700, scale: 0.15 })
  const guest = placed(good, { prefix: 'guest', x, y, scale })
  return [
    '<rect y="790" width="1600" height="300" fill="#1a2928"/>',
    '<g id="campglow"><ellipse cx="640" cy="668" rx="300" ry="150" fill="url(#glow)" opacity=".8"/><ellipse cx="640" cy="704" rx="240" ry="34" fill="url(#pool)" opacity=".45"/></g>',
    { tag: 'g', name: undefined, attributes: { filter: 'url(#dusk)' }, children: [guest] },
    lamp,
  ].reduceRight<Layer>((drawing, added) => insert(drawing, { at: 'far', where: 'after', added }), clearing)
}

/** The lights of the clearing, never quite still. */
export function campLights(t: number): Pose {
  const flicker = 1 + 0.03 * breathe(t, { period: 1.9 }) + 0.02 * breathe(t, { period: 0.83 })
  return { campglow: { opacity: 0.94 * flicker }, tentglow: { opacity: 0.95 + 0.05 * breathe(t, { period: 2.7 }) } }
}
