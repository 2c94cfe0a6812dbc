import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { and, eq, gt, lt } from 'drizzle-orm'
import type { Queryable } from '#database'
import { addressKey, takeFrom } from '#edge'
import type { Accounts } from './accounts.ts'
import type { Visit } from './better-auth.ts'
import { type Guest, guestOf, readGuestToken } from './guest.ts'
import { linkSpent, noGuest } from './problems.ts'
import { verification } from './schema.ts'

/** For how long a link carries a guest to another device. */
export const guestLinkMs = 15 * 60 * 1000

const prefix = 'guest:'
const secretBytes = 32
const signatureBytes = 16
const nonceBytes = 12
const tagBytes = 16

/**
 * Makes the token of a link by which another device becomes the guest of these headers: once, within 15 minutes. The
 * row holds the token's hash, and what makes a browser that guest sealed by a key made of the token and of this
 * installation's secret: neither the database alone nor, once it was used, the link opens anything. Refuses as
 * `members.no_guest` where there is none, and as `limited` after ten in ten minutes.
 */
export async function makeGuestLink(
  accounts: Accounts,
  { headers, address, now }: Visit & { now: Date },
): Promise<string> {
  const guest = readGuestToken(headers.get('cookie'), accounts)
  if (guest === null) throw noGuest()
  await takeFrom(accounts.limits.guestLink, addressKey(address))
  const secret = randomBytes(secretBytes)
  const identifier = identify(secret)
  const expiresAt = new Date(now.getTime() + guestLinkMs)
  await accounts.db.delete(verification).where(lt(verification.expiresAt, now))
  await accounts.db
    .insert(verification)
    .values({ identifier, value: seal(accounts, { secret, identifier, guest }), expiresAt })
  return Buffer.concat([secret, sign(accounts, secret)]).toString('base64url')
}

/**
 * The guest whom a link carries, without spending it; null where it was used, is too old, was altered or never was.
 * What we did not sign is told without asking the database.
 */
export async function readGuestLink(
  accounts: Accounts,
  { token, now }: { token: string; now: Date },
): Promise<Guest | null> {
  const secret = signedSecret(accounts, token)
  if (secret === null) return null
  const identifier = identify(secret)
  const [row] = await accounts.db.select({ value: verification.value }).from(verification).where(alive(identifier, now))
  const guest = row && unseal(accounts, { secret, identifier, sealed: row.value })
  return guest ? { id: guestOf(guest, accounts).id } : null
}

/**
 * Spends a link in the caller's transaction, and gives the guest with the `Set-Cookie` value that makes a browser
 * theirs. Refuses as `members.link_spent` whatever {@link readGuestLink} gives null for. Call it for a POST: what
 * looks at links ahead of people, such as messengers, must not spend them.
 */
export async function spendGuestLink(
  tx: Queryable,
  accounts: Accounts,
  { token, now }: { token: string; now: Date },
): Promise<Guest & { cookie: string }> {
  const secret = signedSecret(accounts, token)
  if (secret === null) throw linkSpent()
  const identifier = identify(secret)
  const [row] = await tx.delete(verification).where(alive(identifier, now)).returning({ value: verification.value })
  const guest = row && unseal(accounts, { secret, identifier, sealed: row.value })
  if (!guest) throw linkSpent()
  return guestOf(guest, accounts)
}

function alive(identifier: string, now: Date) {
  return and(eq(verification.identifier, identifier), gt(verification.expiresAt, now))
}

function identify(secret: Buffer): string {
  return prefix + createHash('sha256').update('doumi guest link\0').update(secret).digest('base64url')
}

function sign({ guestLinkKey }: Accounts, secret: Buffer): Buffer {
  return createHmac('sha256', guestLinkKey).update(secret).digest().subarray(0, signatureBytes)
}

/** The secret of a token that this installation made. */
function signedSecret(accounts: Accounts, token: string): Buffer | null {
  const bytes = Buffer.from(token, 'base64url')
  // Decoding is lenient; only what encodes to the same text again was made here.
  if (bytes.length !== secretBytes + signatureBytes || bytes.toString('base64url') !== token) return null
  const secret = bytes.subarray(0, secretBytes)
  return timingSafeEqual(bytes.subarray(secretBytes), sign(accounts, secret)) ? secret : null
}

function sealingKey({ guestLinkKey }: Accounts, secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, guestLinkKey, 'seal', 32))
}

interface Sealing {
  secret: Buffer
  identifier: string
}

/** AES-256-GCM (NIST SP 800-38D), bound to its row: nonce, tag, text. */
function seal(accounts: Accounts, { secret, identifier, guest }: Sealing & { guest: Buffer }): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(accounts, secret), nonce).setAAD(Buffer.from(identifier))
  const text = Buffer.concat([cipher.update(guest), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')
}

function unseal(accounts: Accounts, { secret, identifier, sealed }: Sealing & { sealed: string }): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64url')
  const [nonce, tag, text] = [
    bytes.subarray(0, nonceBytes),
    bytes.subarray(nonceBytes, nonceBytes + tagBytes),
    bytes.subarray(nonceBytes + tagBytes),
  ]
  if (tag.length !== tagBytes) return null
  const options = { authTagLength: tagBytes }
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(accounts, secret), nonce, options)
  decipher.setAAD(Buffer.from(identifier)).setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(text), decipher.final()])
  } catch {
    return null
  }
}
