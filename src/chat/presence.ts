import type { ServerMessage, Watching } from './protocol.ts'

/** How long somebody is still counted as here after their last page closed: a reload is not a leaving. */
const graceMs = 4000
/** How long somebody types after the last sign of it. */
const typingMs = 6000

type Now = Extract<ServerMessage, { t: 'now' }>
type Side = Now['typing'][number]

interface Place {
  /** A key for each open page of the shopper. */
  pages: Set<string>
  watching: Watching | null
  typing: Map<Side, NodeJS.Timeout>
}

/** Who is here at this moment; see `openPresence`. */
export interface Presence {
  enterRoom(visit: { roomId: string; page: string }): void
  leaveRoom(visit: { roomId: string; page: string }): void
  enterDesk(visit: { page: string; staffId: string; name: string }): void
  leaveDesk(visit: { page: string; staffId: string }): void
  watch(seen: { roomId: string; watching: Watching }): void
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
  const desk = new Map<string, { name: string; pages: Set<string> }>()

  function placeOf(roomId: string): Place {
    let place = places.get(roomId)
    if (place === undefined) {
      place = { pages: new Set(), watching: null, typing: new Map() }
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
      const place = placeOf(roomId)
      place.pages.add(page)
      if (place.pages.size === 1) onRoom(roomId)
    },
    leaveRoom({ roomId, page }) {
      setTimeout(() => {
        const place = places.get(roomId)
        if (!place?.pages.delete(page) || place.pages.size > 0) return
        place.watching = null
        onRoom(roomId)
        forgetIfEmpty(roomId)
      }, graceMs).unref()
    },
    enterDesk({ page, staffId, name }) {
      const operator = desk.get(staffId)
      if (operator !== undefined) operator.pages.add(page)
      else {
        desk.set(staffId, { name, pages: new Set([page]) })
        onStaff()
      }
    },
    leaveDesk({ page, staffId }) {
      setTimeout(() => {
        const operator = desk.get(staffId)
        if (!operator?.pages.delete(page) || operator.pages.size > 0) return
        desk.delete(staffId)
        onStaff()
      }, graceMs).unref()
    },
    watch({ roomId, watching }) {
      const place = places.get(roomId)
      if (place === undefined) return
      place.watching = watching
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
        watching: place?.watching ?? null,
      }
    },
    staffHere: () => [...new Set([...desk.values()].map(operator => operator.name))],
  }
}
