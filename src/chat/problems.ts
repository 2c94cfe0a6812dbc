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
  return new Problem('invalid', 'chat.too_long', chat.textTooLong)
}

/** A page follows as many rooms as it may. */
export function tooManyRooms(): Problem {
  return new Problem('limited', 'chat.too_many_rooms', chat.tooManyRooms)
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

/** Slow mode: this person has to wait between two messages. */
export function tooSoon(seconds: number): Problem {
  return new Problem('limited', 'chat.slow', lang => chat.tooSoon(lang, { seconds }), seconds)
}

/** Only staff may write here at this time. */
export function roomFrozen(): Problem {
  return new Problem('forbidden', 'chat.frozen', chat.roomFrozen)
}

/** The words hold one that the shop does not allow. Which one is not said: the list is the shop's. */
export function bannedWords(): Problem {
  return new Problem('invalid', 'chat.banned_word', chat.bannedWords)
}

/** Staff looked at this and did not let it through. */
export function refusedByStaff(): Problem {
  return new Problem('forbidden', 'chat.refused', chat.refusedByStaff)
}

/** What staff want to decide on does not wait any more. */
export function notHeld(): Problem {
  return new Problem('conflict', 'chat.not_held', chat.notHeld)
}

/** A word that cannot be banned: too long, or without a letter or a digit. */
export function noWord(): Problem {
  return new Problem('invalid', 'chat.no_word', chat.noWord)
}

/** As many pages are open as one person, or one address, may have. */
export function tooManyPages(): Problem {
  return new Problem('limited', 'chat.too_many_pages', chat.tooManyPages, 30)
}

/** As many words are banned as may be. */
export function tooManyWords(): Problem {
  return new Problem('limited', 'chat.too_many_words', chat.tooManyWords)
}

/** It is not time for an offer to end, or it has ended. */
export function offerNotDue(): Problem {
  return new Problem('conflict', 'chat.offer_not_due')
}
