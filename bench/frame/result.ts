/** What a bench measured: `ours` beside `peers`, and how many times better ours is than each peer. */
export interface BenchResult {
  ours: Readonly<Record<string, unknown>>
  peers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  ratio?: Readonly<Record<string, number>>
}

/** A bench exports `run` of this type. `quick` must end within 45 seconds. A peer that cannot be reached throws. */
export type Bench = (options: { quick: boolean }) => Promise<BenchResult>

/**
 * A proof exports `run` of this type; `ok` is whether the promise held. `quick` must end within a minute or so. Where
 * chance has a part in it, the same `seed` makes the same choices.
 */
export type Proof = (options: {
  quick: boolean
  seed?: number | undefined
}) => Promise<{ ok: boolean } & Readonly<Record<string, unknown>>>
