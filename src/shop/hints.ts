import { and, desc, sql } from 'drizzle-orm'
import type { Database } from '#database'
import type { Localized } from '#language'
import { listCategories } from './category.ts'
import { productCards } from './face.ts'
import { wordsOf } from './grams.ts'
import { begunBy, initialsOf, keysOf, otherKeyboard } from './keys.ts'
import { hasTerm, rankOf } from './match.ts'
import { forgive } from './nearly.ts'
import { visibleTo } from './policy.ts'
import { product } from './schema.ts'
import { type Term, termsOf } from './terms.ts'
import type { ProductCard } from './views.ts'
import type { Vocabulary, Word } from './vocabulary.ts'

/** What somebody may be looking for whose words are only half typed. */
export interface Hints {
  /** Whole queries that begin like this one; where `misspelt`, what it was meant to be. */
  queries: string[]
  misspelt: boolean
  /** The query that finds all of it. */
  whole: string
  categories: { slug: string; name: Localized }[]
  products: ProductCard[]
}

const most = { queries: 3, categories: 2, products: 5 }
/** Words that a half-typed one may become, those of most products first. */
const mostEndings = 6
/** The newest products among which the best are looked for: a single letter begins the names of half a shop. */
const mostCandidates = 200

/**
 * Looks for what begins like the last word of a query and has the words before it. Hangul may stand there part-way, or
 * as the initials of its syllables alone; a misspelt word, or one typed in the other language's keyboard, is forgiven.
 */
export async function hintsFor(
  db: Database,
  { query, vocabulary }: { query: string; vocabulary: Vocabulary },
): Promise<Hints> {
  const typed = query.normalize('NFC').trim().split(/\s+/).slice(-8)
  const last = typed.at(-1)?.slice(0, 40) ?? ''
  if (keysOf(last) === '') return { queries: [], misspelt: false, whole: '', categories: [], products: [] }
  const words = await vocabulary.words()
  const begun = begunBy(last, words, { most: mostEndings })
  const before = termsOf(typed.slice(0, -1).join(' '))
  const meant = begun.length > 0 ? begun : meaningsOf(last, words)
  const written = wordsOf(last)
  // Jamo alone are in no product's text, but what is whole may stand inside of a word: 리개 in 노리개.
  const whole = written.length === 1 && !/[ㄱ-ㅣ]/.test(last) ? written : []
  const forms = [...new Set([...whole, ...meant])]
  const [categories, products] = await Promise.all([
    categoriesLike(db, { last, meant }),
    productsWith(db, { before, forms }),
  ])
  const start = typed.slice(0, -1)
  const queries = meant
    .filter(word => word !== written.join(' '))
    .slice(0, most.queries)
    .map(word => [...start, word].join(' '))
  return {
    queries,
    misspelt: begun.length === 0 && meant.length > 0,
    whole: (whole.length === 0 || begun.length === 0 ? queries[0] : undefined) ?? typed.join(' '),
    categories,
    products,
  }
}

function meaningsOf(last: string, words: readonly Word[]): string[] {
  const switched = begunBy(otherKeyboard(last), words, { most: mostEndings })
  if (switched.length > 0) return switched
  const [written] = termsOf(last)
  const [forgiven] = (written && forgive([written], words)) ?? []
  return forgiven?.slice(written?.length) ?? []
}

async function categoriesLike(
  db: Database,
  { last, meant }: { last: string; meant: readonly string[] },
): Promise<Hints['categories']> {
  const all = await listCategories(db)
  return all
    .filter(({ products }) => products > 0)
    .filter(({ name }) => {
      const words = [...wordsOf(name.ko), ...wordsOf(name.en)]
      const typed = words.map(word => ({ word, keys: keysOf(word), initials: initialsOf(word) }))
      return words.some(word => meant.includes(word)) || begunBy(last, typed, { most: 1 }).length > 0
    })
    .slice(0, most.categories)
    .map(({ slug, name }) => ({ slug, name }))
}

async function productsWith(
  db: Database,
  { before, forms: [first, ...others] }: { before: readonly Term[]; forms: readonly string[] },
): Promise<ProductCard[]> {
  if (first === undefined) return []
  const terms: Term[] = [...before, [first, ...others]]
  const found = db
    .select({ id: product.id, rank: rankOf(terms).as('rank'), at: product.publishedAt })
    .from(product)
    .where(and(visibleTo('shopper'), ...terms.map(hasTerm)))
    .orderBy(desc(product.publishedAt), desc(product.id))
    .limit(mostCandidates)
    .as('found')
  const rows = await db
    .select({ id: found.id })
    .from(found)
    .orderBy(desc(found.rank), desc(sql`${found.at}`), desc(found.id))
    .limit(most.products)
  return productCards(db, { ids: rows.map(row => row.id) })
}
