import { randomUUID } from 'node:crypto'

/** A page that is rendered once and filled for each visitor: marks stand where a visitor's own parts go. */
export interface Template<Hole extends string> {
  fill(parts: Record<Hole, string>): string
}

/**
 * Renders a page once with a mark in each hole, and cuts it there. `render` gets the marks; they are random, so that
 * nothing in the page can look like one.
 */
export function makeTemplate<Hole extends string>(
  holes: readonly Hole[],
  render: (marks: Record<Hole, string>) => string,
): Template<Hole> {
  const token = randomUUID().replaceAll('-', '')
  const markOf = (hole: Hole) => `${token}${holes.indexOf(hole)}x`
  const marks = Object.fromEntries(holes.map(hole => [hole, markOf(hole)])) as Record<Hole, string>
  const parts = render(marks).split(new RegExp(`${token}(\\d+)x`))
  return {
    fill: values => parts.map((part, i) => (i % 2 === 0 ? part : values[holes[Number(part)]!])).join(''),
  }
}
