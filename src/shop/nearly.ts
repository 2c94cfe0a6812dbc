import { and, or, type SQL, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import { lettersOf } from './grams.ts'
import { setLikeness } from './match.ts'
import { visibleTo } from './policy.ts'
import { product } from './schema.ts'
import type { Term } from './terms.ts'
import type { Reader } from './views.ts'

/** One wrong letter of four leaves a quarter of the trigrams in common. */
const likenessOfMisspelt = 0.25

/** Candidates looked at, the likest first, and words taken for what one term may mean. */
const most = { candidates: 200, meanings: 3 }

/**
 * Gives each term the words among the names of products that it may be a misspelling of: those that differ in the
 * fewest letters, one of at most seven or two of more. A term of less than four letters stays as it is. Undefined
 * where no term gains a word. Sets the transaction's threshold of `<%`.
 */
export async function forgive(
  tx: Transaction,
  { terms, reader }: { terms: readonly Term[]; reader: Reader },
): Promise<Term[] | undefined> {
  const misspelt = terms
    .flat()
    .map(form => lettersOf([form]))
    .filter(letters => mistakesIn(letters) > 0)
  if (misspelt.length === 0) return undefined
  await setLikeness(tx, likenessOfMisspelt)
  const { rows } = await tx.execute<{ word: string }>(wordsLike(misspelt, { reader }))
  const words = rows.map(row => row.word)
  const forgiven = terms.map((forms): Term => [...forms, ...meaningsOf(forms, words)])
  return forgiven.some((forms, at) => forms.length > terms[at]!.length) ? forgiven : undefined
}

/** The words among the names of products that share most trigrams with one of these, the likest first. */
export function wordsLike(misspelt: readonly string[], { reader }: { reader: Reader }): SQL {
  const products = misspelt.map(letters => sql`${letters} <% ${product.searchLetters}`)
  const each = misspelt.map(letters => sql`similarity(words.word, ${letters})`)
  const likeness = sql`greatest(${sql.join(each, sql`, `)})`
  return sql`
    select words.word from ${product} cross join unnest(string_to_array(${product.searchLetters}, ' ')) as words(word)
    where ${and(visibleTo(reader), or(...products))}
    group by words.word having ${likeness} >= ${likenessOfMisspelt}::real
    order by ${likeness} desc, words.word limit ${most.candidates}`
}

/** How many wrong letters are forgiven: none where everything looks alike, or where looking would take long. */
function mistakesIn({ length }: string): number {
  if (length < 4 || length > 40) return 0
  return length < 8 ? 1 : 2
}

function meaningsOf(forms: Term, words: readonly string[]): string[] {
  const near = forms.flatMap(form => {
    const letters = lettersOf([form])
    const allowed = mistakesIn(letters)
    return words
      .filter(word => Math.abs(word.length - letters.length) <= allowed)
      .map(word => ({ word, mistakes: mistakesBetween(letters, word) }))
      .filter(({ mistakes }) => mistakes > 0 && mistakes <= allowed)
  })
  const fewest = Math.min(...near.map(({ mistakes }) => mistakes))
  const nearest = near.filter(({ mistakes }) => mistakes === fewest).map(({ word }) => word.normalize('NFC'))
  return [...new Set(nearest)].slice(0, most.meanings)
}

/** Letters put in, left out, exchanged or swapped with their neighbour (optimal string alignment). */
export function mistakesBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let cost = Math.min(above[column]! + 1, line[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) cost = Math.min(cost, before[column - 2]! + 1)
      line.push(cost)
    }
    before = above
    above = line
  }
  return above[b.length]!
}
