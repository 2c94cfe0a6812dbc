import { execFile, type SpawnOptions } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** How PostgreSQL's programs are started, for PostgreSQL refuses to run as root. */
export interface Runner {
  /** Programs put before PostgreSQL's own; they replace themselves by it, so its pid is that of the child. */
  prefix: string[]
  /** The user that must own the data, where that is another one than ours. */
  owner: { uid: number; gid: number } | undefined
  /** Set where the prefix does not change the user. */
  options: Pick<SpawnOptions, 'uid' | 'gid'>
}

const nobody = { uid: 65_534, gid: 65_534 }
// Linux tells the server when our process dies, even by SIGKILL, and it shuts down cleanly.
const dieWithUs = ['--pdeathsig', 'INT']

/**
 * Chooses how to run PostgreSQL for data of the given owner (undefined: no data yet).
 * A user runs it as itself. Root runs it in a user namespace without a mapping: there the user id is 65534, which
 * contents PostgreSQL, while the kernel still knows the owner of the files. Where that is refused, as in many
 * containers, or where somebody else owns the data, it runs as that owner or as nobody.
 */
export async function chooseRunner({
  dataOwner,
}: {
  dataOwner: { uid: number; gid: number } | undefined
}): Promise<Runner> {
  if (process.getuid?.() !== 0) {
    const prefix = ['setpriv', ...dieWithUs, '--']
    return { prefix: (await userIdBy(prefix)) === undefined ? [] : prefix, owner: undefined, options: {} }
  }
  const strange = dataOwner !== undefined && dataOwner.uid !== 0
  if (!strange) {
    const prefix = ['unshare', '--user', '--', 'setpriv', ...dieWithUs, '--']
    const uid = await userIdBy(prefix)
    if (uid !== undefined && uid !== 0) return { prefix, owner: undefined, options: {} }
  }
  const owner = strange ? dataOwner : nobody
  const ids = ['--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups']
  const prefix = ['setpriv', ...ids, ...dieWithUs, '--']
  if ((await userIdBy(prefix)) === owner.uid) return { prefix, owner, options: {} }
  return { prefix: [], owner, options: owner }
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
