import { type Signal, signal } from '@preact/signals'
import { promisifyRequest, type UseStore } from 'idb-keyval'
import * as v from 'valibot'
import { type SayBody, sayBody } from '../protocol.ts'
import type { Browser } from './browser.ts'

/**
 * Something said here that is not in the log yet. `sent` is committed, and its entry is on the way; `held` waits to be
 * seen by staff first.
 */
export interface Outgoing {
  cid: string
  body: SayBody
  at: string
  state: 'sending' | 'sent' | 'held' | 'failed'
  /** Why it failed, for a person, and the code of it. */
  reason?: string
  code?: string
  /** Whether it goes out again by itself. */
  waits?: boolean
}

/** What was said here and is not in the log yet; kept over a reload. See `openOutbox`. */
export interface Outbox {
  all: Signal<Outgoing[]>
  /** Takes over what other pages have left or got rid of; ends when that is done, or cannot be. */
  refresh(): Promise<void>
  add(said: { cid: string; body: SayBody }): void
  change(cid: string, change: Partial<Outgoing>): void
  remove(cid: string): void
  find(cid: string): Outgoing | undefined
  /** What is to go out, oldest first: all but what the server refused for good. */
  waiting(): Outgoing[]
}

const kept = v.object({
  cid: v.string(),
  room: v.nullable(v.string()),
  body: sayBody,
  at: v.string(),
  place: v.number(),
})
const keptBefore = v.array(v.object({ cid: v.string(), body: sayBody, at: v.string() }))

/** How long storage may take before the page goes on without it. */
const patienceMs = 2000

/**
 * Opens the outbox that is kept under this key; one without a key keeps nothing. Each thing said is a record of its own,
 * so that pages of one browser do not overwrite each other's. What another page has left unsent is sent by this one too:
 * it carries the same cid, and so is one entry, whoever comes first; but not what was said in another room under the same
 * key, which may have been somebody else's. Where storage is forbidden or fails, things are kept as long as the page
 * lives.
 */
export function openOutbox(
  key: string | null,
  { records, oldRecords }: Browser,
  { room }: { room: () => string | null },
): Outbox {
  const all = signal<Outgoing[]>([])
  const places = new Map<string, number>()
  /** What this page is done with; its records may still be there for a moment. */
  const done = new Set<string>()
  /** What other pages left, which is theirs to get rid of too. */
  const found = new Set<string>()
  let store = key === null ? null : records
  let newest = 0

  /** In the order in which things were said, in whatever page. */
  function place(at: string): number {
    newest = Math.max(Date.parse(at), newest + 0.001)
    return newest
  }

  function show(outgoing: Outgoing[]): void {
    all.value = outgoing.toSorted((a, b) => (places.get(a.cid) ?? 0) - (places.get(b.cid) ?? 0))
  }

  function write(work: (store: IDBObjectStore) => void): void {
    store?.('readwrite', records => {
      work(records)
      return promisifyRequest(records.transaction)
    }).catch(() => {
      store = null
    })
  }

  function keep({ cid, body, at }: Outgoing): void {
    const record: v.InferOutput<typeof kept> = { cid, room: room(), body, at, place: places.get(cid) ?? 0 }
    write(records => records.put(record, [key ?? '', cid]))
  }

  function forget(cid: string): void {
    done.add(cid)
    write(records => records.delete([key ?? '', cid]))
  }

  async function look(): Promise<void> {
    if (key === null || store === null) return
    const records = (await recordsOf(store, key)).filter(record => record.room === null || record.room === room())
    const there = new Set(records.map(({ cid }) => cid))
    const known = all.value.filter(({ cid, state }) => !found.has(cid) || there.has(cid) || state === 'failed')
    const fresh = records.filter(({ cid }) => !done.has(cid) && !known.some(one => one.cid === cid))
    for (const record of fresh) {
      found.add(record.cid)
      places.set(record.cid, record.place)
    }
    if (fresh.length === 0 && known.length === all.value.length) return
    show([...fresh.map(({ cid, body, at }): Outgoing => ({ cid, body, at, state: 'sending', waits: true })), ...known])
  }

  function takeOver(): void {
    for (const { cid, body, at } of recallBefore(key, oldRecords)) {
      places.set(cid, place(at))
      const outgoing: Outgoing = { cid, body, at, state: 'sending', waits: true }
      show([...all.value, outgoing])
      keep(outgoing)
    }
  }

  takeOver()
  return {
    all,
    async refresh() {
      let impatient: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<void>(resolve => {
        impatient = setTimeout(resolve, patienceMs)
      })
      const looked = look().catch(() => {
        store = null
      })
      await Promise.race([looked, late])
      clearTimeout(impatient)
    },
    add({ cid, body }) {
      const at = new Date().toISOString()
      places.set(cid, place(at))
      const outgoing: Outgoing = { cid, body, at, state: 'sending', waits: true }
      show([...all.value, outgoing])
      keep(outgoing)
    },
    change(cid, change) {
      const changed = all.value.map(outgoing => (outgoing.cid === cid ? { ...outgoing, ...change } : outgoing))
      all.value = changed
      const now = changed.find(outgoing => outgoing.cid === cid)
      if (now !== undefined && !isWaiting(now)) forget(cid)
      else if (now !== undefined && done.delete(cid)) keep(now)
    },
    remove(cid) {
      if (!all.value.some(outgoing => outgoing.cid === cid)) return
      all.value = all.value.filter(outgoing => outgoing.cid !== cid)
      forget(cid)
    },
    find: cid => all.value.find(outgoing => outgoing.cid === cid),
    waiting: () => all.value.filter(isWaiting),
  }
}

function isWaiting({ state, waits }: Outgoing): boolean {
  return state !== 'failed' || waits === true
}

async function recordsOf(store: UseStore, key: string): Promise<v.InferOutput<typeof kept>[]> {
  const range = IDBKeyRange.bound([key], [key, []])
  const values: unknown[] = await store('readonly', records => promisifyRequest(records.getAll(range)))
  return values.flatMap(value => {
    const parsed = v.safeParse(kept, value)
    return parsed.success ? [parsed.output] : []
  })
}

/** What a version that kept one text for all of it has left; it is given once. */
function recallBefore(key: string | null, oldRecords: Browser['oldRecords']): v.InferOutput<typeof keptBefore> {
  if (key === null || oldRecords === null) return []
  try {
    const text = oldRecords.getItem(key)
    if (text === null) return []
    oldRecords.removeItem(key)
    const parsed = v.safeParse(keptBefore, JSON.parse(text))
    return parsed.success ? parsed.output : []
  } catch {
    return []
  }
}
