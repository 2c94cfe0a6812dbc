import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { say, seconds } from './install.mjs'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, 'made-from')
/** Everything that can change what the build makes. */
const inputs = ['src/**/*', 'vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']

/** Builds the pages, unless dist/ was made from the very sources that are there. False, and said why, if it cannot. */
export async function ensureBuilt(): Promise<boolean> {
  const sources = hashOfSources()
  const outputs = [
    'client/.vite/manifest.json',
    'desk-client/.vite/manifest.json',
    'server/web.js',
    'server/desk.js',
    'server/ui.js',
  ]
  if (outputs.every(file => existsSync(join(dist, file))) && readStamp() === sources) return true
  const started = Date.now()
  say('Building the pages ...')
  try {
    await build()
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
    return false
  }
  writeFileSync(stamp, sources)
  say(`  built in ${seconds(started)}`)
  return true
}

/** Says that dist/ no longer matches any sources; who builds by other means calls it first. */
export function forgetBuild(): void {
  rmSync(stamp, { force: true })
}

/** Builds beside the old files and then takes their place, so that a running server is never without them. */
async function build(): Promise<void> {
  const [{ build }, { parts }] = await Promise.all([import('vite'), import('../vite.config.ts')])
  const fresh = join(dist, `making-${process.pid}`)
  try {
    for (const [part, config] of Object.entries(parts)) {
      await build({ ...config, configFile: false, build: { ...config.build, outDir: join(fresh, part) } })
    }
    forgetBuild()
    for (const part of Object.keys(parts)) {
      const old = join(fresh, `old-${part}`)
      mkdirSync(dist, { recursive: true })
      if (existsSync(join(dist, part))) renameSync(join(dist, part), old)
      renameSync(join(fresh, part), join(dist, part))
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const files = globSync(inputs, { cwd: root, withFileTypes: true, exclude: ['**/*.test.ts'] })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function readStamp(): string | undefined {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined
}
