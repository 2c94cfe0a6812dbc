import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Demuxer } from 'node-av/api'
import { AV_CODEC_ID_AAC, AV_CODEC_ID_H264 } from 'node-av/constants'
import sharp from 'sharp'
import { readCues } from './engine/captions.ts'
import { namesOf } from './engine/layers.ts'
import { films } from './scripts/index.ts'

const MEGABYTE = 1024 * 1024
const file = (name: string) => new URL(name, import.meta.url).pathname

describe('the films of the demo shop', () => {
  it('are all there with poster, captions and chapters, and the folder holds no other', () => {
    const made = films.flatMap(({ name }) =>
      ['.mp4', '.json', '.ko.vtt', '.en.vtt', '-film.webp', '-tiles.webp'].map(suffix => `${name}${suffix}`),
    )
    const kept = readdirSync(file('.')).filter(name => /\.(mp4|json|vtt|webp)$/.test(name))
    assert.deepEqual(kept.sort(), made.sort())
  })

  it('are under 18 MB together', () => {
    const sizes = films.map(({ name }) => statSync(file(`${name}.mp4`)).size)
    assert.ok(sizes.reduce((a, b) => a + b, 0) < 18 * MEGABYTE)
  })

  for (const film of films) {
    describe(film.name, () => {
      const { alt, durationMs, chapters, storyboard } = JSON.parse(readFileSync(file(`${film.name}.json`), 'utf8'))

      it('moves only layers that its drawings have', () => {
        for (const { drawing, pose, seconds } of film.shots) {
          const names = namesOf(drawing)
          const moved = [0, seconds / 2, seconds].flatMap(t => Object.keys(pose(t)))
          assert.deepEqual(new Set(moved).difference(names), new Set())
        }
      })

      it('is H.264 at 1280x720 with AAC sound, 12 to 25 seconds long, and starts before it is all there', async () => {
        const path = file(`${film.name}.mp4`)
        await using input = await Demuxer.open(path)
        const { codecpar } = input.video() ?? assert.fail('no picture')
        assert.equal(codecpar.codecId, AV_CODEC_ID_H264)
        assert.deepEqual([codecpar.width, codecpar.height], [1280, 720])
        assert.equal(input.audio()?.codecpar.codecId, AV_CODEC_ID_AAC)
        assert.ok(input.duration >= 12 && input.duration <= 25)
        assert.ok(Math.abs(input.duration * 1000 - durationMs) < 100)
        const bytes = readFileSync(path)
        assert.ok(bytes.indexOf('moov') < bytes.indexOf('mdat'))
        assert.ok(bytes.length < 2 * MEGABYTE)
      })

      it('has a storyboard of its whole length under 60 KB', async () => {
        const path = file(`${film.name}-tiles.webp`)
        const { format, width, height } = await sharp(path).metadata()
        const { columns, rows, everyMs } = storyboard
        assert.deepEqual({ format, width, height }, { format: 'webp', width: columns * 192, height: rows * 108 })
        assert.ok(columns * rows * everyMs >= durationMs && columns * (rows - 1) * everyMs < durationMs)
        assert.ok(statSync(path).size < 60 * 1024)
      })

      it('has a poster of 1280x720 under 60 KB', async () => {
        const path = file(`${film.name}-film.webp`)
        const { format, width, height } = await sharp(path).metadata()
        assert.deepEqual({ format, width, height }, { format: 'webp', width: 1280, height: 720 })
        assert.ok(statSync(path).size < 60 * 1024)
      })

      it('has the same four to six cues in both languages, in order and inside the film', () => {
        const [korean, english] = ['ko', 'en'].map(tongue =>
          readCues(readFileSync(file(`${film.name}.${tongue}.vtt`), 'utf8')),
        )
        assert.ok(korean && english)
        const times = (cues: typeof korean) => cues.map(({ from, to }) => [from, to])
        assert.deepEqual(times(korean), times(english))
        assert.ok(korean.length >= 4 && korean.length <= 6)
        let last = 0
        for (const { from, to } of korean) {
          assert.ok(from >= last && to > from && to * 1000 <= durationMs)
          last = to
        }
      })

      it('has three to five chapters from the start on, ascending, and words in both languages', () => {
        assert.ok(chapters.length >= 3 && chapters.length <= 5)
        let last = -1
        for (const { at, name } of chapters) {
          assert.ok(at > last && at * 1000 < durationMs)
          assert.ok(name.ko && name.en)
          last = at
        }
        assert.equal(chapters[0].at, 0)
        assert.ok(alt.ko && alt.en)
      })
    })
  }
})
