import { Hono } from 'hono'
import type { DeskOptions } from '../door.ts'
import { deletedRoutes } from './products/deleted-routes.ts'
import { productEditorRoutes } from './products/editor-routes.ts'
import { productHistoryRoutes } from './products/history-routes.ts'
import { productListRoutes } from './products/list-routes.ts'
import { uploadRoutes } from './products/upload-routes.ts'
import { bargainingRoutes } from './settings/bargaining-routes.ts'
import { paymentRoutes } from './settings/payment-routes.ts'
import { shippingRoutes } from './settings/shipping-routes.ts'
import { shopRoutes } from './settings/shop-routes.ts'
import { attributeRoutes } from './shelves/attribute-routes.ts'
import { categoryRoutes } from './shelves/category-routes.ts'
import { startRoutes } from './start/start-routes.ts'

/** The pages of the office, to be mounted at the root. */
export function officeRoutes(options: DeskOptions): Hono {
  const app = new Hono()
  app.route('/', startRoutes(options))
  app.route('/', productListRoutes(options))
  app.route('/', deletedRoutes(options))
  app.route('/', productHistoryRoutes(options))
  app.route('/', productEditorRoutes(options))
  app.route('/', categoryRoutes(options))
  app.route('/', attributeRoutes(options))
  app.route('/', shippingRoutes(options))
  app.route('/', bargainingRoutes(options))
  app.route('/', paymentRoutes(options))
  app.route('/', shopRoutes(options))
  app.route('/api/desk/office', uploadRoutes(options))
  return app
}
