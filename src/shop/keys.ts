import { convertHangulToQwerty, convertQwertyToHangul, disassemble, getChoseong } from 'es-hangul'

/**
 * A word as it is typed, key by key, with Hangul taken apart into the letters of a keyboard: 커피 is ㅋㅓㅍㅣ, and so
 * begins with 커, with 컾 and with ㅋㅓ, as which it stands in a field on the way there.
 */
export function keysOf(text: string): string {
  return disassemble(text.normalize('NFC').toLowerCase())
}

/** The initials of a Korean word's syllables: 소고기 is ㅅㄱㄱ. Empty for other words. */
export function initialsOf(word: string): string {
  return /^\p{Script=Hangul}+$/u.test(word) ? getChoseong(word) : ''
}

/** Whether keys may be the initials of a word: consonants only. */
export function areInitials(keys: string): boolean {
  return /^[ㄱ-ㅎ]+$/.test(keys)
}

/** What the same keys say where the keyboard stood in the other language: fosxjs is 랜턴, ㅣ뭇둑ㅜ is lantern. */
export function otherKeyboard(word: string): string {
  return /^[a-z]+$/i.test(word) ? convertQwertyToHangul(word) : convertHangulToQwerty(word).toLowerCase()
}
