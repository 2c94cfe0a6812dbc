import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lineOf, mostAtEnd, type Span, shownPart, spanAfter, spanAround, spanBefore, spanHere } from './span.ts'

/** Lines with every other seq, since reactions and edits have seqs as well. */
const lines = (n: number, first = 1) => Array.from({ length: n }, (_, i) => ({ entry: { seq: first + 2 * i } }))
const seqs = (all: ReturnType<typeof lines>, span: Span) => {
  const { from, to } = shownPart(all, span)
  return all.slice(from, to).map(line => line.entry.seq)
}

test('however long a log is, its newest lines alone are in the page', () => {
  assert.equal(seqs(lines(10_000), null).length, mostAtEnd)
  assert.equal(seqs(lines(10_000), null).at(-1), 19_999)
  assert.equal(seqs(lines(3), null).length, 3)
})

test('who goes up step by step sees every line, and never many at a time', () => {
  const all = lines(1000)
  const seen = new Set<number>()
  let span: Span = spanHere(all, null)
  for (let steps = 0; seqs(all, span)[0] !== 1; steps++) {
    assert.ok(steps < 1000)
    const shown = seqs(all, span)
    assert.ok(shown.length <= 2 * mostAtEnd)
    for (const seq of shown) seen.add(seq)
    const before = spanBefore(all, span)
    assert.ok(seqs(all, before).includes(shown[0] ?? 0), 'the place of the reader stays in the page')
    span = before
  }
  for (const seq of seqs(all, span)) seen.add(seq)
  assert.equal(seen.size, 1000)
  while (seqs(all, span).at(-1) !== 1999) {
    const shown = seqs(all, span)
    span = spanAfter(all, span)
    assert.ok(seqs(all, span).includes(shown.at(-1) ?? 0))
  }
})

test('who stays in the middle is moved by nothing that comes, above or below', () => {
  const all = lines(300, 601)
  const span = spanBefore(all, null)
  const shown = seqs(all, span)
  const grown = [...lines(300), ...all, ...lines(50, 1201)]
  assert.deepEqual(seqs(grown, span).slice(0, shown.length), shown)
})

test('a line that is asked for is in the page', () => {
  const all = lines(1000)
  for (const seq of [1, 59, 1001, 1999]) assert.ok(seqs(all, spanAround(all, seq)).includes(seq))
})

test('a line is found by its seq, and what is no line is not', () => {
  const all = lines(1000)
  assert.equal(lineOf(all, 1001)?.entry.seq, 1001)
  for (const seq of [0, 2, 1000, 2000, 9999]) assert.equal(lineOf(all, seq), undefined)
})

test('an empty log has an empty page', () => {
  for (const span of [null, 5] as const) assert.deepEqual(seqs([], span), [])
  assert.equal(spanBefore([], null), null)
})
