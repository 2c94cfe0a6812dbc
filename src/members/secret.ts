import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret that signs the cookies of this installation: 32 random bytes as base64url, in `<folder>/secret`, readable
 * by its owner alone. Made at the first start; programs that start together get the same one. Refuses a file that
 * holds something else.
 */
export async function readSecret(folder: string): Promise<string> {
  const path = join(folder, 'secret')
  const secret = (await readIfThere(path)) ?? (await makeSecret(folder, path))
  if (!/^[A-Za-z0-9_-]{43}$/.test(secret)) {
    throw new Error(
      `${path} does not hold a secret. Put the right file back, or remove it: everybody is signed out then.`,
    )
  }
  if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600)
  return secret
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Written aside and then linked, so that nobody reads half of it and the first of several programs wins. */
async function makeSecret(folder: string, path: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const aside = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(aside, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    await link(aside, path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    })
  } finally {
    await rm(aside, { force: true })
  }
  return (await readFile(path, 'utf8')).trim()
}
