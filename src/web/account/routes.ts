import { Hono } from 'hono'
import type { WebOptions } from '../options.ts'
import { enterRoutes } from './enter-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { renewVisits } from './renew.ts'
import { talkRoutes } from './talk-routes.ts'

/**
 * Pages that are one shopper's own: becoming a member, the account, the conversations. To be mounted at the root, before
 * the other pages of the shop: these let a member's session live on, too.
 */
export function accountRoutes(options: WebOptions): Hono {
  const app = new Hono()
  app.use(renewVisits(options))
  app.route('/', enterRoutes(options))
  app.route('/', ownRoutes(options))
  app.route('/', talkRoutes(options))
  return app
}
