import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Inquiry, ServerMessage, Watching } from '#chat/protocol'
import type { DeskView, Queue } from '../views.ts'
import { countQueues, type Held, holdPlace, isIn, listed, queueOf } from '../waiting.ts'

/** A conversation of the list, and when its shopper's page last said what it shows, in milliseconds. */
export interface Listed extends Inquiry {
  heardAt: number
}

/** The list of conversations as it changes; see `openRoster`. */
export interface Roster {
  all: Signal<Listed[]>
  queue: Signal<Queue>
  search: Signal<string>
  counts: ReadonlySignal<Record<Queue, number>>
  /** What the list shows now, in its order. */
  rows: ReadonlySignal<Listed[]>
  find(room: string | null): Listed | undefined
  hear(message: Extract<ServerMessage, { t: 'inquiries' }>): void
  show(queue: Queue): void
  /** How much of a conversation this operator has not had before their eyes, where that is for them to see. */
  unread(inquiry: Inquiry): number
  read(room: string, seq: number): void
  /** The chosen conversation keeps its place in the list for as long as it is the chosen one. */
  choose(room: string | null): void
}

/** Opens the list with what came with the page. `now` is the server's clock. */
export function openRoster(
  view: DeskView,
  { now, textOf }: { now(): number; textOf(inquiry: Inquiry): string },
): Roster {
  const start = view.open === null ? view.inquiries : merge(view.inquiries, [view.open.inquiry])
  const all = signal(start.map(inquiry => ({ ...inquiry, heardAt: now() })))
  const queue = signal(view.queue)
  const search = signal('')
  const held = signal<Held | null>(null)
  const me = view.me.id
  const seen = signal<ReadonlyMap<string, number>>(new Map(Object.entries(view.read)))
  let chosen = view.open?.inquiry.room ?? null
  const find = (room: string | null) => all.value.find(inquiry => inquiry.room === room)

  function hold(): void {
    held.value = holdPlace(held.value, { chosen: find(chosen) ?? null, queue: queue.value, me })
  }

  /** What a shopper's page shows is heard of again with every change of their conversation, though it is no news. */
  function heard(inquiry: Inquiry): Listed {
    const before = find(inquiry.room)
    const news = before === undefined || !sameMoment(before.watching, inquiry.watching)
    return { ...inquiry, heardAt: news ? now() : before.heardAt }
  }

  hold()
  return {
    all,
    queue,
    search,
    counts: computed(() => countQueues(all.value, me)),
    rows: computed(() => {
      const shown = { queue: queue.value, me, search: search.value, held: held.value }
      const byRoom = new Map(all.value.map(inquiry => [inquiry.room, inquiry]))
      return listed({ ...shown, inquiries: all.value, textOf }).flatMap(({ room }) => byRoom.get(room) ?? [])
    }),
    find,
    hear({ inquiries, whole }) {
      const kept = whole ? all.value.filter(({ room }) => room === chosen) : all.value
      all.value = merge(kept, inquiries.map(heard))
      hold()
    },
    show(next) {
      queue.value = next
      held.value = null
      hold()
    },
    unread(inquiry) {
      const isMine = queueOf(inquiry) === 'waiting' || isIn('mine', inquiry, me) || inquiry.kind === 'stage'
      return isMine ? Math.max(0, inquiry.last - (seen.value.get(inquiry.room) ?? 0)) : 0
    },
    read(room, seq) {
      if ((seen.value.get(room) ?? 0) < seq) seen.value = new Map([...seen.value, [room, seq]])
    },
    choose(room) {
      chosen = room
      hold()
    },
  }
}

/** The list with what is new in it, in the place of what it replaces. */
function merge<One extends Inquiry>(list: readonly One[], fresh: readonly One[]): One[] {
  const byRoom = new Map(list.map(one => [one.room, one]))
  for (const one of fresh) byRoom.set(one.room, one)
  return [...byRoom.values()]
}

function sameMoment(a: Watching | null, b: Watching | null): boolean {
  return a?.second === b?.second && a?.playing === b?.playing
}
