import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { setCookies } from '#edge'
import { renewSession } from '#members'
import type { WebOptions } from '../options.ts'

/** For how long nobody asks again whether a session is due for new life, which it is once a day. */
const askAgainMs = 60 * 60 * 1000
/** Most sessions that are remembered; the oldest go first. */
const most = 10_000

/**
 * Lets the session of a member live on who only ever looks at the shop: any page will do, and the database is asked
 * about a session once an hour.
 */
export function renewVisits({ accounts }: WebOptions): MiddlewareHandler {
  const asked = new Map<string, number>()

  return async (c, next) => {
    await next()
    const cookie = c.req.method === 'GET' ? c.req.header('cookie') : undefined
    if (!cookie?.includes('doumi_session=')) return
    // What caches may share carries nobody's cookie.
    if (c.res.headers.get('cache-control')?.includes('public') !== false) return
    const key = createHash('sha256').update(cookie).digest('base64url')
    const now = Date.now()
    if ((asked.get(key) ?? 0) > now) return
    if (asked.size >= most) asked.delete(asked.keys().next().value ?? '')
    asked.set(key, now + askAgainMs)
    setCookies(c, await renewSession(accounts, { headers: c.req.raw.headers }))
  }
}
