import type { FilmFault } from '../ladder.ts'

/** Why a film cannot be rendered, and where in it, in milliseconds, if it is at a place. */
export class RenderFault extends Error {
  readonly reason: FilmFault
  readonly atMs: number | undefined

  constructor(reason: FilmFault, { atMs, cause }: { atMs?: number; cause?: unknown } = {}) {
    super(`the film cannot be rendered: ${reason}`, { cause })
    this.reason = reason
    this.atMs = atMs
  }
}
