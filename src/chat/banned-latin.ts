import { openAutomaton } from './automaton.ts'
import type { Finder } from './banned-korean.ts'
import { gap } from './jamo.ts'

/** Letters of a text with what is known of each; the lists are of one length. */
interface Letters {
  symbols: number[]
  gaps: number[]
  /** How often it is written in a row. */
  runs: number[]
  /** Whether it is a letter, a digit in the place of one, or a sign. */
  kinds: ('letter' | 'digit' | 'sign')[]
}

/** What looks like each letter, besides itself and its accented forms. One and l, i, !, | are one. */
const looks: Record<string, string> = {
  a: '4@αа',
  b: '8вß',
  c: '¢сς',
  d: 'ԁ',
  e: '3€єеεəё',
  g: '9',
  h: 'һн',
  i: '1l|!ıіιłїӏ',
  j: 'ј',
  k: 'κк',
  m: 'м',
  n: 'η',
  o: '0оοσø',
  p: 'рρ',
  q: 'ԛ',
  s: '5$§ѕś',
  t: '7+тτ',
  v: 'νѵ',
  w: 'ωԝ',
  x: 'хχ×',
  y: 'уγ¥',
  z: '2',
}
const plain = new Map<string, string>()
for (const [letter, others] of Object.entries(looks)) for (const other of others) plain.set(other, letter)
const star = 42
/** Signs that are letters only between others; those of the second kind also begin or end a word. */
const inner = new Set(['!', '|', '+', '*', '¢', '€', '§', '×', '¥'])
const outer = new Set(['$', '@'])
const ignorable = /^[\p{Default_Ignorable_Code_Point}\p{M}]$/u
const stops = new Set('.,?!;:…')
/** Letters that no English word has twice in a row. */
const neverTwice = new Set([...'ahjkquvwxy'].map(letter => letter.charCodeAt(0)))

function lettersOf(text: string): Letters {
  const letters: Letters = { symbols: [], gaps: [], runs: [], kinds: [] }
  let between: string[] = []
  const characters = [...text.normalize('NFKD').toLowerCase()].filter(one => !ignorable.test(one))
  for (const [i, character] of characters.entries()) {
    const symbol = symbolAt(characters, i)
    if (symbol === null) {
      between.push(character)
      continue
    }
    const { symbols, gaps, runs, kinds } = letters
    const before = symbols.length - 1
    if (symbols[before] === symbol && between.length === 0 && symbol !== star) {
      runs[before] = (runs[before] ?? 1) + 1
      if (kinds[before] === 'digit') kinds[before] = kindOf(character)
      continue
    }
    symbols.push(symbol)
    gaps.push(before < 0 ? gap.other : gapOf(between))
    runs.push(1)
    kinds.push(kindOf(character))
    between = []
  }
  return letters
}

function kindOf(character: string): 'letter' | 'digit' | 'sign' {
  if (character >= 'a' && character <= 'z') return 'letter'
  if (character >= '0' && character <= '9') return 'digit'
  return /^\p{L}$/u.test(character) ? 'letter' : 'sign'
}

/** The letter that a character is, or looks like where it stands; null for none. */
function symbolAt(characters: string[], i: number): number | null {
  const character = characters[i] ?? ''
  const asLetter = plain.get(character) ?? character
  if (inner.has(character) && !(isPart(characters[i - 1]) && isPart(characters[i + 1]))) return null
  if (outer.has(character) && !isPart(characters[i - 1]) && !isPart(characters[i + 1])) return null
  if (character === '*') return star
  return asLetter >= 'a' && asLetter <= 'z' && asLetter.length === 1 ? asLetter.charCodeAt(0) : null
}

function isPart(character: string | undefined): boolean {
  if (character === undefined) return false
  const asLetter = plain.get(character) ?? character
  return character === '*' || (asLetter >= 'a' && asLetter <= 'z' && asLetter.length === 1)
}

function gapOf(between: string[]): number {
  if (between.length === 0) return gap.none
  if (between.some(one => /^\s$/.test(one))) return gap.space
  const isOne = between.every(one => one === between[0])
  if (between.some(one => /^[\p{L}\p{N}]$/u.test(one)) || !(isOne || between.length <= 3)) return gap.other
  return between.some(one => stops.has(one)) ? gap.stop : gap.mark
}

interface Word {
  number: number
  symbols: number[]
  runs: number[]
  /** More letters may come before, and after. */
  openLeft: boolean
  openRight: boolean
}

