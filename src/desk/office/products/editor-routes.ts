import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, refusalOf, requestLang } from '#edge'
import { office, officeProducts as words } from '#language'
import type { Staff } from '#members'
import { changeProducts, kept, saveProduct, shopView, type WholeProduct, wholeProduct } from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../door.ts'
import type { Wrong } from '../parts/fields.tsx'
import { readLargeForm } from '../parts/read-form.ts'
import { isBlank, text, typedFields } from '../parts/typed-fields.ts'
import { fieldsRefused } from '../parts/wrong.ts'
import { mayWorkOn } from '../policy.ts'
import { differences } from './difference.ts'
import { ProductEditor } from './editor.tsx'
import { editorView } from './editor-view.ts'
import { withFiles } from './form-files.ts'
import { NoCategory, ProductActs } from './links.tsx'
import { parseProduct } from './parse.ts'
import { fitted, keyed, numbered, reshape } from './reshape.ts'
import { blankProduct, readTyped, type TypedProduct, typedOf } from './typed.ts'

const uuid = v.pipe(v.string(), v.uuid())

/** A product's form: opened, drawn anew while it is written, saved, and its product deleted. */
export function productEditorRoutes(options: DeskOptions): Hono {
  const { db, media, shop } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/products'

  app.get(
    `${path}/new`,
    forOffice(options, 'products', async (c, staff) => {
      const from = c.req.query('from')
      const model = from === undefined ? null : await find(from)
      return show(c, staff, { whole: null, typed: model === null ? await blank() : copyOf(model), wrong: {} })
    }),
  )

  app.get(
    `${path}/:id`,
    forOffice(options, 'products', async (c, staff) => {
      const whole = await find(c.req.param('id'))
      return show(c, staff, { whole, typed: typedOf(whole), wrong: {} })
    }),
  )

  app.post(
    `${path}/:id/delete`,
    forOffice(options, 'products', async (c, staff) => {
      const { id } = await find(c.req.param('id'))
      await changeProducts(db, { ids: [id], change: { kind: 'delete' }, by: staff, now: new Date() })
      shop.catalogueChanged()
      return leadTo(c, { path: '/products', done: 'deleted' })
    }),
  )

  app.post(
    `${path}/:id`,
    forOffice(options, 'products', async (c, staff) => {
      const id = c.req.param('id') ?? ''
      const whole = id === 'new' ? null : await find(id)
      const form = await readLargeForm(c)
      const fields = typedFields(form)
      const sent = { version: text(fields, 'version'), act: text(fields, 'act') || 'save' }
      let typed = readTyped(fields)
      try {
        typed = await withFiles(media, typed, form)
        if (sent.act !== 'save') {
          const typedAnew = reshape(keyed(typed), sent.act)
          return await show(c, staff, { whole, typed: typedAnew, wrong: {}, version: sent.version })
        }
        return await save(c, staff, { whole, typed, version: sent.version })
      } catch (thrown) {
        const refused = refusalOf(thrown)
        return show(c, staff, { whole, typed, wrong: {}, version: sent.version, refused })
      }
    }),
  )

  async function save(
    c: Context,
    staff: Staff,
    { whole, typed: sent, version }: { whole: WholeProduct | null; typed: TypedProduct; version: string },
  ): Promise<Response> {
    const lang = requestLang(c)
    const now = new Date()
    const typed = numbered(fitted(keyed(pruned(sent))))
    const currency = whole?.currency ?? (await shopView(db)).currency
    const parsed = parseProduct(typed, { lang, currency, now })
    if (parsed.kind === 'wrong') {
      const refused = fieldsRefused()
      return show(c, staff, { whole, typed, wrong: parsed.wrong, version, refused })
    }
    const { product, known } = parsed
    const saved = await saveProduct(db, { id: whole?.id ?? null, version, product, known, by: staff, now })
    if (saved.kind === 'changed') {
      const yours = {
        ...product,
        variants: product.variants.map((each, at) => ({ ...each, stock: shownStock(saved.theirs, each, known[at]) })),
      }
      const found = differences(kept(saved.theirs.product), kept(yours), { lang, currency })
      const refused = new Problem('conflict', 'office.changed_meanwhile', words.changedMeanwhile)
      const meanwhile = { theirs: saved.theirs, differences: found }
      return show(c, staff, { whole: saved.theirs, typed, wrong: {}, meanwhile, refused })
    }
    shop.catalogueChanged()
    return leadTo(c, { path: `/products/${saved.id}`, done: whole === null ? 'made' : 'saved' })
  }

  async function find(id: string | undefined): Promise<WholeProduct> {
    const whole = v.is(uuid, id) ? await wholeProduct(db, { id }) : null
    if (whole === null) throw new Problem('missing')
    return whole
  }

  async function blank(): Promise<TypedProduct> {
    return blankProduct({ category: '', brand: (await shopView(db)).name.en })
  }

  async function show(c: Context, staff: Staff, shown: Shown): Promise<Response> {
    const lang = requestLang(c)
    const { whole, typed, wrong, meanwhile = null, refused = null } = shown
    // Once both forms are on the page, saving again is meant: it is saved over what is shown.
    const version = meanwhile?.theirs.version ?? shown.version ?? whole?.version ?? ''
    const view = await editorView(options, { lang, whole, typed, wrong, version, meanwhile })
    if (view.categories.length === 0) {
      return sendOffice(c, options, {
        ...{ staff, part: 'products', title: words.newProduct(lang) },
        body: h(NoCategory, { lang }),
      })
    }
    const name = whole?.product.name[lang] ?? ''
    return sendOffice(c, options, {
      ...{ staff, part: 'products', title: whole === null ? words.newProduct(lang) : name },
      above: { href: officePath(lang, '/products'), text: office.products(lang) },
      // What somebody else saved is told where it is shown.
      refused: meanwhile === null ? refused : null,
      status: refused?.status ?? 200,
      act: whole && h(ProductActs, { lang, name, ...actsOf(whole), mayBargain: mayWorkOn('bargaining', staff) }),
      body: h(ProductEditor, { view }),
    })
  }

  return app
}

