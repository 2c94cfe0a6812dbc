import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import type { Database } from '#database'
import { addressKey, makeLimit, Problem, takeFrom } from '#edge'
import { choosableOf } from './order/choosable.ts'

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase())

/** What pages ask of the shop while somebody bargains, to be mounted under /api. */
export function shopRoutes({ db, address }: { db: Database; address(c: Context): string }): Hono {
  const app = new Hono()
  const reading = makeLimit({ name: 'variants', points: 120, seconds: 60 })

  /** What of a product can be bought, with today's prices. */
  app.get('/variants', async c => {
    await takeFrom(reading, addressKey(address(c)))
    const productId = v.safeParse(uuid, c.req.query('product'))
    if (!productId.success) throw new Problem('invalid')
    c.header('Cache-Control', 'no-store')
    const variants = await choosableOf(db, { productId: productId.output })
    return c.json({
      variants: variants.map(({ variantId, choice, priceNow, currency, left }) => ({
        id: variantId,
        choice,
        price: { amount: priceNow, currency },
        soldOut: left <= 0,
      })),
    })
  })

  return app
}
