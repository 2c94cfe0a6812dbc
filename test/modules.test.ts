import assert from 'node:assert/strict'
import { builtinModules } from 'node:module'
import { test } from 'node:test'
import { filesOf, readSource, type Source } from './imports.ts'

/** The rooms, top to bottom. An import points down. */
const stairs = ['web', 'desk', 'chat', 'shop', 'media', 'members', 'ui', 'bus', 'edge', 'language', 'database']
/** The rooms that have markup. */
const rendering = ['web', 'desk', 'ui']
/** Where the browser begins to load. */
const entries = ['src/web/client.ts', 'src/web/stage/client.ts', 'src/desk/client.ts']
/** The packages that may be sent to a browser. */
const browserPackages = [
  'preact',
  '@preact/signals',
  'valibot',
  'idb-keyval',
  'es-hangul',
  'hls.js',
  'media-chrome',
  'pretendard',
]
/** Names that attract everything and say nothing. */
const vague = /^(utils?|helpers?|commons?|services?|managers?|misc|lib)$/i
const longest = 350

const sources = filesOf(['{src,test,bench,scripts,demo}/**/*.{ts,tsx,mjs,css}', '*.ts']).map(readSource)
const byPath = new Map(sources.map(source => [source.path, source]))

function roomOf(path: string): string | undefined {
  return /^src\/([^/]+)\//.exec(path)?.[1]
}

/** Tests, and what only tests import. */
function isForTests(path: string, trail: readonly string[] = []): boolean {
  if (path.endsWith('.test.ts') || trail.includes(path)) return true
  const importers = sources.filter(({ imports }) => imports.some(({ file }) => file === path))
  return importers.length > 0 && importers.every(importer => isForTests(importer.path, [...trail, path]))
}

function holds(problems: readonly string[]): void {
  Error.stackTraceLimit = 0
  assert.ok(problems.length === 0, `\n${problems.join('\n')}`)
}

/** What is wrong with every import, by one judgement. */
function judge(judgement: (source: Source, one: Source['imports'][number]) => string | undefined | false): string[] {
  return sources.flatMap(source =>
    source.imports.flatMap(one => {
      const reason = judgement(source, one)
      return reason ? [`${source.path} imports ${one.specifier}: ${reason}`] : []
    }),
  )
}

test('every folder of src is a room on the stairs', () => {
  const rooms = new Set(sources.flatMap(({ path }) => roomOf(path) ?? []))
  holds([...rooms].filter(room => !stairs.includes(room)).map(room => `src/${room} is not in the list of rooms`))
})

test('imports between rooms point down the stairs', () => {
  holds(
    judge(({ path }, { room }) => {
      const from = roomOf(path)
      if (!room || !from) return
      if (room === from) return !isForTests(path) && 'inside a room, files are imported by ./file.ts'
      return stairs.indexOf(room) < stairs.indexOf(from) && `${room} is above ${from}`
    }),
  )
})

test('nobody imports past the face of a room', () => {
  holds(
    judge(({ path }, { specifier, file, room }) => {
      if (specifier.startsWith('#') && !room) return 'a room has only #room, #room/protocol and #room/client'
      if (room || !file || file.endsWith('.css')) return
      const from = roomOf(path)
      if (from && !file.startsWith(`src/${from}/`)) {
        return !(isForTests(path) && !file.startsWith('src/')) && 'it leaves the room'
      }
      return !from && roomOf(file) && 'rooms are imported as #room'
    }),
  )
})

test('only main.ts reads the settings, and nobody imports main.ts', () => {
  holds(
    judge(({ path }, { file }) => {
      if (file === 'src/main.ts') return 'it is the program, not a part'
      return file === 'src/config.ts' && roomOf(path) !== undefined && 'rooms get their settings as values'
    }),
  )
})

test('no file imports itself in a circle', () => {
  const circles: string[] = []
  const finished = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' > '))
    if (finished.has(path) || trail.includes(path)) return
    for (const { file, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (file && !typeOnly) visit(file, [...trail, path])
    }
    finished.add(path)
  }
  for (const { path } of sources) visit(path, [])
  holds(circles)
})

test('browser code imports only #ui, #language, #room/protocol, #room/client, its own folder and packages made for it', () => {
  const problems: string[] = []
  const seen = new Set<string>()
  const follow = (path: string): void => {
    const source = byPath.get(path)
    if (!source || seen.has(path)) return
    seen.add(path)
    for (const { specifier, file, room, typeOnly } of source.imports) {
      if (typeOnly) continue
      if (room ? !/^#(ui|language|.*\/(protocol|client))$/.test(specifier) : !file && !isForBrowsers(specifier)) {
        problems.push(`${path} runs in the browser and imports ${specifier}`)
      } else if (file) follow(file)
    }
  }
  for (const entry of entries) follow(entry)
  holds(problems)
})

test('no export *: a face names what it shows', () => {
  holds(judge((_, { everything }) => everything && 'export * hides what is exported'))
})

test('markup lives in web, desk and ui only', () => {
  const stray = sources.filter(({ path }) => path.endsWith('.tsx') && !rendering.includes(roomOf(path) ?? ''))
  holds(stray.map(({ path }) => `${path} is .tsx`))
})

test('no file or folder has a name that attracts everything', () => {
  const named = sources.filter(({ path }) => path.split('/').some(part => vague.test(part.replace(/\..*$/, ''))))
  holds(named.map(({ path }) => `${path} does not say what it is`))
})

test(`no file of code has more than ${longest} lines`, () => {
  const code = sources.filter(({ path }) => !path.endsWith('.css'))
  holds(code.filter(({ lines }) => lines > longest).map(({ path, lines }) => `${path} has ${lines} lines`))
})

function isForBrowsers(specifier: string): boolean {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return false
  return browserPackages.some(name => specifier === name || specifier.startsWith(`${name}/`))
}
