import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { type Problem, refusalOf, requestLang } from '#edge'
import { office as words } from '#language'
import type { Staff } from '#members'
import { mayChooseCurrency, ShopSettings, saveShop, shopView } from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, sendOffice } from '../door.ts'
import type { Wrong } from '../parts/fields.tsx'
import { both, isBlank, pair, text, typedFields } from '../parts/typed-fields.ts'
import { fieldsRefused, wrongIn } from '../parts/wrong.ts'
import { ShopForm } from './shop-form.tsx'

/** What the shop is called, what it says, its colour and its currency: for the owner alone. */
export function shopRoutes(options: DeskOptions): Hono {
  const { db, shop } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/shop'

  app.get(
    path,
    forOffice(options, 'shop', async (c, staff) => show(c, staff, { typed: await shopView(db), wrong: {} })),
  )

  app.post(
    path,
    forOffice(options, 'shop', async (c, staff) => {
      const fields = typedFields(await c.req.formData())
      const present = await shopView(db)
      const business = pair(fields, 'business')
      const typed = {
        name: both(pair(fields, 'name')),
        lead: both(pair(fields, 'lead')),
        greeting: both(pair(fields, 'greeting')),
        business: isBlank(business) ? null : both(business),
        currency: text(fields, 'currency').trim().toUpperCase() || present.currency,
        ownerColour: text(fields, 'ownerColour').trim().toLowerCase(),
      }
      const parsed = v.safeParse(ShopSettings, typed)
      if (!parsed.success) {
        const refused = fieldsRefused()
        return show(c, staff, { typed, wrong: wrongIn(parsed.issues, requestLang(c)), refused })
      }
      try {
        await saveShop(db, { shop: parsed.output })
      } catch (thrown) {
        return show(c, staff, { typed, wrong: {}, refused: refusalOf(thrown) })
      }
      shop.catalogueChanged()
      return leadTo(c, { path: '/shop', done: 'saved' })
    }),
  )

  async function show(c: Context, staff: Staff, { typed, wrong, refused }: Shown): Promise<Response> {
    const lang = requestLang(c)
    const isFree = await mayChooseCurrency(db)
    return sendOffice(c, options, {
      ...{ staff, part: 'shop', title: words.shop(lang), refused },
      body: h(ShopForm, { lang, typed, wrong, isFree }),
    })
  }

  return app
}

interface Shown {
  typed: ShopSettings
  wrong: Wrong
  refused?: Problem
}
