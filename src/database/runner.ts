import { execFile, type SpawnOptions } from 'node:child_process'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Who owns files. */
export interface Owner {
  uid: number
  gid: number
}

/** How PostgreSQL's programs are started, for PostgreSQL refuses to run as root. */
export interface Runner {
  /** Programs put before PostgreSQL's own; they replace themselves by it, so its pid is that of the child. */
  prefix: string[]
  /** The user that must own the data, where that is another one than ours. */
  owner: Owner | undefined
  /** Set where the prefix does not change the user. */
  options: Pick<SpawnOptions, 'uid' | 'gid'>
}

const nobody = { uid: 65_534, gid: 65_534 }
// Linux tells the server when our process dies, even by SIGKILL, and it shuts down cleanly.
const dieWithUs = ['--pdeathsig', 'INT']

/**
 * Chooses how to run PostgreSQL for data of the given owner (undefined: no data yet).
 * A user runs it as itself. Root runs it in a user namespace without a mapping: there the user id is 65534, which
 * contents PostgreSQL, while the kernel still knows the owner of the files. So does a user that has no name, as some
 * containers have it, for PostgreSQL wants one. Where namespaces are refused to root, as in many containers, or where
 * somebody else owns the data, it runs as that owner or as nobody.
 */
export async function chooseRunner({ dataOwner }: { dataOwner: Owner | undefined }): Promise<Runner> {
  const isRoot = process.getuid?.() === 0
  const own = !isRoot || dataOwner === undefined || dataOwner.uid === 0
  const outside = ['setpriv', ...dieWithUs, '--']
  const inside = ['unshare', '--user', '--', ...outside]
  if (own && (isRoot || !hasName()) && ((await userIdBy(inside)) ?? 0) !== 0)
    return { prefix: inside, owner: undefined, options: {} }
  if (!isRoot) return { prefix: (await userIdBy(outside)) === undefined ? [] : outside, owner: undefined, options: {} }
  const owner = own ? nobody : dataOwner
  const ids = ['--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups']
  const changing = ['setpriv', ...ids, ...dieWithUs, '--']
  if ((await userIdBy(changing)) === owner.uid) return { prefix: changing, owner, options: {} }
  return { prefix: [], owner, options: owner }
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/** Whether the runner's user can do what `command` does, told by its exit code. */
export async function canRun(runner: Runner, command: string[]): Promise<boolean> {
  const [program = '', ...rest] = [...runner.prefix, ...command]
  return execute(program, rest, { ...runner.options, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

async function userIdBy([program = '', ...rest]: string[]): Promise<number | undefined> {
  try {
    const { stdout } = await execute(program, [...rest, 'id', '-u'], { cwd: '/' })
    return Number.parseInt(stdout, 10)
  } catch {
    return undefined
  }
}
