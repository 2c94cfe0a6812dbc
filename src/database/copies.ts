import { copyFile, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { TransferRefused } from './manifest.ts'

/** How much was copied. */
export interface Copied {
  files: number
  bytes: number
}

/**
 * Copies the files below `from` to `to` and has them on disk when done. A file that goes away meanwhile is left out. A
 * file that is in `to` already stays as it is, for a blob's name says what is in it; one of another size is refused.
 * If it fails, or `undo` is called later, what was copied is removed again.
 */
export async function copyFolder(
  from: string,
  to: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<Copied & { undo(): Promise<void> }> {
  const made: string[] = []
  const undo = async () => {
    for (const path of made) await rm(path, { force: true })
  }
  try {
    let bytes = 0
    let files = 0
    for await (const path of filesBelow(from)) {
      signal?.throwIfAborted()
      const size = await copyOne(path, join(to, relative(from, path)), made)
      if (size === undefined) continue
      bytes += size
      files += 1
    }
    return { files, bytes, undo }
  } catch (error) {
    await undo()
    throw error
  }
}

/** Counts the files below a folder; none where there is no folder. */
export async function measureFolder(folder: string): Promise<Copied> {
  const total = { files: 0, bytes: 0 }
  for await (const path of filesBelow(folder)) {
    total.files += 1
    total.bytes += (await stat(path)).size
  }
  return total
}

async function copyOne(from: string, to: string, made: string[]): Promise<number | undefined> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const there = await stat(to).catch(() => undefined)
  try {
    const { size } = await stat(from)
    if (there?.size === size) return size
    if (there !== undefined) throw new TransferRefused(`The file ${to} is there already and is another one.`)
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

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else if (entry.isFile()) yield path
  }
}
