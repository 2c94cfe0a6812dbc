import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { TransferRefused } from './manifest.ts'

/** How much was copied. */
export interface Copied {
  count: number
  bytes: number
}

/** What to copy: files and whole folders, by their names in `from`. */
export interface Copying {
  from: string
  to: string
  names: readonly string[]
  /** Gives up. */
  signal?: AbortSignal | undefined
}

/**
 * Copies files and has them on disk when done. A file that goes away meanwhile is left out; the same file that is in
 * `to` already is left alone, and another one under its name is refused. If it fails, or `undo` is called later, what
 * was copied is removed again.
 */
export async function copyFiles({ from, to, names, signal }: Copying): Promise<Copied & { undo(): Promise<void> }> {
  const made: string[] = []
  const undo = async () => {
    for (const path of made) await rm(path, { force: true })
  }
  try {
    const total = { count: 0, bytes: 0 }
    for await (const path of filesIn(from, names)) {
      signal?.throwIfAborted()
      const size = await copyOne(path, join(to, relative(from, path)), made)
      if (size === undefined) continue
      total.count += 1
      total.bytes += size
    }
    return { ...total, undo }
  } catch (error) {
    await undo()
    throw error
  }
}

/** Counts files, as `copyFiles` would. */
export async function measureFiles({ from, names }: Pick<Copying, 'from' | 'names'>): Promise<Copied> {
  const total = { count: 0, bytes: 0 }
  for await (const path of filesIn(from, names)) {
    total.count += 1
    total.bytes += (await stat(path)).size
  }
  return total
}

async function copyOne(from: string, to: string, made: string[]): Promise<number | undefined> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  try {
    const { size } = await stat(from)
    if (await exists(to)) {
      if (await isSame(from, to)) return size
      throw new TransferRefused(`The file ${to} is there already and holds something else.`)
    }
    made.push(to)
    await copyFile(from, to)
    await using copy = await open(to, 'r+')
    await copy.sync()
    return (await copy.stat()).size
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    return undefined
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

async function isSame(one: string, other: string): Promise<boolean> {
  if ((await stat(one)).size !== (await stat(other)).size) return false
  const [first, second] = await Promise.all([one, other].map(hashOf))
  return first === second
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function* filesIn(folder: string, names: readonly string[]): AsyncGenerator<string> {
  for (const name of names) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile()) yield path
    else if (found?.isDirectory()) yield* filesIn(path, await readdir(path))
  }
}
