import type { Inquiry, Watching } from '#chat/protocol'
import { type Lang, normalise, desk as words } from '#language'
import type { Queue } from './views.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** After so long a wait is late, and after so long it is over what a shopper bears. */
const lateAfterMs = 3 * minute
const overAfterMs = 6 * minute

/** Which set a conversation belongs to. */
export function queueOf({ state, waitingSince }: Pick<Inquiry, 'state' | 'waitingSince'>): Queue {
  if (state === 'resolved') return 'resolved'
  return waitingSince === null ? 'answered' : 'waiting'
}

/** How many conversations each set holds. */
export function countQueues(inquiries: readonly Inquiry[]): Record<Queue, number> {
  const counts = { waiting: 0, answered: 0, resolved: 0 }
  for (const inquiry of inquiries) counts[queueOf(inquiry)] += 1
  return counts
}

/** How bad a wait of so many milliseconds is. */
export function waitLevel(ms: number): 'calm' | 'late' | 'over' {
  if (ms >= overAfterMs) return 'over'
  return ms >= lateAfterMs ? 'late' : 'calm'
}

/** A wait as it ticks: 0:38, 12:05, then 1 h 20 min, then days. */
export function waitLabel(lang: Lang, ms: number): string {
  const whole = Math.max(0, ms)
  if (whole >= day) return words.daysWaited(lang, { n: Math.floor(whole / day) })
  const minutes = Math.floor(whole / minute)
  if (whole >= hour) return words.hoursWaited(lang, { h: Math.floor(minutes / 60), m: minutes % 60 })
  return `${minutes}:${String(Math.floor((whole % minute) / 1000)).padStart(2, '0')}`
}

/** How long ago something was, in one unit. */
export function agoLabel(lang: Lang, ms: number): string {
  if (ms < minute) return words.justNow(lang)
  if (ms < hour) return words.minutesAgo(lang, { n: Math.floor(ms / minute) })
  if (ms < day) return words.hoursAgo(lang, { n: Math.floor(ms / hour) })
  return words.daysAgo(lang, { n: Math.floor(ms / day) })
}

/** A shopper without an account, told from others by the end of their id: 손님 7f2. */
export function guestName(lang: Lang, shopperId: string): string {
  return words.guest(lang, { mark: shopperId.slice(-3) })
}

/** The second that a shopper sees now, reckoned from what their page said at `heardAt`; it stops where the film ends. */
export function secondNow({ second, playing }: Watching, { heardAt, now, filmSeconds }: SecondNow): number {
  const gone = playing ? Math.max(0, now - heardAt) / 1000 : 0
  return Math.min(second + gone, filmSeconds ?? Number.POSITIVE_INFINITY)
}

/** Both instants in milliseconds; `filmSeconds` null where the length is not known. */
export interface SecondNow {
  heardAt: number
  now: number
  filmSeconds: number | null
}

/** Where the chosen conversation stood in the list while it belonged there. */
export interface Held {
  room: string
  at: string
}

/** Which conversations a list shows. */
export interface Listing {
  inquiries: readonly Inquiry[]
  queue: Queue
  /** What is searched for; with it all sets are looked through. */
  search: string
  /** The chosen conversation keeps its place, though an answer has taken it out of the set. */
  held: Held | null
  /** What the search looks at. */
  textOf(inquiry: Inquiry): string
}

/** The list: who waits by the length of the wait, the longest first; everything else by its last word, newest first. */
export function listed({ inquiries, queue, search, held, textOf }: Listing): Inquiry[] {
  const wanted = normalise(search)
  if (wanted !== '') {
    const found = inquiries.filter(inquiry => normalise(textOf(inquiry)).includes(wanted))
    return found.toSorted(byWait)
  }
  const place = (inquiry: Inquiry) =>
    inquiry.room === held?.room && queueOf(inquiry) !== queue ? held.at : placeIn(queue, inquiry)
  const shown = inquiries.filter(inquiry => queueOf(inquiry) === queue || inquiry.room === held?.room)
  const order = queue === 'waiting' ? 1 : -1
  return shown.toSorted((a, b) => order * compare(place(a), place(b)) || compare(a.room, b.room))
}

/** Keeps the chosen conversation's place: noted while it is in the set, kept when it leaves it. */
export function holdPlace(held: Held | null, { chosen, queue }: { chosen: Inquiry | null; queue: Queue }): Held | null {
  if (chosen === null) return null
  if (queueOf(chosen) === queue) return { room: chosen.room, at: placeIn(queue, chosen) }
  return held?.room === chosen.room ? held : null
}

function placeIn(queue: Queue, { waitingSince, lastAt }: Inquiry): string {
  return queue === 'waiting' ? (waitingSince ?? lastAt) : lastAt
}

function byWait(a: Inquiry, b: Inquiry): number {
  if (a.waitingSince !== null && b.waitingSince !== null) return compare(a.waitingSince, b.waitingSince)
  if (a.waitingSince !== null || b.waitingSince !== null) return a.waitingSince !== null ? -1 : 1
  return compare(b.lastAt, a.lastAt)
}

/** ISO times of one form sort as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
