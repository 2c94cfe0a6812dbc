const base = 'http://shop.invalid'
const longest = 500
const inShop = /^\/(?:ko|en)(?:\/|$)/
/** Pages that lead on themselves; coming back to them would go round in a circle. */
const doors = /^\/(?:ko|en)\/(?:sign-in|sign-up|sign-out|continue)(?:\/|$)/

/** Where `?next=` may lead after signing in: a page of this shop, else null. */
export function ownPath(next: unknown): string | null {
  if (typeof next !== 'string' || next.length > longest || !next.startsWith('/')) return null
  const url = URL.parse(next, base)
  if (url?.origin !== base || !inShop.test(url.pathname) || doors.test(url.pathname)) return null
  return url.pathname + url.search + url.hash
}

/** The query that hands `next` on to another page, with its question mark; empty where there is none. */
export function nextQuery(next: string | null): string {
  return next === null ? '' : `?next=${encodeURIComponent(next)}`
}
