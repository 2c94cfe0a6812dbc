import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Line } from '#chat/client'

/** Lines that are drawn while the reader is at the log's end, and how many more are tolerated before some go. */
const drawnAtEnd = 300
const slack = 100
/** Lines that are drawn more at a time when the reader goes up. */
const step = 150

/** Which of the loaded lines are drawn: a crowd may say thousands while a desk stands open. See `openWindow`. */
export interface LineWindow {
  drawn: ReadonlySignal<readonly Line[]>
  /** Whether loaded lines above those are not drawn. */
  hides: ReadonlySignal<boolean>
  /** Draws some more above; with a seq, all down from there. */
  widen(to?: number): void
  /** The reader is at the end: what is far above needs to be drawn no more. */
  trim(): void
}

/** Opens the window on lines that are in the order of seq. What is drawn stays drawn until `trim`. */
export function openWindow(lines: ReadonlySignal<readonly Line[]>): LineWindow {
  const from = signal(0)
  const first = computed(() => (from.value === 0 ? 0 : placeOf(lines.value, from.value)))
  const drawn = computed(() => (first.value === 0 ? lines.value : lines.value.slice(first.value)))

  function begin(at: number): void {
    from.value = at <= 0 ? 0 : (lines.peek()[at]?.entry.seq ?? 0)
  }

  function trim(): void {
    if (drawn.peek().length > drawnAtEnd + slack) begin(lines.peek().length - drawnAtEnd)
  }

  trim()
  return {
    drawn,
    hides: computed(() => first.value > 0),
    widen(to) {
      const at = first.peek() - step
      begin(to === undefined ? at : Math.min(first.peek(), placeOf(lines.peek(), to)))
    },
    trim,
  }
}

/** The place of the first line from this seq on. */
export function placeOf(lines: readonly Line[], seq: number): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.entry.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}
