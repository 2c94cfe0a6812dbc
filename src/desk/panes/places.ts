import type { Thread } from './threads.ts'

/** Parts of the log that are loaded at most to come to an entry. */
const mostParts = 50

/** Brings an entry before the reader's eyes, however far up it is. */
export async function goToEntry(thread: Thread, seq: number): Promise<void> {
  for (let parts = 0; thread.lineOf(seq) === undefined && parts < mostParts; parts += 1) {
    if (thread.above.value === 'nothing') return
    await thread.earlier()
    if (thread.above.value === 'failed') return
  }
  thread.window.widen(seq)
  requestAnimationFrame(() => {
    const place = placeOf(seq)
    place?.scrollIntoView({ block: 'center' })
    focusOn(place)
  })
}

/** The element of an entry of the log. */
export function placeOf(seq: number): HTMLElement | null {
  return document.getElementById(`entry-${seq}`)
}

/** The entry that the keyboard is at; null where it is elsewhere. */
export function pointedSeq(): number | null {
  const place = document.activeElement?.closest<HTMLElement>('[data-seq]')
  return place ? Number(place.dataset.seq) : null
}

/** Puts the keyboard at the newest message, or `by` messages further from the one where it is. */
export function stepInLog(by: 0 | 1 | -1): void {
  const places = [...document.querySelectorAll<HTMLElement>('#log [data-seq]')]
  const at = places.findIndex(place => place.contains(document.activeElement))
  const next = at === -1 || by === 0 ? places.at(-1) : places[Math.min(places.length - 1, Math.max(0, at + by))]
  next?.scrollIntoView({ block: 'nearest' })
  focusOn(next ?? null)
}

function focusOn(place: HTMLElement | null): void {
  place?.querySelector<HTMLElement>('.more')?.focus({ preventScroll: true })
}
