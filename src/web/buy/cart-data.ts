import * as v from 'valibot'

const money = v.object({ amount: v.number(), currency: v.string() })

const shownLine = v.object({
  id: v.string(),
  slug: v.string(),
  name: v.string(),
  choice: v.string(),
  picture: v.nullable(v.object({ src: v.string(), srcset: v.string() })),
  each: money,
  sum: money,
  quantity: v.number(),
  /** Most pieces that can be chosen now. */
  most: v.number(),
  /** How many there are, where that is fewer than wanted. */
  short: v.nullable(v.number()),
  /** How many there are, where that is few. */
  few: v.nullable(v.number()),
  /** An agreed price, in time until `until` (ISO); its quantity is part of it. */
  offer: v.nullable(v.object({ until: v.string(), minutes: v.number(), gift: v.nullable(v.string()) })),
})

/** A cart in its reader's language, as the server gives it and the browser checks it. */
export const cartData = v.object({
  lines: v.array(shownLine),
  /** Pieces of all lines. */
  count: v.number(),
  goods: money,
  /** How much more makes shipping free; null where it never is, or always. */
  freeIn: v.nullable(money),
  sendFree: v.boolean(),
})

/** A line of a cart, as its page and the stage's sheet show it. */
export type ShownLine = v.InferOutput<typeof shownLine>
/** A cart in its reader's language. */
export type CartView = v.InferOutput<typeof cartData>
