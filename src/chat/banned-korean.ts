import { openAutomaton } from './automaton.ts'
import { innocentWords } from './innocent.ts'
import { gap, isVowel, type Jamo, jamoOf } from './jamo.ts'

/** The numbers of the words that a text says. */
export type Finder = (text: string) => number | null

interface Word {
  number: number
  /** How many syllables it has. */
  size: number
  length: number
  /** Staff wrote it with a space in it. */
  spaced: boolean
}

/**
 * Looks for Korean words, taken apart into letters, by these rules:
 *
 * - Written together, a word of three and more syllables counts anywhere. One of two syllables has to begin or to end
 *   what is written together, and one of one syllable has to be all of it, for 즉시발송 and 작년 are innocent. What is
 *   within a longer word of `innocent.ts` does not count.
 * - Written apart by marks, digits or foreign letters, or with its letters side by side, it counts anywhere: nobody
 *   does that by chance. With punctuation between it has to begin what is written together.
 * - Written apart by spaces, every piece has to be one syllable, and the whole of what stands between spaces, unless
 *   staff wrote the word with a space: 다시 발송 is innocent.
 */
export function findKorean(words: readonly { word: string; number: number }[]): Finder {
  const known: Word[] = []
  const letters = words.map(({ word, number }) => {
    const { symbols, begins } = jamoOf(word.replace(/[^\p{L}\p{M}]/gu, ''))
    const spaced = /\s/.test(word)
    known.push({ number, size: begins.filter(Boolean).length, length: symbols.length, spaced })
    return symbols
  })
  const automaton = openAutomaton(letters)
  const innocent = innocentWords.map(word => jamoOf(word).symbols)
  const innocents = openAutomaton(innocent)

  return text => {
    const jamo = jamoOf(text)
    let found: number | null = null
    let covered: number[] | undefined
    automaton.scan(jamo.symbols, (n, last) => {
      const word = known[n]
      if (word === undefined || found !== null) return
      const first = last - word.length + 1
      const how = howSaid(jamo, { word, first, last })
      if (how === 'not') return
      if (how === 'plain') covered ??= coverOf(jamo)
      if (how === 'tricked' || (covered?.[first] ?? 0) < word.length) found = word.number
    })
    return found
  }

  /** For each letter, how long the longest innocent word is that it is in and that no later one reaches out of. */
  function coverOf({ symbols, begins, ends, gaps }: Jamo): number[] {
    const longest: number[] = []
    innocents.scan(symbols, (n, last) => {
      const length = innocent[n]?.length ?? 0
      const first = last - length + 1
      if (begins[first] !== true || ends[last] !== true) return
      for (let i = first + 1; i <= last; i += 1) if (gaps[i] !== gap.none) return
      for (let i = first; i <= last; i += 1) longest[i] = Math.max(longest[i] ?? 0, length)
    })
    return longest
  }
}

function howSaid(
  jamo: Jamo,
  { word, first, last }: { word: Word; first: number; last: number },
): 'plain' | 'tricked' | 'not' {
  const { gaps, begins, ends, whole, tied } = jamo
  if (begins[first] !== true || ends[last] !== true) return 'not'
  const opens = (gaps[first] ?? gap.other) >= gap.stop && tied[first] !== true
  const closes = (gaps[last + 1] ?? gap.other) >= gap.stop
  let widest: number = gap.none
  let alone = whole[first] === true ? 0 : 1
  for (let i = first + 1; i <= last; i += 1) {
    widest = Math.max(widest, gaps[i] ?? gap.other)
    if (whole[i] !== true) alone += 1
  }
  if (widest === gap.other) return 'not'
  if (widest === gap.space) {
    return opens && closes && (word.spaced || hasSmallPieces(jamo, { first, last })) ? 'tricked' : 'not'
  }
  if (widest === gap.stop) return opens && word.size > 1 ? 'tricked' : 'not'
  if (word.size === 1) return opens && closes ? 'plain' : 'not'
  if (widest === gap.mark || alone > 0) return 'tricked'
  if (word.size > 2) return 'plain'
  return opens || (closes && tied[first] !== true) ? 'plain' : 'not'
}

/** Whether what stands between gaps is a syllable each, or the letters of one. */
function hasSmallPieces({ gaps, begins, whole }: Jamo, { first, last }: { first: number; last: number }): boolean {
  let [syllables, letters] = [0, 0]
  for (let i = first; i <= last; i += 1) {
    if (i > first && (gaps[i] ?? gap.other) >= gap.stop) [syllables, letters] = [0, 0]
    if (whole[i] !== true) letters += 1
    else if (begins[i] === true) syllables += 1
    if (syllables + letters / 3 > 4 / 3 || syllables > 1) return false
  }
  return true
}

/**
 * Looks for words that are written with beginning consonants alone, such as ㅅㅂ, as they are: never in syllables. They
 * count where they are all of the consonants that stand together, repeated or not, or have only ㅋ and ㅎ beside them;
 * ㅅㅂ is not in ㅅㅂㅅ.
 */
export function findConsonants(words: readonly { word: string; number: number }[]): Finder {
  const letters = words.map(({ word }) => jamoOf(word.replace(/[^\p{L}]/gu, ''), { themselves: true }).symbols)
  const automaton = openAutomaton(letters)
  const laughs = new Set([15, 18])

  return text => {
    const { symbols, gaps } = jamoOf(text, { themselves: true })
    /** By the word and the place where it would begin again: it began where it may. */
    const chains = new Set<string>()
    let found: number | null = null
    automaton.scan(symbols, (n, last) => {
      if (found !== null) return
      const first = last - (letters[n]?.length ?? 0) + 1
      let widest: number = gap.none
      for (let i = first + 1; i <= last; i += 1) widest = Math.max(widest, gaps[i] ?? gap.other)
      if (widest === gap.other) return
      const opens =
        (gaps[first] ?? gap.other) >= gap.mark || laughs.has(symbols[first - 1] ?? -1) || chains.has(`${n} ${first}`)
      if (!opens) return
      chains.add(`${n} ${last + 1}`)
      const closes = (gaps[last + 1] ?? gap.other) >= gap.mark || laughs.has(symbols[last + 1] ?? -1)
      if (closes) found = words[n]?.number ?? null
    })
    return found
  }
}

/** Whether a word is Korean, and what of: `consonants` alone, or syllables. */
export function koreanKind(word: string): 'syllables' | 'consonants' | null {
  const letters = word.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  if (!/^[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc]+$/.test(letters)) return null
  const { symbols, whole } = jamoOf(letters)
  if (symbols.length === 0) return null
  return whole.some(Boolean) || symbols.some(isVowel) ? 'syllables' : 'consonants'
}
