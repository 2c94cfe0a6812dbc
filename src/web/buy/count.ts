import type { Context } from 'hono'

/** For how long a browser remembers how many pieces are in its cart. */
const seconds = 90 * 24 * 60 * 60

/**
 * Tells the browser how many pieces are in the cart, in a cookie that scripts may read: shared pages are the same for
 * everybody, so the number is written into them there. It is only shown; what is in the cart is asked of the database.
 */
export function tellCount(c: Context, count: number): void {
  const value = count > 0 ? String(count) : ''
  setCookie(c, value, count > 0 ? seconds : 0)
}

/** Has the browser ask how many there are, as after it became somebody else. */
export function tellToAsk(c: Context): void {
  setCookie(c, 'ask', seconds)
}

function setCookie(c: Context, value: string, maxAge: number): void {
  c.header('Set-Cookie', `cart=${value}; Path=/; Max-Age=${maxAge}; SameSite=Lax`, { append: true })
}
