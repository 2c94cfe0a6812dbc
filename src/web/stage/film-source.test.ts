import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FilmView } from '#media'
import { wayOf } from './film-source.ts'

const rung = (height: number) => ({
  src: `/rung-${height}.mp4`,
  width: (height * 16) / 9,
  height,
  bitrate: height * 3000,
})
const film: FilmView = {
  isReady: true,
  src: '/original.mp4',
  type: 'video/mp4',
  poster: { src: '/poster.webp', srcset: '', width: 960, height: 540 },
  captions: [],
  durationMs: 25_000,
  width: 1920,
  height: 1080,
  hls: '/film.m3u8',
  rungs: [rung(1080), rung(720), rung(360)],
}
const { hls: _, ...withoutList } = film
const usual = { chosen: null, pixels: 500, saves: false, plays: 'script' } as const

test('a film with a ladder plays it, and one without plays as it came', () => {
  assert.deepEqual(wayOf(film, usual), { kind: 'ladder', src: '/film.m3u8' })
  assert.deepEqual(wayOf({ ...withoutList, rungs: [] }, usual), { kind: 'file', src: '/original.mp4', height: null })
})

test('who saves data gets the smallest file, unless another quality was chosen', () => {
  const saves = { ...usual, saves: true }
  assert.deepEqual(wayOf(film, saves), { kind: 'file', src: '/rung-360.mp4', height: 360 })
  assert.deepEqual(wayOf(film, { ...saves, chosen: 1080 }), { kind: 'ladder', src: '/film.m3u8' })
  assert.deepEqual(wayOf(film, { ...saves, plays: 'browser' }), { kind: 'file', src: '/rung-360.mp4', height: 360 })
})

test('a browser that plays ladders by itself is given the list, and the file of a quality that was chosen', () => {
  const browser = { ...usual, plays: 'browser' } as const
  assert.deepEqual(wayOf(film, browser), { kind: 'file', src: '/film.m3u8', height: null })
  assert.deepEqual(wayOf(film, { ...browser, chosen: 720 }), { kind: 'file', src: '/rung-720.mp4', height: 720 })
})

test('where nobody plays ladders the smallest file that fills the picture is taken', () => {
  const nobody = { ...usual, plays: 'nobody' } as const
  const heightFor = (pixels: number) => {
    const way = wayOf(film, { ...nobody, pixels })
    return way.kind === 'file' ? way.height : 'ladder'
  }
  assert.deepEqual([200, 360, 361, 720, 800, 4000].map(heightFor), [360, 360, 720, 720, 1080, 1080])
})
