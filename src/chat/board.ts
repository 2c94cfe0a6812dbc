import { setTimeout as rest } from 'node:timers/promises'
import type { Database } from '#database'
import type { Log } from '#edge'
import { frameOf, type Outlet } from './fanout.ts'
import { inquiriesOf, listInquiries, type StoredInquiry } from './inquiries.ts'
import type { Presence } from './presence.ts'
import type { Inquiry, ServerMessage } from './protocol.ts'

/** The desk's live list of conversations; see `openBoard`. */
export interface Board {
  /** Sends a desk the whole list, then every change of it. */
  join(outlet: Outlet): void
  leave(outlet: Outlet): void
  /** A conversation, or who is in it, has changed. */
  changed(roomId: string): void
  /** Anything may have changed: every desk gets the whole list anew. */
  refresh(): void
  /** The whole list as it is now, for a page that is drawn before its socket is there. */
  list(): Promise<Inquiry[]>
  /** One conversation as it stands in the list, however old; null for one that is not there or holds nothing. */
  find(roomId: string): Promise<Inquiry | null>
}

/** Conversations without a wait that a desk is shown at once. */
const listLimit = 200
/** Changes that come within this time go out together. */
const joinMs = 25

/**
 * Opens the list. One loop reads what changed and tells the desks, so that a desk which has just come never hears of a
 * change before the list it belongs to.
 */
export function openBoard({ db, presence, log }: { db: Database; presence: Presence; log: Log }): Board {
  const desks = new Set<Outlet>()
  let newcomers = new Set<Outlet>()
  let dirty = new Set<string>()
  let running = false

  async function run(): Promise<void> {
    while (newcomers.size > 0 || dirty.size > 0) {
      const [coming, ids] = [newcomers, [...dirty]]
      newcomers = new Set()
      dirty = new Set()
      try {
        if (ids.length > 0 && desks.size > 0) send(desks, await inquiriesOf(db, { ids }), false)
        if (coming.size > 0) {
          send(coming, await listInquiries(db, { limit: listLimit }), true)
          for (const outlet of coming) if (outlet.open()) desks.add(outlet)
        }
        await rest(joinMs)
      } catch (thrown) {
        // The database is away for the moment; what was to be told is still to be told.
        log.warn({ err: thrown }, 'the desk could not be told')
        newcomers = newcomers.union(coming)
        dirty = dirty.union(new Set(ids))
        await rest(1000)
      }
    }
    running = false
  }

  function send(outlets: Set<Outlet>, stored: StoredInquiry[], whole: boolean): void {
    const inquiries = stored.map(present)
    if (inquiries.length === 0 && !whole) return
    const message: ServerMessage = { t: 'inquiries', inquiries, whole }
    const frame = frameOf([JSON.stringify(message)])
    for (const outlet of outlets) if (outlet.open()) outlet.send(frame)
  }

  function present(inquiry: StoredInquiry): Inquiry {
    const { shopperHere: here, viewers, watching } = presence.now(inquiry.room)
    return { ...inquiry, here, viewers, watching }
  }

  function wake(): void {
    if (running) return
    running = true
    void run()
  }

  return {
    join(outlet) {
      newcomers.add(outlet)
      wake()
    },
    leave(outlet) {
      desks.delete(outlet)
      newcomers.delete(outlet)
    },
    changed(roomId) {
      if (desks.size === 0 && !running) return
      dirty.add(roomId)
      wake()
    },
    refresh() {
      if (desks.size === 0) return
      newcomers = newcomers.union(desks)
      wake()
    },
    list: async () => (await listInquiries(db, { limit: listLimit })).map(present),
    async find(roomId) {
      const [found] = await inquiriesOf(db, { ids: [roomId] })
      return found ? present(found) : null
    },
  }
}
