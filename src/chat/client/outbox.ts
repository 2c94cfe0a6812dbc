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

/** Opens the outbox that is kept under this key, with what an earlier page did not get rid of. */
export function openOutbox(key: string | null): Outbox {
  const all = signal<Outgoing[]>(recall(key))

  function set(outgoing: Outgoing[]): void {
    all.value = outgoing
    if (key === null) return
    try {
      const keep = waiting().map(({ cid, body, at }) => ({ cid, body, at }))
      if (keep.length === 0) localStorage.removeItem(key)
      else localStorage.setItem(key, JSON.stringify(keep))
    } catch {
      // Storage may be full or forbidden; the words are still on the page.
    }
  }

  const waiting = () => all.value.filter(outgoing => outgoing.state === 'sending' || outgoing.waits === true)

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

function recall(key: string | null): Outgoing[] {
  if (key === null) return []
  try {
    const parsed = v.safeParse(kept, JSON.parse(localStorage.getItem(key) ?? '[]'))
    return parsed.success ? parsed.output.map(outgoing => ({ ...outgoing, state: 'sending', waits: true })) : []
  } catch {
    return []
  }
}
