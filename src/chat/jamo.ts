/** What stands before a letter: nothing, a mark or two of no meaning, a punctuation mark, a space, or other writing. */
export const gap = { none: 0, mark: 1, stop: 2, space: 3, other: 4 } as const

/** Korean letters in the order of a text, with what is known of each; the lists are of one length. */
export interface Jamo {
  symbols: number[]
  /** What stands before it, one of `gap`. */
  gaps: number[]
  /** Whether it is the first, and the last, of a syllable. */
  begins: boolean[]
  ends: boolean[]
  /** Whether it was written as a part of a syllable, and not by itself. */
  whole: boolean[]
  /** Whether a digit or a foreign letter stands right before it. */
  tied: boolean[]
}

const vowel = 32
const silent = 11
const finals: readonly (readonly number[])[] = [
  [],
  [0],
  [1],
  [0, 9],
  [2],
  [2, 12],
  [2, 18],
  [3],
  [5],
  [5, 0],
  [5, 6],
  [5, 7],
  [5, 9],
  [5, 16],
  [5, 17],
  [5, 18],
  [6],
  [7],
  [7, 9],
  [9],
  [10],
  [11],
  [12],
  [14],
  [15],
  [16],
  [17],
  [18],
]
/** Vowels that are written as two. */
const double: Record<number, readonly number[]> = {
  9: [8, 0],
  10: [8, 1],
  11: [8, 20],
  14: [13, 4],
  15: [13, 5],
  16: [13, 20],
  19: [18, 20],
}
const ignorable = /^[\p{Default_Ignorable_Code_Point}\p{M}]$/u
const space = /^\s$/
const stop = /^[.,?!;:…·/~()[\]{}"'“”‘’。、，．！？-]$/
const alphanumeric = /^[\p{L}\p{N}]$/u
/** What stands for ㅣ beside a consonant that is written by itself. */
const strokes = new Set(['l', 'i', '1', '|', '!', 'ı', 'ｌ', '１'])

/**
 * The Korean letters of a text, syllables taken apart, so that it is one thing whether ㅅㅣ or 시 was written, and with
 * conjoining, half-width or compatibility letters. What is drawn out, as in 시이이, is one.
 * Where letters by `themselves` are wanted, syllables are no more than a gap, and so are vowels.
 */
export function jamoOf(text: string, { themselves = false }: { themselves?: boolean } = {}): Jamo {
  const jamo: Jamo = { symbols: [], gaps: [], begins: [], ends: [], whole: [], tied: [] }
  let between: string[] = []

  function push(symbol: number, o: { begins: boolean; whole: boolean }): void {
    const { symbols, gaps, begins, ends, whole, tied } = jamo
    if (isDrawnOut(symbol, o)) {
      if (symbols.at(-1) !== symbol) for (const list of Object.values(jamo)) list.pop()
      ends[symbols.length - 1] = true
      between = []
      return
    }
    const before = symbols.length - 1
    if (before >= 0 && between.length === 0 && !o.begins) ends[before] = false
    symbols.push(symbol)
    gaps.push(before < 0 && between.length === 0 ? gap.other : gapOf(between))
    tied.push(between.length > 0 && alphanumeric.test(between.at(-1) ?? ''))
    begins.push(o.begins)
    whole.push(o.whole)
    ends.push(true)
    between = []
  }

  /** Whether it only makes the letter before it longer: a vowel after itself or its silent ㅇ, a consonant alone. */
  function isDrawnOut(symbol: number, { whole: isWhole }: { whole: boolean }): boolean {
    const { symbols, gaps, begins, whole } = jamo
    const before = symbols.length - 1
    if (gapOf(between) > gap.mark) return false
    if (symbols[before] === symbol) return !isWhole && (isVowel(symbol) || whole[before] === false)
    const isSilent = between.length === 0 && symbols[before] === silent && begins[before] === true
    return isVowel(symbol) && isSilent && symbols[before - 1] === symbol && (gaps[before] ?? gap.other) <= gap.mark
  }

  /** A consonant or a vowel that stands by itself; a vowel goes with the consonant before it. */
  function pushAlone(symbol: number): void {
    const { symbols, whole } = jamo
    const before = symbols.length - 1
    const follows = between.length === 0 && before >= 0 && whole[before] === false && !isVowel(symbols[before] ?? vowel)
    push(symbol, { begins: !(isVowel(symbol) && follows), whole: false })
  }

  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0xac00 && code <= 0xd7a3) {
      if (themselves) {
        between = ['가', ' ']
        continue
      }
      const index = code - 0xac00
      const [first, middle, last] = [Math.floor(index / 588), Math.floor((index % 588) / 28), index % 28]
      const parts = [first, ...(double[middle] ?? [middle]).map(part => vowel + part), ...(finals[last] ?? [])]
      for (const [i, part] of parts.entries()) push(part, { begins: i === 0, whole: true })
      continue
    }
    if (ignorable.test(character)) continue
    const alone = aloneOf(character)
    if (alone.length > 0) {
      for (const symbol of alone) {
        if (themselves && symbol >= vowel) between = ['가', ' ']
        else pushAlone(symbol)
      }
      continue
    }
    const isAfterConsonant =
      between.length === 0 && jamo.whole.at(-1) === false && (jamo.symbols.at(-1) ?? vowel) < vowel
    if (!themselves && isAfterConsonant && strokes.has(character.toLowerCase())) pushAlone(vowel + 20)
    else between.push(character)
  }
  return jamo
}

/** What a letter that is no syllable comes to; empty for what is not Korean. */
function aloneOf(character: string): number[] {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x1100) return []
  const symbols: number[] = []
  for (const part of character.normalize('NFKD')) {
    const at = part.codePointAt(0) ?? 0
    if (at >= 0x1100 && at <= 0x1112) symbols.push(at - 0x1100)
    else if (at >= 0x1161 && at <= 0x1175) {
      for (const one of double[at - 0x1161] ?? [at - 0x1161]) symbols.push(vowel + one)
    } else if (at >= 0x11a8 && at <= 0x11c2) symbols.push(...(finals[at - 0x11a7] ?? []))
  }
  return symbols
}

function gapOf(between: string[]): number {
  if (between.length === 0) return gap.none
  if (between[0] === '가') return gap.other
  if (between.some(one => space.test(one))) return gap.space
  const isOne = between.every(one => one === between[0])
  if (between.every(one => stop.test(one))) return isOne || between.length <= 3 ? gap.stop : gap.other
  return isOne || between.length <= 2 ? gap.mark : gap.other
}

/** Whether a symbol is a vowel. */
export function isVowel(symbol: number): boolean {
  return symbol >= vowel
}

/** The keys of the usual Korean keyboard that write these letters, as Latin letters in lower case. */
export function keysOf(word: string): string {
  const consonants = 'rRseEfaqQtTdwWczxvg'
  const vowels = 'koiOjpuPhhhhynnnnbmml'
  let keys = ''
  for (const part of word.normalize('NFD')) {
    const at = part.codePointAt(0) ?? 0
    if (at >= 0x1100 && at <= 0x1112) keys += consonants[at - 0x1100]
    else if (at >= 0x1161 && at <= 0x1175) {
      for (const one of double[at - 0x1161] ?? [at - 0x1161]) keys += vowels[one]
    } else if (at >= 0x11a8 && at <= 0x11c2) for (const one of finals[at - 0x11a7] ?? []) keys += consonants[one]
  }
  return keys.toLowerCase()
}
