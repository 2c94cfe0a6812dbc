import * as v from 'valibot'
import { type Inquiry, inquiry, logEntry, receipt, roomFacts } from '#chat/protocol'
import type { Lang, Localized } from '#language'

/**
 * What the desk's page is made of, as the server gives it: in the page's first HTML, and later over HTTP, where the
 * browser checks what it gets.
 */

const localized = v.object({ ko: v.string(), en: v.string() })
const picture = v.object({
  src: v.string(),
  srcset: v.string(),
  width: v.number(),
  height: v.number(),
  alt: localized,
})

/** A product as the desk shows it. `poster` is its film's first picture, `filmSeconds` how long the film runs. */
export const goods = v.object({
  id: v.string(),
  slug: v.string(),
  name: localized,
  price: v.object({ amount: v.number(), currency: v.string() }),
  priceFrom: v.boolean(),
  picture: v.nullable(picture),
  poster: v.nullable(picture),
  filmSeconds: v.nullable(v.number()),
  inStock: v.number(),
  published: v.boolean(),
})
export type Goods = v.InferOutput<typeof goods>
export type Picture = v.InferOutput<typeof picture>

/** The answer that holds products. */
export const goodsAnswer = v.object({ goods: v.array(goods) })

/** Another conversation of the same shopper, as it stands beside an opened one. */
const other = v.object({
  room: v.string(),
  productId: v.nullable(v.string()),
  subject: v.nullable(v.string()),
  lastLine: v.string(),
  lastAt: v.string(),
})
export type Other = v.InferOutput<typeof other>

/** A conversation, opened: its newest entries, and what stands beside it. `goods` are all products it names. */
export const openView = v.object({
  inquiry,
  /** The author that this operator's own entries carry. */
  you: v.string(),
  entries: v.array(logEntry),
  facts: roomFacts,
  /** Empty in a crowded room. */
  receipts: v.array(receipt),
  /** The shopper's other conversations, the newest first. */
  others: v.array(other),
  goods: v.array(goods),
})
export type OpenView = v.InferOutput<typeof openView>

/** What was done to an entry: the entry as it was said, then each change of it, oldest first. */
export const historyAnswer = v.object({ entries: v.array(logEntry) })

/** The answer that names a room. */
export const roomAnswer = v.object({ room: v.string() })

/** How many entries an opened conversation begins with. */
export const entriesAtOnce = 60

/** Conversations without a wait that the list holds at most; with so many there may be more, and no count is told. */
export const mostListed = 200

/**
 * The sets into which the desk sorts conversations. What one has taken on stands under `mine` as well, until it is
 * resolved; crowded rooms stand under `rooms` alone.
 */
export const queues = ['waiting', 'mine', 'answered', 'resolved', 'rooms'] as const
export type Queue = (typeof queues)[number]

/** Who sits at this desk. */
export interface Me {
  id: string
  name: string
  role: 'owner' | 'operator'
}

/** The whole page of the desk as it first stands. */
export interface DeskView {
  lang: Lang
  /** The server's time, ISO; waits are counted by its clock. */
  now: string
  /** The zone in which the server wrote times; the browser writes them anew in its own. */
  timeZone: string
  me: Me
  shop: Localized
  /** The address of the shop, for a person to open. */
  shopAddress: string
  queue: Queue
  staff: string[]
  inquiries: Inquiry[]
  /** Up to which entry this person has read, by conversation. */
  read: Record<string, number>
  goods: Goods[]
  open: OpenView | null
  /** An id that makes sending the form without scripts twice one thing. */
  cid: string
  passwordMissing: boolean
}
