import { RATE } from './stereo.ts'

/** The five numbers of a second-order filter, already divided by a0. */
export interface Biquad {
  b: readonly [number, number, number]
  a: readonly [number, number]
}

/** Lets a band about `hertz` through; a higher `q` is narrower. (Bristow-Johnson's audio EQ cookbook.) */
export function bandPass({ hertz, q }: { hertz: number; q: number }): Biquad {
  const w = (2 * Math.PI * hertz) / RATE
  const alpha = Math.sin(w) / (2 * q)
  const a0 = 1 + alpha
  return { b: [alpha / a0, 0, -alpha / a0], a: [(-2 * Math.cos(w)) / a0, (1 - alpha) / a0] }
}

/** Lets what lies under `hertz` through. (Bristow-Johnson's audio EQ cookbook.) */
export function lowPass({ hertz, q = Math.SQRT1_2 }: { hertz: number; q?: number }): Biquad {
  const w = (2 * Math.PI * hertz) / RATE
  const alpha = Math.sin(w) / (2 * q)
  const a0 = 1 + alpha
  const b = (1 - Math.cos(w)) / 2 / a0
  return { b: [b, 2 * b, b], a: [(-2 * Math.cos(w)) / a0, (1 - alpha) / a0] }
}

/** The samples after the filter, as a new array. */
export function filtered(samples: Float32Array, { b, a }: Biquad): Float32Array {
  const result = new Float32Array(samples.length)
  let [x1, x2, y1, y2] = [0, 0, 0, 0]
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] ?? 0
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
    result[i] = y
    ;[x2, x1, y2, y1] = [x1, x, y1, y]
  }
  return result
}
