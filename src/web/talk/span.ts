/**
 * Which lines of a log are in the page: those from the one with this seq on. Null stands for the newest ones, which
 * changes as others come.
 */
export type Span = number | null

interface Ordered {
  entry: { seq: number }
}

/** Lines that stand in the page while its reader is at the end; twice as many elsewhere. */
export const mostAtEnd = 120
const most = 2 * mostAtEnd
/** Lines by which a reader gets on. */
const step = 60

/** The part of the lines that is in the page, as slice takes it. */
export function shownPart(lines: readonly Ordered[], span: Span): { from: number; to: number } {
  if (span === null) return { from: Math.max(0, lines.length - mostAtEnd), to: lines.length }
  const from = placeOf(lines, span)
  return { from, to: Math.min(lines.length, from + most) }
}

/** A step further up; the same where nothing is above. */
export function spanBefore(lines: readonly Ordered[], span: Span): Span {
  const { from } = shownPart(lines, span)
  return seqAt(lines, Math.max(0, from - step))
}

/** A step further down. */
export function spanAfter(lines: readonly Ordered[], span: Span): Span {
  const { from, to } = shownPart(lines, span)
  return to >= lines.length ? seqAt(lines, from) : seqAt(lines, from + step)
}

/** The lines around one. */
export function spanAround(lines: readonly Ordered[], seq: number): Span {
  return seqAt(lines, Math.max(0, placeOf(lines, seq) - step))
}

/** What is in the page now, for one who stays there while others come. */
export function spanHere(lines: readonly Ordered[], span: Span): Span {
  return seqAt(lines, shownPart(lines, span).from)
}

/** The line with this seq. */
export function lineOf<Line extends Ordered>(lines: readonly Line[], seq: number): Line | undefined {
  const line = lines[placeOf(lines, seq)]
  return line?.entry.seq === seq ? line : undefined
}

function seqAt(lines: readonly Ordered[], index: number): Span {
  return lines[index]?.entry.seq ?? null
}

/** The first line that has this seq or a later one. */
function placeOf(lines: readonly Ordered[], seq: number): number {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.entry.seq ?? 0) < seq) low = middle + 1
    else high = middle
  }
  return low
}
