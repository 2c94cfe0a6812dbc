import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loudness } from './loudness.ts'
import { perform } from './score.ts'
import { RATE, shape } from './stereo.ts'

const SCORE = {
  chords: [
    [41, 53, 60],
    [36, 48, 55],
  ],
  notes: [[0.5, 72]],
  foley: [{ at: 1, sound: 'knock', gain: 1, pan: -0.5 }],
} as const

test('a full-scale tone of 997 Hz in one channel has -3.01 LUFS, as BS.1770 says it must', () => {
  const left = shape(3, t => Math.sin(2 * Math.PI * 997 * t))
  assert.ok(Math.abs(loudness({ left, right: new Float32Array(left.length), rate: RATE }) + 3.01) < 0.05)
})

test('a score is heard at -20 LUFS, clips nowhere and comes from and goes to silence', () => {
  const { left, right } = perform(SCORE, { seconds: 4 })
  assert.ok(Math.abs(loudness({ left, right, rate: RATE }) + 20) < 0.5)
  assert.ok(left.every(x => Math.abs(x) < 0.9) && right.every(x => Math.abs(x) < 0.9))
  assert.ok(Math.abs(left[0] ?? 1) < 0.001 && Math.abs(left.at(-1) ?? 1) < 0.001)
})

test('the same score gives the same samples', () => {
  const [first, again] = [perform(SCORE, { seconds: 3 }), perform(SCORE, { seconds: 3 })]
  assert.deepEqual(first.left, again.left)
})
