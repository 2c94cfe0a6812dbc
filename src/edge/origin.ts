import { problems } from '#language'
import { Problem } from './problem.ts'

/** The origins from which forms and sockets are taken; made once from the settings. */
export type Origins = ReadonlySet<string>

/**
 * The shop's own origins. On a machine's own address, every name of that machine is the same place;
 * with a public address only that one is.
 */
export function ownOrigins(origin: string): Origins {
  const url = new URL(origin)
  const local = ['localhost', '127.0.0.1', '[::1]']
  if (!local.includes(url.hostname)) return new Set([url.origin])
  const port = url.port === '' ? '' : `:${url.port}`
  return new Set(local.map(host => `${url.protocol}//${host}${port}`))
}

/** Refuses what another site sent in a person's name: a write or a socket must say that it comes from here. */
export function checkOrigin(origins: Origins, origin: string | null | undefined): void {
  if (origin && origins.has(origin)) return
  throw new Problem('forbidden', 'edge.wrong_origin', problems.wrongOrigin)
}
