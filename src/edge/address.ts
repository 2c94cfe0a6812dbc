import type { IncomingMessage } from 'node:http'

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

/** The part of an address that limits count by: an IPv6 /64 is one household, an IPv4 address is itself. */
export function addressKey(address: string): string {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain
}
