/** Two channels of samples between -1 and 1. */
export interface Stereo {
  left: Float32Array
  right: Float32Array
  rate: number
}

/** Samples a second of every sound here. */
export const RATE = 48_000

/** Silence of that length. */
export function silence(seconds: number): Stereo {
  const length = Math.ceil(seconds * RATE)
  return { left: new Float32Array(length), right: new Float32Array(length), rate: RATE }
}

/** Adds a one-channel sound from `at` seconds on. `pan` goes from -1 (left) to 1 (right), equal in power. */
export function mixIn(into: Stereo, { sound, at, gain = 1, pan = 0 }: Placed): void {
  const angle = ((pan + 1) * Math.PI) / 4
  const start = Math.round(at * RATE)
  for (let i = Math.max(0, -start); i < sound.length && start + i < into.left.length; i++) {
    const value = (sound[i] ?? 0) * gain
    into.left[start + i] = (into.left[start + i] ?? 0) + value * Math.cos(angle)
    into.right[start + i] = (into.right[start + i] ?? 0) + value * Math.sin(angle)
  }
}

/** A sound from a function of the seconds since its start. */
export function shape(seconds: number, sample: (t: number) => number): Float32Array {
  return Float32Array.from({ length: Math.ceil(seconds * RATE) }, (_, i) => sample(i / RATE))
}

/** White noise between -1 and 1, the same for the same seed (mulberry32). */
export function noise(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2_147_483_648 - 1
  }
}

interface Placed {
  sound: Float32Array
  at: number
  gain?: number
  pan?: number
}
