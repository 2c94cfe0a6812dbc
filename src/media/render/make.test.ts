import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { AV_PIX_FMT_YUV420P, AVCOL_TRC_BT709 } from 'node-av/constants'
import * as v from 'valibot'
import { inChild } from '../child.ts'
import { sampleFilm, seeFilm } from '../film-samples.ts'
import { type MadeFilm, madeFilm } from './results.ts'

const files = await mkdtemp(join(tmpdir(), 'doumi-render-'))
after(() => rm(files, { recursive: true, force: true }))

const limits = { wallMs: 300_000, memoryBytes: 2 * 1024 ** 3 }
let named = 0
const film = (sample: Parameters<typeof sampleFilm>[1]) => sampleFilm(join(files, `${named++}.mp4`), sample)

async function make(path: string): Promise<MadeFilm> {
  const folder = join(files, `${named++}`)
  return v.parse(madeFilm, await inChild({ kind: 'make', path, folder }, { limits }))
}

/** Few frames, for only their order and their times are of interest; 4:2:2, for that is never left as it is. */
const camera = { width: 1280, height: 720, fps: 5, seconds: 5, format: 'yuv422p' }

test('key frames stand at the same times in every rung, two seconds from each other, and sound is in each', async () => {
  const made = await make(film(camera))
  const seen = made.rungs.map(rung => seeFilm(rung.path))
  assert.deepEqual(
    seen.map(({ width, height, keys, streams }) => ({ width, height, keys, streams })),
    [
      { width: 1280, height: 720, keys: [0, 2, 4], streams: 2 },
      { width: 640, height: 360, keys: [0, 2, 4], streams: 2 },
    ],
  )
  assert.deepEqual(seen[0]?.times, seen[1]?.times)
  assert.match(made.rungs[0]?.codecs.join() ?? '', /^avc1\.64[0-9a-f]{4},mp4a\.40\.2$/)
})

test('a film without sound, of odd size and in 4:4:4 is made even and 4:2:0', async () => {
  const { rungs } = await make(film({ width: 641, height: 361, format: 'yuv444p', sound: false, fps: 12, seconds: 2 }))
  const seen = seeFilm(rungs[0]!.path)
  assert.deepEqual([seen.width, seen.height, seen.streams, seen.format], [640, 360, 1, AV_PIX_FMT_YUV420P])
})

test('a film that lies on its side is turned', async () => {
  const { rungs, plan } = await make(film({ ...camera, turned: 90, seconds: 1 }))
  assert.deepEqual(
    rungs.map(({ path }) => seeFilm(path)).map(({ width, height }) => [width, height]),
    [
      [720, 1280],
      [360, 640],
    ],
  )
  assert.ok(plan.tiles.tileHeight > plan.tiles.tileWidth)
})

test('frames that come unevenly are spread evenly, and of 50 a second 25 remain', async () => {
  const uneven = await make(film({ ...camera, fps: 30, seconds: 2, isShown: n => n % 7 !== 3 && (n < 20 || n > 30) }))
  const fast = await make(film({ ...camera, fps: 50, seconds: 1 }))
  for (const made of [uneven, fast]) {
    const { num, den } = made.plan.fps
    const { times } = seeFilm(made.rungs.at(-1)!.path)
    const gaps = times.slice(1).map((at, n) => at - times[n]!)
    assert.ok(num / den >= 20 && num / den <= 25, `${num}/${den}`)
    assert.ok(
      gaps.every(gap => Math.abs(gap - den / num) < 0.002),
      gaps.join(),
    )
  }
})

test('HDR in 10 bit HEVC becomes 8 bit BT.709 in H.264', async () => {
  const hdr = {
    codec: 'hevc',
    format: 'yuv420p10le',
    isHdr: true,
    width: 640,
    height: 360,
    fps: 10,
    seconds: 2,
  } as const
  const made = await make(film(hdr))
  const seen = seeFilm(made.rungs[0]!.path)
  assert.deepEqual([seen.format, seen.transfer], [AV_PIX_FMT_YUV420P, AVCOL_TRC_BT709])
  assert.equal(made.playsEverywhere, false)
})

test('a source that fits is taken over bit by bit, and the other rungs have their key frames where it has its own', async () => {
  const path = film({ ...camera, format: 'yuv420p', bitrate: 2_000_000, seconds: 8, keySeconds: 2.4 })
  const { rungs } = await make(path)
  assert.deepEqual(
    rungs.map(({ plan }) => plan.isCopy),
    [true, false],
  )
  const [source, copy, smaller] = [path, rungs[0]!.path, rungs[1]!.path].map(seeFilm)
  assert.deepEqual(copy?.times, source?.times)
  assert.deepEqual(copy?.keys, source?.keys)
  assert.deepEqual(smaller?.keys, source?.keys)
})

test('a source whose groups are open, or whose key frames are far apart, is encoded', async () => {
  for (const how of [{ isOpenGop: true }, { keySeconds: 8 }]) {
    const { rungs } = await make(film({ ...camera, format: 'yuv420p', bitrate: 2_000_000, seconds: 8, ...how }))
    assert.deepEqual(
      rungs.map(({ plan }) => plan.isCopy),
      [false, false],
      JSON.stringify(how),
    )
  }
})

