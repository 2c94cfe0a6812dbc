import { and, desc, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import { productCards } from './face.ts'
import { listedAt, pageSize } from './list.ts'
import { hasParts, hasTerm, rankOf } from './match.ts'
import { forgive } from './nearly.ts'
import { visibleTo } from './policy.ts'
import { product } from './schema.ts'
import { suggest } from './suggest.ts'
import { type Term, termsOf } from './terms.ts'
import type { Found, Reader } from './views.ts'

/** What is searched for, and which part of what is found. */
export interface SearchProducts {
  /** As the person typed it. */
  query: string
  limit: number
  /** `next` of the page before. */
  after?: string | null | undefined
  reader?: Reader
}

/**
 * Finds products in both languages at once by names, brand, category, lead, details, attributes and options. Every
 * term must match; only where nothing does are misspellings forgiven (`exact` false), and only where that finds
 * nothing either do suggestions come. A query without words finds nothing; an `after` of ours only.
 */
export async function searchProducts(
  db: Queryable,
  { query, limit, after, reader = 'shopper' }: SearchProducts,
): Promise<Found> {
  const terms = termsOf(query)
  if (terms.length === 0) return { products: [], next: null, total: 0, exact: true, suggestions: [] }
  const cursor = after ? readCursor(after) : undefined
  const part = { terms, reader, cursor, size: pageSize(limit), exact: true }
  const exact = cursor?.exact === false ? [] : await matching(db, part)
  if (exact.length > 0 || cursor?.exact) return found(db, exact, part)
  return db.transaction(async tx => {
    const forgiven = await forgive(tx, { terms, reader })
    const nearly = { ...part, terms: forgiven ?? terms, exact: false }
    const close = await matching(tx, nearly)
    const answer = await found(tx, close, nearly)
    return close.length > 0 || cursor ? answer : { ...answer, suggestions: await suggest(tx, { terms, reader }) }
  })
}

interface Matching {
  terms: readonly Term[]
  reader: Reader
  cursor?: Cursor | undefined
  size: number
  /** Whether every term must be there as one word. */
  exact: boolean
}

/** The skeleton of a page of what is found, best first, with one row more than the page where there are more. */
export function matching(db: Queryable, { terms, reader, cursor, size, exact }: Matching) {
  const matched = db
    .select({
      id: product.id,
      rank: rankOf(terms).as('rank'),
      at: sql<Date>`${listedAt(reader)}`.mapWith(product.createdAt).as('at'),
      total: sql<number>`count(*) over ()`.mapWith(Number).as('total'),
    })
    .from(product)
    .where(and(visibleTo(reader), ...terms.map(exact ? hasTerm : hasParts)))
    .as('matched')
  const { rank, at, id } = matched
  return db
    .select()
    .from(matched)
    .where(
      cursor &&
        sql`(${rank}, ${at}, ${id}) < (${cursor.rank}, ${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`,
    )
    .orderBy(desc(rank), desc(at), desc(id))
    .limit(size + 1)
}

async function found(
  db: Queryable,
  rows: Awaited<ReturnType<typeof matching>>,
  { size, exact, reader }: Matching,
): Promise<Found> {
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return {
    products: await productCards(db, { ids: page.map(row => row.id), reader }),
    next: last ? writeCursor({ exact, rank: last.rank, at: last.at, id: last.id }) : null,
    total: rows[0]?.total ?? 0,
    exact,
    suggestions: [],
  }
}

interface Cursor {
  exact: boolean
  rank: number
  at: Date
  id: string
}

function writeCursor({ exact, rank, at, id }: Cursor): string {
  return `${exact ? 'e' : 'c'}.${rank}.${at.getTime()}.${id}`
}

function readCursor(after: string): Cursor {
  const parts = /^([ec])\.(\d{1,5})\.(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after)
  const [, exact, rank, at, id] = parts ?? []
  if (id === undefined) throw new Problem('invalid', 'shop.bad_page', words.badPage)
  return { exact: exact === 'e', rank: Number(rank), at: new Date(Number(at)), id }
}
