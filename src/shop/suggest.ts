import { and, desc, eq, or, sql } from 'drizzle-orm'
import type { Database } from '#database'
import { productCards } from './face.ts'
import { lettersOf } from './grams.ts'
import { hasTerm, rankOf } from './match.ts'
import { likest } from './nearly.ts'
import { visibleTo } from './policy.ts'
import { category, product } from './schema.ts'
import type { Term } from './terms.ts'
import type { Near, Reader } from './views.ts'
import type { Word } from './vocabulary.ts'

/** `candidates`: the newest products among which the best are looked for. */
const most = { products: 4, categories: 3, candidates: 200 }

/**
 * What comes closest to a query that found nothing: products that have one of its words, or a word that looks like one,
 * and the categories, so that there is a way on wherever the shop has anything.
 */
export async function suggest(
  db: Database,
  { terms, words, reader }: { terms: readonly Term[]; words: readonly Word[]; reader: Reader },
): Promise<Near> {
  const wide = terms.map((forms): Term => [...forms, ...likest(forms, words)])
  const found = db
    .select({
      id: product.id,
      has: rankOf(terms).as('has'),
      resembles: rankOf(wide).as('resembles'),
      at: product.publishedAt,
    })
    .from(product)
    .where(and(visibleTo(reader), or(...wide.map(hasTerm))))
    .orderBy(desc(product.publishedAt), desc(product.id))
    .limit(most.candidates)
    .as('found')
  const products = await db
    .select({ id: found.id })
    .from(found)
    .orderBy(desc(found.has), desc(found.resembles), desc(found.at), desc(found.id))
    .limit(most.products)
  const letters = lettersOf(terms.map(forms => forms.at(-1) ?? ''))
  const names = sql`normalize(lower((${category.name} ->> 'ko') || ' ' || (${category.name} ->> 'en')), NFD)`
  const categories = await db
    .select({ slug: category.slug, name: category.name })
    .from(category)
    .where(
      sql`exists (${db
        .select({ id: product.id })
        .from(product)
        .where(and(visibleTo(reader), eq(product.categoryId, category.id)))})`,
    )
    .orderBy(desc(sql`word_similarity(${letters}, ${names})`), category.position, category.id)
    .limit(most.categories)
  return { products: await productCards(db, { ids: products.map(row => row.id), reader }), categories }
}
