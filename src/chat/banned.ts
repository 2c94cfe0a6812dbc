import { openAutomaton } from './automaton.ts'
import { type Finder, findConsonants, findKorean, koreanKind } from './banned-korean.ts'
import { findLatin, isLatin } from './banned-latin.ts'
import { keysOf } from './jamo.ts'

/** Words to look for, made ready. */
export interface BannedWords {
  /** A word that a text says, as it was written; null where it says none. */
  find(text: string): string | null
}

interface Numbered {
  word: string
  number: number
}

const longestWord = 40
/** Fewer keys of the Korean keyboard might be a word or the name of an article. */
const fewestKeys = 5
const spaceless = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]+$/u
/** Single characters that would become eight and eighteen letters. */
const longLigatures = /[\ufdfa\ufdfb]/g

/** Whether a word can be looked for: it has a letter or a digit, and is not too long. */
export function canBeBanned(word: string): boolean {
  return word.length <= longestWord && /[\p{L}\p{N}]/u.test(word)
}

/**
 * Makes words ready to be looked for in whatever disguise; `banned-korean.ts` and `banned-latin.ts` say what counts. A
 * Korean word also counts where it was typed with the keyboard set to English. Other words count as they are, in any
 * case and width: one character as all that is written together, two where they begin or end it, more, and those of scripts without
 * spaces, anywhere; digits alone only by themselves. The time it takes grows with the text, not with what is in it or on the list.
 */
export function compileBanned(words: readonly string[]): BannedWords {
  const kinds = {
    syllables: [] as Numbered[],
    consonants: [] as Numbered[],
    latin: [] as Numbered[],
    other: [] as Numbered[],
  }
  for (const [number, word] of words.entries()) {
    if (!canBeBanned(word)) continue
    const kind = koreanKind(word) ?? (isLatin(word) ? 'latin' : 'other')
    kinds[kind].push({ word, number })
    const keys = kind === 'syllables' ? keysOf(word.replace(/\s/g, '')) : ''
    if (keys.length >= fewestKeys) kinds.latin.push({ word: keys, number })
  }
  const finders: Finder[] = []
  if (kinds.syllables.length > 0) finders.push(findKorean(kinds.syllables))
  if (kinds.consonants.length > 0) finders.push(findConsonants(kinds.consonants))
  if (kinds.latin.length > 0) finders.push(findLatin(kinds.latin))
  if (kinds.other.length > 0) finders.push(findAsWritten(kinds.other))
  return {
    find(text) {
      const short = text.replace(longLigatures, ' ')
      for (const find of finders) {
        const number = find(short)
        if (number !== null) return words[number] ?? null
      }
      return null
    },
  }
}

function findAsWritten(words: readonly Numbered[]): Finder {
  const known = words.map(({ word, number }) => {
    const symbols = charactersOf(word).map(one => one.symbol)
    return { number, symbols, isNumber: /^[\p{N}\s]+$/u.test(word), isSpaceless: spaceless.test(word) }
  })
  const automaton = openAutomaton(known.map(word => word.symbols))
  return text => {
    const characters = charactersOf(text)
    let found: number | null = null
    automaton.scan(
      characters.map(one => one.symbol),
      (n, last) => {
        const word = known[n]
        if (word === undefined || found !== null) return
        const size = word.symbols.length
        const first = last - size + 1
        for (let i = first + 1; i <= last; i += 1) if (characters[i]?.isApart === true) return
        const opens = characters[first]?.isApart !== false
        const closes = characters[last + 1]?.isApart !== false
        const counts = size === 1 || word.isNumber ? opens && closes : size > 2 || word.isSpaceless || opens || closes
        if (counts) found = word.number
      },
    )
    return found
  }
}

/** The letters and digits of a text, and whether something else stands before them. */
function charactersOf(text: string): { symbol: number; isApart: boolean }[] {
  const characters: { symbol: number; isApart: boolean }[] = []
  let isApart = true
  for (const one of text.normalize('NFKC').toLowerCase()) {
    if (/^[\p{Default_Ignorable_Code_Point}\p{M}]$/u.test(one)) continue
    if (/^[\p{L}\p{N}]$/u.test(one)) {
      characters.push({ symbol: one.codePointAt(0) ?? 0, isApart })
      isApart = false
    } else isApart = true
  }
  return characters
}
