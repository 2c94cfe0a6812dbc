import { type Context, Hono } from 'hono'
import { h } from 'preact'
import * as v from 'valibot'
import { Problem, readForm, refusalOf, requestLang } from '#edge'
import { type Lang, office as words } from '#language'
import { addImage, imagesOf } from '#media'
import type { Staff } from '#members'
import {
  CatalogueCategory,
  deleteCategory,
  moveShelf,
  type OfficeCategory,
  officeCategories,
  saveCategory,
} from '#shop'
import type { DeskOptions } from '../../door.ts'
import { forOffice, leadTo, officePath, sendOffice } from '../door.ts'
import type { Wrong } from '../parts/fields.tsx'
import { bytesOf, filesOf, readLargeForm } from '../parts/read-form.ts'
import { both, isBlank, pair, text, typedFields } from '../parts/typed-fields.ts'
import { fieldsRefused, wrongIn } from '../parts/wrong.ts'
import { CategoryList, NewCategoryLink } from './categories.tsx'
import { CategoryForm, type TypedCategory } from './category-form.tsx'
import { newKey } from './keys.ts'

const uuid = v.pipe(v.string(), v.uuid())
const moveForm = v.object({ id: uuid, act: v.picklist(['up', 'down']) })

/** The shop's categories: listed, ordered, written, deleted when empty. */
export function categoryRoutes(options: DeskOptions): Hono {
  const { db, media, shop } = options
  const app = new Hono()
  const path = '/:lang{ko|en}/desk/categories'

  app.get(
    path,
    forOffice(options, 'categories', (c, staff) => list(c, staff, null)),
  )

  app.post(
    path,
    forOffice(options, 'categories', async c => {
      const { id, act } = await readForm(c, moveForm)
      await moveShelf(db, { of: 'category', id, by: act })
      shop.catalogueChanged()
      return leadTo(c, { path: '/categories', done: 'moved' })
    }),
  )

  app.get(
    `${path}/:id`,
    forOffice(options, 'categories', async (c, staff) => {
      const found = await find(c)
      return form(c, staff, { found, typed: typedOf(found), wrong: {} })
    }),
  )

  app.post(
    `${path}/:id/delete`,
    forOffice(options, 'categories', async (c, staff) => {
      const found = await find(c)
      try {
        if (found !== null) await deleteCategory(db, { id: found.id })
      } catch (thrown) {
        return list(c, staff, refusalOf(thrown))
      }
      shop.catalogueChanged()
      return leadTo(c, { path: '/categories', done: 'deleted' })
    }),
  )

  app.post(
    `${path}/:id`,
    forOffice(options, 'categories', async (c, staff) => {
      const found = await find(c)
      const sent = await readLargeForm(c)
      const fields = typedFields(sent)
      const typed: TypedCategory = {
        slug: text(fields, 'slug').trim(),
        name: pair(fields, 'name'),
        about: pair(fields, 'about'),
        picture: fields.has('withoutPicture') ? '' : text(fields, 'picture'),
      }
      try {
        const [file] = filesOf(sent, 'file')
        if (file !== undefined) typed.picture = (await addImage(media, { bytes: await bytesOf(file) })).id
        const parsed = parse(typed, requestLang(c))
        if (parsed.wrong !== undefined) {
          const refused = fieldsRefused()
          return await form(c, staff, { found, typed, wrong: parsed.wrong, refused })
        }
        await saveCategory(db, { id: found?.id ?? null, category: parsed.category })
      } catch (thrown) {
        return form(c, staff, { found, typed, wrong: {}, refused: refusalOf(thrown) })
      }
      shop.catalogueChanged()
      return leadTo(c, { path: '/categories', done: found === null ? 'made' : 'saved' })
    }),
  )

  /** The category of a path; null for `new`. */
  async function find(c: Context): Promise<OfficeCategory | null> {
    const id = c.req.param('id')
    if (id === 'new') return null
    const found = (await officeCategories(db)).find(one => one.id === id)
    if (found === undefined) throw new Problem('missing')
    return found
  }

  async function list(c: Context, staff: Staff, refused: Problem | null): Promise<Response> {
    const lang = requestLang(c)
    const categories = await officeCategories(db)
    return sendOffice(c, options, {
      ...{ staff, part: 'categories', title: words.categories(lang), refused },
      act: categories.length > 0 && h(NewCategoryLink, { lang }),
      body: h(CategoryList, { lang, categories }),
    })
  }

  async function form(c: Context, staff: Staff, { found, typed, wrong, refused }: Shown): Promise<Response> {
    const lang = requestLang(c)
    const image = v.is(uuid, typed.picture) ? ((await imagesOf(db, [typed.picture])).get(typed.picture) ?? null) : null
    return sendOffice(c, options, {
      ...{ staff, part: 'categories', title: found === null ? words.newCategory(lang) : found.name[lang] },
      above: { href: officePath(lang, '/categories'), text: words.categories(lang) },
      refused,
      body: h(CategoryForm, { lang, found, typed, wrong, image }),
    })
  }

  return app
}

interface Shown {
  found: OfficeCategory | null
  typed: TypedCategory
  wrong: Wrong
  refused?: Problem
}

function typedOf(found: OfficeCategory | null): TypedCategory {
  const nothing = { ko: '', en: '' }
  if (found === null) return { slug: '', name: nothing, about: nothing, picture: '' }
  const { slug, name, about, picture } = found
  return { slug, name, about, picture: picture ?? '' }
}

type Parsed = { category: CatalogueCategory; wrong?: undefined } | { wrong: Wrong }

function parse({ slug, name, about, picture }: TypedCategory, lang: Lang): Parsed {
  const parsed = v.safeParse(CatalogueCategory, {
    slug: slug || newKey(name, { taken: new Set(), stem: `shelf-${Date.now().toString(36)}` }),
    name: both(name),
    about: isBlank(about) ? both(name) : both(about),
    picture: picture || null,
  })
  return parsed.success ? { category: parsed.output } : { wrong: wrongIn(parsed.issues, lang) }
}
