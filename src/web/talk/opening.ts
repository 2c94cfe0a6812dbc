import { randomUUID } from 'node:crypto'
import type { Opening } from '#chat'
import type { LogEntry } from '#chat/protocol'
import type { Database } from '#database'
import { type Lang, monthDay } from '#language'
import { productSummary } from '#shop'
import { type Kept, keptFor } from '../kept.ts'
import { type CardView, cardView } from './card-view.ts'
import type { RoomStart } from './panel.tsx'
import type { TalkProps } from './talk.tsx'

/** Entries of a conversation that a page opens with; earlier ones are fetched when they are wanted. */
export const openingEntries = 100
/** How long the cards in conversations serve before they are made anew. */
const keepMs = 10_000
/** The zone of this machine, in which times stand until the reader's browser writes them in its own. */
const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone

export type KeptCards = Kept<{ lang: Lang; productId: string }, CardView | null>

/** The cards that conversations name, each made once for a while; null for a product that is gone. */
export function keptCards(db: Database): KeptCards {
  return keptFor(keepMs, async ({ lang, productId }) => {
    const [product] = await productSummary(db, { ids: [productId] })
    return product?.published ? cardView(lang, product) : null
  })
}

/** The cards that these entries name. */
export async function cardsIn(
  cards: KeptCards,
  { lang, entries }: { lang: Lang; entries: LogEntry[] },
): Promise<CardView[]> {
  const named = entries.flatMap(({ body }) => (body.kind === 'card' ? [body.productId] : []))
  const found = await Promise.all([...new Set(named)].map(productId => cards.get({ lang, productId })))
  return found.filter(card => card !== null)
}

/** What a page of a conversation is told in any case. */
export function talkCommon(lang: Lang): Pick<TalkProps, 'lang' | 'nonce' | 'timeZone' | 'today'> {
  return { lang, nonce: randomUUID(), timeZone, today: monthDay(lang, new Date(), timeZone) }
}

/** A room as its page begins with it, field by field. */
export function roomStart({ room, you, entries, facts, receipts }: Opening): RoomStart {
  return { room, you, entries, facts, receipts }
}
