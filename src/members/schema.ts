import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { boolean, check, index, pgSchema, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core'

/** The PostgreSQL schema of this room. `user`, `session`, `account` and `verification` have the columns of better-auth. */
export const members = pgSchema('members')

const uuidv7 = () =>
  uuid('id')
    .primaryKey()
    .$defaultFn(() => randomUUIDv7())
const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * Everyone with an account. A removed person keeps the row, so that old conversations keep their author's name, but has
 * no password, no session and no way in.
 */
export const user = members.table(
  'user',
  {
    id: uuidv7(),
    name: text('name').notNull(),
    email: text('email').notNull().unique('user_email_key'),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    role: text('role', { enum: ['owner', 'operator', 'member'] })
      .notNull()
      .default('member'),
    language: text('language', { enum: ['ko', 'en'] })
      .notNull()
      .default('ko'),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  t => [
    // the list of staff, and whether there is an owner: few rows among many members
    index('user_staff_index').on(t.id).where(sql`role in ('owner', 'operator') and removed_at is null`),
    check('user_email_check', sql`${t.email} = lower(${t.email})`),
    check('user_role_check', sql`${t.role} in ('owner', 'operator', 'member')`),
    check('user_language_check', sql`${t.language} in ('ko', 'en')`),
  ],
)

/** One signed-in browser. The cookie carries `token` signed with the secret, so a row alone opens nothing. */
export const session = members.table(
  'session',
  {
    id: uuidv7(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    token: text('token').notNull().unique('session_token_key'),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  // somebody's own sessions: the list, and revoking them all
  t => [index('session_user_index').on(t.userId)],
)

/** One way to sign in of one person; `provider_id` 'credential' holds the password's argon2id hash. */
export const account = members.table(
  'account',
  {
    id: uuidv7(),
    userId: uuid('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    accountId: text('account_id').notNull(),
    providerId: text('provider_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    password: text('password'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  t => [
    // somebody's ways to sign in
    index('account_user_index').on(t.userId),
    // one account of a provider belongs to one person, and two requests cannot both set a first password
    unique('account_provider_key').on(t.providerId, t.accountId),
  ],
)

/** Things that can be proven once and soon: one-time links. The identifier holds a token's hash, never the token. */
export const verification = members.table(
  'verification',
  {
    id: uuidv7(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  t => [
    // the link somebody opened
    index('verification_identifier_index').on(t.identifier),
    // a person's links, replaced by a newer one
    index('verification_value_index').on(t.value),
    // the sweep of expired ones
    index('verification_expiry_index').on(t.expiresAt),
  ],
)
