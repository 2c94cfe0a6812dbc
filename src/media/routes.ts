import { and, eq, or, sql } from 'drizzle-orm'
import { Hono } from 'hono'
import { Problem } from '#edge'
import { extensionOf } from './filetype.ts'
import type { Media } from './media.ts'
import { askedRange } from './range.ts'
import { asset, rendition } from './schema.ts'
import type { Shelved } from './shelf.ts'

/** Files up to this size are kept in memory and served from there. */
const smallBytes = 1024 * 1024

/**
 * Serves what `assetUrl` names, to be mounted under `/media`: GET and HEAD, single ranges, for ever cacheable.
 * Anything else under it is refused as `missing`.
 */
export function mediaRoutes(media: Media): Hono {
  const routes = new Hono()
  routes.get('/:hash{[0-9a-f]{32}}/:file{[a-z0-9-]{1,40}\\.[a-z0-9]{2,4}}', async c => {
    const found = await findServed(media, c.req.param())
    const asked = { head: c.req.method === 'HEAD', header: (name: string) => c.req.header(name) }
    return reply(media, found, asked)
  })
  routes.all('*', () => {
    throw new Problem('missing')
  })
  return routes
}

interface Request {
  head: boolean
  header(name: string): string | undefined
}

async function reply(media: Media, found: Shelved, { head, header }: Request): Promise<Response> {
  const tag = `"${found.sha256.slice(0, 32)}"`
  const headers = commonHeaders(tag)
  if (namesTag(header('if-none-match'), tag)) return new Response(null, { status: 304, headers })
  headers['Content-Type'] = found.type === 'text/vtt' ? 'text/vtt; charset=utf-8' : found.type
  const unchanged = (header('if-range') ?? tag) === tag
  const range = head || !unchanged ? 'all' : askedRange(header('range'), found.sizeBytes)
  if (range === 'none') {
    headers['Content-Range'] = `bytes */${found.sizeBytes}`
    headers['Cache-Control'] = 'no-store'
    delete headers['Content-Type']
    return new Response(null, { status: 416, headers })
  }
  const part = range === 'all' ? { first: 0, last: found.sizeBytes - 1 } : range
  headers['Content-Length'] = String(part.last - part.first + 1)
  if (range !== 'all') headers['Content-Range'] = `bytes ${part.first}-${part.last}/${found.sizeBytes}`
  const status = range === 'all' ? 200 : 206
  if (head) return new Response(null, { status, headers })
  const body = found.bytes?.subarray(part.first, part.last + 1) ?? (await media.blobs.open(found.sha256, part))
  if (body === undefined) throw lost(media, found)
  return new Response(body, { status, headers })
}

/** What is served here is data: even opened by itself it may load nothing and run nothing. */
function commonHeaders(tag: string): Record<string, string> {
  return {
    ETag: tag,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  }
}

/** If-None-Match (RFC 9110, 13.1.2): any of the tags, compared weakly, or `*`. */
function namesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  const tags = header.split(',').map(one => one.trim().replace(/^W\//, ''))
  return tags.includes(tag) || tags.includes('*')
}

async function findServed(media: Media, { hash, file }: { hash: string; file: string }): Promise<Shelved> {
  const address = `${hash}/${file}`
  const shelved = media.shelf.get(address)
  if (shelved !== undefined) return shelved
  const row = await findRendition(media, { hash, file })
  const bytes = row.sizeBytes <= smallBytes ? await readWhole(media, row) : undefined
  const found = { ...row, bytes }
  media.shelf.set(address, found)
  return found
}

/** A picture's original is not served: it may say where and when it was taken. */
async function findRendition({ db }: Media, { hash, file }: { hash: string; file: string }) {
  const dot = file.lastIndexOf('.')
  const [found] = await db
    .select({ sha256: rendition.sha256, type: rendition.type, sizeBytes: rendition.sizeBytes })
    .from(rendition)
    .innerJoin(asset, eq(asset.id, rendition.assetId))
    .where(
      and(
        sql`left(${rendition.sha256}, 32) = ${hash}`,
        eq(rendition.name, file.slice(0, dot)),
        or(eq(asset.kind, 'film'), sql`${rendition.name} <> 'original'`),
      ),
    )
    .limit(1)
  if (found === undefined || extensionOf(found.type) !== file.slice(dot + 1)) throw new Problem('missing')
  return found
}

async function readWhole(media: Media, row: Omit<Shelved, 'bytes'>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = await media.blobs.open(row.sha256)
  if (stream === undefined) throw lost(media, row)
  const bytes = new Uint8Array(row.sizeBytes)
  let at = 0
  for await (const chunk of stream) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function lost({ log }: Media, { sha256 }: { sha256: string }): Problem {
  log.error(`media: blob ${sha256} is in the database but not in the store`)
  return new Problem('missing')
}
