import { and, asc, desc, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import { productCards } from './face.ts'
import { inCategory, type Left, leftIn, type Narrowing, narrowed, type Sort, type WayOut, waysOut } from './narrow.ts'
import { visibleTo } from './policy.ts'
import { category, product } from './schema.ts'
import type { ProductPage, Reader } from './views.ts'

/** The most products that one page of a list holds, whatever its reader asks for. */
export const pageLimit = 60

/** Which products, and which part of their list. */
export interface ListProducts {
  /** The slug of a category; without it the whole shop. */
  category?: string | undefined
  narrowing?: Narrowing
  /** Without it in the order in which they were added. */
  sort?: Sort
  /** The same as the sort of this name. */
  newest?: boolean
  /** `next` of the page before. */
  after?: string | null | undefined
  limit: number
  reader?: Reader
}

/** One page of products. An unknown category has none; an `after` that is none of ours is refused as invalid. */
export async function listProducts(db: Queryable, list: ListProducts): Promise<ProductPage> {
  const { limit, reader = 'shopper' } = list
  const rows = await listed(db, list)
  const page = rows.slice(0, pageSize(limit))
  const last = rows.length > page.length ? page.at(-1) : undefined
  return {
    products: await productCards(db, { ids: page.map(row => row.id), reader }),
    next: last ? `${last.place}.${last.id}` : null,
  }
}

/** The skeleton of such a page, with one row more than the page where there are more. */
export function listed(db: Queryable, list: ListProducts) {
  const { category: slug, narrowing, after, limit, newest = false, reader = 'shopper' } = list
  const { sort = newest ? 'newest' : 'shop' } = list
  const place = placeOf(sort, listedAt(reader))
  return db
    .select({ id: product.id, place: sql<string>`${place.key}`.as('place') })
    .from(product)
    .where(
      and(visibleTo(reader), inCategory(slug), narrowed(narrowing), after ? beyond(after, sort, place) : undefined),
    )
    .orderBy(...place.order)
    .limit(pageSize(limit) + 1)
}

/** What a list still holds within a narrowing, for the filters beside it. */
export function leftInList(
  db: Queryable,
  { category: slug, narrowing = {}, reader = 'shopper' }: Pick<ListProducts, 'category' | 'narrowing' | 'reader'>,
): Promise<Left> {
  return leftIn(db, { scope: and(visibleTo(reader), inCategory(slug)), narrowing })
}

/** Where a list within a narrowing is empty: which part to take away. */
export function waysOutOfList(
  db: Queryable,
  { category: slug, narrowing = {}, reader = 'shopper' }: Pick<ListProducts, 'category' | 'narrowing' | 'reader'>,
): Promise<WayOut[]> {
  return waysOut(db, { scope: and(visibleTo(reader), inCategory(slug)), narrowing })
}

/** Whether the shop has neither a product nor a category yet. */
export async function catalogueIsEmpty(db: Queryable): Promise<boolean> {
  const { rows } = await db.execute<{ empty: boolean }>(sql`
    select not exists (select 1 from ${product}) and not exists (select 1 from ${category}) as empty`)
  return rows[0]?.empty === true
}

/** The number of rows of one page: at least 1, at most `pageLimit`. */
export function pageSize(limit: number): number {
  return Math.max(1, Math.min(pageLimit, Math.trunc(limit)))
}

/** When a product counts as new: when it was published; staff also see what never was, by when it was made. */
export function listedAt(reader: Reader): SQL {
  return reader === 'staff' ? sql`coalesce(${product.publishedAt}, ${product.createdAt})` : sql`${product.publishedAt}`
}

interface Place {
  /** What stands before the id in a page's address: a price in minor units, or a moment in milliseconds. */
  key: SQL
  order: SQL[]
  beyond(key: string, id: string): SQL
}

function placeOf(sort: Sort, at: SQL): Place {
  const { id } = product
  const moment = sql`(extract(epoch from ${at}) * 1000)::bigint`
  if (sort === 'newest')
    return {
      key: moment,
      order: [desc(at), desc(id)],
      beyond: (ms, last) => sql`(${at}, ${id}) < (${new Date(Number(ms)).toISOString()}::timestamptz, ${last}::uuid)`,
    }
  if (sort === 'shop') return { key: moment, order: [asc(id)], beyond: (_, last) => sql`${id} > ${last}::uuid` }
  const { lowestAmount } = product
  return {
    key: sql`${lowestAmount}`,
    order: sort === 'low' ? [asc(lowestAmount), asc(id)] : [desc(lowestAmount), desc(id)],
    beyond: (amount, last) =>
      sql`(${lowestAmount}, ${id}) ${sort === 'low' ? sql`>` : sql`<`} (${amount}::bigint, ${last}::uuid)`,
  }
}

const byPrice = (sort: Sort): boolean => sort === 'low' || sort === 'high'

function beyond(after: string, sort: Sort, place: Place): SQL {
  const [, key, id] = /^(\d{1,16})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after) ?? []
  if (key === undefined || id === undefined || (key.length > 13 && !byPrice(sort)))
    throw new Problem('invalid', 'shop.bad_page', words.badPage)
  return place.beyond(key, id)
}
