import { randomBytes } from 'node:crypto'
import { hashedId } from '#edge'

/** A visitor without an account. The id is a UUID (version 8, RFC 9562) that only the holder of the cookie can make. */
export interface Guest {
  id: string
}

/** 400 days, the longest that browsers keep a cookie (RFC 6265bis, 5.5). */
const lifetimeSeconds = 400 * 24 * 60 * 60
const guestPrefix = Buffer.from('doumi guest\0')
const tokenBytes = 32

/** A new visitor, and the `Set-Cookie` value that makes the next request theirs. `secure` where the shop is on https. */
export function makeGuest({ secure }: { secure: boolean }): Guest & { cookie: string } {
  return guestOf(randomBytes(tokenBytes), { secure })
}

/** The visitor who holds a token, and the `Set-Cookie` value that makes a browser theirs. */
export function guestOf(token: Buffer, { secure }: { secure: boolean }): Guest & { cookie: string } {
  const cookie = setCookie(token.toString('base64url'), { secure, seconds: lifetimeSeconds })
  return { id: guestId(token), cookie }
}

/** The `Set-Cookie` value after which a browser is no visitor that we know. */
export function forgetGuest({ secure }: { secure: boolean }): string {
  return setCookie('', { secure, seconds: 0 })
}

/** The visitor of a `Cookie` header; null where there is none, or something that we did not make. */
export function readGuest(cookieHeader: string | null | undefined, { secure }: { secure: boolean }): Guest | null {
  const token = readGuestToken(cookieHeader, { secure })
  return token && { id: guestId(token) }
}

/** What makes a browser that visitor. It is a key: kept nowhere, never shown, never logged. */
export function readGuestToken(
  cookieHeader: string | null | undefined,
  { secure }: { secure: boolean },
): Buffer | null {
  const start = `${cookieName(secure)}=`
  const pair = cookieHeader?.split(';').find(part => part.trimStart().startsWith(start))
  if (pair === undefined) return null
  const value = pair.trim().slice(start.length)
  const token = Buffer.from(value, 'base64url')
  // Decoding is lenient; only what encodes to the same text again was made here.
  return token.length === tokenBytes && token.toString('base64url') === value ? token : null
}

function setCookie(value: string, { secure, seconds }: { secure: boolean; seconds: number }): string {
  const attributes = `Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return `${cookieName(secure)}=${value}; ${attributes}`
}

/** With the prefix a browser takes the cookie only from this very host over https (RFC 6265bis, 4.1.3.2). */
function cookieName(secure: boolean): string {
  return secure ? '__Host-doumi_guest' : 'doumi_guest'
}

/** From the token's hash, so that the database never holds what would let its reader be that visitor. */
function guestId(token: Buffer): string {
  return hashedId(Buffer.concat([guestPrefix, token]))
}
