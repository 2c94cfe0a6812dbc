import * as v from 'valibot'
import type { LogEntry } from '#chat/protocol'

/** An answer that is being written. `since` is the newest entry that its writer has had before their eyes. */
export interface Draft {
  text: string
  since: number
}

const keptDraft = v.object({ text: v.string(), since: v.number() })

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

/** Keeps a draft; one without words is forgotten. */
export function keepDraft(store: DraftStore, key: string, draft: Draft): void {
  try {
    if (draft.text === '') store.removeItem(key)
    else store.setItem(key, JSON.stringify(draft))
  } catch {
    // Without storage a draft lives as long as its page.
  }
}

/** The newest answer that another operator gave after the draft was begun; null where there is none. */
export function answeredMeanwhile(
  entries: readonly LogEntry[],
  { draft, me }: { draft: Draft; me: string },
): LogEntry | null {
  if (draft.text.trim() === '') return null
  const answer = entries.findLast(
    ({ role, author, body }) => role === 'operator' && author !== me && body.kind !== 'state',
  )
  return answer !== undefined && answer.seq > draft.since ? answer : null
}
