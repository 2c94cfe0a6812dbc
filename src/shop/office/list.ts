import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import * as v from 'valibot'
import type { Queryable } from '#database'
import { Problem } from '#edge'
import { type Lang, type Localized, type Money, shop as words } from '#language'
import { productSummary } from '../face.ts'
import { hasTerm } from '../match.ts'
import { category, priceNow, product, stock, variant } from '../schema.ts'
import { termsOf } from '../terms.ts'
import type { PictureView } from '../views.ts'

/** By what the office's list is sorted. */
export const officeSorts = ['changed', 'name', 'price', 'stock'] as const
export type OfficeSort = (typeof officeSorts)[number]

/** Which products the office lists. */
export interface ListOffice {
  query?: string
  /** The slug of a category. */
  category?: string
  state?: 'published' | 'due' | 'hidden'
  /** `low`: five pieces or less of some variant. */
  stock?: 'none' | 'low' | 'enough'
  sort: OfficeSort
  down: boolean
  lang: Lang
  /** `next` of the page before. */
  after: string | null
  limit: number
}

/** A product in the office's list. Amounts of the cheapest and the dearest variant without a sale. */
export interface OfficeRow {
  id: string
  slug: string
  name: Localized
  category: Localized
  price: Money
  highest: Money
  onSale: boolean
  inStock: number
  variants: number
  image: PictureView | null
  hasFilm: boolean
  /** Whether it came with the feed of another shop, which sells it. */
  isFromFeed: boolean
  state: 'published' | 'due' | 'hidden'
  publishAt: Date | null
  updatedAt: Date
}

const few = 5

/** One page of the office's list, how many products fit in all, and where the next page begins. */
export async function officeList(
  db: Queryable,
  wanted: ListOffice,
): Promise<{ rows: OfficeRow[]; total: number; next: string | null }> {
  const { limit } = wanted
  const found = await skeleton(db, wanted)
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  const ids = page.map(row => row.id)
  return {
    rows: await hydrated(db, ids),
    total: await countOf(db, wanted),
    next: last === undefined ? null : Buffer.from(JSON.stringify([last.key, last.id])).toString('base64url'),
  }
}

/** The ids of a page in order, and one more where there are more. Variants are looked at only where the list asks for them. */
function skeleton(db: Queryable, wanted: ListOffice): Promise<{ id: string; key: string }[]> {
  const { sort, down, after, limit } = wanted
  const sale = saleOf(db)
  const key = keyOf(wanted, sale)
  const rows = db
    .select({ id: product.id, key: sql<string>`(${key})::text`.as('sort_key') })
    .from(product)
    .$dynamic()
  const asksForSale = wanted.stock !== undefined || sort === 'price' || sort === 'stock'
  return (asksForSale ? rows.innerJoin(sale, eq(sale.productId, product.id)) : rows)
    .where(and(fitting(wanted, sale), after === null ? undefined : beyond(after, { key, sort, down })))
    .orderBy(down ? desc(key) : asc(key), down ? desc(product.id) : asc(product.id))
    .limit(limit + 1)
}

async function countOf(db: Queryable, wanted: Conditions): Promise<number> {
  const sale = saleOf(db)
  const rows = db
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(product)
    .$dynamic()
  const joined = wanted.stock === undefined ? rows : rows.innerJoin(sale, eq(sale.productId, product.id))
  const [all] = await joined.where(fitting(wanted, sale))
  return all?.total ?? 0
}

async function hydrated(db: Queryable, ids: string[]): Promise<OfficeRow[]> {
  if (ids.length === 0) return []
  const sale = saleOf(db, ids)
  const found = await db
    .select({
      id: product.id,
      category: category.name,
      usual: sale.usual,
      highest: sale.highest,
      onSale: sale.onSale,
      left: sale.left,
      variants: sale.variants,
      currency: product.currency,
      publishedAt: product.publishedAt,
      publishAt: product.publishAt,
      updatedAt: product.updatedAt,
      isFromFeed: sql<boolean>`${product.source} is not null`,
    })
    .from(product)
    .innerJoin(category, eq(category.id, product.categoryId))
    .innerJoin(sale, eq(sale.productId, product.id))
    .where(inArray(product.id, ids))
  const rows = new Map(found.map(row => [row.id, row]))
  return (await productSummary(db, { ids, reader: 'staff' })).flatMap(({ id, slug, name, image, film }) => {
    const row = rows.get(id)
    if (row === undefined) return []
    const price = (amount: number): Money => ({ amount, currency: row.currency })
    const { category, onSale, left, variants, publishAt, updatedAt, isFromFeed } = row
    const state = row.publishedAt !== null ? 'published' : publishAt !== null ? 'due' : 'hidden'
    return [
      {
        ...{ id, slug, name, image, category, onSale, variants, state, publishAt, updatedAt, isFromFeed },
        ...{ price: price(row.usual), highest: price(row.highest), inStock: left, hasFilm: film !== null },
      } as const,
    ]
  })
}

