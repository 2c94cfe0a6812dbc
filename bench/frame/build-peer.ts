import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { plainEnvironment } from '../../scripts/program.ts'
import { note } from './output.ts'
import { peersFolder } from './peers.ts'

const root = resolve(import.meta.dirname, '../..')

/** How a peer is built: its folder in bench/peers, what Node runs in it, and what else it is made from. */
export interface PeerBuild {
  folder: string
  command: readonly string[]
  /** Patterns of files, from the root. */
  sources: readonly string[]
}

/** Builds a peer into its folder build/, unless it was built from the very sources that are there. */
export function ensurePeerBuilt({ folder, command, sources }: PeerBuild): void {
  const cwd = join(peersFolder, folder)
  const own = [`bench/peers/${folder}/*.*`, `bench/peers/${folder}/{src,app}/**`, 'bench/peers/package-lock.json']
  const made = hashOf([...own, ...sources])
  const stamp = join(cwd, 'build', '.made-from')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return
  note(`Building ${folder} ...`)
  const env = { ...plainEnvironment(process.env), NODE_ENV: undefined }
  const { status, stdout, stderr, error } = spawnSync(process.execPath, command, { cwd, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${folder} could not be built: ${error?.message ?? ''}\n${stdout}${stderr}`)
  writeFileSync(stamp, made)
}

function hashOf(patterns: readonly string[]): string {
  const hash = createHash('sha256')
  const files = globSync(patterns, { cwd: root, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}