/**
 * Looks for words in Latin letters, also where digits, signs, accents or letters of other scripts stand for them, and
 * where letters are drawn out. A word has to stand by itself, with no more than an s after it, so that Scunthorpe is a
 * town; staff write `word*`, `*word` or `*word*` for what may have more beside it. Apart by spaces it counts where each
 * piece is one letter, by a stop one or two, by any other mark however long. Where digits stand for letters, at least as
 * many are letters: 455 and A55 say nothing. One letter may be hidden by a star, or all but the first and last.
 */
export function findLatin(words: readonly { word: string; number: number }[]): Finder {
  const known: Word[] = []
  for (const { word, number } of words) {
    const openLeft = word.startsWith('*')
    const openRight = word.endsWith('*')
    const { symbols, runs } = lettersOf(word.replaceAll('*', '').replace(/\s+/g, ''))
    const one = { number, symbols, runs, openLeft, openRight }
    known.push(one)
    for (const hidden of starred(symbols, runs)) known.push({ ...one, ...hidden })
  }
  const automaton = openAutomaton(known.map(word => word.symbols))
  return text => {
    const letters = lettersOf(text)
    let found: number | null = null
    automaton.scan(letters.symbols, (n, last) => {
      const word = known[n]
      if (word !== undefined && found === null && isSaid(letters, { word, last })) found = word.number
    })
    return found
  }
}

/** A word of four letters and more with stars in it. */
function starred(symbols: number[], runs: number[]): Pick<Word, 'symbols' | 'runs'>[] {
  const all = symbols.flatMap((symbol, i) => Array<number>(runs[i] ?? 1).fill(symbol))
  if (all.length < 4) return []
  const hidden = all.slice(1, -1).map((_, i) => all.map((symbol, j) => (j === i + 1 ? star : symbol)))
  hidden.push(all.map((symbol, i) => (i === 0 || i === all.length - 1 ? symbol : star)))
  return hidden.map(one => joinRuns(one))
}

function joinRuns(all: number[]): Pick<Word, 'symbols' | 'runs'> {
  const symbols: number[] = []
  const runs: number[] = []
  for (const symbol of all) {
    if (symbols.at(-1) === symbol && symbol !== star) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1
    else {
      symbols.push(symbol)
      runs.push(1)
    }
  }
  return { symbols, runs }
}

function isSaid({ symbols, gaps, runs, kinds }: Letters, { word, last }: { word: Word; last: number }): boolean {
  const first = last - word.symbols.length + 1
  const opens = (gaps[first] ?? gap.other) !== gap.none
  const closesAt = (i: number) => (gaps[i] ?? gap.other) !== gap.none
  const isPlural = symbols[last + 1] === 's'.charCodeAt(0) && runs[last + 1] === 1 && closesAt(last + 2)
  let widest: number = gap.none
  let [piece, widestPiece, letters, digits] = [0, 0, 0, 0]
  for (let i = first; i <= last; i += 1) {
    const run = runs[i] ?? 1
    const wanted = word.runs[i - first] ?? 1
    const isDrawnOut = run >= Math.max(3, wanted) || (run === 2 && wanted === 1 && neverTwice.has(symbols[i] ?? 0))
    if (run !== wanted && !isDrawnOut) return false
    const before = i > first ? (gaps[i] ?? gap.other) : gap.none
    if (before !== gap.none) piece = 0
    piece += 1
    widestPiece = Math.max(widestPiece, piece)
    widest = Math.max(widest, before)
    if (kinds[i] === 'letter') letters += wanted
    else if (kinds[i] === 'digit') digits += wanted
  }
  if (letters < digits || letters === 0) return false
  if (widest === gap.none) return (opens || word.openLeft) && (closesAt(last + 1) || isPlural || word.openRight)
  if (!opens || !closesAt(last + 1) || word.symbols.length < 3) return false
  const most = widest === gap.mark ? Number.POSITIVE_INFINITY : widest === gap.stop ? 2 : widest === gap.space ? 1 : 0
  return widestPiece <= most
}

/** Whether a word is of Latin letters, or of what looks like them with one letter among it. */
export function isLatin(word: string): boolean {
  const letters = [...word.normalize('NFKD').toLowerCase().replace(/[\s*]/g, '')].filter(one => !ignorable.test(one))
  return letters.some(one => one >= 'a' && one <= 'z') && letters.every(one => isPart(one))
}
