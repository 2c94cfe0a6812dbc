import { RATE, type Stereo } from './stereo.ts'

const COMBS = [1116, 1188, 1277, 1356, 1422, 1491].map(n => Math.round((n * RATE) / 44_100))
const SPREAD = 25

/** The sound in a small furnished room: the dry sound and, by `wet`, a soft tail (Schroeder's parallel combs). */
export function inRoom({ left, right, rate }: Stereo, { wet }: { wet: number }): Stereo {
  const add = (dry: Float32Array, other: Float32Array, spread: number) => {
    const tail = tailOf(dry, other, spread)
    return dry.map((x, i) => x + wet * (tail[i] ?? 0))
  }
  return { left: add(left, right, 0), right: add(right, left, SPREAD), rate }
}

function tailOf(near: Float32Array, far: Float32Array, spread: number): Float32Array {
  const tail = new Float32Array(near.length)
  for (const length of COMBS) {
    const line = new Float32Array(length + spread)
    let [at, damped] = [0, 0]
    for (let i = 0; i < near.length; i++) {
      const out = line[at] ?? 0
      damped = 0.55 * out + 0.45 * damped
      line[at] = 0.5 * ((near[i] ?? 0) + 0.4 * (far[i] ?? 0)) + 0.82 * damped
      at = (at + 1) % line.length
      tail[i] = (tail[i] ?? 0) + out / COMBS.length
    }
  }
  return tail
}
