import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { Hono } from 'hono'
import * as v from 'valibot'
import { Problem } from './problem.ts'

/** The built files of the pages: where each entry's are, and the route that serves them. */
export interface BuiltAssets {
  /** What a page needs of an entry, such as `src/web/client.ts`. */
  of(entry: string): { scripts: string[]; preload: string[]; styles: string[]; plainStyle: string }
  /** To be mounted at /assets. Names carry a hash of the content, so what is served never changes. */
  routes: Hono
}

const chunk = v.object({
  file: v.string(),
  css: v.optional(v.array(v.string()), []),
  imports: v.optional(v.array(v.string()), []),
})
const manifestSchema = v.record(v.string(), chunk)

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
}

interface Served {
  plain: Buffer
  type: string
  packed: Map<string, Buffer>
}

const packGzip = promisify(gzip)
const packBrotli = promisify(brotliCompress)

/** Reads what the builds in these folders made into memory, once. Throws when it is not there. With `dev`, pages reload by themselves. */
export function openAssets(folders: string[], { dev }: { dev: boolean }): BuiltAssets {
  const files = new Map<string, Served>()
  const manifests = new Map<string, Manifest>()
  for (const folder of folders) {
    const manifest = v.parse(manifestSchema, JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8')))
    for (const entry of Object.keys(manifest)) manifests.set(entry, manifest)
    for (const name of readdirSync(join(folder, 'assets'))) {
      const type = types[extname(name)]
      if (type === undefined || files.has(name)) continue
      files.set(name, { plain: readFileSync(join(folder, 'assets', name)), type, packed: new Map() })
    }
  }

  const routes = new Hono()
  routes.get('/:name', async c => {
    const served = files.get(c.req.param('name'))
    if (served === undefined) throw new Problem('missing')
    const encoding = ['br', 'gzip'].find(one => c.req.header('accept-encoding')?.includes(one))
    const headers: Record<string, string> = {
      'Content-Type': served.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    }
    if (encoding === undefined || served.type === 'font/woff2')
      return c.body(new Uint8Array(served.plain), 200, headers)
    return c.body(new Uint8Array(await pack(served, encoding)), 200, { ...headers, 'Content-Encoding': encoding })
  })

  return {
    routes,
    of(entry) {
      const manifest = manifests.get(entry)
      const start = manifest?.[entry]
      if (manifest === undefined || start === undefined) throw new Error(`the build holds no ${entry}`)
      const chunks = withImports(manifest, start)
      return {
        scripts: [`/${start.file}`, ...(dev ? ['/dev/reload.js'] : [])],
        preload: chunks.filter(one => one !== start).map(one => `/${one.file}`),
        styles: [...new Set(chunks.toReversed().flatMap(one => one.css))].map(file => `/${file}`),
        plainStyle: '/plain.css',
      }
    },
  }
}

type Chunk = v.InferOutput<typeof chunk>
type Manifest = v.InferOutput<typeof manifestSchema>

/** A chunk and everything it imports at once, each once. */
function withImports(manifest: Manifest, start: Chunk): Chunk[] {
  const found = new Set<Chunk>()
  const visit = (one: Chunk | undefined) => {
    if (one === undefined || found.has(one)) return
    found.add(one)
    for (const name of one.imports) visit(manifest[name])
  }
  visit(start)
  return [...found]
}

async function pack(served: Served, encoding: string): Promise<Buffer> {
  let packed = served.packed.get(encoding)
  if (packed === undefined) {
    packed = encoding === 'br' ? await packBrotli(served.plain) : await packGzip(served.plain)
    served.packed.set(encoding, packed)
  }
  return packed
}
