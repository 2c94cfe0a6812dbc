import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'vite'

/** One import or re-export as it stands in a file. */
export interface Import {
  specifier: string
  /** The file it names, relative to the project; undefined for packages and Node's own modules. */
  file: string | undefined
  /** The room of `#room`, `#room/protocol` or `#room/client`. */
  room: string | undefined
  /** Erased before the program runs. */
  typeOnly: boolean
  /** `export * from`. */
  everything: boolean
}

/** A source file of the project, its path relative to the root, with `/`. */
export interface Source {
  path: string
  lines: number
  imports: readonly Import[]
}

const root = resolve(import.meta.dirname, '..')

/** The paths of all files that match, relative to the project, without what is built or installed. */
export function filesOf(patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: root, exclude: ['**/node_modules', '**/dist', 'bench/peers'] })
    .map(path => path.replaceAll('\\', '/'))
    .sort()
}

/** Reads a file and what it imports. Text that does not parse has no imports: the compiler reports it. */
export function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const lines = text.split('\n').length - 1
  if (!/\.(ts|tsx|mjs)$/.test(path)) return { path, lines, imports: [] }
  const { module } = parseSync(path, text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts', sourceType: 'module' })
  const statements = [
    ...module.staticImports.map(({ start, moduleRequest }) => ({ start, specifier: moduleRequest.value, all: false })),
    ...module.staticExports.flatMap(({ start, entries }) =>
      entries.flatMap(({ moduleRequest, importName, exportName }) => {
        const all = importName.kind === 'AllButDefault' && exportName.kind === 'None'
        return moduleRequest ? [{ start, specifier: moduleRequest.value, all }] : []
      }),
    ),
    ...module.dynamicImports.flatMap(({ start, moduleRequest }) => {
      const literal = /^(['"`])([^$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))
      return literal?.[2] ? [{ start, specifier: literal[2], all: false }] : []
    }),
  ]
  const imports = statements.map(({ start, specifier, all }) => ({
    specifier,
    ...target(path, specifier),
    typeOnly: /^(import|export)\s+type\b/.test(text.slice(start, start + 40)),
    everything: all,
  }))
  return { path, lines, imports }
}

function target(path: string, specifier: string): Pick<Import, 'file' | 'room'> {
  if (specifier.startsWith('.')) {
    const file = relative(root, resolve(root, dirname(path), specifier)).replaceAll('\\', '/')
    return { file, room: undefined }
  }
  const [, room, face] = /^#([^/]+)(?:\/(protocol|client))?$/.exec(specifier) ?? []
  if (!room) return { file: undefined, room: undefined }
  return { file: `src/${room}/${face ?? 'index'}.ts`, room }
}
