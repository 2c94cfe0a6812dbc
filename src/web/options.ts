import type { Context } from 'hono'
import type { Conversations } from '#chat'
import type { Database } from '#database'
import type { Pages } from '#edge'
import type { Media } from '#media'
import type { Accounts } from '#members'
import type { Payments, Shop } from '#shop'
import type { Assets } from '#ui'

/** What the shop's pages work with. */
export interface WebOptions {
  db: Database
  shop: Shop
  media: Media
  accounts: Accounts
  conversations: Conversations
  assets: Assets
  /** Of the stage, which does more in the browser than the other pages. */
  stageAssets: Assets
  pages: Pages
  /** The shop's public address, for what leaves the page: search engines, shared links. */
  origin: string
  /** The visitor of a request, by their cookie; null for one without an identity. */
  guest(headers: Headers): { id: string } | null
  newGuest(): { id: string; cookie: string }
  /** Who shops: the member who is signed in, else the guest of the browser; null for one without an identity. */
  shopper(headers: Headers): Promise<{ id: string; name: string | null } | null>
  /** Looks at somebody's open pages again, as when what they may see has changed. */
  recheck(personId: string): void
  address(context: Context): string
  /** Payments through providers; absent where none is set up. */
  payments?: Payments
}
