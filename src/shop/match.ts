import { arrayContains, like, or, type SQL, sql } from 'drizzle-orm'
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

/** Fewer letters than these look alike too easily to forgive one of them. */
const forgivingLetters = 4

/** The same, or a word among the product's names that is written nearly so. */
export function hasNearly(forms: Term): SQL | undefined {
  const near = forms
    .map(form => lettersOf([form]))
    .filter(letters => Array.from(letters).length >= forgivingLetters)
    .map(letters => sql`${letters} <% ${product.searchLetters}`)
  return or(hasTerm(forms), ...near)
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
