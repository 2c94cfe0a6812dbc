import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { type Problem, readForm, refusalOf, requestLang } from '#edge'
import { office, officeProducts as words } from '#language'
import type { Staff } from '#members'
import { deletedProducts, restoreDeleted } from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../door.ts'
import { DeletedList } from './deleted.tsx'

const mostShown = 200
const uuid = v.pipe(v.string(), v.uuid())
const backForm = v.object({ product: uuid, change: uuid })

/** What was deleted, and the way to bring it back. */
export function deletedRoutes(options: DeskOptions): Hono {
  const { db, shop } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/products/deleted'

  app.get(
    path,
    forOffice(options, 'products', (c, staff) => show(c, staff, null)),
  )

  app.post(
    path,
    forOffice(options, 'products', async (c, staff) => {
      const { product: productId, change: changeId } = await readForm(c, backForm)
      try {
        const id = await restoreDeleted(db, { productId, changeId, by: staff, now: new Date() })
        shop.catalogueChanged()
        return leadTo(c, { path: `/products/${id}`, done: 'restored' })
      } catch (thrown) {
        return show(c, staff, refusalOf(thrown))
      }
    }),
  )

  async function show(c: Context, staff: Staff, refused: Problem | null): Promise<Response> {
    const lang = requestLang(c)
    return sendOffice(c, options, {
      ...{ staff, part: 'products', title: words.deletedProducts(lang) },
      above: { href: officePath(lang, '/products'), text: office.products(lang) },
      refused,
      body: h(DeletedList, { lang, changes: await deletedProducts(db, { limit: mostShown }) }),
    })
  }

  return app
}