const actsOf = ({ id, product: { slug }, isPublished }: WholeProduct) => ({ id, slug, isPublished })

interface Shown {
  whole: WholeProduct | null
  typed: TypedProduct
  wrong: Wrong
  version?: string
  meanwhile?: Parameters<typeof editorView>[1]['meanwhile']
  refused?: Problem
}

/** How many pieces a save would leave of a variant, as its writer means it: what is there now, and what they changed. */
function shownStock(
  theirs: WholeProduct,
  { sku, stock }: { sku: string; stock: number },
  known: { id: string; stockSeen: number } | null | undefined,
): number {
  const today = theirs.product.variants.find(each => each.sku === sku)?.stock
  return today === undefined || !known ? stock : today + stock - known.stockSeen
}

/** The form of a product like another one: a new one with its words, pictures and prices, hidden, and without pieces. */
function copyOf(whole: WholeProduct): TypedProduct {
  const typed = typedOf(whole)
  const { name } = whole.product
  return {
    ...typed,
    slug: `${whole.product.slug.slice(0, 70)}-${randomUUID().slice(0, 4)}`,
    name: { ko: words.copyOf('ko', { name: name.ko }), en: words.copyOf('en', { name: name.en }) },
    variants: typed.variants.map(variant => ({ ...variant, id: '', seen: '0', reserved: '0', sku: '', stock: '0' })),
    ...{ publish: 'not', publishAt: '', publishInstant: '', published: '' },
  }
}

/** Without the rows that hold nothing. */
function pruned(typed: TypedProduct): TypedProduct {
  const { facts, options, film, onFilm } = typed
  return {
    ...typed,
    facts: facts.filter(fact => !isBlank(fact.name) || !isBlank(fact.value)),
    options: options
      .filter(option => !isBlank(option.name))
      .map(option => ({ ...option, values: option.values.filter(value => !isBlank(value.name)) })),
    film: film && { ...film, chapters: film.chapters.filter(({ at, name }) => at !== '' || !isBlank(name)) },
    onFilm: onFilm.filter(slug => slug !== ''),
  }
}
