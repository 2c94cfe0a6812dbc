import { lettersOf } from './grams.ts'
import { begunBy, otherKeyboard } from './keys.ts'
import type { Term } from './terms.ts'
import type { Word } from './vocabulary.ts'

/** Words taken for what one term may mean, or be like. */
const mostMeanings = 3
/** From which share of letters in common on a word is like another. */
const likeness = 0.6

/**
 * Gives each term the words that it may be a misspelling of: the one that its keys say on the other language's keyboard,
 * else those that differ in the fewest letters, one of at most seven or two of more (none of less than four), else those
 * that begin as it is typed: 컾 is on its way to 커피. A word of theirs stays as it is. Undefined where no term gains one.
 */
export function forgive(terms: readonly Term[], words: readonly Word[]): Term[] | undefined {
  const forgiven = terms.map((forms): Term => [...forms, ...meaningsOf(forms, words)])
  return forgiven.some((forms, at) => forms.length > terms[at]!.length) ? forgiven : undefined
}

/** The words that look like a term, though it means none of them: those with most letters in common first. */
export function likest(forms: Term, words: readonly Word[]): string[] {
  const letters = lettersOf([forms.at(-1) ?? ''])
  if (letters.length < 4 || letters.length > 40) return []
  const typed = lettersIn(letters)
  const most = (right: string) => Math.floor(Math.max(letters.length, right.length) * (1 - likeness))
  return words
    .filter(({ letters: right }) => Math.abs(right.length - letters.length) <= most(right))
    .filter(({ letters: right }) => differing(typed, lettersIn(right)) <= 2 * most(right))
    .map(({ word, letters: right }) => ({ word, right, mistakes: mistakesBetween(letters, right) }))
    .filter(({ right, mistakes }) => mistakes <= most(right))
    .sort((a, b) => a.mistakes - b.mistakes)
    .slice(0, mostMeanings)
    .map(({ word }) => word)
}

/** How many wrong letters are forgiven: none where everything looks alike, or where looking would take long. */
function mistakesIn({ length }: string): number {
  if (length < 4 || length > 40) return 0
  return length < 8 ? 1 : 2
}

function meaningsOf(forms: Term, words: readonly Word[]): string[] {
  if (words.some(({ word }) => forms.includes(word))) return []
  const switched = otherKeyboard(forms[0])
  if (words.some(({ word }) => word === switched)) return [switched]
  const near = forms.flatMap(form => {
    const letters = lettersOf([form])
    const allowed = mistakesIn(letters)
    if (allowed === 0) return []
    const typed = lettersIn(letters)
    return words
      .filter(word => Math.abs(word.letters.length - letters.length) <= allowed)
      .filter(word => differing(typed, lettersIn(word.letters)) <= 2 * allowed)
      .map(({ word, letters: right }) => ({ word, mistakes: mistakesBetween(letters, right) }))
      .filter(({ mistakes }) => mistakes > 0 && mistakes <= allowed)
  })
  const fewest = Math.min(...near.map(({ mistakes }) => mistakes))
  const nearest = near.filter(({ mistakes }) => mistakes === fewest).map(({ word }) => word)
  if (nearest.length === 0) return begunBy(forms[0], words, { most: mostMeanings })
  return [...new Set(nearest)].slice(0, mostMeanings)
}

/** Which letters are in a word, as bits: what one mistake changes by two at most, and what is quick to compare. */
function lettersIn(letters: string): number {
  let bits = 0
  for (let at = 0; at < letters.length; at++) bits |= 1 << (letters.charCodeAt(at) & 31)
  return bits
}

function differing(a: number, b: number): number {
  let bits = a ^ b
  let n = 0
  for (; bits !== 0; n++) bits &= bits - 1
  return n
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
