import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type Conversation, type Live, type Outgoing, openConversation } from '#chat/client'
import type { LogEntry, Receipt } from '#chat/protocol'
import { answeredMeanwhile, type Draft, keepDraft, recallDraft } from '../draft.ts'
import { entriesAnswer, entriesAtOnce, type Me, type OpenView } from '../views.ts'
import { fetchJson } from './fetching.ts'

/** One opened conversation, with the answer that is being written in it. */
export interface Thread {
  room: string
  others: OpenView['others']
  /** Null on the server, and until the page's socket is there. */
  conversation: Signal<Conversation | null>
  entries: ReadonlySignal<LogEntry[]>
  outgoing: ReadonlySignal<Outgoing[]>
  /** How far the shopper has come. */
  theirs: ReadonlySignal<Receipt>
  typing: ReadonlySignal<boolean>
  /** What is happening above the oldest entry that is here. */
  earlier: Signal<'idle' | 'loading' | 'failed'>
  draft: Signal<Draft>
  /** What another operator answered while this one was writing. */
  meanwhile: ReadonlySignal<LogEntry | null>
  follow(live: Live): void
  write(text: string): void
  /** The writer has seen everything that is in the log. */
  lookedUp(): void
  loadEarlier(): Promise<void>
  close(): void
}

/** Opens a conversation from what the server gave of it. It goes live with `follow`. */
export function openThread(view: OpenView, me: Me): Thread {
  const { room } = view.inquiry
  const conversation = signal<Conversation | null>(null)
  const entries = computed(() => conversation.value?.entries.value ?? view.entries)
  const earlier = signal<'idle' | 'loading' | 'failed'>('idle')
  const draftKey = `desk.draft.${me.id}.${room}`
  const last = () => entries.value.at(-1)?.seq ?? 0
  const draft = signal<Draft>({ text: '', since: last() })

  return {
    room,
    others: view.others,
    conversation,
    entries,
    outgoing: computed(() => conversation.value?.outgoing.value ?? []),
    theirs: computed(() => conversation.value?.theirs.value ?? theirsIn(view.receipts)),
    typing: computed(() => conversation.value?.now.value.typing ?? false),
    earlier,
    draft,
    meanwhile: computed(() => answeredMeanwhile(entries.value, { draft: draft.value, me: me.id })),
    follow(live) {
      draft.value = recallDraft(localStorage, draftKey) ?? draft.value
      const keepAs = `desk.outbox.${me.id}.${room}`
      const { entries, receipts } = view
      conversation.value = openConversation(live, 'operator', { room, entries, receipts, keepAs })
    },
    write(text) {
      const since = draft.value.text.trim() === '' ? last() : draft.value.since
      draft.value = { text, since }
      keepDraft(localStorage, draftKey, draft.value)
      if (text.trim() !== '') conversation.value?.typing()
    },
    lookedUp() {
      draft.value = { ...draft.value, since: last() }
      keepDraft(localStorage, draftKey, draft.value)
    },
    async loadEarlier() {
      const opened = conversation.value
      const first = entries.value[0]?.seq ?? 1
      if (opened === null || first <= 1 || earlier.value === 'loading') return
      earlier.value = 'loading'
      const after = Math.max(0, first - 1 - entriesAtOnce)
      try {
        const url = `/api/rooms/${room}/entries?as=operator&after=${after}&limit=${first - 1 - after}`
        const answer = await fetchJson(entriesAnswer, url)
        if (entries.value[0]?.seq === first) opened.entries.value = [...answer.entries, ...entries.value]
        earlier.value = 'idle'
      } catch {
        earlier.value = 'failed'
      }
    },
    close: () => conversation.value?.close(),
  }
}

function theirsIn(receipts: readonly Receipt[]): Receipt {
  return receipts.find(receipt => receipt.role === 'shopper') ?? { role: 'shopper', delivered: 0, read: 0 }
}
