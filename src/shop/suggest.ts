import { and, desc, eq, or, sql } from 'drizzle-orm'
import type { Transaction } from '#database'
import { productCards } from './face.ts'
import { lettersOf } from './grams.ts'
import { hasTerm, setLikeness } from './match.ts'
import { visibleTo } from './policy.ts'
import { category, product } from './schema.ts'
import type { Term } from './terms.ts'
import type { Near, Reader } from './views.ts'

const likenessOfSuggestions = 0.3
const most = { products: 4, categories: 3 }

/**
 * What comes closest to a query that found nothing: products that have one of its words or look like it, then the
 * categories, so that there is a way on wherever the shop has anything. Sets the transaction's threshold of `<%`.
 */
export async function suggest(
  tx: Transaction,
  { terms, reader }: { terms: readonly Term[]; reader: Reader },
): Promise<Near> {
  await setLikeness(tx, likenessOfSuggestions)
  const letters = lettersOf(terms.map(forms => forms.at(-1) ?? ''))
  const likeness = sql`word_similarity(${letters}, ${product.searchLetters})`
  const products = await tx
    .select({ id: product.id })
    .from(product)
    .where(and(visibleTo(reader), or(sql`${letters} <% ${product.searchLetters}`, ...terms.map(hasTerm))))
    .orderBy(desc(likeness), desc(product.id))
    .limit(most.products)
  const names = sql`normalize(lower((${category.name} ->> 'ko') || ' ' || (${category.name} ->> 'en')), NFD)`
  const categories = await tx
    .select({ slug: category.slug, name: category.name })
    .from(category)
    .where(
      sql`exists (${tx
        .select({ id: product.id })
        .from(product)
        .where(and(visibleTo(reader), eq(product.categoryId, category.id)))})`,
    )
    .orderBy(desc(sql`word_similarity(${letters}, ${names})`), category.position, category.id)
    .limit(most.categories)
  return { products: await productCards(tx, { ids: products.map(row => row.id), reader }), categories }
}
