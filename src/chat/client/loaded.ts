import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { LogEntry, RoomFacts } from '../protocol.ts'
import { foldAll, type View, viewFrom } from './fold.ts'

/** The part of a room's log that a page has: without gaps, up to the newest entry it knows. See `openLoaded`. */
export interface Loaded {
  /** The entries as they came. */
  entries: Signal<LogEntry[]>
  view: ReadonlySignal<View>
  /** The newest seq, 0 for nothing. */
  last(): number
  /** Takes those entries that are new and gives them; null where some before them are missing. */
  append(entries: readonly LogEntry[]): LogEntry[] | null
  /** Puts older entries before the others; false where they do not fit. */
  prepend(entries: readonly LogEntry[]): boolean
  /** Begins anew. */
  replace(entries: LogEntry[], facts: RoomFacts | null): void
  /** What the server says that the log has made of the room. */
  learn(facts: RoomFacts): void
}

/** Holds what a page has of a room's log, beginning with what came with the page. */
export function openLoaded(start: { entries: LogEntry[]; facts: RoomFacts | null }): Loaded {
  const entries = signal(start.entries)
  const facts = signal(start.facts)
  let folded: { entries: readonly LogEntry[]; facts: RoomFacts | null; view: View } | undefined

  const view = computed(() => {
    const now = { entries: entries.value, facts: facts.value }
    const before = folded
    const isLonger = before !== undefined && before.facts === now.facts && continues(now.entries, before.entries)
    const view = isLonger
      ? foldAll(before.view, now.entries.slice(before.entries.length))
      : foldAll(viewFrom(now.facts), now.entries)
    folded = { ...now, view }
    return view
  })
  const last = () => entries.peek().at(-1)?.seq ?? 0

  return {
    entries,
    view,
    last,
    append(more) {
      const fresh = more.filter(entry => entry.seq > last())
      if (fresh.length === 0) return []
      if (fresh[0]?.seq !== last() + 1) return null
      entries.value = [...entries.value, ...fresh]
      return fresh
    },
    prepend(older) {
      const first = entries.value[0]?.seq ?? 1
      if (older.length === 0 || older.at(-1)?.seq !== first - 1) return false
      entries.value = [...older, ...entries.value]
      return true
    },
    replace(fresh, newFacts) {
      facts.value = newFacts
      entries.value = fresh
    },
    learn(newer) {
      facts.value = newer
    },
  }
}

/** Whether these are the same entries, and maybe more after them. */
function continues(entries: readonly LogEntry[], before: readonly LogEntry[]): boolean {
  const end = before.length - 1
  return end < 0 || (entries[0] === before[0] && entries[end] === before[end])
}
