import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dice } from '../fixture.ts'
import type { EntryBody, LogEntry } from '../protocol.ts'
import { emptyView, foldAll, viewFrom } from './fold.ts'
import { openLoaded } from './loaded.ts'

const entry = (seq: number, body: EntryBody = { kind: 'text', text: `${seq}` }): LogEntry => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  author: 'jun',
  role: 'operator',
  name: 'Jun',
  cid: `cid-${seq}`,
  body,
})
const log = Array.from({ length: 60 }, (_, i) => {
  const seq = i + 1
  if (seq % 7 === 0) return entry(seq, { kind: 'edit', of: seq - 5, text: 'edited' })
  if (seq % 11 === 0) return entry(seq, { kind: 'state', state: seq % 2 ? 'open' : 'resolved' })
  return entry(seq, seq % 13 === 0 ? { kind: 'pin', of: seq - 1 } : undefined)
})
const seqs = (entries: readonly LogEntry[]) => entries.map(({ seq }) => seq)

test('entries that are there are not taken twice, and none after a gap is taken', () => {
  const loaded = openLoaded({ entries: log.slice(10, 12), facts: null })
  assert.deepEqual(seqs(loaded.append(log.slice(10, 14)) ?? []), [13, 14])
  assert.deepEqual(loaded.append(log.slice(10, 14)), [])
  assert.equal(loaded.append(log.slice(15, 17)), null)
  assert.equal(loaded.last(), 14)
})

test('older entries are taken only where they fit', () => {
  const loaded = openLoaded({ entries: log.slice(10, 12), facts: null })
  assert.equal(loaded.prepend(log.slice(0, 9)), false)
  assert.equal(loaded.prepend([]), false)
  assert.equal(loaded.prepend(log.slice(5, 10)), true)
  assert.deepEqual(seqs(loaded.entries.value), [6, 7, 8, 9, 10, 11, 12])
})

test('facts that are told later count at once', () => {
  const loaded = openLoaded({ entries: log.slice(53, 57), facts: null })
  assert.equal(loaded.view.value.facts.pinned, null)
  const { facts } = foldAll(emptyView(), log.slice(0, 57))
  assert.notEqual(facts.pinned, null)
  loaded.learn(facts)
  assert.deepEqual(loaded.view.value.facts, facts)
})

test('in whatever parts a log is loaded, its view is that of the whole', () => {
  const facts = (seq: number) => foldAll(emptyView(), log.slice(0, seq)).facts
  for (let seed = 1; seed <= 60; seed++) {
    const random = dice(seed)
    const upTo = (most: number) => Math.floor(random() * (most + 1))
    let [first, last] = [20, 25]
    const loaded = openLoaded({ entries: log.slice(first, last), facts: facts(last) })
    while (first > 0 || last < log.length) {
      const next = { first: first - upTo(Math.min(first, 6)), last: last + upTo(Math.min(log.length - last, 6)) }
      loaded.prepend(log.slice(next.first, first))
      loaded.append(log.slice(last, next.last))
      first = next.first
      last = next.last
      if (random() < 0.2) loaded.learn(facts(last + upTo(log.length - last)))
      if (random() < 0.1) loaded.replace(log.slice(first, last), facts(last))
      if (random() < 0.5) continue
      const whole = foldAll(viewFrom(facts(Math.max(last, loaded.view.value.facts.seq))), log.slice(first, last))
      assert.deepEqual(loaded.view.value, whole, `seed ${seed}, ${first} to ${last}`)
    }
    assert.deepEqual(loaded.view.value.lines, foldAll(emptyView(), log).lines)
  }
})
