import { and, asc, desc, type SQL, sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import { productCards } from './face.ts'
import { listedAt, pageSize } from './list.ts'
import { hasParts, hasTerm, rankOf } from './match.ts'
import { hasAny, leftIn, lowestPrice, type Narrowing, narrowed, narrows, type Sort, waysOut } from './narrow.ts'
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
  /** Only these of what is found; with it, `left` says what there is for the filters beside it. */
  narrowing?: Narrowing | undefined
  /** Without it what fits best comes first. */
  sort?: Sort
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
  { query, narrowing, sort = 'shop', limit, after, reader = 'shopper' }: SearchProducts,
): Promise<Found> {
  const terms = termsOf(query)
  if (terms.length === 0) return { products: [], next: null, total: 0, exact: true, suggestions: [] }
  const cursor = after ? readCursor(after) : undefined
  const part = { terms, narrowing, sort, reader, cursor, size: pageSize(limit), exact: true }
  const exact = cursor?.exact === false ? [] : await matching(db, part)
  if (exact.length > 0 || cursor?.exact) return found(db, exact, part)
  // Where only the filters leave nothing, no word was misspelt.
  if (narrows(narrowing) && !cursor && (await hasAny(db, { scope: scopeOf(part) }))) return found(db, exact, part)
  return db.transaction(async tx => {
    const forgiven = await forgive(tx, { terms, reader })
    const nearly = { ...part, terms: forgiven ?? terms, exact: false }
    const close = await matching(tx, nearly)
    const answer = await found(tx, close, nearly)
    const isFound = close.length > 0 || cursor || (answer.waysOut?.length ?? 0) > 0
    return isFound ? answer : { ...answer, suggestions: await suggest(tx, { terms, reader }) }
  })
}

interface Matching {
  terms: readonly Term[]
  narrowing?: Narrowing | undefined
  sort?: Sort
  reader: Reader
  cursor?: Cursor | undefined
  size: number
  /** Whether every term must be there as one word. */
  exact: boolean
}

const scopeOf = ({ terms, reader, exact }: Pick<Matching, 'terms' | 'reader' | 'exact'>) =>
  and(visibleTo(reader), ...terms.map(exact ? hasTerm : hasParts))

/** The skeleton of a page of what is found, best first, with one row more than the page where there are more. */
export function matching(db: Queryable, { sort = 'shop', narrowing, cursor, size, ...part }: Matching) {
  const matched = db
    .select({
      id: product.id,
      // what it is sorted by before the moment and the id
      rank: rankBy(sort, part.terms).as('rank'),
      at: sql<Date>`${listedAt(part.reader)}`.mapWith(product.createdAt).as('at'),
      total: sql<number>`count(*) over ()`.mapWith(Number).as('total'),
    })
    .from(product)
    .where(and(scopeOf(part), narrowed(narrowing)))
    .as('matched')
  const { rank, at, id } = matched
  const way = sort === 'low' ? asc : desc
  const beyond = sort === 'low' ? sql`>` : sql`<`
  return db
    .select()
    .from(matched)
    .where(
      cursor &&
        sql`(${rank}, ${at}, ${id}) ${beyond} (${cursor.rank}::bigint, ${cursor.at.toISOString()}::timestamptz, ${cursor.id}::uuid)`,
    )
    .orderBy(way(rank), way(at), way(id))
    .limit(size + 1)
}

function rankBy(sort: Sort, terms: readonly Term[]): SQL<number> {
  if (sort === 'shop') return rankOf(terms)
  return (sort === 'newest' ? sql<number>`0` : sql<number>`${lowestPrice}`).mapWith(Number)
}

async function found(
  db: Queryable,
  rows: Awaited<ReturnType<typeof matching>>,
  { size, exact, reader, terms, narrowing }: Matching,
): Promise<Found> {
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  const beside = narrowing && { scope: scopeOf({ terms, reader, exact }), narrowing }
  return {
    products: await productCards(db, { ids: page.map(row => row.id), reader }),
    next: last ? writeCursor({ exact, rank: last.rank, at: last.at, id: last.id }) : null,
    total: rows[0]?.total ?? 0,
    exact,
    suggestions: [],
    ...(beside && { left: await leftIn(db, beside) }),
    ...(beside && rows.length === 0 && { waysOut: await waysOut(db, beside) }),
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
  const parts = /^([ec])\.(\d{1,16})\.(\d{1,13})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(after)
  const [, exact, rank, at, id] = parts ?? []
  if (id === undefined) throw new Problem('invalid', 'shop.bad_page', words.badPage)
  return { exact: exact === 'e', rank: Number(rank), at: new Date(Number(at)), id }
}
