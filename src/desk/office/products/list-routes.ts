import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, refusalOf, requestLang } from '#edge'
import { office, officeProducts as words } from '#language'
import type { Staff } from '#members'
import { changeProducts, mostAtOnce, officeCategories, officeIds, officeList, shopView } from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../door.ts'
import { NewLink } from '../parts/new-link.tsx'
import { typedFields } from '../parts/typed-fields.ts'
import { readBulk } from './bulk.ts'
import { DeleteMany } from './delete-many.tsx'
import { ProductList } from './list.tsx'
import { listAddress, readListQuery, sortedBy } from './list-query.ts'

const pageSize = 40
const uuid = v.pipe(v.string(), v.uuid())

/** The list of products, and what is done to many of them. */
export function productListRoutes(options: DeskOptions): Hono {
  const { db, shop } = options
  const app = new Hono()

  app.get(
    '/:lang{ko|en}/desk/products',
    forOffice(options, 'products', (c, staff) => show(c, staff, null)),
  )

  app.post(
    '/:lang{ko|en}/desk/products',
    forOffice(options, 'products', async (c, staff) => {
      try {
        return await change(c, staff)
      } catch (thrown) {
        return show(c, staff, refusalOf(thrown))
      }
    }),
  )

  async function change(c: Context, staff: Staff): Promise<Response> {
    const lang = requestLang(c)
    const fields = typedFields(await c.req.formData())
    const { currency } = await shopView(db)
    const bulk = readBulk(fields, currency)
    const ids = fields.has('all')
      ? await officeIds(db, wantedBy(c))
      : (fields.get('ids') ?? []).filter(id => v.is(uuid, id))
    if (ids.length === 0) throw new Problem('invalid', 'office.choose_some', words.chooseSome)
    if (ids.length > mostAtOnce)
      throw new Problem('invalid', 'office.too_many', lang => words.tooMany(lang, { most: mostAtOnce }))
    const query = readListQuery(new URL(c.req.url).searchParams)
    if (bulk.kind === 'delete' && !fields.has('sure')) {
      return sendOffice(c, options, {
        ...{ staff, part: 'products', title: words.deleteMany(lang, { n: ids.length }) },
        body: h(DeleteMany, { lang, ids: fields.has('all') ? 'all' : ids, action: listAddress(lang, query) }),
      })
    }
    const n = await changeProducts(db, { ids, change: bulk, by: staff, now: new Date() })
    shop.catalogueChanged()
    const at = new URL(listAddress(lang, query), 'http://office.invalid')
    const done =
      bulk.kind === 'delete'
        ? 'removed'
        : bulk.kind === 'publish' || bulk.kind === 'unpublish'
          ? `${bulk.kind}ed`
          : bulk.kind
    return leadTo(c, { path: at.pathname.slice(`/${lang}/desk`.length) + at.search, done, n })
  }

  function wantedBy(c: Context) {
    const { q, category, state, stock } = readListQuery(new URL(c.req.url).searchParams)
    return {
      lang: requestLang(c),
      query: q,
      ...(category && { category }),
      ...(state && { state }),
      ...(stock && { stock }),
    }
  }

  async function show(c: Context, staff: Staff, refused: Problem | null): Promise<Response> {
    const lang = requestLang(c)
    const query = readListQuery(new URL(c.req.url).searchParams)
    const [{ rows, total, next }, categories, { currency }] = await Promise.all([
      officeList(db, { ...wantedBy(c), ...sortedBy(query.sort), after: query.after, limit: pageSize }),
      officeCategories(db),
      shopView(db),
    ])
    const any = categories.some(({ products }) => products > 0)
    return sendOffice(c, options, {
      ...{ staff, part: 'products', title: office.products(lang), refused },
      act: any && h(NewLink, { href: officePath(lang, '/products/new'), text: words.newProduct(lang) }),
      body: h(ProductList, { lang, currency, query, rows, total, next, categories, any }),
    })
  }

  return app
}
