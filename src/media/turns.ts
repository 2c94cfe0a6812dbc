/** Lets so many pieces of work run at once; the others wait in the order in which they came. */
export interface Turns {
  run<Result>(work: () => Promise<Result>): Promise<Result>
  /** Resolves when nothing runs and nothing waits. */
  finished(): Promise<void>
}

/** Makes turns for `atOnce` pieces of work at the same time. */
export function makeTurns(atOnce: number): Turns {
  const waiting: (() => void)[] = []
  const idle: (() => void)[] = []
  let running = 0
  const leave = () => {
    const next = waiting.shift()
    if (next) return next()
    running--
    if (running === 0) for (const tell of idle.splice(0)) tell()
  }
  return {
    async run(work) {
      if (running < atOnce) running++
      else await new Promise<void>(resolve => waiting.push(resolve))
      try {
        return await work()
      } finally {
        leave()
      }
    },
    finished: () => (running === 0 ? Promise.resolve() : new Promise(resolve => idle.push(resolve))),
  }
}
