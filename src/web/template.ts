import { randomUUID } from 'node:crypto'

/** A page that is rendered once and filled for each visitor: marks stand where a visitor's own parts go. */
export interface Template<Hole extends string> {
  /** The page for one visitor, in UTF-8. What is the same for all of them was encoded once. */
  fill(parts: Record<Hole, string | Buffer>): Buffer<ArrayBuffer>
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
  const fixed = parts.map((part, i) => (i % 2 === 0 ? Buffer.from(part) : holes[Number(part)]!))
  return {
    fill: values => Buffer.concat(fixed.map(part => (typeof part === 'string' ? bytesOf(values[part]) : part))),
  }
}

function bytesOf(part: string | Buffer): Buffer {
  return typeof part === 'string' ? Buffer.from(part) : part
}
