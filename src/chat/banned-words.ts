import { asc, eq } from 'drizzle-orm'
import type { Database } from '#database'
import { cleanText } from '#language'
import { type BannedWords, canBeBanned, compileBanned } from './banned.ts'
import { noWord, tooManyWords } from './problems.ts'
import { bannedWord } from './schema.ts'

/** Words that one shop may ban. */
const mostWords = 2000
/** For how long a process takes the list as it read it. */
const staleMs = 2000

/** A word that no shopper may say in a crowded room, as staff wrote it. */
export interface BannedWord {
  word: string
  addedBy: string
  addedAt: string
}

/** The shop's banned words, in their order of letters. */
export async function listBannedWords(db: Database): Promise<BannedWord[]> {
  const rows = await db.select().from(bannedWord).orderBy(asc(bannedWord.word))
  return rows.map(({ word, addedBy, addedAt }) => ({ word, addedBy, addedAt: addedAt.toISOString() }))
}

/**
 * Bans a word; one that is banned stays so.
 * @throws Problem `invalid` for what is no word, `limited` where there are as many as may be.
 */
export async function addBannedWord(
  db: Database,
  { word: raw, by, now }: { word: string; by: string; now: Date },
): Promise<void> {
  const word = cleanText(raw.toWellFormed()).replace(/\s+/g, ' ')
  if (!canBeBanned(word)) throw noWord()
  if ((await db.$count(bannedWord)) >= mostWords) throw tooManyWords()
  await db.insert(bannedWord).values({ word, addedBy: by, addedAt: now }).onConflictDoNothing()
}

/** Lets a word be said again. */
export async function removeBannedWord(db: Database, { word }: { word: string }): Promise<void> {
  await db.delete(bannedWord).where(eq(bannedWord.word, word))
}

/** The banned words as this process has them ready; see `openBannedList`. */
export interface BannedList {
  /** The word of the list that a text says in whatever disguise, as staff wrote it; null where it says none. */
  find(text: string): Promise<string | null>
  /** Takes the list as it is now. */
  renew(): Promise<void>
}

/** Opens the list: made ready once, and read again when somebody speaks and it is some seconds old. */
export function openBannedList({ db }: { db: Database }): BannedList {
  let words: BannedWords = compileBanned([])
  let list = ''
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> = Promise.resolve()

  async function read(): Promise<void> {
    const startedAt = performance.now()
    const rows = await db.select({ word: bannedWord.word }).from(bannedWord).orderBy(asc(bannedWord.word))
    const found = rows.map(row => row.word)
    if (list !== found.join('\n')) words = compileBanned(found)
    list = found.join('\n')
    readAt = startedAt
  }

  function renew(): Promise<void> {
    const done = reading.then(read)
    reading = done.catch(() => undefined)
    return done
  }

  return {
    async find(text) {
      if (performance.now() - readAt > staleMs) {
        await reading
        if (performance.now() - readAt > staleMs) await renew()
      }
      return words.find(text)
    },
    renew,
  }
}