test('a film whose last picture stands for long is whole, and stands as long in every rung', async () => {
  const { rungs } = await make(film({ ...camera, seconds: 3, sound: false, still: 4 }))
  for (const { path } of rungs) {
    const last = seeFilm(path).times.at(-1) ?? 0
    assert.ok(last > 5.5 && last < 7.5, `${last}`)
  }
})

test('a picture that stands still for long takes no more memory than others', {
  skip: process.platform !== 'linux',
}, async () => {
  const sample = { ...camera, width: 1920, height: 1080, fps: 30, sound: false }
  const [moving, still] = [
    await peakOf(film({ ...sample, seconds: 2 })),
    await peakOf(standing({ ...sample, seconds: 6 })),
  ]
  assert.ok(still.peak - moving.peak < 80_000, `${moving.peak} KB, ${still.peak} KB`)
  assert.ok(still.atMs <= 2100, 'no place is behind the end that the film says it has')
})

/** A film of which the picture stands for six seconds, though its track says that it is two seconds long. */
function standing(sample: Parameters<typeof sampleFilm>[1]): string {
  const path = film({ ...sample, pause: { at: 90, seconds: 6 } })
  const bytes = readFileSync(path)
  const header = bytes.indexOf('mdhd') + 4
  bytes.writeUInt32BE(2 * bytes.readUInt32BE(header + 12), header + 16)
  writeFileSync(path, bytes)
  return path
}

/** The most memory that making a film took, in KB, and the last place in it that was told. */
async function peakOf(path: string): Promise<{ peak: number; atMs: number }> {
  let [pid, peak, atMs] = [0, 0, 0]
  const onStart = (child: { pid?: number | undefined }) => {
    pid = child.pid ?? 0
  }
  const onAt = (now: number) => {
    atMs = Math.max(atMs, now)
    const said = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    peak = Math.max(peak, Number(said?.[1]))
  }
  await inChild({ kind: 'make', path, folder: join(files, `${named++}`) }, { limits, onStart, onAt })
  return { peak, atMs }
}

test('a film that is cut off fails at the second where it ends, one that is damaged where it is', async () => {
  const path = film({ ...camera, seconds: 8 })
  const bytes = await readFile(path)
  await truncate(path, Math.floor(bytes.length / 2))
  await assert.rejects(make(path), ({ reason, atMs }) => reason === 'damaged' && atMs > 2500 && atMs < 5500)
  const broken = Buffer.from(bytes)
  for (let at = Math.floor(bytes.length / 3); at < bytes.length; at += 701) broken[at] = (broken[at]! + 77) % 256
  const second = join(files, 'broken.mp4')
  await writeFile(second, broken)
  await assert.rejects(make(second), ({ reason, atMs }) => reason === 'damaged' && atMs > 1000 && atMs < 5000)
})

test('a process that takes too long, too much memory or too much of the disk is ended, and so is one that is killed', async () => {
  const path = film({ ...camera, seconds: 10 })
  const folder = join(files, 'limited')
  const task = { kind: 'make', path, folder } as const
  const refused = (reason: string) => (thrown: { reason?: string }) => thrown.reason === reason
  await assert.rejects(inChild(task, { limits: { ...limits, wallMs: 800 } }), refused('too_slow'))
  await assert.rejects(inChild(task, { limits: { ...limits, memoryBytes: 1000 } }), refused('too_much_memory'))
  const outputBytes = { folder, most: 1000 }
  await assert.rejects(inChild(task, { limits: { ...limits, outputBytes } }), refused('too_much_output'))
  const onAt = () => process.kill(pid, 'SIGKILL')
  let pid = 0
  const onStart = (child: { pid?: number | undefined }) => {
    pid = child.pid ?? 0
  }
  await assert.rejects(inChild(task, { limits, onAt, onStart }), refused('interrupted'))
  const stop = new AbortController()
  const aborted = inChild(task, { limits, signal: stop.signal, onAt: () => stop.abort(new Error('enough')) })
  await assert.rejects(aborted, /enough/)
})

test('a process that says nothing is ended for its memory all the same, and one that talks nonsense ends nobody else', {
  skip: process.platform !== 'linux',
}, async () => {
  const task = { kind: 'make', path: film({ ...camera, seconds: 10 }), folder: join(files, 'silent') } as const
  const stopped = inChild(task, {
    limits: { wallMs: 10_000, memoryBytes: 1000 },
    onStart: child => void child.kill('SIGSTOP'),
  })
  await assert.rejects(stopped, ({ reason }) => reason === 'too_much_memory')
  const mad = inChild(task, {
    limits,
    onStart: child => void setTimeout(() => child.emit('message', { kind: 'what' })),
  })
  await assert.rejects(mad, ({ reason }) => reason === 'damaged')
})

test('the process has nothing of the environment, and lets others go first', {
  skip: process.platform !== 'linux',
}, async () => {
  let seen = ''
  let nice: number | undefined
  let outOfMemory = 0
  let pid = 0
  await inChild(
    { kind: 'make', path: film(camera), folder: join(files, 'quiet') },
    {
      limits,
      onStart: async child => {
        pid = child.pid ?? 0
        seen = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
      },
      onAt: () => {
        nice = getPriority(pid)
        outOfMemory = Number(readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8'))
      },
    },
  )
  assert.doesNotMatch(seen, /PATH|HOME|SECRET|DATABASE/)
  assert.equal(nice, 10)
  assert.equal(outOfMemory, 1000, 'it is the first to go where memory runs out')
})
