import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, readForm, refusalOf, requestLang } from '#edge'
import { officeProducts as words } from '#language'
import type { Staff } from '#members'
import { productChanges, restoreProduct, type WholeProduct, wholeProduct } from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../door.ts'
import { ProductHistory } from './history.tsx'

const pageSize = 20
const uuid = v.pipe(v.string(), v.uuid())
const restoreForm = v.object({ change: uuid, side: v.picklist(['before', 'after']), version: v.string() })

/** A product's history, and the way back to any of its forms. */
export function productHistoryRoutes(options: DeskOptions): Hono {
  const { db, shop } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/products/:id/history'

  app.get(
    path,
    forOffice(options, 'products', async (c, staff) => show(c, staff, await find(c), null)),
  )

  app.post(
    path,
    forOffice(options, 'products', async (c, staff) => {
      const whole = await find(c)
      const { change, side, version } = await readForm(c, restoreForm)
      try {
        const wanted = { id: whole.id, version, changeId: change, side, by: staff, now: new Date() }
        const restored = await restoreProduct(db, wanted)
        if (restored.kind === 'changed')
          throw new Problem('conflict', 'office.changed_meanwhile', words.changedMeanwhile)
      } catch (thrown) {
        return show(c, staff, await find(c), refusalOf(thrown))
      }
      shop.catalogueChanged()
      return leadTo(c, { path: `/products/${whole.id}`, done: 'restored' })
    }),
  )

  async function find(c: Context): Promise<WholeProduct> {
    const id = c.req.param('id')
    const whole = v.is(uuid, id) ? await wholeProduct(db, { id }) : null
    if (whole === null) throw new Problem('missing')
    return whole
  }

  async function show(c: Context, staff: Staff, whole: WholeProduct, refused: Problem | null): Promise<Response> {
    const lang = requestLang(c)
    const asked = c.req.query('after')
    const after = v.is(uuid, asked) ? asked : null
    const { id, version, currency } = whole
    const name = whole.product.name[lang]
    const { changes, next } = await productChanges(db, { productId: id, after, limit: pageSize })
    return sendOffice(c, options, {
      ...{ staff, part: 'products', title: words.historyOf(lang, { name }) },
      above: { href: officePath(lang, `/products/${id}`), text: name },
      refused,
      body: h(ProductHistory, { lang, currency, id, version, changes, after, next }),
    })
  }

  return app
}
