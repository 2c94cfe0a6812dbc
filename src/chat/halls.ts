import { eq, sql } from 'drizzle-orm'
import { type Database, prepared } from '#database'
import { publicAuthor } from './author.ts'
import { noRules } from './log.ts'
import { entryJson } from './opening.ts'
import { type Actor, mayFollow } from './policy.ts'
import { noSuchRoom, removedFromRoom } from './problems.ts'
import type { LogEntry, RoomFacts } from './protocol.ts'
import type { Room } from './room.ts'
import { entry, room } from './schema.ts'

/** A room as those need it who want to come in or to speak: all of it as of `room.lastSeq`. */
export interface Hall {
  room: Room
  facts: RoomFacts
  /** The authors whom staff took out of a crowded room. */
  removed: ReadonlySet<string>
  /** Whether something is held in it, or was refused not long ago. */
  hasHeld: boolean
}

/** The rooms of this process; see `openHalls`. */
export interface Halls {
  /** A room as it is; null where there is none. */
  find(roomId: string): Promise<Hall | null>
  /** The same, as the database has it. */
  read(roomId: string): Promise<Hall | null>
  /** The next entry of a room that is followed here. */
  heard(roomId: string, entry: LogEntry): void
}

/**
 * Opens what this process knows of crowded rooms, so that whoever comes in or speaks where thousands are asks the
 * database nothing. A room is kept as long as somebody follows it here: the fan-out then tells each entry of its log in
 * order, none left out. What tells of words alone makes it longer, what changes more makes it be read anew. So it is
 * never ahead of what its followers have seen, and whoever is let in by it, as of its seq, is taken out by the very
 * entry that it does not know of yet.
 */
export function openHalls({ db, isFollowed }: { db: Database; isFollowed(roomId: string): boolean }): Halls {
  const known = new Map<string, Hall>()
  /** Rooms that are being read, and the newest seq heard meanwhile that changes what is read. */
  const reading = new Map<string, { hall: Promise<Hall | null>; changedAt: number }>()

  async function load(roomId: string): Promise<Hall | null> {
    for (;;) {
      const hall = await readHall(db, { roomId })
      if (hall !== null && (reading.get(roomId)?.changedAt ?? 0) > hall.room.lastSeq) continue
      reading.delete(roomId)
      if (hall?.room.kind === 'stage') known.set(roomId, hall)
      return hall
    }
  }

  function read(roomId: string): Promise<Hall | null> {
    const before = reading.get(roomId)
    if (before !== undefined) return before.hall
    const now = { hall: Promise.resolve<Hall | null>(null), changedAt: 0 }
    reading.set(roomId, now)
    now.hall = load(roomId).catch((thrown: unknown) => {
      reading.delete(roomId)
      throw thrown
    })
    return now.hall
  }

  return {
    read,
    async find(roomId) {
      const hall = known.get(roomId)
      if (hall !== undefined && isFollowed(roomId)) return hall
      known.delete(roomId)
      return read(roomId)
    },
    heard(roomId, entry) {
      const now = reading.get(roomId)
      const hall = known.get(roomId)
      if (now !== undefined && changes(entry, undefined)) now.changedAt = entry.seq
      if (hall === undefined || entry.seq <= hall.room.lastSeq) return
      if (changes(entry, hall)) known.delete(roomId)
      else {
        hall.room.lastSeq = entry.seq
        hall.facts.seq = entry.seq
      }
    },
  }
}

/** Whether an entry makes of its room more than a longer one. */
function changes({ body }: LogEntry, hall: Hall | undefined): boolean {
  switch (body.kind) {
    case 'rules':
    case 'access':
    case 'pin':
    case 'remove':
      return true
    case 'edit':
    case 'delete':
    case 'hide':
    case 'show':
      return hall === undefined || hall.facts.pinned?.seq === body.of
    case 'gone':
      return hall === undefined || hall.facts.pinned !== null
    default:
      return false
  }
}

/**
 * The room, if this actor may be in it.
 * @throws Problem as `roomFor` does.
 */
export function letIn(hall: Hall | null, actor: Actor | null): Hall {
  if (hall === null || actor === null) throw noSuchRoom()
  const { room, removed } = hall
  const isCrowd = room.kind === 'stage' && actor.role === 'shopper'
  if (isCrowd && (!room.isOpen || removed.has(publicAuthor(room, actor)))) throw removedFromRoom()
  if (!mayFollow(actor, room)) throw noSuchRoom()
  return hall
}

const statement = prepared(db =>
  db
    .select({
      id: room.id,
      kind: room.kind,
      shopperId: room.shopperId,
      productId: room.productId,
      lastSeq: room.lastSeq,
      isOpen: room.isOpen,
      state: room.state,
      assigneeId: room.assigneeId,
      assigneeName: room.assigneeName,
      rules: room.rules,
      pinned: sql<LogEntry | null>`(
        select ${entryJson} from ${entry} where ${entry.roomId} = ${room.id} and ${entry.seq} = ${room.pinnedSeq})`,
      removed: sql<string[]>`array(
        select p.person_id from chat.participant p where p.room_id = room.id and p.removed_by_seq is not null)`,
      hasHeld: sql<boolean>`exists (select from chat.held h where h.room_id = room.id)`,
    })
    .from(room)
    .where(eq(room.id, sql.placeholder('roomId')))
    .prepare('chat.hall'),
)

async function readHall(db: Database, { roomId }: { roomId: string }): Promise<Hall | null> {
  const [row] = await statement(db).execute({ roomId })
  if (row === undefined) return null
  const { id, kind, shopperId, productId, lastSeq, isOpen, state, assigneeId, assigneeName, rules, pinned } = row
  const assignee = assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' }
  const authors = row.removed.map(personId => publicAuthor({ id, kind }, { id: personId, role: 'shopper' }))
  return {
    room: { id, kind, shopperId, productId, lastSeq, isOpen },
    facts: { seq: lastSeq, state, assignee, pinned, rules: rules ?? noRules, open: isOpen },
    removed: new Set(authors),
    hasHeld: row.hasHeld,
  }
}
