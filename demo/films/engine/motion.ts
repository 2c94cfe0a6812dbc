/** From 0 to 1 between two moments (seconds), slow at both ends; held before and after. */
export function ramp(t: number, { from, to }: { from: number; to: number }): number {
  const k = Math.min(1, Math.max(0, (t - from) / (to - from)))
  return k * k * k * (k * (k * 6 - 15) + 10)
}

/** The value `k` of the way from `a` to `b`. */
export function mix(a: number, b: number, k: number): number {
  return a + (b - a) * k
}

/**
 * The sum of steps: each adds its `by` over its `seconds`. Right for a dial with stops, or a light with levels.
 */
export function steps(t: number, list: readonly { at: number; seconds: number; by: number }[]): number {
  return list.reduce((sum, { at, seconds, by }) => sum + by * ramp(t, { from: at, to: at + seconds }), 0)
}

/** A swing of size 1 that starts at `from`, takes `period` seconds a turn and dies down by `decay` a second. */
export function swing(t: number, { from, period, decay }: { from: number; period: number; decay: number }): number {
  if (t <= from) return 0
  const since = t - from
  return Math.exp(-decay * since) * Math.sin((2 * Math.PI * since) / period) * ramp(since, { from: 0, to: period / 4 })
}

/** Up and back: 0 at `from`, 1 at `peak`, 0 again at `to`. */
export function arc(t: number, { from, peak, to }: { from: number; peak: number; to: number }): number {
  return t < peak ? ramp(t, { from, to: peak }) : 1 - ramp(t, { from: peak, to })
}

/** A slow wave between -1 and 1, for things that are never quite still. */
export function breathe(t: number, { period, phase = 0 }: { period: number; phase?: number }): number {
  return Math.sin(2 * Math.PI * (t / period + phase))
}
