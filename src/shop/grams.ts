import { normalise } from '#language'

/**
 * The words of a text as search compares them: letters without accents, and digits, in one form; everything else stands
 * between them, and so does the change from one to the other, for 500ml is 500 ml.
 */
export function wordsOf(text: string): string[] {
  const plain = normalise(text)
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
  return plain.match(/[\p{L}\p{M}]+|\p{N}+/gu) ?? []
}

/**
 * What a one- or two-character term is looked up by: every two neighbouring characters of a word, and its first one.
 * PostgreSQL's trigrams cannot find a word of two Hangul syllables; an array of these can, by its index.
 */
export function gramsOf(words: readonly string[]): string[] {
  const grams = new Set<string>()
  for (const word of words) {
    const characters = Array.from(word)
    if (characters[0] !== undefined) grams.add(characters[0])
    for (let at = 1; at < characters.length; at++) grams.add(`${characters[at - 1]}${characters[at]}`)
  }
  return [...grams]
}

/**
 * Words with Hangul taken apart into its letters (랜 is ㄹㅐㄴ), so that one wrong letter leaves most of the trigrams of a
 * short Korean word as they are. Its composed form is the words again.
 */
export function lettersOf(words: readonly string[]): string {
  return words.join(' ').normalize('NFD')
}

/** The words and, for writing without spaces, each two that stand together as one: 캠핑 의자 also as 캠핑의자. */
export function withoutSpaces(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1]
    return next !== undefined && /\p{Script=Hangul}$/u.test(word) && /^\p{Script=Hangul}/u.test(next)
      ? [word, word + next]
      : [word]
  })
}
