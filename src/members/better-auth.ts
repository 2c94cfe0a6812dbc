import { randomUUIDv7 } from 'node:crypto'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { betterAuth } from 'better-auth/minimal'
import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { Database } from '#database'
import { hashPassword, verifyPassword } from './password.ts'
import { account, session, user, verification } from './schema.ts'

/** better-auth as this room drives it. Its own HTTP handler is never mounted: what is not a function here has no door. */
export type BetterAuth = ReturnType<typeof openBetterAuth>

const day = 24 * 60 * 60
const addressHeader = 'x-doumi-address'

/** Opens better-auth on the program's database: sessions of 30 days that roll on once a day of use. */
export function openBetterAuth({ db, origin, secret, secure }: BetterAuthOptions) {
  return betterAuth({
    baseURL: origin,
    // `secrets` rather than `secret`, which an environment variable of better-auth's own would overrule.
    secrets: [{ version: 1, value: secret }],
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user, session, account, verification },
      transaction: true,
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // Lengths are the concern of this room's own schemas; these only have to let them through.
      minPasswordLength: 1,
      maxPasswordLength: 1024,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: 30 * day, updateAge: day },
    databaseHooks: { session: { create: { before: async ({ userId }) => isStillHere(db, userId) } } },
    advanced: {
      database: { generateId: () => randomUUIDv7() },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // The name carries the stricter prefix itself, where better-auth would put __Secure-.
      useSecureCookies: false,
      cookiePrefix: 'doumi',
      cookies: { session_token: { name: secure ? '__Host-doumi_session' : 'doumi_session' } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
    },
    plugins: [doors],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  })
}

/** What {@link openBetterAuth} needs: the secret signs cookies, `secure` says whether the shop is on https. */
export interface BetterAuthOptions {
  db: Database
  origin: string
  secret: string
  secure: boolean
}

/** Where a request comes from: its headers, and the client's address as the edge found it. */
export interface Visit {
  headers: Headers
  address: string
}

/** The headers that better-auth gets to see: the cookie, the browser's name, and the address we believe in. */
export function seenHeaders({ headers, address }: Visit): Headers {
  const seen = new Headers({ [addressHeader]: address })
  for (const name of ['cookie', 'user-agent']) {
    const value = headers.get(name)
    if (value !== null) seen.set(name, value.slice(0, 4096))
  }
  return seen
}

/** A person who was removed gets no session, whichever way they come. */
async function isStillHere(db: Database, userId: string): Promise<boolean> {
  const found = await db
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.id, userId), isNull(user.removedAt)))
  return found.length === 1
}

const doors = {
  id: 'doumi',
  endpoints: {
    /** The session token of the cookie, if we signed it. */
    readSessionToken: createAuthEndpoint.serverOnly({ method: 'GET', requireHeaders: true }, async ctx => {
      const token = await ctx.getSignedCookie(ctx.context.authCookies.sessionToken.name, ctx.context.secret)
      return token || null
    }),
    /** Opens a session for somebody who was let in another way than by password. */
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', requireHeaders: true, body: v.object({ userId: v.string() }) },
      async ctx => {
        const person = await ctx.context.internalAdapter.findUserById(ctx.body.userId)
        const opened = person && (await ctx.context.internalAdapter.createSession(person.id))
        if (!person || !opened) return null
        await setSessionCookie(ctx, { session: opened, user: person })
        return opened.token
      },
    ),
  },
}
