import { emojis, type RoomKind, type SayBody } from '#chat/protocol'
import type { Participant } from './participant.ts'

/** What is done next, and by whom. */
export type Action =
  | { kind: 'say'; by: Participant; body: SayBody }
  | { kind: 'read'; by: Participant }
  | { kind: 'join'; by: Participant }
  | { kind: 'leave'; by: Participant }

/** Picks an action of any kind, sensible or not: what may not be done is refused. */
export function anyAction(
  people: readonly Participant[],
  { room, productId, random }: { room: RoomKind; productId: string; random: () => number },
): Action {
  const pick = <T>(values: readonly [T, ...T[]] | readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)]
    if (value === undefined) throw new Error('there is nothing to pick from')
    return value
  }
  const away = people.filter(({ talk }) => talk === null)
  if (away.length > 0 && random() < 0.25) return { kind: 'join', by: pick(away) }
  const here = people.filter(({ talk }) => talk !== null && talk.state.value !== 'removed')
  const by = pick(here.length > 0 ? here : people)
  if (by.talk === null) return { kind: 'join', by }
  const lines = by.talk.view.value.lines.filter(({ entry: { body } }) => ['text', 'card', 'gone'].includes(body.kind))
  const say = (body: SayBody): Action => ({ kind: 'say', by, body })
  const word = `word ${Math.floor(random() * 1e9).toString(36)}`
  if (lines.length === 0) return say({ kind: 'text', text: word })
  // Mostly the newest, so that several changes meet.
  const of = pick(random() < 0.7 ? lines.slice(-4) : lines).entry.seq
  const isStage = room === 'stage'
  const dice = random()
  if (dice < 0.22) return say({ kind: 'text', text: word, second: Math.floor(random() * 60) })
  if (dice < 0.26) return say({ kind: 'text', text: word, re: of })
  if (dice < 0.42) return say({ kind: 'edit', of, text: word })
  if (dice < 0.47) return say({ kind: 'delete', of })
  if (dice < 0.55) return say({ kind: 'hide', of })
  if (dice < 0.63) return say({ kind: 'show', of })
  if (dice < 0.74) return say({ kind: 'reaction', of, emoji: pick(emojis.slice(0, 3)), on: random() < 0.65 })
  if (dice < 0.79) return say({ kind: 'pin', of: random() < 0.25 ? null : of })
  if (dice < 0.81) return say({ kind: 'card', productId })
  if (dice < 0.86 && !isStage) return say({ kind: 'state', state: pick(['open', 'resolved']) })
  if (dice < 0.86) return say({ kind: 'remove', of, removed: random() < 0.4 })
  if (dice < 0.9 && !isStage) return say({ kind: 'assign', to: random() < 0.3 ? null : by.id })
  if (dice < 0.88) return say({ kind: 'rules', slowSeconds: 0, delaySeconds: 0, frozen: random() < 0.3 })
  if (dice < 0.89) return say({ kind: 'access', open: random() < 0.7 })
  if (dice < 0.9) return say({ kind: 'rules', slowSeconds: 0, delaySeconds: 1, frozen: false })
  if (dice < 0.97) return { kind: 'read', by }
  return { kind: 'leave', by }
}
