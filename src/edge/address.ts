import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'

/**
 * The address a request came from. Behind `proxies` trusted proxies it is that many places from the right of
 * X-Forwarded-For, since everything further left was written by the client.
 */
export function clientAddress(request: IncomingMessage, proxies: number): string {
  const direct = request.socket.remoteAddress ?? 'unknown'
  if (proxies === 0) return direct
  const header = request.headers['x-forwarded-for']
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map(hop => hop.trim())
  return hops.at(-proxies) || direct
}

/**
 * The part of an address that limits count by: an IPv6 /64 is one household, an IPv4 address is itself, also where it
 * is written as IPv6 (RFC 4291, 2.2 and 2.5.5.2).
 */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const mapped = /^(?:0:){0,5}:?(?:ffff:)?([\d.]+)$/.exec(tail ?? head)?.[1]
  if (mapped?.includes('.')) return mapped
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill('0'), ...after]
  return groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')
}
