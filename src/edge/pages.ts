import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** Whole pages for visitors without an identity, kept in memory; see `openPages`. */
export interface Pages {
  /** Answers from memory where it can, and tells whether it did. */
  serve(request: IncomingMessage, response: ServerResponse): boolean
  /** Keeps a page, in UTF-8, as it is for everybody who asks for the same address in the same theme. */
  keep(page: { url: string; theme: string | null; html: Buffer; headers: Record<string, string> }): void
  /** What the pages show has changed. */
  drop(): void
}

interface Kept {
  until: number
  etag: string
  headers: Record<string, string | number>
  plain: Buffer
  /** Compressed forms by their name in Accept-Encoding; they come a moment after the page. */
  packed: Map<string, Buffer>
}

const mostPages = 500
/** Pages change when the catalogue does; this bounds what another process may have changed. */
const keepMs = 30_000

const packGzip = promisify(gzip)
const packBrotli = promisify(brotliCompress)
const brotliQuality = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }

/** Opens the memory of pages. `common` are the headers that every reply carries. */
export function openPages(common: Record<string, string>): Pages {
  const pages = new Map<string, Kept>()

  async function pack(kept: Kept): Promise<void> {
    kept.packed.set('br', await packBrotli(kept.plain, brotliQuality))
    kept.packed.set('gzip', await packGzip(kept.plain))
  }

  return {
    serve(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false
      const theme = anonymousTheme(request.headers.cookie)
      if (theme === undefined) return false
      const key = keyOf(theme, request.url ?? '')
      const kept = pages.get(key)
      if (kept === undefined) return false
      if (kept.until < Date.now()) {
        pages.delete(key)
        return false
      }
      if (request.headers['if-none-match'] === kept.etag) {
        // The page that the browser has came with a policy of its own, which stays with it.
        response.writeHead(304, {
          ETag: kept.etag,
          'Cache-Control': kept.headers['Cache-Control'] ?? 'no-cache',
          Vary: vary,
        })
        response.end()
        return true
      }
      const [encoding, body] = choose(kept, request.headers['accept-encoding'])
      const encoded =
        encoding === null
          ? kept.headers
          : { ...kept.headers, 'Content-Encoding': encoding, 'Content-Length': body.length }
      response.writeHead(200, encoded)
      response.end(request.method === 'HEAD' ? undefined : body)
      return true
    },
    keep({ url, theme, html: plain, headers }) {
      if (pages.size >= mostPages) pages.delete(pages.keys().next().value ?? '')
      const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
      const all = {
        ...common,
        ...headers,
        'Content-Type': 'text/html; charset=UTF-8',
        'Content-Length': plain.length,
        'Cache-Control': sharedCaching,
        ETag: etag,
        Vary: vary,
      }
      const kept: Kept = { until: Date.now() + keepMs, etag, headers: all, plain, packed: new Map() }
      pages.set(keyOf(theme, url), kept)
      void pack(kept)
    },
    drop: () => pages.clear(),
  }
}

const vary = 'Cookie, Accept-Encoding'
/** A page is the same for all who have no identity; caches in front may share it for a little while. */
const sharedCaching = 'public, max-age=0, s-maxage=30, stale-while-revalidate=60'

function keyOf(theme: string | null, url: string): string {
  return `${theme ?? ''} ${url}`
}

function choose(kept: Kept, accepts: string | string[] | undefined): [string | null, Buffer] {
  for (const encoding of ['br', 'gzip']) {
    const packed = kept.packed.get(encoding)
    if (packed !== undefined && accepts?.includes(encoding)) return [encoding, packed]
  }
  return [null, kept.plain]
}

/**
 * The theme of a visitor whose cookies say nothing else; null where they have no cookie at all, and undefined where
 * some cookie may say who they are.
 */
export function anonymousTheme(cookie: string | undefined): string | null | undefined {
  if (cookie === undefined || cookie === '') return null
  return /^theme=(light|dark)$/.exec(cookie)?.[1]
}
