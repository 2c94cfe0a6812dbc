import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { cpuSeconds, residentBytes } from '../frame/processes.ts'

/** What one pass over a film cost. */
export interface Cost {
  cpuSeconds: number
  wallSeconds: number
  mostBytes: number
}

const child = resolve(import.meta.dirname, '../../src/media/render/child.ts')
const steps = [
  { size: '1920:1080', rate: '5000k', buffer: '9000k' },
  { size: '1280:720', rate: '2800k', buffer: '5000k' },
  { size: '640:360', rate: '800k', buffer: '1400k' },
]

/** The program's own process for films, as the shop starts it: three rungs with sound, and the storyboard. */
export async function ourPass(path: string, folder: string): Promise<Cost> {
  const began = Date.now()
  const made = fork(child, { env: {}, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const pid = made.pid ?? 0
  const done = new Promise<void>((settle, refuse) => {
    made.on('message', (told: { kind: string }) => {
      if (told.kind === 'done') settle()
      else if (told.kind === 'fault' || told.kind === 'broken') refuse(new Error(JSON.stringify(told)))
    })
    made.on('exit', () => refuse(new Error('the process for films ended')))
  })
  made.send({ kind: 'make', path, folder })
  const memory = watchMemory(pid)
  try {
    await done
    return { cpuSeconds: cpuSeconds(pid), wallSeconds: (Date.now() - began) / 1000, mostBytes: memory.most() }
  } finally {
    memory.end()
    made.kill('SIGKILL')
  }
}

/** The ffmpeg command with the same sizes, rates, preset, key frames, segments and sound; undefined where it is missing. */
export async function ffmpegPass(path: string, folder: string): Promise<Cost | undefined> {
  await mkdir(folder, { recursive: true })
  const began = Date.now()
  const made = spawn('nice', ['-n', '10', 'ffmpeg', ...ffmpegArguments(path, folder)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  made.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000)
  })
  const memory = watchMemory(made.pid ?? 0)
  const [code] = await once(made, 'close').finally(memory.end)
  const [, user, system] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(said) ?? []
  if (code === 127 || /No such file or directory/.test(said)) return undefined
  if (code !== 0 || user === undefined) throw new Error(`ffmpeg failed: ${said}`)
  const wallSeconds = (Date.now() - began) / 1000
  return { cpuSeconds: Number(user) + Number(system), wallSeconds, mostBytes: memory.most() }
}

function ffmpegArguments(path: string, folder: string): string[] {
  const names = steps.map((_, n) => `[s${n}]`).join('')
  const sizes = steps.map(({ size }, n) => `[s${n}]scale=${size}:flags=bicubic,format=yuv420p[v${n}]`).join(';')
  const sounds = steps.map((_, n) => `[a${n}]`).join('')
  const graph = `[0:v]fps=30,split=3${names};${sizes};[0:a]aresample=48000,asplit=3${sounds}`
  const outputs = steps.flatMap(({ rate, buffer }, n) => [
    ...['-map', `[v${n}]`, '-map', `[a${n}]`, '-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high'],
    ...['-crf', '23', '-maxrate', rate, '-bufsize', buffer],
    ...['-x264-params', 'keyint=60:min-keyint=60:scenecut=0:open-gop=0', '-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
    ...['-movflags', '+frag_keyframe+delay_moov+default_base_moof+global_sidx', '-min_frag_duration', '3500000'],
    `${folder}/${n}.mp4`,
  ])
  return ['-v', 'info', '-nostats', '-benchmark', '-y', '-i', path, '-filter_complex', graph, ...outputs]
}

function watchMemory(pid: number): { most(): number; end(): void } {
  let most = 0
  const timer = setInterval(() => {
    try {
      most = Math.max(most, residentBytes(pid))
    } catch {
      // It is gone already.
    }
  }, 200)
  return { most: () => most, end: () => clearInterval(timer) }
}
