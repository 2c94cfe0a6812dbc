import { Hono } from 'hono'
import type { WebOptions } from '../options.ts'
import { enterRoutes } from './enter-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { talkRoutes } from './talk-routes.ts'

/** Pages that are one shopper's own: becoming a member, the account, the conversations. To be mounted at the root. */
export function accountRoutes(options: WebOptions): Hono {
  const app = new Hono()
  app.route('/', enterRoutes(options))
  app.route('/', ownRoutes(options))
  app.route('/', talkRoutes(options))
  return app
}
