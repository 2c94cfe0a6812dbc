import { createHash } from 'node:crypto'
import { chmod, chown, lchown, lstat, mkdir, readdir, realpath, rename, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { type Binaries, copyBinaries, findBinaries } from './binaries.ts'
import type { Log } from './log.ts'
import { canRun, chooseRunner, type Runner } from './runner.ts'
import { DatabaseUnavailable } from './unavailable.ts'

/** Where the built-in PostgreSQL of one data folder lives, and how its programs run. */
export interface Site {
  /** The folder that holds `data`; on the same disk, so that a finished `data` can be renamed into place. */
  home: string
  data: string
  /** The folder of the socket, for us alone: who can enter it is let in without a password. */
  socket: string
  /** PostgreSQL's own log. */
  logFile: string
  binaries: Binaries
  runner: Runner
}

/** Prepares the folders of a data folder. Call it with the folder locked. */
export async function prepareSite(folder: string, { log }: { log: Log }): Promise<Site> {
  const real = await realpath(folder)
  const dataOwner = await stat(join(real, 'postgres')).catch(() => undefined)
  const runner = await chooseRunner({ dataOwner })
  const home = runner.owner === undefined ? real : await reachableHome(real, { runner, log })
  const site = { home, data: join(home, 'postgres'), socket: socketFolder(home), logFile: join(real, 'postgres.log') }
  await ownFolder(site.socket, runner)
  if (runner.owner !== undefined && dataOwner !== undefined && dataOwner.uid !== runner.owner.uid)
    await giveAway(site.data, runner.owner)
  return { ...site, runner, binaries: await reachableBinaries(home, { runner }) }
}

/**
 * The folder of the socket: below the data folder where that is short enough, else one in /tmp, named after the
 * data folder's real path so that every start finds the same. A socket's path may have 103 bytes on some systems.
 */
export function socketFolder(home: string): string {
  const near = join(home, 'socket')
  if (Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= 100) return near
  return `/tmp/doumi-${createHash('sha256').update(home).digest('hex').slice(0, 24)}`
}

async function ownFolder(folder: string, { owner }: Runner): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(folder)
  const ours = process.getuid?.()
  if (!found.isDirectory() || (ours !== undefined && found.uid !== ours && found.uid !== owner?.uid))
    throw new DatabaseUnavailable(`The folder ${folder} belongs to somebody else; remove it.`)
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid)
  await chmod(folder, 0o700)
}

// The runner's user is not ours. It must reach the data: in the data folder if all folders above let it pass, else in
// /var/lib, with a link in the data folder that shows the way.
async function reachableHome(real: string, { runner, log }: { runner: Runner; log: Log }): Promise<string> {
  const moved = join('/var/lib/doumi', createHash('sha256').update(real).digest('hex').slice(0, 24))
  const link = await lstat(join(real, 'postgres')).catch(() => undefined)
  if (link?.isSymbolicLink()) return moved
  await chmod(real, ((await stat(real)).mode & 0o777) | 0o011)
  if (await canRun(runner, ['test', '-x', real])) return real
  if (link !== undefined)
    throw new DatabaseUnavailable(
      `PostgreSQL may not run as root here and its user cannot enter ${real}; start Doumi as the owner of that folder.`,
    )
  await mkdir(moved, { recursive: true, mode: 0o711 })
  await symlink(join(moved, 'postgres'), join(real, 'postgres'))
  log.warn(`PostgreSQL's user cannot enter ${real}; the database is kept in ${moved}.`)
  return moved
}

async function reachableBinaries(home: string, { runner }: { runner: Runner }): Promise<Binaries> {
  const binaries = await findBinaries()
  const works = ({ native }: Binaries) => canRun(runner, [join(native, 'bin', 'postgres'), '--version'])
  if (await works(binaries)) return binaries
  const copy = runner.owner === undefined ? binaries : await copyBinaries(binaries, { to: join(home, 'programs') })
  if (await works(copy)) return copy
  throw new DatabaseUnavailable(
    'The built-in PostgreSQL does not start on this system (it needs glibc, which Alpine lacks); set DATABASE_URL.',
  )
}

async function giveAway(folder: string, owner: { uid: number; gid: number }): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true }))
    await lchown(join(folder, entry), owner.uid, owner.gid)
  await chown(folder, owner.uid, owner.gid)
}

/** Keeps PostgreSQL's log small: a large one makes way, and the one before it goes. */
export async function rotateLog({ logFile }: Site, { limitBytes = 10_000_000 } = {}): Promise<void> {
  const found = await stat(logFile).catch(() => undefined)
  if (found !== undefined && found.size > limitBytes) await rename(logFile, `${logFile}.old`)
}
