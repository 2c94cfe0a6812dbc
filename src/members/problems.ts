import { Problem } from '#edge'
import { members } from '#language'

/** Sign-in refused. One answer for a wrong password, an unknown address, and somebody without a password. */
export function wrongCredentials(): Problem {
  return new Problem('unauthenticated', 'members.wrong_credentials', members.wrongCredentials)
}

/** Whether a sign-in was refused for what was typed. */
export function isWrongCredentials(thrown: unknown): boolean {
  return thrown instanceof Problem && thrown.code === 'members.wrong_credentials'
}

/** The present password, asked for before a change, is another one. */
export function wrongPassword(): Problem {
  return new Problem('invalid', 'members.wrong_password', members.wrongPassword)
}

/** A change that needs the present password came without it. */
export function passwordNeeded(): Problem {
  return new Problem('invalid', 'members.password_needed', members.passwordNeeded)
}

/** A one-time link that was used, is too old or never was: the same answer for all. */
export function linkSpent(): Problem {
  return new Problem('unauthenticated', 'members.link_spent', members.linkSpent)
}

/** The address belongs to somebody else. */
export function emailTaken(): Problem {
  return new Problem('conflict', 'members.email_taken', members.emailTaken)
}

/** No member can be made with this address. One answer for an address of a member, of the staff and of the removed. */
export function emailUnusable(): Problem {
  return new Problem('conflict', 'members.email_unusable', members.emailUnusable)
}

/** Nobody is here whom a link could carry to another device. */
export function noGuest(): Problem {
  return new Problem('missing', 'members.no_guest', members.noGuest)
}

/** Removing this person would leave the shop without an owner. */
export function lastOwner(): Problem {
  return new Problem('conflict', 'members.last_owner', members.lastOwner)
}

/** Only the owner may do this. */
export function ownerOnly(): Problem {
  return new Problem('forbidden', 'members.owner_only', members.ownerOnly)
}

/** Nobody here by that id or address, or nobody any more. */
export function noSuchPerson(): Problem {
  return new Problem('missing', 'members.no_such_person', members.noSuchPerson)
}

/** No such session, or not one that the asker may see: the same answer for both. */
export function noSuchSession(): Problem {
  return new Problem('missing', 'members.no_such_session', members.noSuchSession)
}
