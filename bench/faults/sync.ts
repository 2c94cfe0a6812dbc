import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { openInquiry, openStage } from '#chat'
import type { RoomKind } from '#chat/protocol'
import { dice } from '../frame/dice.ts'
import { note } from '../frame/output.ts'
import type { Proof } from '../frame/result.ts'
import { type Action, openActions } from './sync/actions.ts'
import { openParticipant, type Participant } from './sync/participant.ts'
import { openScene, type Scene, somebody } from './sync/scene.ts'

/** Actions of one room; then another is begun. */
const actionsOfRoom = 70
/** How long a page may take to have what was committed. */
const limitMs = 5000

/**
 * Whatever several people do in a room, each of them always has what somebody gets who comes now: the log from its
 * beginning, what it has made of the room, and who has read how far. It is the real server on a real database, and the
 * client that browsers run; they are compared after every action.
 */
export const run: Proof = async ({ quick }) => {
  await using scene = await openScene()
  const began = Date.now()
  const end = began + (quick ? 25_000 : 240_000)
  const total = { actions: 0, refused: 0, compared: 0, differences: 0, rooms: 0 }
  for (let seed = 1; Date.now() < end; seed++) {
    const room = seed % 2 === 0 ? 'stage' : 'inquiry'
    total.rooms += 1
    await playRoom(scene, { room, seed, end, total })
  }
  const seconds = Math.round((Date.now() - began) / 1000)
  return { ok: total.differences === 0 && total.actions > 0, ...total, seconds }
}

interface Total {
  actions: number
  refused: number
  compared: number
  differences: number
}

async function playRoom(
  scene: Scene,
  { room: kind, seed, end, total }: { room: RoomKind; seed: number; end: number; total: Total },
): Promise<void> {
  const people = await peopleOf(scene, kind)
  const actions = openActions(people, { room: kind, productId: scene.productId, random: dice(seed) })
  try {
    for (const one of people) one.enter()
    for (let n = 0; n < actionsOfRoom && Date.now() < end; n++) {
      const action = actions.next()
      total.refused += (await perform(action, people)) ? 0 : 1
      total.actions += 1
      const here = people.filter(({ talk }) => talk !== null)
      const differences = await Promise.all(here.map(differenceOf))
      total.compared += here.length
      for (const [i, difference] of differences.entries()) {
        if (difference === null) continue
        total.differences += 1
        note(`room ${seed}, action ${n}, ${told(action)}: ${here[i]?.name} has another ${difference}`)
      }
      if (differences.some(difference => difference !== null)) return
    }
  } finally {
    for (const one of people) one.close()
  }
}

async function peopleOf({ origin, db, productId }: Scene, kind: RoomKind): Promise<Participant[]> {
  const shopper = somebody('shopper', 'Sora')
  const staff = [somebody('operator', 'Jun'), somebody('operator', 'Mina')]
  const shoppers =
    kind === 'stage' ? [shopper, somebody('shopper', 'Bora'), somebody('shopper', 'Dana')] : [shopper, shopper]
  const { id: room } =
    kind === 'stage'
      ? await openStage(db, { productId: crypto.randomUUID() })
      : await openInquiry(db, { shopperId: shopper.id, productId, language: 'ko' })
  return [...shoppers, ...staff].map(person => openParticipant(person, { origin, room }))
}

/** Does it, and ends when it is committed or refused; says which. */
async function perform(action: Action, people: readonly Participant[]): Promise<boolean> {
  const { by } = action
  if (action.kind === 'join') {
    by.enter()
    return true
  }
  const { talk } = by
  if (talk === null) return true
  if (action.kind === 'leave') {
    by.leave()
    return true
  }
  if (action.kind === 'read') {
    talk.read()
    return true
  }
  talk.say(action.body)
  const isDone = () => talk.outgoing.value.every(({ state, waits }) => state === 'failed' && waits === false)
  const until = Date.now() + limitMs
  while (!isDone() && Date.now() < until) await sleep(4)
  if (!isDone()) throw new Error(`${told(action)} is neither kept nor refused: ${JSON.stringify(talk.outgoing.value)}`)
  const refused = talk.outgoing.value.length > 0
  for (const { cid } of talk.outgoing.value) talk.discard(cid)
  // Who may be in the room again learns it when they come again.
  const lets = action.body.kind === 'remove' ? !action.body.removed : action.body.kind === 'access' && action.body.open
  if (lets && !refused) for (const one of people) if (one.talk?.state.value === 'removed') one.live.reconnect()
  return !refused
}

/** What differs between what somebody has and what they would get now; null if nothing does, as soon as it is so. */
async function differenceOf({ talk, fresh, as }: Participant): Promise<string | null> {
  const until = Date.now() + limitMs
  for (;;) {
    const difference = await compare()
    if (difference === null || Date.now() > until) return difference
    await sleep(10)
  }

  async function compare(): Promise<string | null> {
    if (talk === null) return null
    const now = await fresh()
    if (now === null) return talk.state.value === 'removed' ? null : 'idea of whether they may be here'
    if (talk.state.value !== 'open') return 'state than to be in the room'
    const { last, lines } = talk.view.value
    if (last !== now.view.last) return `end of the log: ${last} instead of ${now.view.last}`
    const i = lines.findIndex((line, i) => !isDeepStrictEqual(line, now.view.lines[i]))
    if (i !== -1 || lines.length !== now.view.lines.length) {
      return `line: ${JSON.stringify(lines[i])} instead of ${JSON.stringify(now.view.lines[i])}`
    }
    for (const facts of [talk.facts.value, now.view.facts]) {
      if (!isDeepStrictEqual(facts, now.facts))
        return `fact: ${JSON.stringify(facts)} instead of ${JSON.stringify(now.facts)}`
    }
    const other = as === 'shopper' ? 'operator' : 'shopper'
    const theirs = now.receipts.find(({ role }) => role === other) ?? { role: other, delivered: 0, read: 0 }
    if (talk.kind.value === 'inquiry' && !isDeepStrictEqual(talk.theirs.value, theirs)) {
      return `receipt: ${JSON.stringify(talk.theirs.value)} instead of ${JSON.stringify(theirs)}`
    }
    return null
  }
}

function told(action: Action): string {
  const what = action.kind === 'say' ? JSON.stringify(action.body) : action.kind
  return `${action.by.name}: ${what}`
}
