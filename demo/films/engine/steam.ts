import type { Pose } from './layers.ts'
import { breathe } from './motion.ts'

/**
 * Two strands of steam that drift up 40 units in three seconds, half a beat apart, each fading in and out.
 * `layer` is the steam's name, `foot` where it leaves the cup, `strength` its opacity.
 */
export function steam(t: number, { layer = 'steam', foot, strength = 1 }: Steam): Pose {
  const strand = (phase: number) => {
    const k = (((t / 3 + phase) % 1) + 1) % 1
    return {
      move: [4 * breathe(t, { period: 4.2, phase }), 14 - 40 * k] as const,
      skewX: { degrees: 3 * breathe(t, { period: 3.4, phase }), about: foot },
      scale: { x: 1 + 0.12 * k, y: 0.86 + 0.2 * k, about: foot },
      opacity: strength * Math.sin(Math.PI * k) ** 0.8,
    }
  }
  return { [`${layer}.1`]: strand(0.35), [`${layer}.2`]: strand(0.85) }
}

interface Steam {
  layer?: string
  foot: readonly [x: number, y: number]
  strength?: number
}
