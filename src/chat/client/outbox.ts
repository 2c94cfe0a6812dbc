import { type Signal, signal } from '@preact/signals'
import * as v from 'valibot'
import { entryBody } from '../protocol.ts'
import type { Outgoing } from './conversation.ts'

/** What was said here and is not in the log yet; kept over a reload. */
export interface Outbox {
  all: Signal<Outgoing[]>
  add(outgoing: Outgoing): void
  change(cid: string, change: Partial<Outgoing>): void
  remove(cid: string): void
  find(cid: string): Outgoing | undefined
  /** What is to go out, oldest first: all but what the server refused for good. */
  waiting(): Outgoing[]
}

const kept = v.array(v.object({ cid: v.string(), body: entryBody, at: v.string() }))

/**
 * Opens the outbox that is kept under this key, with what an earlier page did not get rid of. Another tab may keep its
 * own under the same key: each changes only what it knows of.
 */
export function openOutbox(key: string | null): Outbox {
  const recalled = recall(key)
  const all = signal(recalled.map((words): Outgoing => ({ ...words, state: 'sending', waits: true })))
  const known = new Set(recalled.map(words => words.cid))

  function set(outgoing: Outgoing[]): void {
    all.value = outgoing
    for (const { cid } of outgoing) known.add(cid)
    if (key === null) return
    const own = waiting().map(({ cid, body, at }) => ({ cid, body, at }))
    keep(key, [...recall(key).filter(words => !known.has(words.cid)), ...own])
  }

  const waiting = () => all.value.filter(outgoing => outgoing.state !== 'failed' || outgoing.waits === true)

  return {
    all,
    add: outgoing => set([...all.value, outgoing]),
    change: (cid, change) =>
      set(all.value.map(outgoing => (outgoing.cid === cid ? { ...outgoing, ...change } : outgoing))),
    remove: cid => set(all.value.filter(outgoing => outgoing.cid !== cid)),
    find: cid => all.value.find(outgoing => outgoing.cid === cid),
    waiting,
  }
}

type Kept = v.InferOutput<typeof kept>

function recall(key: string | null): Kept {
  if (key === null) return []
  try {
    const parsed = v.safeParse(kept, JSON.parse(localStorage.getItem(key) ?? '[]'))
    return parsed.success ? parsed.output : []
  } catch {
    return []
  }
}

function keep(key: string, words: Kept): void {
  try {
    if (words.length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(words))
  } catch {
    // Storage may be full or forbidden; the words are still on the page.
  }
}
