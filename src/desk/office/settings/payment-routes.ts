import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, requestLang } from '#edge'
import { officeSettings, office as words } from '#language'
import type { Staff } from '#members'
import { PayWays, payWaysOf, writePayWays } from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, sendOffice } from '../door.ts'
import { text, typedFields } from '../parts/typed-fields.ts'
import { PaymentForm } from './payment-form.tsx'

/** How the shop lets itself be paid, and where transfers go to: for the owner alone. */
export function paymentRoutes(options: DeskOptions): Hono {
  const { db } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/payments'

  app.get(
    path,
    forOffice(options, 'payments', async (c, staff) => show(c, staff, { typed: await payWaysOf(db) })),
  )

  app.post(
    path,
    forOffice(options, 'payments', async (c, staff) => {
      const fields = typedFields(await c.req.formData())
      const typed: PayWays = {
        transfer: fields.has('transfer'),
        bankName: text(fields, 'bankName'),
        bankAccount: text(fields, 'bankAccount'),
        bankHolder: text(fields, 'bankHolder'),
        delivery: fields.has('delivery'),
        stripe: fields.has('stripe'),
        portone: fields.has('portone'),
      }
      const parsed = v.safeParse(PayWays, typed)
      if (!parsed.success) {
        const refused = new Problem('invalid', 'office.bank_needed', officeSettings.bankNeeded)
        return show(c, staff, { typed, refused })
      }
      await writePayWays(db, { ways: parsed.output })
      return leadTo(c, { path: '/payments', done: 'saved' })
    }),
  )

  function show(c: Context, staff: Staff, { typed, refused }: { typed: PayWays; refused?: Problem }) {
    const lang = requestLang(c)
    return sendOffice(c, options, {
      ...{ staff, part: 'payments', title: words.payments(lang), refused },
      body: h(PaymentForm, { lang, typed, providers: options.payments.providers }),
    })
  }

  return app
}
