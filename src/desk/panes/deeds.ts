import type { LogEntry, RoomRules } from '#chat/protocol'
import { type Lang, offers, desk as words } from '#language'
import { guestName } from '../waiting.ts'

/** What was done with a conversation, in one sentence; null for what was said in it. */
export function deedOf(lang: Lang, { body, name: by, author, role }: LogEntry): string | null {
  const name = by ?? guestName(lang, author)
  switch (body.kind) {
    case 'state':
      return body.state === 'resolved' ? words.becameResolved(lang, { name }) : words.becameOpen(lang, { name })
    case 'assign':
      return body.to === null ? words.handedBack(lang, { name }) : words.tookOn(lang, { name: body.name ?? name })
    case 'pin':
      return body.of === null ? words.unpinnedIt(lang, { name }) : words.pinnedIt(lang, { name })
    case 'rules':
      return words.ruled(lang, { name, rules: rulesIn(lang, body).join(', ') || words.rulesNone(lang) })
    case 'access':
      return body.open ? words.openedRoom(lang, { name }) : words.closedRoom(lang, { name })
    case 'remove': {
      const who = guestName(lang, body.who)
      return body.removed ? words.removedPerson(lang, { name, who }) : words.lettingBack(lang, { name, who })
    }
    case 'offer':
      if (body.step === 'made') return null
      return offers.stepIs[body.step](lang, {
        who: by ?? (role === 'operator' ? offers.theShop(lang) : words.shopper(lang)),
      })
    default:
      return null
  }
}

/** The rules that are on, each in a few words. */
export function rulesIn(lang: Lang, { slowSeconds, delaySeconds, frozen }: RoomRules): string[] {
  return [
    slowSeconds > 0 ? words.slow(lang, { seconds: spanOf(lang, slowSeconds) }) : '',
    delaySeconds > 0 ? words.delayed(lang, { seconds: spanOf(lang, delaySeconds) }) : '',
    frozen ? words.frozen(lang) : '',
  ].filter(Boolean)
}

/** A span of whole seconds, in minutes where it is some of them. */
export function spanOf(lang: Lang, seconds: number): string {
  return seconds >= 60 && seconds % 60 === 0
    ? words.minutes(lang, { n: seconds / 60 })
    : words.seconds(lang, { n: seconds })
}
