import { and, arrayContains, like, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import { lettersOf } from './grams.ts'
import { product } from './schema.ts'
import type { Term } from './terms.ts'

/** A term of one or two characters by the grams, a longer one by trigrams. Words hold no wildcard of LIKE. */
export function hasTerm(forms: Term): SQL | undefined {
  return or(
    ...forms.map(form =>
      Array.from(form).length < 3 ? arrayContains(product.searchGrams, [form]) : like(product.searchText, `%${form}%`),
    ),
  )
}

/**
 * What `<%` must be set to in the transaction of `hasNearly`: one wrong letter in the middle of a word of six letters
 * (two Hangul syllables with finals) leaves 4 of 10 trigrams in common.
 */
export const likenessOfLongWords = 0.4
const longWord = 6

/** Shorter words look alike too easily: they must share more, and below four letters nothing is forgiven. */
const likenessOfShortWords = 0.5
const shortestWord = 4

/** The same as `hasTerm`, or a word among the product's names that is written nearly so. */
export function hasNearly(forms: Term): SQL | undefined {
  const near = forms.flatMap(form => {
    const letters = lettersOf([form])
    const length = Array.from(letters).length
    if (length < shortestWord) return []
    const byIndex = sql`${letters} <% ${product.searchLetters}`
    return length >= longWord
      ? [byIndex]
      : [and(byIndex, sql`word_similarity(${letters}, ${product.searchLetters}) >= ${likenessOfShortWords}`)]
  })
  return or(hasTerm(forms), ...near)
}

/** Sets from which word similarity on `<%` holds, for the rest of the transaction. */
export async function setLikeness(tx: Transaction, likeness: number): Promise<void> {
  await tx.execute(sql`select set_config('pg_trgm.word_similarity_threshold', ${String(likeness)}, true)`)
}

/** How well a product fits: first by how many terms its name has, then by how like its name, of 1000, they are. */
export function rankOf(terms: readonly Term[], { exact }: { exact: boolean }): SQL<number> {
  const named = terms.map(forms => {
    const patterns = forms.map(form => (Array.from(form).length === 1 ? `% ${form}%` : `%${form}%`))
    return sql`(' ' || ${product.searchTitle} like any (${sql.param(patterns)}))::int`
  })
  const query = terms.map(forms => forms.at(-1) ?? '')
  const likeness = exact
    ? sql`word_similarity(${query.join(' ')}, ${product.searchTitle})`
    : sql`word_similarity(${lettersOf(query)}, ${product.searchLetters})`
  return sql<number>`((${sql.join(named, sql` + `)}) * 1001 + (${likeness} * 1000)::int)`.mapWith(Number)
}
