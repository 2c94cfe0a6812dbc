import { readdir, readFile, readlink, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { ownUser } from './cluster.ts'
import type { Site } from './site.ts'
import { codeOf } from './unavailable.ts'

/** How a server answered: it serves, it is starting or stopping, or nobody is there. */
export type Answer = 'serves' | 'busy' | 'silent'

/** The connection to a database of the server on a socket. */
export function socketConnection(socket: string, database: string): pg.PoolConfig & { host: string } {
  return { host: socket, port: 5432, user: ownUser, database }
}

/** Asks the server on the site's socket whether it serves the site's data. */
export async function ask({ socket, data }: Site): Promise<Answer> {
  const client = new pg.Client({ ...socketConnection(socket, 'postgres'), connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data: string }>(`select current_setting('data_directory') as data`)
    return rows[0]?.data === data ? 'serves' : 'silent'
  } catch (error) {
    return codeOf(error).startsWith('57P') ? 'busy' : 'silent'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The pid in the first line of postmaster.pid; undefined where there is none. */
export async function readPid({ data }: Site): Promise<number | undefined> {
  const text = await readFile(pidFile(data), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return pid > 0 ? pid : undefined
}

/** Whether the process is the server of this data, and not another one that got its pid, or what is left of it. */
export async function isServer(pid: number, { data }: Site): Promise<boolean> {
  if (process.platform === 'linux') return (await workingFolder(pid)) === data
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/**
 * Puts a pid that no process can have into a postmaster.pid that names a process which is none of PostgreSQL's: a pid
 * of a killed server that was given out again, as happens at once in a container, would refuse every start. The file
 * stays, for its last lines let PostgreSQL find out for itself whether the shared memory is still in use. Done only
 * with the proof that no process works on this data, which only Linux can give. Tells whether it was done.
 */
export async function forgetReusedPid(site: Site): Promise<boolean> {
  const pid = await readPid(site)
  if (process.platform !== 'linux' || pid === undefined || (await anyoneWorksOn(site))) return false
  const text = await readFile(pidFile(site.data), 'utf8')
  await writeFile(pidFile(site.data), text.replace(/^\d+/, '2147483646'))
  return true
}

function pidFile(data: string): string {
  return join(data, 'postmaster.pid')
}

// All processes of a server have its data as their working folder. A few processes hide theirs: other users' are none of
// PostgreSQL's here, for its user owns the data, and that is ours unless we are root; of our own the name has to do.
async function anyoneWorksOn({ data }: Site): Promise<boolean> {
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const folder = await workingFolder(pid)
    if (folder === data || (folder === 'hidden' && (await isOurPostgres(pid)))) return true
  }
  return false
}

async function isOurPostgres(pid: string): Promise<boolean> {
  const owner = await stat(`/proc/${pid}`).catch(() => undefined)
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
  return owner?.uid === process.getuid?.() && name.startsWith('postgres')
}

async function workingFolder(pid: number | string): Promise<string | undefined> {
  return readlink(`/proc/${pid}/cwd`).catch((error: NodeJS.ErrnoException) =>
    error.code === 'EACCES' ? 'hidden' : undefined,
  )
}
