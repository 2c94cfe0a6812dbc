import assert from 'node:assert/strict'
import { test } from 'node:test'
import { planFilm, type SourceFacts, steadyRate } from './plan.ts'

const camera: SourceFacts = {
  ...{ width: 1920, height: 1080, turned: 0, fps: { num: 30, den: 1 }, durationMs: 60_000, bitrate: 12_000_000 },
  ...{ isHdr: false, saysColours: true, hasSound: true, playsEverywhere: true },
}

function sizes(source: Partial<SourceFacts>, pictureRate?: number): string[] {
  const copyable = pictureRate === undefined ? undefined : { pictureRate }
  const { rungs } = planFilm({ ...camera, ...source }, copyable)
  return rungs.map(({ width, height, isCopy }) => `${width}x${height}${isCopy ? ' as it is' : ''}`)
}

test('a film gets the steps that are no larger than it', () => {
  assert.deepEqual(sizes({}), ['1920x1080', '1280x720', '640x360'])
  assert.deepEqual(sizes({ width: 3840, height: 2160 }), ['1920x1080', '1280x720', '640x360'])
  assert.deepEqual(sizes({ width: 1280, height: 720 }), ['1280x720', '640x360'])
  assert.deepEqual(sizes({ width: 1600, height: 900 }), ['1280x720', '640x360'])
})

test('a portrait film is measured by its short side', () => {
  assert.deepEqual(sizes({ width: 1080, height: 1920 }), ['1080x1920', '720x1280', '360x640'])
})

test('sizes are even, whatever the source is', () => {
  assert.deepEqual(sizes({ width: 641, height: 361 }), ['640x360'])
  assert.deepEqual(sizes({ width: 1919, height: 803 }), ['1720x720', '860x360'])
})

test('a film smaller than the smallest step gets one rung of its own size where it needs one', () => {
  assert.deepEqual(sizes({ width: 321, height: 241, playsEverywhere: false }), ['322x242'])
})

test('a source that fits its step is the top rung as it is, and the rest is well below it', () => {
  assert.deepEqual(sizes({ bitrate: 4_000_000 }, 3_900_000), ['1920x1080 as it is', '1280x720', '640x360'])
  assert.deepEqual(sizes({ width: 1440, height: 810 }, 3_900_000), ['1440x810 as it is', '640x360'])
  assert.deepEqual(sizes({ width: 640, height: 360, bitrate: 1_500_000 }, 700_000), [], 'that alone is no ladder')
})

test('a source that takes more than its step may is encoded', () => {
  assert.deepEqual(sizes({}, 5_100_000), ['1920x1080', '1280x720', '640x360'])
})

test('a light film is left as it is if it plays everywhere', () => {
  assert.deepEqual(sizes({ width: 1280, height: 720, bitrate: 640_000 }), [])
  assert.deepEqual(sizes({ width: 1280, height: 720, bitrate: 640_000, playsEverywhere: false }), [
    '1280x720',
    '640x360',
  ])
  assert.deepEqual(sizes({ width: 1280, height: 720, bitrate: 2_000_000, durationMs: 5000 }), [], 'light in all')
})

test('the rate is one that is usual, and thirty at most', () => {
  const rate = (num: number, den = 1) => {
    const steady = steadyRate({ num, den })
    return `${steady.num}/${steady.den}`
  }
  assert.equal(rate(30_000, 1001), '30000/1001')
  assert.equal(rate(60_000, 1001), '30000/1001')
  assert.equal(rate(24_000, 1001), '24000/1001')
  assert.equal(rate(60), '30/1')
  assert.equal(rate(50), '25/1')
  assert.equal(rate(120), '30/1')
  assert.equal(rate(5400, 179), '30/1', 'the last frame had no length')
  assert.equal(rate(2514, 100), '25/1')
  assert.equal(rate(28), '30000/1001', 'it varies')
  assert.equal(rate(15), '15/1')
  assert.equal(rate(2), '2000/1000')
  assert.equal(rate(0, 0), '30/1', 'it does not say')
})

test('key frames come every two seconds by the real rate', () => {
  const every = (num: number, den = 1) => planFilm({ ...camera, fps: { num, den } }).keyEvery
  assert.deepEqual([every(30), every(25), every(24_000, 1001), every(60)], [60, 50, 48, 60])
})

test('a storyboard has ten tiles at least and sixty at most, and covers the film', () => {
  for (const durationMs of [900, 8000, 45_000, 60_000, 3_600_000]) {
    const { tiles } = planFilm({ ...camera, durationMs })
    const n = Math.ceil(durationMs / tiles.everyMs)
    assert.ok(n >= 9 && n <= 60, `${n} tiles for ${durationMs} ms`)
    assert.ok(tiles.columns * tiles.rows >= n && tiles.columns * (tiles.rows - 1) < n)
  }
  const { tiles } = planFilm({ ...camera, width: 1080, height: 1920 })
  assert.deepEqual([tiles.tileWidth, tiles.tileHeight], [108, 192])
})
