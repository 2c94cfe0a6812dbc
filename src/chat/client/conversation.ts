import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Held, LogEntry, Receipt, RoomFacts, RoomKind, SayBody, Watching } from '../protocol.ts'
import type { View } from './fold.ts'
import type { Outgoing } from './outbox.ts'

export interface ConversationStart {
  /** Null until the first question; then `begin` is asked for it. */
  room: string | null
  /** The newest entries, without gaps. */
  entries: LogEntry[]
  receipts: Receipt[]
  /** What the log up to the newest of the entries has made of the room, where they do not begin at 1. */
  facts?: RoomFacts
  kind?: RoomKind
  /** The author that one's own entries carry. */
  you?: string
  /** Where unsent words are kept over a reload; a conversation without a key keeps none. */
  keepAs: string | null
  /** Makes the room, and this visitor's identity if there is none. */
  begin?(): Promise<{ room: string }>
}

/**
 * `none` until there is a room, `joining` until the server has said that one follows it, and `removed` when one may not
 * (any more).
 */
export type ConversationState = 'none' | 'joining' | 'open' | 'removed'

/** What passes; only the newest counts. */
export interface Now {
  typing: boolean
  shopperHere: boolean
  /** How many are in a crowded room. */
  viewers: number
  watching: Watching | null
}

/** A conversation as a page follows it; see `openConversation`. */
export interface Conversation {
  room: Signal<string | null>
  state: ReadonlySignal<ConversationState>
  kind: ReadonlySignal<RoomKind>
  /** The author that one's own entries carry; null until the server has said. */
  you: ReadonlySignal<string | null>
  /** The log as it came, as far as it is loaded. What to show is in `view`. */
  entries: Signal<LogEntry[]>
  /** The log as it is to be shown, with the changes that are under way from here. */
  view: ReadonlySignal<View>
  facts: ReadonlySignal<RoomFacts>
  /** What was said here and is not in the log yet, changes too; those are in `view` already, until they are refused. */
  outgoing: ReadonlySignal<Outgoing[]>
  /** What this page knows of the other side. */
  theirs: ReadonlySignal<Receipt>
  now: Signal<Now>
  /** For staff in a crowded room: what waits to be seen by everybody. */
  held: ReadonlySignal<Held[]>
  /** What is known of the log above the oldest entry that is loaded. */
  above: ReadonlySignal<'nothing' | 'more' | 'loading' | 'failed'>
  /** Enters the room before anything is said. */
  enter(): void
  say(body: SayBody): void
  edit(seq: number, text: string): void
  /** Takes one's own entry back; as staff, takes somebody's out of sight. */
  remove(seq: number): void
  react(seq: number, emoji: Extract<SayBody, { kind: 'reaction' }>['emoji'], on: boolean): void
  /** Sends something now that has failed. */
  again(cid: string): void
  /** Gives up something that has not been sent. */
  discard(cid: string): void
  /** Loads older entries. */
  earlier(): Promise<void>
  typing(): void
  /** The reader has the newest entry before their eyes. */
  read(): void
  watching(watching: Watching): void
  close(): void
}

/** How many texts of others come after a seq: what somebody who has read up to there has not. */
export function countUnread(view: View, { read, you }: { read: number; you: string | null }): number {
  return view.lines.filter(({ entry: { seq, author, body } }) => seq > read && author !== you && body.kind === 'text')
    .length
}
