import { Problem } from '#edge'
import { chat } from '#language'

/** The same client id was used for other words before. */
export function cidTaken(): Problem {
  return new Problem('conflict', 'chat.cid_taken', chat.cidTaken)
}

/** Nothing was written, or nothing that can be seen. */
export function emptyText(): Problem {
  return new Problem('invalid', 'chat.empty', chat.emptyText)
}

/** A room that is not there, or not this person's: the same answer for both. */
export function noSuchRoom(): Problem {
  return new Problem('missing', 'chat.no_such_room', chat.noSuchRoom)
}

/** The words are more than one entry may hold. */
export function textTooLong(): Problem {
  return new Problem('invalid', 'chat.too_long')
}

/** A page follows as many rooms as it may. */
export function tooManyRooms(): Problem {
  return new Problem('limited', 'chat.too_many_rooms')
}

/** The message is not of the protocol. */
export function notUnderstood(): Problem {
  return new Problem('invalid', 'chat.not_understood')
}

/** What an entry is about is not there, or is nothing that can be pointed at. */
export function noSuchEntry(): Problem {
  return new Problem('missing', 'chat.no_such_entry', chat.noSuchEntry)
}

/** Another's entry, or one that is nobody's to change so. */
export function notYours(): Problem {
  return new Problem('forbidden', 'chat.not_yours', chat.notYours)
}

/** The entry was taken back or hidden before. */
export function entryGone(): Problem {
  return new Problem('conflict', 'chat.gone', chat.entryGone)
}

/** Staff took this person out of the room, or closed it. */
export function removedFromRoom(): Problem {
  return new Problem('forbidden', 'chat.removed', chat.removed)
}
