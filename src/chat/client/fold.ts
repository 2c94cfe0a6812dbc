import type { EntryBody, LogEntry, RoomFacts, SayBody } from '../protocol.ts'

/** One touch that an entry was answered with, and who gave it, in the order of their coming. */
export interface Reaction {
  emoji: string
  authors: readonly string[]
}

/** An entry that readers see, as it is now. */
export interface Line {
  entry: LogEntry
  reactions: readonly Reaction[]
}

/** What a log, or the end of it, comes to. It is never changed; `fold` makes the next one. */
export interface View {
  /** Texts, cards, what is left of those that are gone, and what was done with the room, in the order of seq. */
  lines: readonly Line[]
  facts: RoomFacts
  /** The seq of the newest entry that is in it. */
  last: number
  /** The pinned entry, where it is older than what is loaded; `facts.pinned` waits for it. */
  missing: number | null
}

/** A view of nothing. */
export function emptyView(): View {
  const rules = { slowSeconds: 0, delaySeconds: 0, frozen: false }
  const facts: RoomFacts = { seq: 0, state: 'open', assignee: null, pinned: null, rules, open: true }
  return { lines: [], facts, last: 0, missing: null }
}

/**
 * What `by` makes of the entry that it names; the same object if nothing. What its author took back is gone for good;
 * what staff hid is gone until they show it. It also says what `by` makes of an earlier edit or show of the entry that
 * it names, so that no copy of a log keeps words that are gone: an edit gives way to the next one, and what staff have
 * shown again is shown in its newest words. A show must keep them: whoever saw the entry hidden last has nothing else to
 * learn them from.
 */
export function amend(target: EntryBody, by: EntryBody): EntryBody {
  if (target.kind === 'edit') return replaces(by) ? gone('edit', 'author') : target
  if (target.kind === 'show') {
    if (by.kind !== 'edit') return replaces(by) ? gone('show', 'author') : target
    return { ...target, body: { ...target.body, text: by.text, edited: true } }
  }
  const stands = target.kind === 'text' || target.kind === 'card'
  const hidden = target.kind === 'gone' && target.by === 'staff' && (target.was === 'text' || target.was === 'card')
  switch (by.kind) {
    case 'edit':
      return target.kind === 'text' ? { ...target, text: by.text, edited: true } : target
    case 'delete':
      return stands ? gone(target.kind, 'author') : hidden ? gone(target.was, 'author') : target
    case 'hide':
      return stands ? gone(target.kind, 'staff') : target
    case 'show':
      return target.kind === 'text' || hidden ? by.body : target
    default:
      return target
  }
}

function gone(was: string, by: 'author' | 'staff'): EntryBody {
  return { kind: 'gone', was, by }
}

function replaces({ kind }: EntryBody): boolean {
  return kind === 'edit' || kind === 'delete' || kind === 'hide' || kind === 'show'
}

/** The view of the entries up to where the server has told the facts: `facts` stand, and newer entries go on from them. */
export function viewFrom(facts: RoomFacts | null): View {
  return facts === null ? emptyView() : { ...emptyView(), facts }
}

/**
 * The view with one more entry of the log. An entry that is in it already changes nothing. However late the entries
 * were read, and so whatever has become of their bodies meanwhile, the same log gives the same view.
 */
export function fold(view: View, entry: LogEntry): View {
  return foldAll(view, [entry])
}

/** The view with more entries, which are in the order of the log. */
export function foldAll(view: View, entries: readonly LogEntry[]): View {
  const fresh = entries.filter(entry => entry.seq > view.last)
  if (fresh.length === 0) return view
  const next = { ...view, lines: [...view.lines] }
  for (const entry of fresh) take(next, entry)
  return next
}

/** The view as it will be when these changes by this author are in the log; only what its lines say is foreseen. */
export function foresee(view: View, author: string, changes: readonly (EntryBody | SayBody)[]): View {
  const lines = [...view.lines]
  let same = true
  for (const by of changes) {
    if (!isChange(by)) continue
    const i = placeOf(lines, by.of)
    const line = lines[i]
    if (line === undefined) continue
    lines[i] = changed(line, author, by)
    same &&= lines[i] === line
  }
  return same ? view : { ...view, lines }
}

type Change = Extract<EntryBody & SayBody, { kind: 'edit' | 'delete' | 'hide' | 'reaction' }>

