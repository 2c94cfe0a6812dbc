// Plain JavaScript for Node 20: it runs before the Node that this project pins is there.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const packageFolder = join(root, 'node_modules', 'node')

/** The Node that the lock file pins, an npm package like any other. */
export const pinnedNode = join(packageFolder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Prints one line of progress. To standard error: standard output belongs to the command. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/**
 * Installs exactly what package-lock.json says, unless it is there already; then makes sure that the pinned Node
 * runs. `development` also wants what only checks and tests use. Throws an Error with one sentence.
 */
export async function ensureInstalled({ development }) {
  await ensurePackages(root, { development })
  if (isPinned() || answersAsPinned()) return
  const started = Date.now()
  say('Installing Node for this folder, as npm was told to run no install scripts ...')
  spawnSync(outerNode(), ['installArchSpecificPackage.js'], { cwd: packageFolder, stdio: ['ignore', 2, 2] })
  linkNode()
  if (!answersAsPinned()) throw new Error(`The npm package "node" did not bring a Node that runs here: ${pinnedNode}`)
  say(`  installed in ${seconds(started)}`)
}

/** Installs exactly what the lock file of a folder says, unless it is there. Throws an Error with one sentence. */
export async function ensurePackages(folder, { development }) {
  const wanted = readPackages(join(folder, 'package-lock.json'))
  if (!wanted) throw new Error(`${join(folder, 'package-lock.json')} cannot be read; get it back from git.`)
  const there = readPackages(join(folder, 'node_modules', '.package-lock.json'))
  if (there && isAsLocked(there, { wanted, development })) return
  const modules = join(folder, 'node_modules')
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Error(`${modules} is a link, and an install would empty the folder it leads to; remove the link.`)
  const started = Date.now()
  say(`Installing packages, exactly what ${relative(root, join(folder, 'package-lock.json'))} says ...`)
  await npmCi(folder, { development })
  say(`  installed in ${seconds(started)}`)
}

/**
 * Compares what npm noted about node_modules with the lock file, both as "packages" by path. What is optional may be
 * missing: most of it is for other systems.
 */
export function isAsLocked(there, { wanted, development }) {
  if (Object.keys(there).some(path => !wanted[path])) return false
  return Object.entries(wanted).every(([path, { version, integrity, optional, dev, devOptional }]) => {
    const found = there[path]
    if (path === '') return true
    if (!found) return optional || (!development && (dev || devOptional))
    return found.version === version && found.integrity === integrity
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

async function npmCi(folder, { development }) {
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', development ? '--include=dev' : '--omit=dev']
  const npm = process.env.npm_execpath
  const command = npm?.endsWith('.js') ? [outerNode(), npm, ...args] : ['npm', ...args]
  const started = Date.now()
  const child = spawn(command[0], command.slice(1), {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command[0] === 'npm',
    // node-av would fetch an ffmpeg program that nothing here uses.
    env: { ...process.env, SKIP_FFMPEG: 'true' },
  })
  const heartbeat = setInterval(() => say(`  still installing, ${seconds(started)}`), 10_000)
  const code = await new Promise((settle, fail) => child.on('error', fail).on('close', settle))
  clearInterval(heartbeat)
  if (code !== 0) throw new Error('npm could not install the packages; its message is above. Then run the same again.')
}

/** The Node that runs npm; our own is replaced while npm works. */
function outerNode() {
  const outer = process.env.npm_node_execpath
  return outer && existsSync(outer) ? outer : process.execPath
}

/** Whether this very process already runs on the pinned Node. */
export function isPinned() {
  return process.version === `v${pinnedVersion()}`
}

function answersAsPinned() {
  return spawnSync(pinnedNode, ['--version'], { encoding: 'utf8' }).stdout?.trim() === `v${pinnedVersion()}`
}

/** npm links only programs that are there when it installs; scripts find `node` by this link. */
function linkNode() {
  const link = join(root, 'node_modules', '.bin', 'node')
  if (process.platform !== 'win32' && !existsSync(link)) symlinkSync(join('..', 'node', 'bin', 'node'), link)
}

function pinnedVersion() {
  return JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version
}

/** How long ago `started` was, for people: "3.2 s". */
export function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`
}
