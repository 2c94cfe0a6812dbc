import type { EntryBody, LogEntry, RoomKind } from '#chat/protocol'
import { type Lang, money, offers, talk as words } from '#language'
import type { CardView } from './card-view.ts'
import type { Bargain, PlainBargain } from './offer-line.tsx'

/** Who reads a room's log, and what its lines are drawn with. */
export interface Reader {
  lang: Lang
  kind: RoomKind
  room: string | null
  /** The author of the reader's own entries; empty until the server has said. */
  you: string
  /** Set on the server, whose clock's zone is not the reader's; the browser then uses its own. */
  timeZone?: string | undefined
  /** False while the page is as the server made it. */
  awake: boolean
  /** What can be done with offers; null where nobody bargains, and until it is open. */
  bargain: Bargain | null
  /** Where an offer's card leads where scripts are off; null where nobody bargains. */
  plain: PlainBargain | null
}

/** Cards by their products' ids. */
export type Cards = Record<string, CardView>

/** How many signs of a message stand where it is only named. */
const longestExcerpt = 120
/** Signs of an author's id by which guests are told apart. */
const guestSigns = 4

/** Whether the reader said it. In an inquiry all that is not the shop's is theirs, whatever they were called then. */
export function isOwn({ kind, you }: Reader, { role, author }: Pick<LogEntry, 'role' | 'author'>): boolean {
  return role === 'shopper' && (kind === 'inquiry' || author === you)
}

/** How an author is called in front of this reader. */
export function nameOf(reader: Reader, entry: Pick<LogEntry, 'role' | 'author' | 'name'>): string {
  const { lang } = reader
  if (isOwn(reader, entry)) return words.you(lang)
  if (entry.role === 'operator') return entry.name ?? words.somebody(lang)
  return entry.name ?? words.guestName(lang, { code: entry.author.slice(0, guestSigns) })
}

/** A message in a few words, for where it is only named. */
export function excerptOf(lang: Lang, body: EntryBody): string {
  switch (body.kind) {
    case 'text': {
      const [file] = body.files ?? []
      if (body.text !== '') {
        const signs = [...body.text.replaceAll(/\s+/g, ' ')]
        return signs.length > longestExcerpt ? `${signs.slice(0, longestExcerpt).join('')}…` : signs.join('')
      }
      return file === undefined ? '' : words.fileNamed(lang, { name: file.name })
    }
    case 'card':
      return words.cardShown(lang)
    case 'gone':
      return goneWords(lang, body)
    case 'offer': {
      const { unitAmount: amount, currency, quantity: n, by } = body.offer
      return offers.announced(lang, { who: offers.offerOf[by](lang), price: money(lang, { amount, currency }), n })
    }
    default:
      return ''
  }
}

/** What stands where a message is gone. */
export function goneWords(lang: Lang, { by }: { by: 'author' | 'staff' }): string {
  return by === 'staff' ? words.hiddenByShop(lang) : words.takenBack(lang)
}

/** Whether people can answer it, react to it, pin it. */
export function isMessage({ kind }: EntryBody): boolean {
  return kind === 'text' || kind === 'card'
}

/** The address of a file of this room; pictures also as small ones. */
export function fileAddress(room: string | null): (id: string, width?: number) => string {
  return (id, width) => `/api/rooms/${room}/files/${id}${width === undefined ? '' : `?w=${width}`}`
}

/** Where in the page a line is; two rooms may stand in it. */
export function lineId(kind: RoomKind, seq: number): string {
  return `${kind}-${seq}`
}