function isChange(body: EntryBody | SayBody): body is Change {
  return body.kind === 'edit' || body.kind === 'delete' || body.kind === 'hide' || body.kind === 'reaction'
}

interface NextView {
  lines: Line[]
  facts: RoomFacts
  last: number
  missing: number | null
}

function take(view: NextView, entry: LogEntry): void {
  view.last = entry.seq
  const { body } = entry
  if (body.kind === 'offer') view.lines = view.lines.map(line => bargained(line, body))
  if (isLine(body)) view.lines.push({ entry, reactions: [] })
  else if ('of' in body && body.of !== null) {
    const i = placeOf(view.lines, body.of)
    const line = view.lines[i]
    if (line !== undefined) view.lines[i] = changed(line, entry.author, body)
  }
  if (entry.seq > view.facts.seq) takeFact(view, entry)
}

/** What readers see at its own place in the log; the others change something that is elsewhere. */
function isLine(body: EntryBody): boolean {
  switch (body.kind) {
    case 'edit':
    case 'delete':
    case 'hide':
    case 'show':
    case 'reaction':
      return false
    case 'gone':
      return body.was === 'text' || body.was === 'card'
    default:
      return true
  }
}

/** A card of an offer after another step: its own says what has become of it, and one that was answered gives way. */
function bargained(line: Line, { offer: now }: Extract<EntryBody, { kind: 'offer' }>): Line {
  const { body } = line.entry
  if (body.kind !== 'offer' || body.step !== 'made') return line
  const { offer } = body
  const givesWay = offer.state === 'pending' && offer.productId === now.productId && offer.id !== now.id
  if (offer.id !== now.id && !givesWay) return line
  const state = offer.by === now.by ? ('withdrawn' as const) : ('countered' as const)
  return { ...line, entry: { ...line.entry, body: { ...body, offer: givesWay ? { ...offer, state } : now } } }
}

function changed(line: Line, author: string, by: EntryBody): Line {
  if (by.kind === 'reaction') return { ...line, reactions: react(line.reactions, author, by) }
  const body = amend(line.entry.body, by)
  return body === line.entry.body ? line : { ...line, entry: { ...line.entry, body } }
}

function react(
  reactions: readonly Reaction[],
  author: string,
  { emoji, on }: { emoji: string; on: boolean },
): readonly Reaction[] {
  const before = reactions.find(reaction => reaction.emoji === emoji)?.authors ?? []
  if (before.includes(author) === on) return reactions
  if (on && before.length === 0) return [...reactions, { emoji, authors: [author] }]
  const authors = on ? [...before, author] : before.filter(other => other !== author)
  return reactions.flatMap(one => (one.emoji !== emoji ? [one] : authors.length > 0 ? [{ emoji, authors }] : []))
}

function takeFact(view: NextView, { seq, role, body }: LogEntry): void {
  const facts = { ...view.facts, seq }
  view.facts = facts
  switch (body.kind) {
    case 'text':
    case 'card':
    case 'gone':
      // A shopper who goes on has a question again.
      if (role === 'shopper' && isLine(body)) facts.state = 'open'
      return
    case 'offer':
      if (role === 'shopper' && body.step === 'made') facts.state = 'open'
      return
    case 'state':
      facts.state = body.state
      return
    case 'assign':
      facts.assignee = body.to === null ? null : { id: body.to, name: body.name ?? '' }
      return
    case 'rules': {
      const { slowSeconds, delaySeconds, frozen } = body
      facts.rules = { slowSeconds, delaySeconds, frozen }
      return
    }
    case 'access':
      facts.open = body.open
      return
    case 'pin':
      facts.pinned = body.of === null ? null : (view.lines[placeOf(view.lines, body.of)]?.entry ?? null)
      view.missing = facts.pinned === null ? body.of : null
      return
    case 'edit':
    case 'delete':
    case 'hide':
    case 'show': {
      const { pinned } = facts
      if (pinned?.seq === body.of) facts.pinned = { ...pinned, body: amend(pinned.body, body) }
      return
    }
    default:
  }
}

/** Where the line with this seq is, or -1. */
function placeOf(lines: readonly Line[], seq: number): number {
  let [low, high] = [0, lines.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = lines[middle]?.entry.seq ?? 0
    if (found === seq) return middle
    if (found < seq) low = middle + 1
    else high = middle - 1
  }
  return -1
}
