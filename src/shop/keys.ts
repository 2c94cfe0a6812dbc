import { convertHangulToQwerty, convertQwertyToHangul, disassemble, getChoseong } from 'es-hangul'

/**
 * A word as it is typed, key by key, with Hangul taken apart into the letters of a keyboard: 커피 is ㅋㅓㅍㅣ, and so
 * begins with 커, with 컾 and with ㅋㅓ, as which it stands in a field on the way there.
 */
export function keysOf(text: string): string {
  return disassemble(
    text
      .normalize('NFC')
      .replace(/[\u1100-\u11c2]/g, keyOf)
      .toLowerCase(),
  )
}

const initialKeys = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const vowelKeys = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ'
const finalKeys = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'

/** The letter of a keyboard for one that stands in a syllable (U+1100, U+1161, U+11A8 and on), as NFKC makes them. */
function keyOf(letter: string): string {
  const code = letter.charCodeAt(0)
  return initialKeys[code - 0x1100] ?? vowelKeys[code - 0x1161] ?? finalKeys[code - 0x11a8] ?? letter
}

/** The initials of a Korean word's syllables: 소고기 is ㅅㄱㄱ. Empty for other words. */
export function initialsOf(word: string): string {
  return /^\p{Script=Hangul}+$/u.test(word) ? getChoseong(word) : ''
}

/** What the same keys say where the keyboard stood in the other language: fosxjs is 랜턴, ㅣ뭇둑ㅜ is lantern. */
export function otherKeyboard(word: string): string {
  return /^[a-z]+$/i.test(word) ? convertQwertyToHangul(word) : convertHangulToQwerty(word).toLowerCase()
}

/** Words that begin as this is typed, or whose initials do, in the order of `words`; so many at most. */
export function begunBy(
  typed: string,
  words: readonly { word: string; keys: string; initials: string }[],
  { most }: { most: number },
): string[] {
  const keys = keysOf(typed)
  const initials = /^[ㄱ-ㅎ]+$/.test(keys)
  return words
    .filter(word => word.keys.startsWith(keys) || (initials && word.initials.startsWith(keys)))
    .slice(0, most)
    .map(({ word }) => word)
}
