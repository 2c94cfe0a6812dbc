import { type Limit, makeLimit, takeFrom } from '#edge'
import type { Actor } from './policy.ts'
import type { Role } from './protocol.ts'

/** How much people may do, counted in this process. */
export interface ChatLimits {
  /** Entries that a person may say, by whatever way. */
  saying: Record<Role, Limit>
  /** Entries that all shoppers at one address may say. */
  sayingFrom: Limit
  /** Messages on the sockets of one person, or of an address where nobody is known. */
  messages: Limit
  /** Sockets that may be opened from one address. */
  arriving: Limit
  /** Conversations that may be begun from one address. */
  beginning: Limit
  /** Visits to crowded rooms from one address; a crowd may share one. */
  visiting: Limit
  /** Requests that read, from one address. */
  reading: Limit
  /** Sockets that may be open at a time. */
  mostOpen: { ofAddress: number; ofPerson: number }
}

/** Makes the limits; `factor` widens all of them, for those who measure. */
export function openLimits({ factor = 1 }: { factor?: number } = {}): ChatLimits {
  const perMinute = (name: string, points: number) => makeLimit({ name, points: points * factor, seconds: 60 })
  return {
    saying: { shopper: perMinute('say', 60), operator: perMinute('say-operator', 600) },
    sayingFrom: perMinute('say-from', 600),
    messages: makeLimit({ name: 'live', points: 200 * factor, seconds: 10 }),
    arriving: perMinute('live-open', 120),
    beginning: perMinute('open', 20),
    visiting: perMinute('visit', 240),
    reading: perMinute('read', 300),
    mostOpen: { ofAddress: 500 * factor, ofPerson: 30 * factor },
  }
}

/** Takes one from what a person and all at their address may say; refuses as `limited` with the seconds to wait. */
export async function takeToSay(
  limits: ChatLimits,
  { actor, address }: { actor: Actor | null; address: string },
): Promise<void> {
  const role = actor?.role ?? 'shopper'
  await takeFrom(limits.saying[role], actor?.id ?? address)
  if (role === 'shopper') await takeFrom(limits.sayingFrom, address)
}
