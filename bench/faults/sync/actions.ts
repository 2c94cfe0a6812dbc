import { type EntryBody, emojis, type RoomKind, type SayBody } from '#chat/protocol'
import type { Participant } from './participant.ts'

/** What is done next, and by whom. */
export type Action =
  | { kind: 'say'; by: Participant; body: SayBody }
  | { kind: 'read'; by: Participant }
  | { kind: 'join'; by: Participant }
  | { kind: 'leave'; by: Participant }

/** Picks actions of any kind, mostly sensible ones, since what may not be done is refused and shows little. */
export function openActions(
  people: readonly Participant[],
  { room, productId, random }: { room: RoomKind; productId: string; random: () => number },
): { next(): Action } {
  /** Changes meet only where they are about the same entry. */
  let focus = 0

  function next(): Action {
    const away = people.filter(({ talk }) => talk === null)
    if (away.length > 0 && random() < 0.25) return { kind: 'join', by: pick(away) }
    const here = people.filter(({ talk }) => talk !== null && talk.state.value !== 'removed')
    if (here.length === 0) return { kind: 'join', by: pick(away) }
    const staff = here.filter(({ as }) => as === 'operator')
    const by = pick(here)
    const lines = by.talk?.view.value.lines.filter(({ entry: { body } }) => isSaid(body)) ?? []
    const word = `word ${Math.floor(random() * 1e9).toString(36)}`
    if (lines.length === 0) return { kind: 'say', by, body: { kind: 'text', text: word } }
    if (random() < 0.3) focus = pick(lines.slice(-5)).entry.seq
    const line = lines.find(({ entry }) => entry.seq === focus) ?? pick(lines)
    const of = line.entry.seq
    const author = here.find(({ talk }) => talk?.you.value === line.entry.author)
    const own = (body: SayBody): Action => ({ kind: 'say', by: random() < 0.9 && author ? author : by, body })
    const staffs = (body: SayBody): Action => ({
      kind: 'say',
      by: random() < 0.95 && staff.length ? pick(staff) : by,
      body,
    })
    const anybodys = (body: SayBody): Action => ({ kind: 'say', by, body })
    const isHidden = line.entry.body.kind === 'gone' && line.entry.body.by === 'staff'
    const kinds: [number, () => Action][] = [
      [14, () => anybodys({ kind: 'text', text: word, second: Math.floor(random() * 60) })],
      [3, () => anybodys({ kind: 'text', text: word, re: of })],
      [18, () => own({ kind: 'edit', of, text: word })],
      [2, () => own({ kind: 'delete', of })],
      [isHidden ? 1 : 8, () => staffs({ kind: 'hide', of })],
      [isHidden ? 25 : 1, () => staffs({ kind: 'show', of })],
      [10, () => anybodys({ kind: 'reaction', of, emoji: pick(emojis.slice(0, 3)), on: random() < 0.65 })],
      [6, () => staffs({ kind: 'pin', of: random() < 0.2 ? null : of })],
      [2, () => staffs({ kind: 'card', productId })],
      [6, () => ({ kind: 'read', by })],
      [4, () => ({ kind: 'leave', by })],
    ]
    if (room === 'inquiry') {
      kinds.push([4, () => staffs({ kind: 'state', state: pick(['open', 'resolved'] as const) })])
      kinds.push([5, () => assign(staff.length > 0 ? pick(staff) : by)])
    } else {
      kinds.push([4, () => staffs({ kind: 'remove', of, removed: random() < 0.4 })])
      kinds.push([2, () => staffs({ kind: 'access', open: random() < 0.75 })])
      kinds.push([2, () => staffs({ kind: 'rules', ...free, frozen: random() < 0.2 })])
      kinds.push([1, () => staffs({ kind: 'rules', ...free, delaySeconds: 1 })])
    }
    return chosen(kinds)()
  }

  function assign(by: Participant): Action {
    return { kind: 'say', by, body: { kind: 'assign', to: random() < 0.3 ? null : by.id } }
  }

  function pick<T>(values: readonly T[]): T {
    const value = values[Math.floor(random() * values.length)]
    if (value === undefined) throw new Error('there is nothing to pick from')
    return value
  }

  function chosen(kinds: readonly [number, () => Action][]): () => Action {
    let left = random() * kinds.reduce((sum, [weight]) => sum + weight, 0)
    const found = kinds.find(([weight]) => {
      left -= weight
      return left < 0
    })
    return found?.[1] ?? next
  }

  return { next }
}

const free = { slowSeconds: 0, delaySeconds: 0, frozen: false }

function isSaid({ kind }: EntryBody): boolean {
  return kind === 'text' || kind === 'card' || kind === 'gone'
}
