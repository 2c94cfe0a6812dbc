import type { Inquiry, Watching } from '#chat/protocol'
import { type Lang, normalise, desk as words } from '#language'
import type { Queue } from './views.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** After so long a wait is late, and after so long it is over what a shopper bears. */
const lateAfterMs = 3 * minute
const overAfterMs = 6 * minute

/** The set that a conversation belongs to, whoever has taken it on. */
export function queueOf({
  kind,
  state,
  waitingSince,
}: Pick<Inquiry, 'kind' | 'state' | 'waitingSince'>): Exclude<Queue, 'mine'> {
  if (kind === 'stage') return 'rooms'
  if (state === 'resolved') return 'resolved'
  return waitingSince === null ? 'answered' : 'waiting'
}

/** Whether a set holds a conversation; `me` is who looks. */
export function isIn(queue: Queue, inquiry: Inquiry, me: string): boolean {
  const own = queueOf(inquiry)
  if (queue === 'mine') return inquiry.assignee?.id === me && own !== 'resolved' && own !== 'rooms'
  return own === queue
}

/** How many conversations each set holds; `me` is who looks. */
export function countQueues(inquiries: readonly Inquiry[], me: string): Record<Queue, number> {
  const counts = { waiting: 0, mine: 0, answered: 0, resolved: 0, rooms: 0 }
  for (const inquiry of inquiries) {
    counts[queueOf(inquiry)] += 1
    if (isIn('mine', inquiry, me)) counts.mine += 1
  }
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

/** The shopper of a conversation by their name, or as a guest. */
export function shopperOf(lang: Lang, { shopper, shopperName }: Pick<Inquiry, 'shopper' | 'shopperName'>): string {
  return shopperName ?? (shopper === null ? words.shopper(lang) : guestName(lang, shopper))
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

/** Where something stands in a list: those who wait by when their wait began, the others by their last word. */
interface Place {
  waits: boolean
  at: string
}

/** Where the chosen conversation stood in the list while it belonged there. */
export interface Held extends Place {
  room: string
}

/** Which conversations a list shows. */
export interface Listing {
  inquiries: readonly Inquiry[]
  queue: Queue
  /** Who looks. */
  me: string
  /** What is searched for; with it all sets are looked through. */
  search: string
  /** The chosen conversation keeps its place, though an answer has taken it out of the set. */
  held: Held | null
  /** What the search looks at. */
  textOf(inquiry: Inquiry): string
}

/** The list: who waits by the length of the wait, the longest first; everything else by its last word, newest first. */
export function listed({ inquiries, queue, me, search, held, textOf }: Listing): Inquiry[] {
  const wanted = normalise(search)
  if (wanted !== '') return inquiries.filter(one => normalise(textOf(one)).includes(wanted)).toSorted(byWait)
  const place = (one: Inquiry): Place => (one.room === held?.room && !isIn(queue, one, me) ? held : placeIn(queue, one))
  return inquiries
    .filter(one => isIn(queue, one, me) || one.room === held?.room)
    .toSorted((a, b) => byPlace(place(a), place(b)) || compare(a.room, b.room))
}

/** Keeps the chosen conversation's place: noted while it is in the set, kept when it leaves it. */
export function holdPlace(
  held: Held | null,
  { chosen, queue, me }: { chosen: Inquiry | null; queue: Queue; me: string },
): Held | null {
  if (chosen === null) return null
  if (isIn(queue, chosen, me)) return { room: chosen.room, ...placeIn(queue, chosen) }
  return held?.room === chosen.room ? held : null
}

/** Whether a set has those on top who have waited longest. */
export function goesByWait(queue: Queue): boolean {
  return queue === 'waiting' || queue === 'mine' || queue === 'rooms'
}

function placeIn(queue: Queue, { waitingSince, lastAt }: Inquiry): Place {
  return goesByWait(queue) && waitingSince !== null
    ? { waits: true, at: waitingSince }
    : { waits: queue === 'waiting', at: lastAt }
}

function byPlace(a: Place, b: Place): number {
  if (a.waits !== b.waits) return a.waits ? -1 : 1
  return a.waits ? compare(a.at, b.at) : compare(b.at, a.at)
}

function byWait(a: Inquiry, b: Inquiry): number {
  return byPlace(placeIn('mine', a), placeIn('mine', b))
}

/** ISO times of one form sort as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
