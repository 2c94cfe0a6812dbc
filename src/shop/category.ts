import { count, eq, isNotNull, sql } from 'drizzle-orm'
import { prepared, type Queryable, type Transaction } from '#database'
import { imagesOf } from '#media'
import type { CatalogueCategory } from './catalogue.ts'
import { category, product } from './schema.ts'
import { refreshSearch } from './searchable.ts'
import type { CategoryView } from './views.ts'

const categories = prepared(db => {
  const shown = db
    .select({ categoryId: product.categoryId, products: count().as('products') })
    .from(product)
    .where(isNotNull(product.publishedAt))
    .groupBy(product.categoryId)
    .as('shown')
  return db
    .select({
      id: category.id,
      slug: category.slug,
      name: category.name,
      about: category.about,
      picture: category.picture,
      products: shown.products,
    })
    .from(category)
    .leftJoin(shown, eq(shown.categoryId, category.id))
    .orderBy(category.position, category.id)
    .prepare('shop.categories')
})

/** All categories in the shop's order, empty ones too. */
export async function listCategories(db: Queryable): Promise<CategoryView[]> {
  const rows = await categories(db).execute()
  const images = await imagesOf(
    db,
    rows.flatMap(row => row.picture ?? []),
  )
  return rows.map(row => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    about: row.about,
    picture: (row.picture !== null && images.get(row.picture)) || null,
    products: row.products ?? 0,
  }))
}

/** Writes a category, found by its slug, and gives its id. Its products are found by its new name at once. */
export async function upsertCategory(
  tx: Transaction,
  { category: { slug, name, about, picture }, position }: { category: CatalogueCategory; position: number },
): Promise<string> {
  const row = { slug, name, about, picture, position }
  const [written] = await tx
    .insert(category)
    .values(row)
    .onConflictDoUpdate({ target: category.slug, set: row })
    .returning({ id: category.id })
  await refreshSearch(tx, { products: sql`${product.categoryId} = ${written!.id}` })
  return written!.id
}
