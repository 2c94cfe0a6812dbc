/** Words to look for, made ready. */
export interface BannedWords {
  /** The first word that a text says, as it was written; null where it says none. */
  find(text: string): string | null
}

/** Makes words ready to be looked for. */
export function compileBanned(words: readonly string[]): BannedWords {
  return { find: text => words.find(word => text.includes(word)) ?? null }
}

/** Whether a word can be looked for at all. */
export function canBeBanned(word: string): boolean {
  return word.length <= 40 && /[\p{L}\p{N}]/u.test(word)
}
