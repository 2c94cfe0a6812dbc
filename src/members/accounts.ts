import { hkdfSync } from 'node:crypto'
import type { Database } from '#database'
import { type Limit, makeLimit } from '#edge'
import { type BetterAuth, openBetterAuth } from './better-auth.ts'
import { type PersonByToken, preparePersonByToken } from './signed-in.ts'

/** The opened room. Others hand it to this room's functions and look no further. */
export interface Accounts {
  db: Database
  auth: BetterAuth
  /** Whether cookies are for https only. */
  secure: boolean
  personByToken: PersonByToken
  /** Made from the installation's secret: signs the links that carry a guest to another device, and helps seal them. */
  guestLinkKey: Buffer
  limits: Record<
    'address' | 'pair' | 'email' | 'password' | 'newAddress' | 'newEmail' | 'ownEmail' | 'guestLink',
    Limit
  >
  revoked: Set<(userId: string) => void>
}

/** Opens the accounts of the shop. `origin` is its public address, `secret` that of `readSecret`. */
export function openAccounts({ db, origin, secret, secureCookies: secure }: OpenAccounts): Accounts {
  return {
    db,
    auth: openBetterAuth({ db, origin, secret, secure }),
    secure,
    personByToken: preparePersonByToken(db),
    guestLinkKey: Buffer.from(hkdfSync('sha256', secret, '', 'doumi guest link', 32)),
    limits: {
      address: makeLimit({ name: 'sign-in-address', points: 30, seconds: 10 * 60 }),
      pair: makeLimit({ name: 'sign-in-pair', points: 10, seconds: 10 * 60 }),
      // Wider than what one address can spend, so that no single stranger can keep somebody out.
      email: makeLimit({ name: 'sign-in-email', points: 100, seconds: 60 * 60 }),
      password: makeLimit({ name: 'present-password', points: 10, seconds: 10 * 60 }),
      newAddress: makeLimit({ name: 'sign-up-address', points: 20, seconds: 60 * 60 }),
      newEmail: makeLimit({ name: 'sign-up-email', points: 5, seconds: 60 * 60 }),
      ownEmail: makeLimit({ name: 'change-email', points: 5, seconds: 60 * 60 }),
      guestLink: makeLimit({ name: 'guest-link', points: 10, seconds: 10 * 60 }),
    },
    revoked: new Set(),
  }
}

/** What {@link openAccounts} needs; `secureCookies` is true where the origin is https. */
export interface OpenAccounts {
  db: Database
  origin: string
  secret: string
  secureCookies: boolean
}

/**
 * Calls `listener` with a person's id when any of their sessions was ended in this process, so that open sockets are
 * looked at again. Returns what stops it.
 */
export function onRevoked(accounts: Accounts, listener: (userId: string) => void): () => void {
  accounts.revoked.add(listener)
  return () => accounts.revoked.delete(listener)
}

/** Tells the listeners of {@link onRevoked}; called after the commit. */
export function tellRevoked(accounts: Accounts, userId: string): void {
  for (const listener of accounts.revoked) listener(userId)
}
