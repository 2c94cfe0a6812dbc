import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { isIPv6, type LookupFunction } from 'node:net'
import type { Duplex, Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { type Allow, allowedAddresses, isPublic, type Resolve, resolveName } from './addresses.ts'
import { gather } from './bytes.ts'
import { Unreadable } from './reason.ts'

/** How other servers are asked. `resolve` and `allow` are for tests, which have servers at home. */
export interface Fetching {
  /** Of the answer, unpacked. */
  mostBytes: number
  /** For all of it. */
  timeoutMs: number
  accept: string
  /** What was said about the version that is known. */
  etag?: string | null
  lastModified?: string | null
  signal?: AbortSignal
  resolve?: Resolve
  allow?: Allow
}

/** What a server answered. `same`: what is known is still so. */
export type Fetched =
  | { kind: 'same' }
  | { kind: 'new'; bytes: Buffer; etag: string | null; lastModified: string | null }

const mostRedirects = 5

/**
 * Fetches what is at an address of the public internet, by http or https. Every address that a name has is looked at,
 * and the connection goes to the one that was: a name that answers otherwise the second time changes nothing. So it is
 * at each redirect anew. Refused (`Unreadable`): addresses within, more than five redirects, answers other than 200 and
 * 304, what is too large or takes too long.
 */
export async function fetchSafely(address: string, o: Fetching): Promise<Fetched> {
  const deadline = AbortSignal.timeout(o.timeoutMs)
  const signal = o.signal ? AbortSignal.any([deadline, o.signal]) : deadline
  try {
    let url = parsed(address)
    for (let redirects = 0; ; redirects += 1) {
      const answer = await ask(url, o, signal)
      const status = answer.statusCode ?? 0
      const to = answer.headers.location
      if ([301, 302, 303, 307, 308].includes(status) && to !== undefined) {
        answer.destroy()
        if (redirects >= mostRedirects) throw new Unreadable('too_many_redirects', { most: mostRedirects })
        url = parsed(to, url)
        continue
      }
      if (status === 304) {
        answer.destroy()
        return { kind: 'same' }
      }
      if (status !== 200) {
        answer.destroy()
        throw new Unreadable('answered', { status })
      }
      const { etag = null, 'last-modified': lastModified = null } = answer.headers
      return { kind: 'new', bytes: await bytesOf(answer, o.mostBytes, signal), etag, lastModified }
    }
  } catch (thrown) {
    if (thrown instanceof Unreadable || o.signal?.aborted) throw thrown
    if (deadline.aborted) throw new Unreadable('timed_out', { seconds: Math.round(o.timeoutMs / 1000) })
    throw new Unreadable('not_reached', { why: thrown instanceof Error ? thrown.message.slice(0, 120) : '' })
  }
}

/** An address that may be asked: by http or https, without a user's name, at a usual port or above the system's. */
function parsed(text: string, base?: URL): URL {
  const url = text.length > 2000 ? null : URL.parse(text, base?.href)
  const isWeb = url?.protocol === 'https:' || (url?.protocol === 'http:' && base?.protocol !== 'https:')
  if (url === null || !isWeb || url.username !== '' || url.password !== '') throw new Unreadable('bad_address')
  const port = Number(url.port || 443)
  if (port !== 80 && port !== 443 && port < 1024) throw new Unreadable('bad_address')
  return url
}

async function ask(url: URL, o: Fetching, signal: AbortSignal): Promise<IncomingMessage> {
  const { resolve = resolveName, allow = isPublic } = o
  const addresses = await abortable(allowedAddresses(url.hostname, { resolve, allow }), signal)
  const { promise, resolve: answered, reject } = Promise.withResolvers<IncomingMessage>()
  const request = url.protocol === 'https:' ? requestSecure : requestPlain
  const headers = {
    accept: o.accept,
    'accept-encoding': 'gzip, br, deflate',
    'user-agent': 'Doumi (+product feeds)',
    ...(o.etag && { 'if-none-match': o.etag }),
    ...(o.lastModified && { 'if-modified-since': o.lastModified }),
  }
  request(url, { headers, signal, lookup: pinned(addresses), agent: false, maxHeaderSize: 16 * 1024 })
    .on('response', answered)
    .on('error', reject)
    .end()
  return promise
}

/** Answers every question for the name with the addresses that were looked at. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map(address => ({ address, family: isIPv6(address) ? 6 : 4 }))
  return (_, { all: wantsAll }, callback) => {
    if (wantsAll) callback(null, all)
    else callback(null, all[0]!.address, all[0]!.family)
  }
}

async function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

const unpackers = new Map<string, () => Duplex>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['br', createBrotliDecompress],
  ['deflate', createInflate],
])

/** The answer unpacked. The limit holds for what comes out, so that what grows in unpacking is cut off while it grows. */
async function bytesOf(answer: IncomingMessage, most: number, signal: AbortSignal): Promise<Buffer> {
  const packing = answer.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  const unpack = unpackers.get(packing)
  if (packing !== 'identity' && unpack === undefined) throw new Unreadable('answered', { status: packing.slice(0, 20) })
  const plain: Readable = unpack === undefined ? answer : answer.pipe(unpack())
  if (plain !== answer) answer.on('error', error => plain.destroy(error))
  try {
    return await gather(plain, { most })
  } catch (thrown) {
    // The time that is over says so itself.
    if (thrown instanceof Unreadable || signal.aborted) throw thrown
    throw new Unreadable(answer.errored === null ? 'broken_gzip' : 'broke_off')
  } finally {
    answer.destroy()
    plain.destroy()
  }
}
