import { Hono } from 'hono'
import type { DeskOptions } from '../door.ts'
import { chosenRoutes } from './chosen-routes.ts'
import { knownRoutes } from './known-routes.ts'
import { orderListRoutes } from './list-routes.ts'
import { orderRoutes } from './order-routes.ts'

/** The staff's orders, to be mounted at the root. */
export function ordersRoutes(options: DeskOptions): Hono {
  const app = new Hono()
  app.route('/', orderListRoutes(options))
  // Before those of one order, whose id stands in the same place.
  app.route('/', chosenRoutes(options))
  app.route('/', orderRoutes(options))
  app.route('/', knownRoutes(options))
  return app
}
