import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import { productCards } from './face.ts'
import { visibleTo } from './policy.ts'
import { category, product } from './schema.ts'
import type { ProductPage, Reader } from './views.ts'

/** The most products that one page of a list holds, whatever its reader asks for. */
export const pageLimit = 60

/** Which products, and which part of their list. */
export interface ListProducts {
  /** The slug of a category; without it the whole shop. */
  category?: string | undefined
  /** Newest first; without it in the order in which they were added. */
  newest?: boolean
  /** `next` of the page before. */
  after?: string | null | undefined
  limit: number
  reader?: Reader
}

/** One page of products. An unknown category has none; an `after` that is none of ours is refused as invalid. */
export async function listProducts(
  db: Queryable,
  { category: slug, newest = false, after, limit, reader = 'shopper' }: ListProducts,
): Promise<ProductPage> {
  const at = listedAt(reader)
  const size = pageSize(limit)
  const rows = await db
    .select({ id: product.id, at: sql<Date>`${at}`.mapWith(product.createdAt).as('at') })
    .from(product)
    .where(
      and(
        visibleTo(reader),
        slug === undefined ? undefined : eq(product.categoryId, categoryId(db, slug)),
        after ? beyond(after, { at, newest }) : undefined,
      ),
    )
    .orderBy(...(newest ? [desc(at), desc(product.id)] : [asc(product.id)]))
    .limit(size + 1)
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return {
    products: await productCards(db, { ids: page.map(row => row.id), reader }),
    next: last ? `${last.at.getTime()}.${last.id}` : null,
  }
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

function categoryId(db: Queryable, slug: string): SQL {
  return sql`(${db.select({ id: category.id }).from(category).where(eq(category.slug, slug))})`
}

function beyond(after: string, { at, newest }: { at: SQL; newest: boolean }): SQL {
  const [, time, id] = /^(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after) ?? []
  if (time === undefined || id === undefined) throw new Problem('invalid', 'shop.bad_page', words.badPage)
  return newest
    ? sql`(${at}, ${product.id}) < (${new Date(Number(time)).toISOString()}::timestamptz, ${id}::uuid)`
    : sql`${product.id} > ${id}::uuid`
}
