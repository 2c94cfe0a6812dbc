import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, readForm, refusalOf, requestLang } from '#edge'
import { type Lang, officeSettings, office as words } from '#language'
import type { Staff } from '#members'
import {
  deleteTax,
  deleteZone,
  moveZone,
  ShippingZone,
  saveTax,
  saveZone,
  shippingZones,
  shopView,
  TaxRegion,
  taxRegions,
} from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../door.ts'
import { readAmount, readShare, writeAmount } from '../parts/amount.ts'
import type { Wrong } from '../parts/fields.tsx'
import { both, pair, type TypedFields, text, typedFields } from '../parts/typed-fields.ts'
import { fieldsRefused, wrongIn } from '../parts/wrong.ts'
import { readPlaces, writePlaces } from './countries.ts'
import { NewZoneLink, ShippingPage } from './shipping.tsx'
import { type TypedZone, ZoneForm } from './zone-form.tsx'

const uuid = v.pipe(v.string(), v.uuid())
const moveForm = v.object({ id: uuid, act: v.picklist(['up', 'down']) })

/** Where the shop sends to, what that costs, and what is taxed: for the owner alone. */
export function shippingRoutes(options: DeskOptions): Hono {
  const { db } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/shipping'

  app.get(
    path,
    forOffice(options, 'shipping', (c, staff) => list(c, staff, {})),
  )

  app.post(
    path,
    forOffice(options, 'shipping', async c => {
      const { id, act } = await readForm(c, moveForm)
      await moveZone(db, { id, by: act })
      return leadTo(c, { path: '/shipping', done: 'moved' })
    }),
  )

  app.post(
    `${path}/taxes`,
    forOffice(options, 'shipping', async (c, staff) => {
      const fields = typedFields(await c.req.formData())
      const country = text(fields, 'country')
      if (text(fields, 'act') === 'delete') {
        await deleteTax(db, { country })
        return leadTo(c, { path: '/shipping', done: 'deleted' })
      }
      const rateBasisPoints = readShare(text(fields, 'rateBasisPoints'))
      const parsed = v.safeParse(TaxRegion, { country, rateBasisPoints, isIncluded: fields.has('isIncluded') })
      if (!parsed.success) {
        const refused = fieldsRefused()
        return list(c, staff, { wrong: wrongIn(parsed.issues, requestLang(c)), fields, refused })
      }
      await saveTax(db, { tax: parsed.output })
      return leadTo(c, { path: '/shipping', done: 'saved' })
    }),
  )

  app.get(
    `${path}/:id`,
    forOffice(options, 'shipping', async (c, staff) => {
      const { currency } = await shopView(db)
      const found = await find(c)
      const isFirst = (await shippingZones(db)).length === 0
      const typed = typedOf(found, { lang: requestLang(c), currency, isFirst })
      return form(c, staff, { id: found?.id ?? null, typed, wrong: {} })
    }),
  )

  app.post(
    `${path}/:id/delete`,
    forOffice(options, 'shipping', async c => {
      const found = await find(c)
      if (found !== null) await deleteZone(db, { id: found.id })
      return leadTo(c, { path: '/shipping', done: 'deleted' })
    }),
  )

  app.post(
    `${path}/:id`,
    forOffice(options, 'shipping', async (c, staff) => {
      const id = (await find(c))?.id ?? null
      const typed = readZone(typedFields(await c.req.formData()))
      const { currency } = await shopView(db)
      const parsed = v.safeParse(ShippingZone, zoneOf(typed, currency))
      if (!parsed.success) {
        const refused = fieldsRefused()
        return form(c, staff, { id, typed, wrong: wrongIn(parsed.issues, requestLang(c)), refused })
      }
      try {
        await saveZone(db, { id, zone: parsed.output })
      } catch (thrown) {
        return form(c, staff, { id, typed, wrong: {}, refused: refusalOf(thrown) })
      }
      return leadTo(c, { path: '/shipping', done: id === null ? 'made' : 'saved' })
    }),
  )

  /** The zone of a path; null for `new`. */
  async function find(c: Context): Promise<(ShippingZone & { id: string }) | null> {
    const id = c.req.param('id')
    if (id === 'new') return null
    const found = (await shippingZones(db)).find(zone => zone.id === id)
    if (found === undefined) throw new Problem('missing')
    return found
  }

  async function list(c: Context, staff: Staff, { wrong = {}, fields, refused }: Listed): Promise<Response> {
    const lang = requestLang(c)
    const [zones, taxes, { currency }] = await Promise.all([shippingZones(db), taxRegions(db), shopView(db)])
    const typed = {
      country: fields === undefined ? 'KR' : text(fields, 'country'),
      rateBasisPoints: fields === undefined ? '' : text(fields, 'rateBasisPoints'),
      isIncluded: fields?.has('isIncluded') ?? true,
    }
    return sendOffice(c, options, {
      ...{ staff, part: 'shipping', title: words.shipping(lang), refused },
      act: zones.length > 0 && h(NewZoneLink, { lang }),
      body: h(ShippingPage, { lang, currency, zones, taxes, typed, wrong }),
    })
  }

  function form(c: Context, staff: Staff, { id, typed, wrong, refused }: Shown) {
    const lang = requestLang(c)
    return sendOffice(c, options, {
      ...{ staff, part: 'shipping', title: typed.name[lang] || officeSettings.newZone(lang) },
      above: { href: officePath(lang, '/shipping'), text: words.shipping(lang) },
      refused,
      body: h(ZoneForm, { lang, id, typed, wrong }),
    })
  }

  return app
}

interface Listed {
  wrong?: Wrong
  fields?: TypedFields
  refused?: Problem
}

interface Shown {
  id: string | null
  typed: TypedZone
  wrong: Wrong
  refused?: Problem
}

interface Around {
  lang: Lang
  currency: string
  /** The shop has no zone yet. */
  isFirst: boolean
}

function typedOf(zone: ShippingZone | null, { lang, currency, isFirst }: Around): TypedZone {
  if (zone === null)
    return {
      name: { ko: '', en: '' },
      countries: isFirst ? writePlaces(lang, ['KR']) : '',
      ...{ priceAmount: '', freeFromAmount: '', perKilogramAmount: writeAmount(0, currency) },
    }
  const { name, countries, priceAmount, freeFromAmount, perKilogramAmount } = zone
  return {
    name,
    countries: writePlaces(lang, countries),
    priceAmount: writeAmount(priceAmount, currency),
    freeFromAmount: freeFromAmount === null ? '' : writeAmount(freeFromAmount, currency),
    perKilogramAmount: writeAmount(perKilogramAmount, currency),
  }
}

function readZone(fields: TypedFields): TypedZone {
  const of = (name: string) => text(fields, name).trim()
  return {
    name: pair(fields, 'name'),
    countries: of('countries'),
    priceAmount: of('priceAmount'),
    freeFromAmount: of('freeFromAmount'),
    perKilogramAmount: of('perKilogramAmount'),
  }
}

function zoneOf(typed: TypedZone, currency: string) {
  return {
    name: both(typed.name),
    countries: readPlaces(typed.countries),
    priceAmount: readAmount(typed.priceAmount, currency),
    freeFromAmount: typed.freeFromAmount === '' ? null : readAmount(typed.freeFromAmount, currency),
    perKilogramAmount: typed.perKilogramAmount === '' ? 0 : readAmount(typed.perKilogramAmount, currency),
  }
}
