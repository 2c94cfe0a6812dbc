import { Problem } from '#edge'
import { cleanText } from '#language'
import { answerOffer, dueOffers, endOffer, makeOffer, type OfferView, offersOfOrder } from '#shop'
import type { Appender, Say, Within } from './append.ts'
import { publicAuthor } from './author.ts'
import type { Conversations } from './conversations.ts'
import { maskNumbers } from './masking.ts'
import type { Actor } from './policy.ts'
import { noSuchRoom, offerNotDue } from './problems.ts'
import type { EntryBody, SayBody } from './protocol.ts'
import { findRoom, type Room } from './room.ts'

/** What is said when somebody names a price, or answers to one. */
export type Bargain = Extract<SayBody, { kind: 'offer' | 'answer' }>

/** Stands for a body that is found out in the transaction of its entry. */
export const unsaid: EntryBody = { kind: 'gone', was: 'offer', by: 'author' }

/** Who speaks where the shop's rules or the clock do: nobody of the staff. */
const theShop: Actor = { id: '00000000-0000-0000-0000-000000000000', role: 'operator', name: null }

const steps = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn' } as const

/** Bargains in the transaction of the entry that says so; refused as `makeOffer` and `answerOffer` of the shop refuse. */
export function bargain({ room, actor, body, now }: { room: Room; actor: Actor; body: Bargain; now: Date }): Within {
  const { id: roomId, shopperId } = room
  if (shopperId === null) throw noSuchRoom()
  return async db => {
    if (body.kind === 'answer') {
      const answered = await answerOffer(db, { offerId: body.offer, roomId, by: actor.role, answer: body.answer, now })
      return { kind: 'offer', step: steps[body.answer], offer: answered }
    }
    const { offer: id, variantId, quantity, unitAmount, minutes } = body
    const gift = maskNumbers(cleanText((body.gift ?? '').toWellFormed())) || null
    const lifetime = actor.role === 'operator' && minutes !== undefined ? { lifetimeMinutes: minutes } : {}
    const made = { id, roomId, shopperId, by: actor.role, variantId, quantity, unitAmount, gift, now, ...lifetime }
    return { kind: 'offer', step: 'made', offer: await makeOffer(db, made) }
  }
}

/**
 * Says in their conversations what has become of the agreed prices of an order: that they were used, or that they can be
 * used again because the order came to nothing. Said twice it is said once.
 */
export async function tellOffers(
  { db, appender }: Pick<Conversations, 'db' | 'appender'>,
  { orderId, now }: { orderId: string; now: Date },
): Promise<void> {
  for (const { roomId, ...offer } of await offersOfOrder(db, { orderId })) {
    const room = await findRoom(db, { id: roomId })
    if (room === null) continue
    const step = offer.state === 'used' ? 'used' : 'released'
    await appender.append(byTheShop(room, { cid: `${step}:${offer.id}:${orderId}`, step, offer, now }))
  }
}

function byTheShop(
  room: Room,
  { cid, step, offer, now }: { cid: string; step: 'used' | 'released' | 'expired'; offer: OfferView; now: Date },
): Say {
  const { id: authorId, role, name } = theShop
  const author = publicAuthor(room, theShop)
  return { roomId: room.id, author, authorId, role, name, cid, body: { kind: 'offer', step, offer }, at: now }
}

/** Ends the offers whose time is over, and says so in their conversations. Several processes may do it at once. */
export async function endOffers(
  { db, appender }: { db: Conversations['db']; appender: Appender },
  { now }: { now: Date },
): Promise<void> {
  for (const { id, roomId } of await dueOffers(db, { now, limit: 200 })) {
    const room = await findRoom(db, { id: roomId })
    if (room === null) continue
    const { id: authorId, role, name } = theShop
    const author = publicAuthor(room, theShop)
    const say = { roomId, author, authorId, role, name, cid: `expired:${id}`, body: unsaid, at: now }
    const within: Within = async tx => {
      const ended = await endOffer(tx, { id, now })
      // Somebody else was quicker, or the offer was used after all.
      if (ended === null) throw offerNotDue()
      return { kind: 'offer', step: 'expired', offer: ended }
    }
    await appender.append({ ...say, within }).catch((thrown: unknown) => {
      if (!(thrown instanceof Problem && thrown.code === 'chat.offer_not_due')) throw thrown
    })
  }
}
