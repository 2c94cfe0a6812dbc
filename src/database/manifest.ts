import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { nameOf } from './catalog.ts'

/** An export or an import that cannot be done. `message` is one sentence for the person who asked for it. */
export class TransferRefused extends Error {
  override name = 'TransferRefused'
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const Manifest = v.object({
  format: v.literal(1),
  doumi: v.string(),
  exportedAt: v.pipe(
    v.string(),
    v.isoTimestamp(),
    v.transform(text => new Date(text)),
  ),
  /** The epoch of the data in its old place. */
  epoch: v.string(),
  /** The hashes of the migrations the data has had, in order. */
  migrations: v.array(v.string()),
  tables: v.array(
    v.object({
      schema: v.string(),
      name: v.string(),
      columns: v.array(v.string()),
      rows: count,
      sha256: v.string(),
    }),
  ),
  sequences: v.array(v.object({ schema: v.string(), name: v.string(), value: v.string(), called: v.boolean() })),
  files: v.object({ count, bytes: count }),
})

/** What is in an export folder. It is written last: a folder without it is unfinished. */
export type Manifest = v.InferOutput<typeof Manifest>

/** Reads the manifest of an export folder. Refuses a folder that has none, or one of an unknown form. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined)
  if (text === undefined)
    throw new TransferRefused(`There is no finished export in ${folder}: it has no manifest.json.`)
  try {
    return v.parse(Manifest, JSON.parse(text))
  } catch (error) {
    throw new TransferRefused(`The manifest.json in ${folder} is broken, or of a newer Doumi.`, { cause: error })
  }
}

/** Writes the manifest, whole or not at all. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, 'manifest.json')
  await writeFile(`${path}.new`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
}

/** The file of a table in an export folder: its rows in the text form of COPY. */
export function tableFile(folder: string, table: { schema: string; name: string }): string {
  return join(folder, 'tables', `${nameOf(table)}.copy`)
}

/** The version of this program, from package.json. */
export async function programVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')
  return v.parse(v.object({ version: v.string() }), JSON.parse(text)).version
}
