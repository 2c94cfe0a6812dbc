import * as v from 'valibot'
import type { Line } from '#chat/client'
import type { LogEntry, RoomKind } from '#chat/protocol'

/**
 * An answer that is being written. `since` is the newest entry that its writer has had before their eyes, `re` the one
 * that it answers.
 */
export interface Draft {
  text: string
  since: number
  re: number | null
}

const keptDraft = v.object({ text: v.string(), since: v.number(), re: v.optional(v.nullable(v.number()), null) })

/** Where drafts are kept; the browser's `localStorage` fits. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The draft of a conversation that outlived a reload; null where there is none. */
export function recallDraft(store: DraftStore, key: string): Draft | null {
  try {
    const parsed = v.safeParse(keptDraft, JSON.parse(store.getItem(key) ?? 'null'))
    return parsed.success ? parsed.output : null
  } catch {
    return null
  }
}

/** Keeps a draft; one without words that answers nothing is forgotten. */
export function keepDraft(store: DraftStore, key: string, draft: Draft): void {
  try {
    if (draft.text === '' && draft.re === null) store.removeItem(key)
    else store.setItem(key, JSON.stringify(draft))
  } catch {
    // Without storage a draft lives as long as its page.
  }
}

/**
 * The newest answer that another operator gave after the draft was begun; null where there is none. In a crowded room,
 * where many things are said at a time, only what answers the same entry counts.
 */
export function answeredMeanwhile(
  lines: readonly Line[],
  { draft, me, kind }: { draft: Draft; me: string; kind: RoomKind },
): LogEntry | null {
  if (draft.text.trim() === '') return null
  const isAnswer = ({ role, author, body }: LogEntry) => {
    if (role !== 'operator' || author === me || (body.kind !== 'text' && body.kind !== 'card')) return false
    return kind === 'inquiry' || (draft.re !== null && body.kind === 'text' && body.re === draft.re)
  }
  const answer = lines.findLast(({ entry }) => isAnswer(entry))?.entry
  return answer !== undefined && answer.seq > draft.since ? answer : null
}
