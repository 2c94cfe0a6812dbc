import { Hono } from 'hono'
import { roomFor } from '#chat'
import { makeLimit, takeFrom } from '#edge'
import { cartOf, ordersOf } from '#shop'
import { type DeskOptions, forStaffPages } from '../door.ts'
import { knownId, operatorOf } from '../show.ts'
import type { KnownShopping } from './known-data.ts'

/** Orders that stand beside a conversation. */
const mostOrders = 5

/** What the shopper of a conversation has ordered and has in the cart, for whoever of the staff looks at it. */
export function knownRoutes(options: DeskOptions): Hono {
  const { db } = options
  const reading = makeLimit({ name: 'desk-known', points: 300, seconds: 60 })
  const app = new Hono()

  app.get(
    '/api/desk/rooms/:room/shopping',
    forStaffPages(options, async (c, staff) => {
      await takeFrom(reading, staff.id)
      const roomId = knownId(c.req.param('room') ?? '')
      const { shopperId } = await roomFor(db, { roomId, actor: operatorOf(staff) })
      const known: KnownShopping = shopperId === null ? { orders: [], cart: [] } : await shoppingOf(shopperId)
      return c.json(known)
    }),
  )

  async function shoppingOf(shopperId: string): Promise<KnownShopping> {
    const [orders, cart] = await Promise.all([
      ordersOf(db, { shopperId, limit: mostOrders }),
      cartOf(db, { shopperId, now: new Date() }),
    ])
    return {
      orders: orders.map(({ id, number, state, totalAmount: amount, currency }) => ({
        ...{ id, number, state, total: { amount, currency } },
      })),
      cart: cart.map(({ id, name, choice, quantity, unitAmount, currency, offer }) => ({
        ...{ id, name, choice, quantity, sum: { amount: unitAmount * quantity, currency } },
        isAgreed: offer !== null,
      })),
    }
  }

  return app
}
