import { adoptConversations } from '#chat'
import type { Queryable } from '#database'
import { forgetGuest } from '#members'
import { adoptShopping } from '#shop'
import type { WebOptions } from '../options.ts'

/** The time in which a browser gets its new cookies, before its other pages are told to come again with them. */
const comeAgainMs = 1000

/** Whose conversations become whose; `name` is a member's. */
interface Merge {
  from: string
  to: string
  name: string | null
}

/**
 * Makes what was said in this browser without an account the member's, and gives the `Set-Cookie` values by which the
 * browser is a guest no more. It is committed before they are given: who does not get them merges again the next time,
 * and finds nothing left to do.
 */
export async function mergeGuest(
  options: WebOptions,
  { headers, member }: { headers: Headers; member: { id: string; name: string } },
): Promise<string[]> {
  const guest = options.guest(headers)
  if (guest === null) return []
  const merge = { from: guest.id, to: member.id, name: member.name }
  await adopt(options.db, merge)
  settle(options, merge)
  return [forgetGuest(options.accounts)]
}

/**
 * After a merge: has the open pages of the one who is no more come again, when their browser has its new cookies, and
 * then moves what they had on its way meanwhile.
 */
export function settle({ db, recheck }: WebOptions, merge: Merge): void {
  setTimeout(recheck, comeAgainMs, merge.from).unref()
  // A database that is away by now had its say above; this is only for what came in between.
  setTimeout(() => void adopt(db, merge).catch(() => undefined), 2 * comeAgainMs).unref()
}

/** Makes what the one has the other's: conversations, cart, agreed prices and orders, all of it or nothing. */
export async function adopt(db: Queryable, merge: Merge): Promise<void> {
  await db.transaction(async tx => {
    await adoptConversations(tx, merge)
    await adoptShopping(tx, merge)
  })
}
