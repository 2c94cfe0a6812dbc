import { asc, eq } from 'drizzle-orm'
import type { Database } from '#database'
import type { Log } from '#edge'
import { type BannedWords, compileBanned } from './banned.ts'
import { bannedWord } from './schema.ts'

/** The shop's list of banned words; see `openBannedList`. */
export interface BannedList {
  /** The word of the list that a text says in whatever disguise, as staff wrote it; null where it says none. */
  find(text: string): Promise<string | null>
  all(): Promise<{ word: string; addedAt: string }[]>
  /** Puts a word on the list; one that is there stays. */
  add(o: { word: string; by: string }): Promise<void>
  remove(o: { word: string }): Promise<void>
}

/** For how long a process takes the list as it read it. */
const staleMs = 3000

/** Opens the list: kept by the process that reads it, and read again when somebody speaks and it is some seconds old. */
export function openBannedList({ db, log }: { db: Database; log: Log }): BannedList {
  let words: BannedWords = compileBanned([])
  let list = ''
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | undefined

  async function read(): Promise<void> {
    const startedAt = performance.now()
    const rows = await db.select({ word: bannedWord.word }).from(bannedWord).orderBy(asc(bannedWord.word))
    const found = rows.map(row => row.word)
    if (list !== found.join('\n')) words = compileBanned(found)
    list = found.join('\n')
    readAt = startedAt
  }

  function renew(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }

  return {
    async find(text) {
      const age = performance.now() - readAt
      if (age === Number.POSITIVE_INFINITY) await renew()
      else if (age > staleMs)
        renew().catch((thrown: unknown) => log.warn({ err: thrown }, 'banned words were not read'))
      return words.find(text)
    },
    async all() {
      const rows = await db.select().from(bannedWord).orderBy(asc(bannedWord.word))
      return rows.map(({ word, addedAt }) => ({ word, addedAt: addedAt.toISOString() }))
    },
    async add({ word, by }) {
      await db.insert(bannedWord).values({ word, addedBy: by }).onConflictDoNothing()
      await reading
      await renew()
    },
    async remove({ word }) {
      await db.delete(bannedWord).where(eq(bannedWord.word, word))
      await reading
      await renew()
    },
  }
}