/** The ids of all products that fit, for what is done to all of them at once. */
export async function officeIds(db: Queryable, wanted: Conditions): Promise<string[]> {
  const sale = saleOf(db)
  const rows = db.select({ id: product.id }).from(product).$dynamic()
  const joined = wanted.stock === undefined ? rows : rows.innerJoin(sale, eq(sale.productId, product.id))
  return (await joined.where(fitting(wanted, sale))).map(row => row.id)
}

/** What the variants come to, by product: of these, or of all. */
function saleOf(db: Queryable, ids?: string[]) {
  const left = sql`${stock.onHand} - ${stock.reserved}`
  return db
    .select({
      productId: variant.productId,
      now: sql<number>`min(${priceNow})`.mapWith(Number).as('now'),
      usual: sql<number>`min(${variant.priceAmount})`.mapWith(Number).as('usual'),
      highest: sql<number>`max(${variant.priceAmount})`.mapWith(Number).as('highest'),
      onSale: sql<boolean>`coalesce(bool_or(${variant.saleAmount} < ${variant.priceAmount}), false)`.as('on_sale'),
      left: sql<number>`sum(${left})`.mapWith(Number).as('left_over'),
      least: sql<number>`min(${left})`.mapWith(Number).as('least'),
      variants: sql<number>`count(*)`.mapWith(Number).as('variants'),
    })
    .from(variant)
    .innerJoin(stock, eq(stock.variantId, variant.id))
    .where(ids && inArray(variant.productId, ids))
    .groupBy(variant.productId)
    .as('sale')
}

type Conditions = Pick<ListOffice, 'query' | 'category' | 'state' | 'stock'>
type Sale = ReturnType<typeof saleOf>

function fitting({ query, category: slug, state, stock: left }: Conditions, sale: Sale): SQL | undefined {
  const terms = termsOf(query ?? '')
  const states: Record<NonNullable<ListOffice['state']>, SQL | undefined> = {
    published: isNotNull(product.publishedAt),
    due: and(isNull(product.publishedAt), isNotNull(product.publishAt)),
    hidden: and(isNull(product.publishedAt), isNull(product.publishAt)),
  }
  const stocks: Record<NonNullable<ListOffice['stock']>, SQL> = {
    none: sql`${sale.left} <= 0`,
    low: sql`${sale.least} <= ${few}`,
    enough: sql`${sale.least} > ${few}`,
  }
  const hasSku = sql`exists (select 1 from ${variant} where ${variant.productId} = ${product.id} and lower(${variant.sku}) = lower(${(query ?? '').trim()}))`
  return and(
    terms.length === 0 ? undefined : sql`(${hasSku} or ${and(...terms.map(hasTerm))})`,
    slug === undefined ? undefined : sql`${product.categoryId} = (select id from ${category} where slug = ${slug})`,
    state && states[state],
    left && stocks[left],
  )
}

function keyOf({ sort, lang }: Pick<ListOffice, 'sort' | 'lang'>, sale: Sale): SQL {
  if (sort === 'name') return sql`(${product.name} ->> ${sql.raw(`'${lang}'`)}) collate "C"`
  if (sort === 'price') return sql`${sale.now}`
  return sort === 'stock' ? sql`${sale.left}` : sql`${product.updatedAt}`
}

const types: Record<OfficeSort, SQL> = {
  changed: sql`timestamptz`,
  name: sql`text`,
  price: sql`bigint`,
  stock: sql`bigint`,
}

const Cursor = v.tuple([v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.uuid())])

function beyond(after: string, { key, sort, down }: { key: SQL; sort: OfficeSort; down: boolean }): SQL {
  const [value, id] = readCursor(after, sort)
  const edge = sql`(cast(${value} as ${types[sort]}), ${id}::uuid)`
  return down ? sql`(${key}, ${product.id}) < ${edge}` : sql`(${key}, ${product.id}) > ${edge}`
}

function readCursor(after: string, sort: OfficeSort): [value: string, id: string] {
  const bad = new Problem('invalid', 'shop.bad_page', words.badPage)
  try {
    const [value, id] = v.parse(Cursor, JSON.parse(Buffer.from(after, 'base64url').toString()))
    const isOfSort =
      sort === 'name' || (sort === 'changed' ? !Number.isNaN(Date.parse(value)) : /^-?\d{1,15}$/.test(value))
    if (isOfSort) return [value, id]
  } catch {
    throw bad
  }
  throw bad
}
