import { lookup as ask } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Unreadable } from './reason.ts'

/** Gives all addresses of a name. */
export type Resolve = (name: string) => Promise<string[]>

/** Whether something of ours may be asked at an address. */
export type Allow = (address: string) => boolean

/**
 * Whether an address belongs to the public internet: no private, loopback, link-local (where clouds keep their
 * metadata), shared, reserved or documentation range, and no IPv6 form in which an IPv4 address of these is wrapped
 * (mapped, NAT64, 6to4, Teredo). `ipaddr.js` names the ranges by IANA's registries.
 */
export function isPublic(address: string): boolean {
  // Short forms such as 1.2.3 are read in more than one way.
  if (isIP(address) === 0 || !ipaddr.isValid(address)) return false
  const plain = ipaddr.process(address)
  // Inside IPv6 only global unicast, 2000::/3; that leaves out forms which are not named, such as fec0::/10.
  if (plain.kind() === 'ipv6' && !plain.match(ipaddr.parse('2000::'), 3)) return false
  return plain.range() === 'unicast'
}

/** The system's own way to the addresses of a name. */
export const resolveName: Resolve = async name => (await ask(name, { all: true })).map(({ address }) => address)

/**
 * The addresses of a host that may be asked: all of them must be allowed, for one that is not is a trap. Refused as
 * `no_such_host` or `private_address`.
 */
export async function allowedAddresses(
  host: string,
  { resolve, allow }: { resolve: Resolve; allow: Allow },
): Promise<string[]> {
  const bare = host.replace(/^\[|\]$/g, '')
  const addresses =
    isIP(bare) !== 0
      ? [bare]
      : await resolve(bare).catch(() => {
          throw new Unreadable('no_such_host', { host: bare.slice(0, 100) })
        })
  if (addresses.length === 0) throw new Unreadable('no_such_host', { host: bare.slice(0, 100) })
  if (!addresses.every(allow)) throw new Unreadable('private_address', { host: bare.slice(0, 100) })
  return addresses
}
