import type { Log } from '#edge'
import type { Bus, Heard } from './bus.ts'

/** The listeners of one end of a bus, the same for every engine. */
export interface Ears extends Pick<Bus, 'subscribe' | 'onBack'> {
  hear(subject: string, heard: Heard): void
  back(): void
}

/** The subject under which an end that was away tells the others, whom it could not tell anything meanwhile. */
export const backSubject = 'bus.back'

/** Opens the ears. A listener that throws is logged; the others still hear. */
export function openEars({ log }: { log: Log }): Ears {
  const bySubject = new Map<string, Set<(heard: Heard) => void>>()
  const onBack = new Set<() => void>()

  function call<Listener>(listeners: Iterable<Listener>, one: (listener: Listener) => void): void {
    for (const listener of [...listeners]) {
      try {
        one(listener)
      } catch (thrown) {
        log.error({ err: thrown }, 'news from another process could not be taken')
      }
    }
  }

  const ears: Ears = {
    subscribe(subject, listener) {
      const listeners = bySubject.get(subject) ?? new Set()
      bySubject.set(subject, listeners.add(listener))
      return () => void listeners.delete(listener)
    },
    onBack(listener) {
      onBack.add(listener)
      return () => void onBack.delete(listener)
    },
    hear(subject, heard) {
      if (subject === backSubject) ears.back()
      else call(bySubject.get(subject) ?? [], listener => listener(heard))
    },
    back: () => call(onBack, listener => listener()),
  }
  return ears
}
