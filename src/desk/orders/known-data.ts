import * as v from 'valibot'

const localized = v.object({ ko: v.string(), en: v.string() })
const states = [
  'pending_payment',
  'awaiting_deposit',
  'confirmed',
  'paid',
  'shipped',
  'completed',
  'cancelled',
  'expired',
] as const
const money = v.object({ amount: v.number(), currency: v.string() })

/** What a shopper has ordered and means to buy, as it stands beside their conversation. */
export const knownShopping = v.object({
  /** The newest first. */
  orders: v.array(v.object({ id: v.string(), number: v.number(), state: v.picklist(states), total: money })),
  cart: v.array(
    v.object({
      id: v.string(),
      name: localized,
      choice: localized,
      quantity: v.number(),
      sum: money,
      isAgreed: v.boolean(),
    }),
  ),
})
export type KnownShopping = v.InferOutput<typeof knownShopping>
