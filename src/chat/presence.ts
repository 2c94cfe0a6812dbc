import type { Bus } from '#bus'
import { openPeers, type Share } from './peers.ts'
import type { RoomKind, ServerMessage, Watching } from './protocol.ts'

/** How long somebody is still counted as here after their last page closed: a reload is not a leaving. */
const graceMs = 4000
/** How long somebody types after the last sign of it. */
const typingMs = 6000
/** A crowd's number is told after at least this, and later the more there are, for all of them have to be told. */
const countMs = 300
const countMsOfOne = 0.1

type Now = Extract<ServerMessage, { t: 'now' }>
type Side = Now['typing'][number]

interface Place {
  kind: RoomKind
  /** The shoppers' open pages; one that has closed or gone elsewhere counts until its timer ends. */
  pages: Map<string, { person: string; leaving: NodeJS.Timeout | undefined }>
  /** How many pages each person has here. */
  people: Map<string, number>
  /** What the page shows that said so last. */
  watching: { page: string; seen: Watching } | null
  typing: Map<Side, NodeJS.Timeout>
  /** Set while a crowd's new number waits to be told. */
  counting: NodeJS.Timeout | undefined
}

/** Who is here at this moment; see `openPresence`. */
export interface Presence extends Disposable {
  /** A shopper's page is in a room. */
  enterRoom(visit: { roomId: string; kind: RoomKind; page: string; person: string }): void
  leaveRoom(visit: { roomId: string; page: string }): void
  enterDesk(visit: { page: string; staffId: string; name: string }): void
  leaveDesk(visit: { page: string; staffId: string }): void
  watch(seen: { roomId: string; page: string; watching: Watching }): void
  type(sign: { roomId: string; role: Side }): void
  stopTyping(sign: { roomId: string; role: Side }): void
  /** A room as all processes together know it. A person whose pages are at two of them counts twice. */
  now(roomId: string): Now
  /** The names of the operators at the desk. */
  staffHere(): string[]
}

/**
 * Keeps who is here, in memory, since it is true only as long as their sockets are open. Each process keeps its own
 * pages and hears from the others, over the bus, what they have. `onRoom` and `onStaff` hear of each change.
 */
export function openPresence({
  bus,
  onRoom,
  onStaff,
}: {
  bus: Bus
  onRoom(roomId: string): void
  onStaff(): void
}): Presence {
  const places = new Map<string, Place>()
  const desk = new Map<string, { name: string; pages: Map<string, NodeJS.Timeout | undefined> }>()
  const peers = openPeers(bus, { own, onRoom, onStaff })

  function own(): { rooms: [string, Share][]; names: string[] } {
    return { rooms: [...places].map(([roomId, place]) => [roomId, shareOf(place)]), names: ownStaff() }
  }

  function ownStaff(): string[] {
    return [...new Set([...desk.values()].map(operator => operator.name))]
  }

  function placeOf(roomId: string, kind: RoomKind): Place {
    const place = places.get(roomId) ?? newPlace(kind)
    places.set(roomId, place)
    return place
  }

  /** Something in a room is not as it was: it is told here and to the others. */
  function changed(roomId: string, place: Place): void {
    const isEmpty = place.pages.size === 0 && place.typing.size === 0
    if (isEmpty) {
      clearTimeout(place.counting)
      places.delete(roomId)
    }
    onRoom(roomId)
    peers.tellRoom(roomId, isEmpty ? null : shareOf(place))
  }

  /** A crowd comes and goes by the second; only its newest number counts. */
  function counted(roomId: string, place: Place): void {
    if (place.kind === 'inquiry') changed(roomId, place)
    else {
      place.counting ??= setTimeout(
        () => {
          place.counting = undefined
          changed(roomId, place)
        },
        countMs + place.people.size * countMsOfOne,
      ).unref()
    }
  }

  function staffChanged(): void {
    onStaff()
    peers.tellStaff(ownStaff())
  }

  function stopTyping({ roomId, role }: { roomId: string; role: Side }): void {
    const place = places.get(roomId)
    const timer = place?.typing.get(role)
    if (place === undefined || timer === undefined) return
    clearTimeout(timer)
    place.typing.delete(role)
    changed(roomId, place)
  }

  return {
    enterRoom({ roomId, kind, page, person }) {
      const place = placeOf(roomId, kind)
      const before = place.pages.get(page)
      clearTimeout(before?.leaving)
      place.pages.set(page, { person, leaving: undefined })
      if (before !== undefined) return
      const pages = place.people.get(person) ?? 0
      place.people.set(person, pages + 1)
      if (pages === 0) counted(roomId, place)
    },
    leaveRoom({ roomId, page }) {
      const place = places.get(roomId)
      const here = place?.pages.get(page)
      if (place === undefined || here === undefined) return
      clearTimeout(here.leaving)
      here.leaving = setTimeout(() => {
        place.pages.delete(page)
        const pages = (place.people.get(here.person) ?? 1) - 1
        if (pages > 0) place.people.set(here.person, pages)
        else place.people.delete(here.person)
        const watched = place.watching?.page === page
        if (watched) place.watching = null
        if (pages === 0 || watched) counted(roomId, place)
      }, graceMs).unref()
    },
    enterDesk({ page, staffId, name }) {
      const operator = desk.get(staffId) ?? { name, pages: new Map() }
      clearTimeout(operator.pages.get(page))
      operator.pages.set(page, undefined)
      if (desk.has(staffId)) return
      desk.set(staffId, operator)
      staffChanged()
    },
    leaveDesk({ page, staffId }) {
      const operator = desk.get(staffId)
      if (operator === undefined || !operator.pages.has(page)) return
      clearTimeout(operator.pages.get(page))
      const timer = setTimeout(() => {
        operator.pages.delete(page)
        if (operator.pages.size > 0) return
        desk.delete(staffId)
        staffChanged()
      }, graceMs)
      operator.pages.set(page, timer.unref())
    },
    watch({ roomId, page, watching }) {
      const place = places.get(roomId)
      if (place === undefined) return
      place.watching = { page, seen: watching }
      changed(roomId, place)
    },
    type({ roomId, role }) {
      const place = placeOf(roomId, 'inquiry')
      const before = place.typing.get(role)
      clearTimeout(before)
      place.typing.set(role, setTimeout(() => stopTyping({ roomId, role }), typingMs).unref())
      if (before === undefined) changed(roomId, place)
    },
    stopTyping,
    now(roomId) {
      const place = places.get(roomId)
      const shares = [...(place ? [shareOf(place)] : []), ...peers.of(roomId)]
      const viewers = shares.reduce((sum, share) => sum + share.viewers, 0)
      return {
        t: 'now',
        room: roomId,
        typing: [...new Set(shares.flatMap(share => share.typing))],
        shopperHere: viewers > 0,
        viewers,
        watching: shares.find(share => share.watching !== null)?.watching ?? null,
      }
    },
    staffHere: () => [...new Set([...ownStaff(), ...peers.staff()])],
    [Symbol.dispose]: () => peers[Symbol.dispose](),
  }
}

function newPlace(kind: RoomKind): Place {
  return { kind, pages: new Map(), people: new Map(), watching: null, typing: new Map(), counting: undefined }
}

/** What this process knows of a room. */
function shareOf({ people, typing, watching }: Place): Share {
  return { viewers: people.size, typing: [...typing.keys()], watching: watching?.seen ?? null }
}
