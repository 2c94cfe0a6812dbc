import type { Outgoing, View } from '#chat/client'
import { isOwn, type Reader } from './reader.ts'

/**
 * Until when a crowded room in slow mode lets its reader wait, in milliseconds of this machine's clock; 0 where they
 * need not. The server's clock is not quite this machine's, so that a message counts as said now at the latest.
 */
export function waitUntil(
  { facts: { rules }, lines }: Pick<View, 'facts' | 'lines'>,
  { reader, outgoing, now }: { reader: Reader; outgoing: readonly Outgoing[]; now: number },
): number {
  if (rules.slowSeconds === 0) return 0
  const said = lines.findLast(({ entry: { author, role, body } }) => {
    return isOwn(reader, { author, role }) && (body.kind === 'text' || body.kind === 'gone')
  })?.entry.at
  const going = outgoing.findLast(({ body, state }) => body.kind === 'text' && state !== 'failed')?.at
  const last = Math.max(...[said, going].map(at => (at === undefined ? 0 : Math.min(now, Date.parse(at)))))
  return last === 0 ? 0 : last + rules.slowSeconds * 1000
}
