import { resolve } from 'node:path'
import { ensurePackages } from '../../scripts/install.mjs'

/** Where the peers live: they have a lock file of their own and are no dependency of the product. */
export const peersFolder = resolve(import.meta.dirname, '..', 'peers')

/** Installs the peers the first time that a bench needs them. Throws if they cannot be had: then there is no figure. */
export function ensurePeers(): Promise<void> {
  return ensurePackages(peersFolder, { development: true })
}
