import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signal } from '@preact/signals'
import type { Line } from '#chat/client'
import { openWindow, placeOf } from './window.ts'

const line = (seq: number): Line => ({
  entry: { seq, at: '', author: 'a', role: 'shopper', name: null, cid: `cid-${seq}`, body: { kind: 'text', text: '' } },
  reactions: [],
})
const upTo = (last: number) => Array.from({ length: last }, (_, i) => line(i * 2 + 1))
const firstOf = (drawn: readonly Line[]) => drawn[0]?.entry.seq

test('a short log is drawn whole, and stays so as it grows until the reader is at its end', () => {
  const lines = signal(upTo(100))
  const window = openWindow(lines)
  lines.value = upTo(5000)
  assert.equal(window.drawn.value.length, 5000)
  assert.equal(window.hides.value, false)
  window.trim()
  assert.equal(window.drawn.value.length, 300)
  assert.equal(window.hides.value, true)
})

test('what a reader above the end has before their eyes stays drawn while more comes', () => {
  const lines = signal(upTo(1000))
  const window = openWindow(lines)
  const first = firstOf(window.drawn.value)
  lines.value = upTo(1500)
  assert.equal(firstOf(window.drawn.value), first)
  assert.equal(window.drawn.value.length, 800)
})

test('going up draws some more each time, to the very first', () => {
  const window = openWindow(signal(upTo(700)))
  assert.equal(window.drawn.value.length, 300)
  window.widen()
  assert.equal(window.drawn.value.length, 450)
  window.widen()
  window.widen()
  assert.equal(window.drawn.value.length, 700)
  assert.equal(window.hides.value, false)
})

test('a line that is looked for is drawn, and with it all below', () => {
  const window = openWindow(signal(upTo(2000)))
  window.widen(501)
  assert.equal(firstOf(window.drawn.value), 501)
  window.widen(3001)
  assert.equal(firstOf(window.drawn.value), 501)
})

test('a line’s place is found, also of one that is not there', () => {
  const lines = upTo(10)
  assert.deepEqual(
    [1, 2, 19, 20].map(seq => placeOf(lines, seq)),
    [0, 1, 9, 10],
  )
})
