import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { build, type Rolldown, type UserConfig } from 'vite'
import { parts } from '../vite.config.ts'
import { forgetBuild } from './build.ts'
import { say, seconds } from './install.mjs'

const lifeline = new URL('./lifeline.mjs', import.meta.url).href
const args = ['--import', lifeline, 'src/main.ts', ...process.argv.slice(3)]
const building = new Set<string>()
const failing = new Set<string>()
let program: ChildProcess | undefined
let turn = Promise.resolve()
let pause: NodeJS.Timeout | undefined

forgetBuild()
const watchers: Rolldown.RolldownWatcher[] = []
for (const [part, config] of Object.entries(parts)) watchers.push(await watchBuild(part, config))
// The builds see what they bundle; what Node runs unbuilt is seen here.
const sources = watch('src', { recursive: true }, (_, file) => {
  if (file?.endsWith('.ts') && !file.endsWith('.test.ts')) restartSoon()
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close())

/** Builds again on every change of what it bundles. */
async function watchBuild(part: string, config: UserConfig): Promise<Rolldown.RolldownWatcher> {
  building.add(part)
  const result = await build({
    ...config,
    configFile: false,
    build: { ...config.build, minify: false, sourcemap: true, watch: {} },
  })
  if (!('on' in result)) throw new Error('The build did not stay to watch.')
  result.on('event', event => {
    if (event.code === 'START') building.add(part)
    if (event.code === 'ERROR') {
      failing.add(part)
      say(`The ${part} build failed, as said above; the program goes on as it was.`)
    }
    if (event.code === 'BUNDLE_END') failing.delete(part)
    if (event.code !== 'END' && event.code !== 'ERROR') return
    building.delete(part)
    restartSoon()
  })
  return result
}

/** One restart for all changes that come within a moment of each other, and none while something is built. */
function restartSoon(): void {
  clearTimeout(pause)
  pause = setTimeout(() => {
    if (building.size > 0 || failing.size > 0) return
    turn = turn.then(restart)
  }, 150)
}

async function restart(): Promise<void> {
  const began = Date.now()
  if (program) {
    await stop()
    say(`Changed; stopped in ${seconds(began)}, starting again ...`)
  }
  start()
}

function start(): void {
  const started = spawn(process.execPath, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, DOUMI_DEV: '1' },
    detached: process.platform !== 'win32',
  })
  program = started
  started.once('exit', code => {
    if (program !== started) return
    program = undefined
    say(`The program stopped${code ? ` with ${code}` : ''}; a change starts it again.`)
  })
}

async function stop(): Promise<void> {
  const running = program
  if (!running) return
  program = undefined
  const ended = once(running, 'exit')
  running.kill('SIGTERM')
  const killer = setTimeout(() => running.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(killer)
}

async function close(): Promise<void> {
  clearTimeout(pause)
  sources.close()
  await turn
  await Promise.all([stop(), ...watchers.map(watcher => watcher.close())])
}
