import type { Log } from '#edge'
import type { Bus } from './bus.ts'
import { backSubject, type Ears, openEars } from './ears.ts'

/** Joins ends within one process. */
export interface MemoryHub {
  /** One end more. */
  end(): MemoryEnd
}

/** An end that can be cut off and joined again, as the engines on a network are. */
export interface MemoryEnd extends Bus {
  cut(): void
  mend(): void
}

/** Opens a bus without any engine: for a process that is alone, and for tests. News arrive as copies, a turn later. */
export function openMemoryHub({ log }: { log: Log }): MemoryHub {
  const ends = new Map<Ears, { up: boolean }>()

  function spread(from: Ears, subject: string, data: unknown): void {
    if (ends.size < 2 || ends.get(from)?.up !== true) return
    const text = JSON.stringify(data)
    setImmediate(() => {
      for (const [ears, end] of ends) {
        if (ears !== from && end.up) ears.hear(subject, { kind: 'whole', data: JSON.parse(text) })
      }
    })
  }

  return {
    end() {
      const ears = openEars({ log })
      const end = { up: true }
      ends.set(ears, end)
      return {
        publish: ({ subject, data }) => spread(ears, subject, data),
        subscribe: ears.subscribe,
        onBack: ears.onBack,
        state: () => (end.up ? 'up' : 'away'),
        cut() {
          end.up = false
        },
        mend() {
          end.up = true
          spread(ears, backSubject, null)
          ears.back()
        },
        async [Symbol.asyncDispose]() {
          ends.delete(ears)
        },
      }
    },
  }
}
