import { execFile } from 'node:child_process'
import { chown, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Log } from './log.ts'
import type { Site } from './site.ts'
import { DatabaseUnavailable } from './unavailable.ts'

const execute = promisify(execFile)

/** All that PostgreSQL's programs get of our environment; LC_ALL=C keeps the words they say English. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

/** The database user of the built-in PostgreSQL; the socket's folder is the guard, so there is no password. */
export const ownUser = 'doumi'

/**
 * Makes the data of a new PostgreSQL, unless it is there already. It is made under another name and renamed when
 * whole, so a kill in between leaves nothing half. Refuses data of another major version.
 */
export async function ensureCluster(
  { home, data, binaries, runner }: Site,
  { log, durable, signal }: { log: Log; durable: boolean; signal?: AbortSignal | undefined },
): Promise<void> {
  const found = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (found !== undefined) return checkMajor(found.trim(), { data, version: binaries.version })
  log.info(`Creating the database in ${data}.`)
  await sweepHalves(home)
  const half = await mkdtemp(`${data}.new-`)
  if (runner.owner !== undefined) await chown(half, runner.owner.uid, runner.owner.gid)
  const [program = '', ...rest] = [
    ...runner.prefix,
    join(binaries.native, 'bin', 'initdb'),
    ...['-D', half, '-U', ownUser, '--auth-local=trust', '--auth-host=reject'],
    ...['--locale-provider=builtin', '--locale=C.UTF-8', '--encoding=UTF8'],
    ...(durable ? [] : ['--no-sync']),
  ]
  try {
    await execute(program, rest, { ...runner.options, cwd: '/', env: plainEnvironment(), ...(signal && { signal }) })
  } catch (error) {
    await rm(half, { recursive: true, force: true }).catch(() => undefined)
    signal?.throwIfAborted()
    const said =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : String(error)
    throw new DatabaseUnavailable(`The database could not be created in ${data}: ${said}`, { cause: error })
  }
  await rename(half, data).catch(async error => {
    await rm(half, { recursive: true, force: true })
    throw new DatabaseUnavailable(`The folder ${data} holds something that is no database; move it away.`, {
      cause: error,
    })
  })
  if (durable) await syncFolder(home)
}

function checkMajor(major: string, { data, version }: { data: string; version: string }): void {
  if (version.startsWith(`${major}.`)) return
  throw new DatabaseUnavailable(
    `The data in ${data} is of PostgreSQL ${major}, this Doumi brings ${version}; ` +
      'export it with the Doumi that wrote it and import it into an empty folder.',
  )
}

// What a killed start left. Its initdb may still be at work there for a moment, so a new one has another name, and what
// cannot be removed now goes next time.
async function sweepHalves(home: string): Promise<void> {
  for (const name of (await readdir(home)).filter(each => each.startsWith('postgres.new-')))
    await rm(join(home, name), { recursive: true, force: true }).catch(() => undefined)
}

// A rename is certain only when its folder has reached the disk.
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}
