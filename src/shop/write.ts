import { emit, type Transaction } from '#database'
import type { CatalogueProduct } from './catalogue.ts'
import { productPublished } from './events.ts'
import { holdProducts } from './hold.ts'
import { settleNames } from './write/names.ts'
import { writeAttributes, writeMedia, writeOnFilm } from './write/parts.ts'
import { isDue, slugTaken, writeRows } from './write/rows.ts'
import { writeVariants } from './write/variants.ts'

/** Writes one product; see `upsertProducts`. Gives its id. */
export async function upsertProduct(tx: Transaction, { product }: { product: CatalogueProduct }): Promise<string> {
  const [id] = await upsertProducts(tx, { products: [product] })
  return id!
}

/**
 * Writes products whole, each found by its slug, its variants by their SKUs; what is no longer named goes. They may
 * name each other as seen on their films. Gives their ids in order. Refused: a category, attribute value or product
 * that is not there, the SKU of another product, and a slug of `fresh`, which must be new, that another one has. What
 * shoppers see from now on is told as a fact.
 *
 * However many they are, the statements are as many; what is as it was is not written again, but for the time of
 * writing. They go in one order for all who write products or place orders, so that nobody waits in a circle.
 */
export async function upsertProducts(
  tx: Transaction,
  { products, fresh = [] }: { products: readonly CatalogueProduct[]; fresh?: readonly string[] },
): Promise<string[]> {
  const mustBeNew = new Set(fresh)
  const idBySlug = new Map<string, string>()
  for (const batch of withoutRepetition(products)) {
    for (const [slug, id] of await writeBatch(tx, batch, mustBeNew)) idBySlug.set(slug, id)
  }
  const whole = new Map(products.map(product => [product.slug, product]))
  await writeOnFilm(
    tx,
    [...whole.values()].map(of => ({ id: idBySlug.get(of.slug)!, of })),
  )
  return products.map(({ slug }) => idBySlug.get(slug)!)
}

/** A product that comes twice is written twice, the second time over the first. */
function* withoutRepetition(products: readonly CatalogueProduct[]): Generator<CatalogueProduct[]> {
  let batch: CatalogueProduct[] = []
  const slugs = new Set<string>()
  for (const product of products) {
    if (slugs.has(product.slug)) {
      yield batch
      batch = []
      slugs.clear()
    }
    slugs.add(product.slug)
    batch.push(product)
  }
  if (batch.length > 0) yield batch
}

async function writeBatch(
  tx: Transaction,
  products: readonly CatalogueProduct[],
  fresh: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const names = await settleNames(tx, products)
  const taken = names.there.find(row => fresh.has(row.slug))
  if (taken !== undefined) throw slugTaken(taken.slug)
  const before = new Map(names.there.map(row => [row.slug, row]))
  await holdProducts(tx, { ids: names.there.map(row => row.id) })
  const rows = await writeRows(tx, products, { names, fresh })
  const written = products.map(of => ({ ...rows.get(of.slug)!, of }))
  await writeVariants(tx, written)
  await writeAttributes(tx, written, names)
  await writeMedia(tx, written)
  const shown = written.filter(({ of }) => isDue(of.published) && !before.get(of.slug)?.isShown)
  await emit(tx, ...shown.map(({ id }) => productPublished({ productId: id })))
  return new Map(written.map(({ id, of }) => [of.slug, id]))
}
