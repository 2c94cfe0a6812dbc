import type { ServerMessage, Watching } from './protocol.ts'

/** How long somebody is still counted as here after their last page closed: a reload is not a leaving. */
const graceMs = 4000
/** How long somebody types after the last sign of it. */
const typingMs = 6000

type Now = Extract<ServerMessage, { t: 'now' }>
type Side = Now['typing'][number]

/** Open pages by their keys; a page that has closed or gone elsewhere counts until its timer ends. */
type Pages = Map<string, NodeJS.Timeout | undefined>

interface Place {
  /** The shopper's. */
  pages: Pages
  /** What the page shows that said so last. */
  watching: { page: string; seen: Watching } | null
  typing: Map<Side, NodeJS.Timeout>
}

/** Who is here at this moment; see `openPresence`. */
export interface Presence {
  enterRoom(visit: { roomId: string; page: string }): void
  leaveRoom(visit: { roomId: string; page: string }): void
  enterDesk(visit: { page: string; staffId: string; name: string }): void
  leaveDesk(visit: { page: string; staffId: string }): void
  watch(seen: { roomId: string; page: string; watching: Watching }): void
  type(sign: { roomId: string; role: Side }): void
  stopTyping(sign: { roomId: string; role: Side }): void
  now(roomId: string): Now
  /** The names of the operators at the desk. */
  staffHere(): string[]
}

/**
 * Keeps who is here, in memory, since it is true only as long as their sockets are open. `onRoom` and `onStaff` hear
 * of each change.
 */
export function openPresence({ onRoom, onStaff }: { onRoom(roomId: string): void; onStaff(): void }): Presence {
  const places = new Map<string, Place>()
  const desk = new Map<string, { name: string; pages: Pages }>()

  function placeOf(roomId: string): Place {
    let place = places.get(roomId)
    if (place === undefined) {
      place = { pages: new Map(), watching: null, typing: new Map() }
      places.set(roomId, place)
    }
    return place
  }

  function forgetIfEmpty(roomId: string): void {
    const place = places.get(roomId)
    if (place?.pages.size === 0 && place.typing.size === 0) places.delete(roomId)
  }

  function stopTyping({ roomId, role }: { roomId: string; role: Side }): void {
    const place = places.get(roomId)
    const timer = place?.typing.get(role)
    if (place === undefined || timer === undefined) return
    clearTimeout(timer)
    place.typing.delete(role)
    onRoom(roomId)
    forgetIfEmpty(roomId)
  }

  return {
    enterRoom({ roomId, page }) {
      const { pages } = placeOf(roomId)
      if (enter(pages, page) && pages.size === 1) onRoom(roomId)
    },
    leaveRoom({ roomId, page }) {
      const place = places.get(roomId)
      if (place === undefined) return
      leaveLater(place.pages, page, () => {
        const watched = place.watching?.page === page
        if (watched) place.watching = null
        if (place.pages.size === 0 || watched) onRoom(roomId)
        forgetIfEmpty(roomId)
      })
    },
    enterDesk({ page, staffId, name }) {
      const operator = desk.get(staffId)
      if (operator !== undefined) enter(operator.pages, page)
      else {
        desk.set(staffId, { name, pages: new Map([[page, undefined]]) })
        onStaff()
      }
    },
    leaveDesk({ page, staffId }) {
      const operator = desk.get(staffId)
      if (operator === undefined) return
      leaveLater(operator.pages, page, () => {
        if (operator.pages.size > 0) return
        desk.delete(staffId)
        onStaff()
      })
    },
    watch({ roomId, page, watching }) {
      const place = places.get(roomId)
      if (place === undefined) return
      place.watching = { page, seen: watching }
      onRoom(roomId)
    },
    type({ roomId, role }) {
      const place = placeOf(roomId)
      const before = place.typing.get(role)
      clearTimeout(before)
      place.typing.set(role, setTimeout(() => stopTyping({ roomId, role }), typingMs).unref())
      if (before === undefined) onRoom(roomId)
    },
    stopTyping,
    now(roomId) {
      const place = places.get(roomId)
      return {
        t: 'now',
        room: roomId,
        typing: [...(place?.typing.keys() ?? [])],
        shopperHere: place !== undefined && place.pages.size > 0,
        watching: place?.watching?.seen ?? null,
      }
    },
    staffHere: () => [...new Set([...desk.values()].map(operator => operator.name))],
  }
}

/** Whether the page was not there before; one that was about to leave stays. */
function enter(pages: Pages, page: string): boolean {
  const isNew = !pages.has(page)
  clearTimeout(pages.get(page))
  pages.set(page, undefined)
  return isNew
}

function leaveLater(pages: Pages, page: string, left: () => void): void {
  if (!pages.has(page)) return
  clearTimeout(pages.get(page))
  const timer = setTimeout(() => {
    pages.delete(page)
    left()
  }, graceMs)
  pages.set(page, timer.unref())
}
