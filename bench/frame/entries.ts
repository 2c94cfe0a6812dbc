import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** The names that can be run: the files of a folder, without the one that runs them. */
export function entriesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'run.ts')
      .map(file => file.slice(0, -'.ts'.length))
      .sort()
  } catch {
    return []
  }
}

/**
 * Loads what an entry exports as `run`; it is trusted to have the type that the frame asks for. Where there is no such
 * entry it says which there are, sets exit code 2 and gives undefined.
 */
export async function loadEntry<Run>(
  name: string | undefined,
  { kind, folder }: { kind: string; folder: string },
): Promise<Run | undefined> {
  const names = entriesIn(folder)
  if (name !== undefined && names.includes(name)) {
    const entry: { run?: Run } = await import(`${pathToFileURL(folder)}/${name}.ts`)
    if (typeof entry.run !== 'function') throw new Error(`${kind} ${name} exports no function "run".`)
    return entry.run
  }
  const all = names.length > 0 ? `there are: ${names.join(', ')}` : 'there are none yet'
  process.stderr.write(`${name === undefined ? `Name a ${kind}` : `There is no ${kind} "${name}"`}; ${all}.\n`)
  process.exitCode = 2
  return undefined
}
