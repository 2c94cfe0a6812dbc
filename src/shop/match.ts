import { and, arrayContains, like, or, type SQL, sql } from 'drizzle-orm'
import { product } from './schema.ts'
import type { Term } from './terms.ts'

/** A product that has a form of the term: one or two characters by the grams, more by trigrams. */
export function hasTerm(forms: Term): SQL | undefined {
  return or(...forms.map(hasForm))
}

/** The same, or one that has a Korean compound of four syllables or more in two parts: 캠핑의자 as 캠핑 and 의자. */
export function hasParts(forms: Term): SQL | undefined {
  const parts = forms.flatMap(form => {
    if (!/^\p{Script=Hangul}{4,}$/u.test(form)) return []
    const cuts = Array.from({ length: form.length - 3 }, (_, at) => at + 2)
    return cuts.map(cut => and(hasForm(form.slice(0, cut)), hasForm(form.slice(cut))))
  })
  return or(hasTerm(forms), ...parts)
}

/** Forms are letters and digits, so that none holds a wildcard of LIKE. */
function hasForm(form: string): SQL {
  return lengthOf(form) < 3 ? arrayContains(product.searchGrams, [form]) : like(product.searchText, `%${form}%`)
}

/**
 * How well a product fits: first by how many terms its name has, then by whether it has them as whole words, as the
 * beginnings of words, or inside of them.
 */
export function rankOf(terms: readonly Term[]): SQL<number> {
  const named = sql`(' ' || ${product.searchTitle} || ' ')`
  const has = (patterns: string[]) => sql`${named} like any (${sql.param(patterns)})`
  const each = terms.map(
    forms => sql`(case
      when ${has(forms.map(form => `% ${form} %`))} then 102
      when ${has(forms.map(form => `% ${form}%`))} then 101
      when ${has(forms.map(form => `%${form}%`))} then 100 else 0 end)`,
  )
  return sql<number>`(${sql.join(each, sql` + `)})`.mapWith(Number)
}

const lengthOf = (form: string): number => Array.from(form).length
