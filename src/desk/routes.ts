import { Hono } from 'hono'
import { requestLang } from '#edge'
import { findStaff } from '#members'
import { deskPath } from './address.ts'
import { answerRoutes } from './answers.ts'
import { conversationRoutes } from './conversation-routes.ts'
import type { DeskOptions } from './door.ts'
import { feedRoutes } from './feeds/routes.ts'
import { officeRoutes } from './office/routes.ts'
import { ordersRoutes } from './orders/routes.ts'
import { accountRoutes } from './pages/account-routes.ts'
import { enterRoutes } from './pages/enter-routes.ts'
import { peopleRoutes } from './pages/people-routes.ts'
import { signInRoutes } from './pages/sign-in-routes.ts'
import { wordsRoutes } from './pages/words-routes.ts'
import { reviewsRoutes } from './reviews/routes.ts'

/** The operators' pages and what they ask for, to be mounted at the root. */
export function deskRoutes(options: DeskOptions): Hono {
  const app = new Hono()
  app.get('/desk', async c => {
    const staff = await findStaff(options.accounts, { headers: c.req.raw.headers })
    c.header('Cache-Control', 'no-store')
    return c.redirect(deskPath(staff?.language ?? requestLang(c)), 303)
  })
  app.route('/', enterRoutes(options))
  app.route('/', signInRoutes(options))
  app.route('/', accountRoutes(options))
  app.route('/', peopleRoutes(options))
  app.route('/', wordsRoutes(options))
  app.route('/', conversationRoutes(options))
  app.route('/', officeRoutes(options))
  app.route('/', feedRoutes(options))
  app.route('/', ordersRoutes(options))
  app.route('/', reviewsRoutes(options))
  app.route('/api/desk', answerRoutes(options))
  return app
}
