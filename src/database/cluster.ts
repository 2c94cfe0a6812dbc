import { execFile } from 'node:child_process'
import { chown, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Site } from './site.ts'
import { DatabaseUnavailable } from './unavailable.ts'

const execute = promisify(execFile)

/** PostgreSQL's programs need no more of the environment; LC_ALL=C keeps the words they say English. */
export const plainEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** The database user of the built-in PostgreSQL; the socket's folder is the guard, so there is no password. */
export const ownUser = 'doumi'

/**
 * Makes the data of a new PostgreSQL, unless it is there already. It is made under another name and renamed when
 * whole, so a kill in between leaves nothing half. Refuses data of another major version.
 */
export async function ensureCluster(
  { home, data, binaries, runner }: Site,
  { durable, signal }: { durable: boolean; signal?: AbortSignal | undefined },
): Promise<void> {
  const found = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (found !== undefined) return checkMajor(found.trim(), { data, version: binaries.version })
  const half = `${data}.new`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  if (runner.owner !== undefined) await chown(half, runner.owner.uid, runner.owner.gid)
  const [program = '', ...rest] = [
    ...runner.prefix,
    join(binaries.native, 'bin', 'initdb'),
    ...['-D', half, '-U', ownUser, '--auth-local=trust', '--auth-host=reject'],
    ...['--locale-provider=builtin', '--locale=C.UTF-8', '--encoding=UTF8'],
    ...(durable ? [] : ['--no-sync']),
  ]
  try {
    await execute(program, rest, { ...runner.options, cwd: '/', env: plainEnvironment, ...(signal && { signal }) })
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    signal?.throwIfAborted()
    const said =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n').at(-1) : String(error)
    throw new DatabaseUnavailable(`The database could not be created in ${data}: ${said}`, { cause: error })
  }
  await rename(half, data)
  if (durable) await syncFolder(home)
}

function checkMajor(major: string, { data, version }: { data: string; version: string }): void {
  if (version.startsWith(`${major}.`)) return
  throw new DatabaseUnavailable(
    `The data in ${data} is of PostgreSQL ${major}, this Doumi brings ${version}; ` +
      'export it with the Doumi that wrote it and import it into an empty folder.',
  )
}

// A rename is certain only when its folder has reached the disk.
async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}
