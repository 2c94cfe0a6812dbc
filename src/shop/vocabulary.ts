import { sql } from 'drizzle-orm'
import type { Queryable } from '#database'
import { initialsOf, keysOf } from './keys.ts'
import { visibleTo } from './policy.ts'
import { product } from './schema.ts'

/** A word by which products are named. */
export interface Word {
  word: string
  /** The same taken apart into letters; see `lettersOf`. */
  letters: string
  /** The same as it is typed, and the initials of its syllables; see `keysOf`. */
  keys: string
  initials: string
  /** How many products have it. */
  products: number
}

/** The words by which the products that shoppers see are named, kept in memory; those of most products first. */
export interface Vocabulary {
  words(): Promise<readonly Word[]>
  /** The catalogue has changed. */
  stale(): void
}

/** How long they serve: at least, whatever changes, for an import changes much; at most, for another process may. */
const keep = { leastMs: 2_000, mostMs: 60_000 }

/** Opens the memory of words. They are read when they are first asked for. */
export function openVocabulary(db: Queryable): Vocabulary {
  let known: { words: Promise<readonly Word[]>; at: number } | undefined
  let isStale = false

  return {
    words() {
      const age = known === undefined ? Number.POSITIVE_INFINITY : Date.now() - known.at
      if (known !== undefined && age < (isStale ? keep.leastMs : keep.mostMs)) return known.words
      isStale = false
      const fresh = { words: read(db), at: Date.now() }
      fresh.words.catch(() => {
        if (known === fresh) known = undefined
      })
      known = fresh
      return fresh.words
    },
    stale() {
      isStale = true
    },
  }
}

async function read(db: Queryable): Promise<readonly Word[]> {
  const { rows } = await db.execute<{ letters: string; products: number }>(sql`
    select words.letters, count(*)::int as products
    from ${product} cross join unnest(string_to_array(${product.searchLetters}, ' ')) as words(letters)
    where ${visibleTo('shopper')} and words.letters !~ '^[0-9]*$'
    group by words.letters order by products desc, words.letters`)
  return rows.map(({ letters, products }) => {
    const word = letters.normalize('NFC')
    return { word, letters, keys: keysOf(word), initials: initialsOf(word), products }
  })
}
