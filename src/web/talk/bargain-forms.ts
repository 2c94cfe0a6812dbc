import type { Context } from 'hono'
import * as v from 'valibot'
import { roomFor } from '#chat'
import { hashedId, Problem, readForm } from '#edge'
import { decimalsOf, offers as words } from '#language'

import type { WebOptions } from '../options.ts'
import { formNonce, type RoomOf, type Speak } from './ask.ts'

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())
const offerForm = v.object({
  nonce: formNonce,
  variant: uuid,
  price: v.pipe(v.string(), v.trim(), v.maxLength(20)),
  quantity: v.pipe(v.string(), v.trim(), v.maxLength(4)),
  gift: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
})
const answerForm = v.object({
  nonce: formNonce,
  room: uuid,
  offer: uuid,
  answer: v.picklist(['accept', 'decline', 'withdraw']),
})
const pieces = v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), v.minValue(1))
const figure = v.pipe(v.string(), v.regex(/^\d[\d,]*(\.\d+)?$/))

/** A price as it was typed where scripts are off. */
export type TypedOffer = v.InferOutput<typeof offerForm>

/** What the form for a price says, as it was typed; only what no form of ours sends is refused, as `invalid`. */
export function typedOffer(c: Context): Promise<TypedOffer> {
  return readForm(c, offerForm)
}

/**
 * Names the price that was typed.
 * @throws Problem `invalid` for what is no price or no number of pieces, and as `makeOffer` of the shop does.
 */
export async function nameThePrice(
  c: Context,
  speak: Speak,
  { typed, currency, roomOf }: { typed: TypedOffer; currency: string; roomOf: RoomOf },
): Promise<void> {
  const { nonce, variant: variantId, gift } = typed
  const quantity = v.safeParse(pieces, typed.quantity)
  const price = v.safeParse(figure, typed.price)
  if (!quantity.success || !price.success) throw new Problem('invalid', 'shop.offer_unclear', words.unclear)
  const unitAmount = Math.round(Number(price.output.replaceAll(',', '')) * 10 ** decimalsOf(currency))
  if (!Number.isSafeInteger(unitAmount)) throw new Problem('invalid', 'shop.offer_too_high', words.tooHigh)
  const terms = { variantId, quantity: quantity.output, unitAmount, gift: gift.trim() || null }
  // The page is the same for all who come without an identity, and so is its nonce.
  const offerOf = (id: string) => hashedId(`${id}\0${nonce}\0${JSON.stringify(terms)}`)
  await speak(c, { roomOf, bodyOf: ({ id }) => ({ kind: 'offer', offer: offerOf(id), ...terms }), nonce })
}

/** Answers an offer with the button that was pressed on its card. Refused as `answerOffer` of the shop refuses. */
export async function answerTheOffer(c: Context, speak: Speak, { db }: Pick<WebOptions, 'db'>): Promise<void> {
  const { nonce, room: roomId, offer, answer } = await readForm(c, answerForm)
  await speak(c, {
    roomOf: ({ id, name }) => roomFor(db, { roomId, actor: { id, role: 'shopper', name } }),
    bodyOf: () => ({ kind: 'answer', offer, answer }),
    nonce,
  })
}
