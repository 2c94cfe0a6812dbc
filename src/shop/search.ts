import { and, asc, desc, type SQL, sql } from 'drizzle-orm'
import type { Database } from '#database'
import { Problem } from '#edge'
import { shop as sentences } from '#language'
import { productCards } from './face.ts'
import { listedAt, pageSize } from './list.ts'
import { hasParts, hasTerm, rankOf } from './match.ts'
import { hasAny, leftIn, type Narrowing, narrowed, narrows, type Sort, waysOut } from './narrow.ts'
import { forgive } from './nearly.ts'
import { visibleTo } from './policy.ts'
import { product } from './schema.ts'
import { suggest } from './suggest.ts'
import { type Term, termsOf } from './terms.ts'
import type { Found, Reader } from './views.ts'
import { openVocabulary, type Vocabulary } from './vocabulary.ts'

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
  /** The words that misspellings are compared with; without it they are read for this search alone. */
  vocabulary?: Vocabulary
}

/**
 * Finds products in both languages at once by names, brand, category, lead, details, attributes and options. Every
 * term must match; only where nothing does are misspellings forgiven (`exact` false), and only where that finds
 * nothing either comes what is near. A query without words finds nothing; an `after` of ours only.
 */
export async function searchProducts(
  db: Database,
  {
    query,
    narrowing,
    sort = 'shop',
    limit,
    after,
    reader = 'shopper',
    vocabulary = openVocabulary(db),
  }: SearchProducts,
): Promise<Found> {
  const terms = termsOf(query)
  if (terms.length === 0) return { products: [], next: null, total: 0, exact: true, meant: null, near: null }
  const cursor = after ? readCursor(after) : undefined
  const part = { terms, narrowing, sort, reader, cursor, size: pageSize(limit), exact: true }
  if (cursor?.exact !== false) {
    const exact = await find(db, part)
    if (exact.products.length > 0 || cursor?.exact) return exact
    // Where only the filters leave nothing, no word was misspelt.
    if (narrows(narrowing) && !cursor && (await hasAny(db, { scope: scopeOf(part) }))) return exact
  }
  const words = await vocabulary.words()
  const forgiven = forgive(terms, words)
  const close = await find(db, { ...part, terms: forgiven ?? terms, exact: false })
  const nearly = { ...close, meant: forgiven ? meantBy(terms, forgiven) : null }
  const isFound = close.products.length > 0 || cursor || (close.waysOut?.length ?? 0) > 0
  if (isFound) return nearly
  return { ...nearly, near: await suggest(db, { terms: forgiven ?? terms, words, reader }) }
}

/** The query as it was meant: with the nearest word in the place of each that is misspelt. */
function meantBy(terms: readonly Term[], forgiven: readonly Term[]): string {
  return forgiven.map((forms, at) => forms[terms[at]!.length] ?? forms[0]).join(' ')
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
export function matching(db: Database, { sort = 'shop', narrowing, cursor, size, ...part }: Matching) {
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
  return (sort === 'newest' ? sql<number>`0` : sql<number>`${product.lowestAmount}`).mapWith(Number)
}

async function find(db: Database, part: Matching): Promise<Found> {
  const { size, exact, reader, narrowing } = part
  const beside = narrowing && { scope: scopeOf(part), narrowing }
  const [rows, left] = await Promise.all([matching(db, part), beside && leftIn(db, beside)])
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return {
    products: await productCards(db, { ids: page.map(row => row.id), reader }),
    next: last ? writeCursor({ exact, rank: last.rank, at: last.at, id: last.id }) : null,
    total: rows[0]?.total ?? 0,
    exact,
    meant: null,
    near: null,
    ...(left && { left }),
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
  if (id === undefined) throw new Problem('invalid', 'shop.bad_page', sentences.badPage)
  return { exact: exact === 'e', rank: Number(rank), at: new Date(Number(at)), id }
}
