import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, readForm, refusalOf, requestLang } from '#edge'
import { type Lang, type Localized, office as words } from '#language'
import type { Staff } from '#members'
import {
  CatalogueAttribute,
  deleteAttribute,
  mergeValues,
  moveShelf,
  type OfficeAttribute,
  officeAttributes,
  saveAttribute,
} from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../door.ts'
import type { Wrong } from '../parts/fields.tsx'
import { both, isBlank, pair, rowsOf, text, typedFields } from '../parts/typed-fields.ts'
import { fieldsRefused, wrongIn } from '../parts/wrong.ts'
import { AttributeForm, type TypedAttribute } from './attribute-form.tsx'
import { AttributeList, NewAttributeLink } from './attributes.tsx'
import { newKey } from './keys.ts'

const uuid = v.pipe(v.string(), v.uuid())
const moveForm = v.object({ id: uuid, act: v.picklist(['up', 'down']) })
const mergeForm = v.object({ from: uuid, into: uuid })

/** The words by which goods are told apart: attributes with their values. */
export function attributeRoutes(options: DeskOptions): Hono {
  const { db, shop } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/attributes'

  app.get(
    path,
    forOffice(options, 'attributes', async (c, staff) => {
      const lang = requestLang(c)
      const attributes = await officeAttributes(db)
      return sendOffice(c, options, {
        ...{ staff, part: 'attributes', title: words.attributes(lang) },
        act: attributes.length > 0 && h(NewAttributeLink, { lang }),
        body: h(AttributeList, { lang, attributes }),
      })
    }),
  )

  app.post(
    path,
    forOffice(options, 'attributes', async c => {
      const { id, act } = await readForm(c, moveForm)
      await moveShelf(db, { of: 'attribute', id, by: act })
      shop.catalogueChanged()
      return leadTo(c, { path: '/attributes', done: 'moved' })
    }),
  )

  app.get(
    `${path}/:id`,
    forOffice(options, 'attributes', async (c, staff) => {
      const found = await find(c)
      return form(c, staff, { found, typed: typedOf(found), wrong: {} })
    }),
  )

  app.post(
    `${path}/:id/delete`,
    forOffice(options, 'attributes', async c => {
      const found = await find(c)
      if (found !== null) await deleteAttribute(db, { id: found.id })
      shop.catalogueChanged()
      return leadTo(c, { path: '/attributes', done: 'deleted' })
    }),
  )

  app.post(
    `${path}/:id/merge`,
    forOffice(options, 'attributes', async (c, staff) => {
      const found = await find(c)
      try {
        await mergeValues(db, await readForm(c, mergeForm))
      } catch (thrown) {
        return form(c, staff, { found, typed: typedOf(found), wrong: {}, refused: refusalOf(thrown) })
      }
      shop.catalogueChanged()
      return leadTo(c, { path: `/attributes/${found?.id ?? ''}`, done: 'merged' })
    }),
  )

  app.post(
    `${path}/:id`,
    forOffice(options, 'attributes', async (c, staff) => {
      const found = await find(c)
      const fields = typedFields(await c.req.formData())
      const values = rowsOf(fields, 'values').map(row => ({
        id: text(fields, `${row}.id`),
        name: pair(fields, `${row}.name`),
      }))
      const typed: TypedAttribute = { name: pair(fields, 'name'), values }
      const act = text(fields, 'act')
      if (act !== 'save' && act !== '') {
        return form(c, staff, { found, typed: { ...typed, values: reshaped(values, act) }, wrong: {} })
      }
      const attributes = await officeAttributes(db)
      const parsed = parse(typed, { found, attributes, lang: requestLang(c) })
      if (parsed.wrong !== undefined) {
        const refused = fieldsRefused()
        return form(c, staff, { found, typed, wrong: parsed.wrong, refused })
      }
      try {
        await saveAttribute(db, { id: found?.id ?? null, attribute: parsed.attribute })
      } catch (thrown) {
        return form(c, staff, { found, typed, wrong: {}, refused: refusalOf(thrown) })
      }
      shop.catalogueChanged()
      return leadTo(c, { path: '/attributes', done: found === null ? 'made' : 'saved' })
    }),
  )

  /** The attribute of a path; null for `new`. */
  async function find(c: Context): Promise<OfficeAttribute | null> {
    const id = c.req.param('id')
    if (id === 'new') return null
    const found = (await officeAttributes(db)).find(one => one.id === id)
    if (found === undefined) throw new Problem('missing')
    return found
  }

  async function form(c: Context, staff: Staff, { found, typed, wrong, refused }: Shown): Promise<Response> {
    const lang = requestLang(c)
    return sendOffice(c, options, {
      ...{ staff, part: 'attributes', title: found === null ? words.newAttribute(lang) : found.name[lang] },
      above: { href: officePath(lang, '/attributes'), text: words.attributes(lang) },
      refused,
      body: h(AttributeForm, { lang, found, typed, wrong }),
    })
  }

  return app
}

interface Shown {
  found: OfficeAttribute | null
  typed: TypedAttribute
  wrong: Wrong
  refused?: Problem
}

const nothing: Localized = { ko: '', en: '' }

function typedOf(found: OfficeAttribute | null): TypedAttribute {
  if (found === null) return { name: nothing, values: [nothing, nothing].map(name => ({ id: '', name })) }
  return { name: found.name, values: found.values.map(({ id, name }) => ({ id, name })) }
}

function reshaped(values: TypedAttribute['values'], act: string): TypedAttribute['values'] {
  if (act === 'values.add') return [...values, { id: '', name: nothing }]
  const [, place, how] = /^values\.(\d+)\.(remove|up|down)$/.exec(act) ?? []
  const at = Number(place)
  const row = values[at]
  if (row === undefined) return values
  const others = values.toSpliced(at, 1)
  return how === 'remove' ? others : others.toSpliced(Math.max(0, how === 'up' ? at - 1 : at + 1), 0, row)
}

type Parsed = { attribute: Parameters<typeof saveAttribute>[1]['attribute']; wrong?: undefined } | { wrong: Wrong }

interface ParseWith {
  found: OfficeAttribute | null
  attributes: OfficeAttribute[]
  lang: Lang
}

/** Keys are made once and stay: what is renamed is still what it was. */
function parse(typed: TypedAttribute, { found, attributes, lang }: ParseWith): Parsed {
  const taken = new Set(found?.values.map(({ key }) => key))
  const rows = typed.values.filter(({ name }) => !isBlank(name))
  const values = rows.map(({ id, name }) => {
    const known = found?.values.find(one => one.id === id)
    const key = known?.key ?? newKey(name, { taken, stem: 'value' })
    taken.add(key)
    return { id: known?.id ?? null, key, name: both(name) }
  })
  const key = found?.key ?? newKey(typed.name, { taken: new Set(attributes.map(one => one.key)), stem: 'attribute' })
  const attribute = { key, name: both(typed.name), values }
  const plain = { ...attribute, values: values.map(({ key, name }) => ({ key, name })) }
  const parsed = v.safeParse(CatalogueAttribute, plain)
  return parsed.success ? { attribute } : { wrong: wrongIn(parsed.issues, lang) }
}
