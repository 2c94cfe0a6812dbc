import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import {
  type Conversation,
  foldAll,
  type Line,
  type Live,
  type Outgoing,
  openConversation,
  viewFrom,
} from '#chat/client'
import {
  type Held,
  type LogEntry,
  largestFile,
  mostFiles,
  type Receipt,
  type RoomFacts,
  type RoomKind,
} from '#chat/protocol'
import type { Lang } from '#language'
import { openPicks, type Picks } from '#ui'
import { type Removed, removedIn } from '../acts.ts'
import { answeredMeanwhile, type Draft, keepDraft, recallDraft } from '../draft.ts'
import type { Me, OpenView, Other } from '../views.ts'
import { type LineWindow, openWindow, placeOf } from './window.ts'

/** One opened conversation, with the answer that is being written in it. */
export interface Thread {
  room: string
  kind: RoomKind
  /** The author of this operator's own entries. */
  you: string
  others: Other[]
  /** Null on the server, and until the page's socket is there. */
  conversation: Signal<Conversation | null>
  lines: ReadonlySignal<readonly Line[]>
  /** Those of the lines that are drawn. */
  window: LineWindow
  facts: ReadonlySignal<RoomFacts>
  /** The newest seq of the log, 0 for nothing. */
  last: ReadonlySignal<number>
  /** What was said here and is not in the log yet, and what failed. */
  outgoing: ReadonlySignal<Outgoing[]>
  /** How far the shopper has come. */
  theirs: ReadonlySignal<Receipt>
  typing: ReadonlySignal<boolean>
  /** How many are in a crowded room; null until that was said. */
  viewers: ReadonlySignal<number | null>
  /** What waits in a crowded room to be seen by everybody. */
  held: ReadonlySignal<Held[]>
  /** Who was removed from it, as far as the loaded part of its log tells. */
  removed: ReadonlySignal<Removed[]>
  /** The server lets this operator follow it no more. */
  isGone: ReadonlySignal<boolean>
  /** What is known of the log above the oldest entry that is here. */
  above: ReadonlySignal<'nothing' | 'more' | 'loading' | 'failed'>
  draft: Signal<Draft>
  /** The files that are chosen for the answer. */
  picks: Picks
  /** The entry of one's own that is being edited instead of an answer being written. */
  editing: Signal<number | null>
  /** What another operator answered while this one was writing. */
  meanwhile: ReadonlySignal<LogEntry | null>
  follow(live: Live): void
  write(text: string): void
  /** Puts words back into the answer that is being written, after what is there. */
  writeAgain(text: string): void
  /** Counts how often that was done: the field shows the draft anew. */
  writtenAgain: ReadonlySignal<number>
  /** Makes the answer one to this entry, or to none. */
  answer(seq: number | null): void
  /** The writer has seen everything that is in the log. */
  lookedUp(): void
  lineOf(seq: number): Line | undefined
  /** Draws older lines, which are fetched where they are not here yet. */
  earlier(): Promise<void>
  close(): void
}

/** Opens a conversation from what the server gave of it. It goes live with `follow`. */
export function openThread(opened: OpenView, { me, lang }: { me: Me; lang: Lang }): Thread {
  const { room, kind } = opened.inquiry
  const conversation = signal<Conversation | null>(null)
  const start = foldAll(viewFrom(opened.facts), opened.entries)
  const view = computed(() => conversation.value?.view.value ?? start)
  const lines = computed(() => view.value.lines)
  const window = openWindow(lines)
  const draftKey = `desk.draft.${me.id}.${room}`
  const last = () => view.value.last
  const draft = signal<Draft>({ text: '', since: last(), re: null })

  const address = (fileId: string) => `/api/rooms/${room}/files/${fileId}?as=operator`
  const picks = openPicks({ lang, most: mostFiles, largestBytes: largestFile, address })
  const writtenAgain = signal(0)

  function set(next: Draft): void {
    draft.value = next
    keepDraft(localStorage, draftKey, next)
  }

  return {
    room,
    kind,
    you: opened.you,
    others: opened.others,
    conversation,
    lines,
    window,
    facts: computed(() => view.value.facts),
    last: computed(() => view.value.last),
    outgoing: computed(() => conversation.value?.outgoing.value ?? []),
    theirs: computed(() => conversation.value?.theirs.value ?? theirsIn(opened.receipts)),
    typing: computed(() => conversation.value?.now.value.typing ?? false),
    viewers: computed(() => (conversation.value?.state.value === 'open' ? conversation.value.now.value.viewers : null)),
    held: computed(() => conversation.value?.held.value ?? []),
    removed: computed(() => removedIn(lines.value)),
    isGone: computed(() => conversation.value?.state.value === 'removed'),
    above: computed(() => {
      if (window.hides.value) return 'more'
      return conversation.value?.above.value ?? ((opened.entries[0]?.seq ?? 1) > 1 ? 'more' : 'nothing')
    }),
    draft,
    picks,
    editing: signal(null),
    meanwhile: computed(() => answeredMeanwhile(lines.value, { draft: draft.value, me: me.id, kind })),
    follow(live) {
      draft.value = recallDraft(localStorage, draftKey) ?? draft.value
      const { entries, facts, receipts, you } = opened
      const keepAs = `desk.outbox.${me.id}.${room}`
      conversation.value = openConversation(live, 'operator', { room, kind, you, entries, facts, receipts, keepAs })
    },
    write(text) {
      const since = draft.value.text.trim() === '' ? last() : draft.value.since
      set({ ...draft.value, text, since })
      if (text.trim() !== '') conversation.value?.typing()
    },
    writeAgain(text) {
      const before = draft.value.text
      set({ ...draft.value, text: before.trim() === '' ? text : `${before}\n${text}` })
      writtenAgain.value += 1
    },
    writtenAgain,
    answer: re => set({ ...draft.value, re }),
    lookedUp: () => set({ ...draft.value, since: last() }),
    lineOf(seq) {
      const line = lines.value[placeOf(lines.value, seq)]
      return line?.entry.seq === seq ? line : undefined
    },
    async earlier() {
      if (window.hides.value) window.widen()
      else await conversation.value?.earlier()
    },
    close() {
      picks.close()
      conversation.value?.close()
    },
  }
}

function theirsIn(receipts: readonly Receipt[]): Receipt {
  return receipts.find(receipt => receipt.role === 'shopper') ?? { role: 'shopper', delivered: 0, read: 0 }
}
