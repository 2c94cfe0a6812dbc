import { adoptConversations } from '#chat'
import { forgetGuest } from '#members'
import type { WebOptions } from '../options.ts'

/** The time in which a browser gets its new cookies, before its other pages are told to come again with them. */
const comeAgainMs = 1000

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
  await adoptConversations(options.db, { from: guest.id, to: member.id, name: member.name })
  comeAgain(options, guest.id)
  return [forgetGuest(options.accounts)]
}

/** Has the open pages of somebody come again a moment later, when their browser has its new cookies. */
export function comeAgain({ recheck }: WebOptions, personId: string): void {
  setTimeout(recheck, comeAgainMs, personId).unref()
}
