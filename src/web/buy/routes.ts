import { Hono } from 'hono'
import type { WebOptions } from '../options.ts'
import { cartRoutes } from './cart-routes.ts'
import { checkoutRoutes } from './checkout-routes.ts'
import { orderRoutes } from './order-routes.ts'

/** From the cart to the order. To be mounted at the root, before the account's pages. */
export function buyRoutes(options: WebOptions): Hono {
  const app = new Hono()
  app.route('/', cartRoutes(options))
  app.route('/', checkoutRoutes(options))
  app.route('/', orderRoutes(options))
  return app
}
