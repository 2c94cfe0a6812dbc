import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { note } from './frame/output.ts'
import type { Bench } from './frame/result.ts'
import { cameraFilm } from './transcode/source.ts'
import { type Cost, ffmpegPass, ourPass } from './transcode/ways.ts'

const demo = resolve(import.meta.dirname, '../demo/films/lantern.mp4')

/**
 * A film of 1080p at 30 frames a second made into 1080, 720 and 360, by the program and by the ffmpeg command with the
 * same settings, in turn. What counts is processor time, all of a process, starting included; the better round counts.
 */
export const run: Bench = async ({ quick }) => {
  const seconds = quick ? 5 : 18
  const folder = await mkdtemp(join(tmpdir(), 'doumi-transcode-'))
  try {
    const path = join(folder, 'camera.mp4')
    note(`Making a film of ${seconds} seconds ...`)
    await cameraFilm(path, { from: demo, seconds })
    const ours: Cost[] = []
    const theirs: Cost[] = []
    for (let round = 0; round < (quick ? 1 : 2); round++) {
      ours.push(await ourPass(path, join(folder, `ours-${round}`)))
      const peer = await ffmpegPass(path, join(folder, `ffmpeg-${round}`))
      if (peer) theirs.push(peer)
      note(`ours ${line(ours.at(-1))}; ffmpeg ${line(peer)}`)
    }
    const [best, peer] = [least(ours), least(theirs)]
    if (best === undefined) throw new Error('nothing was measured')
    const shown = { filmSeconds: seconds, ...rounded(best), timesRealTime: round(seconds / best.wallSeconds) }
    if (peer === undefined) return { ours: shown, peers: { ffmpeg: { missing: 'apt-get install ffmpeg' } } }
    return {
      ours: shown,
      peers: { ffmpeg: rounded(peer) },
      ratio: {
        ffmpeg: round(peer.cpuSeconds / best.cpuSeconds),
        ffmpegByWall: round(peer.wallSeconds / best.wallSeconds),
      },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function least(costs: readonly Cost[]): Cost | undefined {
  return costs.toSorted((a, b) => a.cpuSeconds - b.cpuSeconds)[0]
}

function line(cost: Cost | undefined): string {
  return cost === undefined ? 'is not installed' : `${cost.cpuSeconds.toFixed(1)} CPU-seconds`
}

function rounded({ cpuSeconds, wallSeconds, mostBytes }: Cost) {
  return { cpuSeconds: round(cpuSeconds), wallSeconds: round(wallSeconds), mostMegabytes: Math.round(mostBytes / 1e6) }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
