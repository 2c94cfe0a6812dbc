import { and, eq, inArray, isNotNull, notInArray, sql } from 'drizzle-orm'
import { emit, type Transaction } from '#database'
import { Problem } from '#edge'
import { shop as words } from '#language'
import type { CatalogueProduct } from './catalogue.ts'
import { productPublished } from './events.ts'
import {
  attribute,
  attributeValue,
  category,
  mediaItem,
  onFilm,
  product,
  productAttribute,
  shop,
  stock,
  variant,
} from './schema.ts'
import { refreshSearch } from './searchable.ts'
import { usualCurrency } from './settings.ts'

/** Writes one product; see `upsertProducts`. Gives its id. */
export async function upsertProduct(tx: Transaction, { product }: { product: CatalogueProduct }): Promise<string> {
  const [id] = await upsertProducts(tx, { products: [product] })
  return id!
}

/**
 * Writes products whole, each found by its slug, its variants by their SKUs; what is no longer named goes. They may
 * name each other as seen on their films. Gives their ids in order. Refused: a category, attribute value or product
 * that is not there, and the SKU of another product. What shoppers see from now on is told as a fact.
 */
export async function upsertProducts(
  tx: Transaction,
  { products }: { products: readonly CatalogueProduct[] },
): Promise<string[]> {
  const currency = await currencyOf(tx)
  const shown = await publishedAmong(tx, products)
  const ids: string[] = []
  for (const each of products) {
    const id = await writeRow(tx, each, currency)
    await writeVariants(tx, id, each)
    await writeAttributes(tx, id, each)
    await writeMedia(tx, id, each)
    ids.push(id)
  }
  for (const [at, each] of products.entries()) await writeOnFilm(tx, ids[at]!, each)
  await refreshSearch(tx, { products: sql`${product.id} = any(${sql.param(ids)})` })
  for (const [at, { slug, published }] of products.entries()) {
    if (isDue(published) && !shown.has(slug)) await emit(tx, productPublished({ productId: ids[at]! }))
  }
  return ids
}

/** The slugs of those that shoppers see already. */
async function publishedAmong(tx: Transaction, products: readonly CatalogueProduct[]): Promise<Set<string>> {
  const slugs = products.map(each => each.slug)
  const isShown = and(inArray(product.slug, slugs), isNotNull(product.publishedAt))
  const rows = slugs.length === 0 ? [] : await tx.select({ slug: product.slug }).from(product).where(isShown)
  return new Set(rows.map(row => row.slug))
}

function isDue(published: Date | null): boolean {
  return published !== null && published.getTime() <= Date.now()
}

async function currencyOf(tx: Transaction): Promise<string> {
  const [row] = await tx.select({ currency: shop.currency }).from(shop)
  return row?.currency ?? usualCurrency
}

async function writeRow(tx: Transaction, of: CatalogueProduct, currency: string): Promise<string> {
  const [shelf] = await tx.select({ id: category.id }).from(category).where(eq(category.slug, of.category))
  if (shelf === undefined)
    throw new Problem('invalid', 'shop.unknown_category', lang => words.unknownCategory(lang, { slug: of.category }))
  const row = {
    slug: of.slug,
    categoryId: shelf.id,
    brand: of.brand,
    name: of.name,
    lead: of.lead,
    aboutTitle: of.about.title,
    aboutText: of.about.text,
    facts: of.facts,
    options: of.options,
    currency,
    publishedAt: isDue(of.published) ? of.published : null,
    publishAt: isDue(of.published) ? null : of.published,
  }
  const [written] = await tx
    .insert(product)
    .values({ ...row, searchTitle: '', searchText: '', searchLetters: '', searchGrams: [] })
    .onConflictDoUpdate({ target: product.slug, set: { ...row, updatedAt: sql`now()` } })
    .returning({ id: product.id })
  return written!.id
}

async function writeVariants(tx: Transaction, productId: string, { variants }: CatalogueProduct): Promise<void> {
  const skus = variants.map(each => each.sku)
  await tx.delete(variant).where(and(eq(variant.productId, productId), notInArray(variant.sku, skus)))
  const written = await tx
    .insert(variant)
    .values(
      variants.map(({ sku, options, price, salePrice, weightGrams }, position) => ({
        productId,
        sku,
        options,
        priceAmount: price,
        saleAmount: salePrice ?? null,
        weightGrams: weightGrams ?? 0,
        position,
      })),
    )
    .onConflictDoUpdate({
      target: variant.sku,
      set: {
        options: sql`excluded.options`,
        priceAmount: sql`excluded.price_amount`,
        saleAmount: sql`excluded.sale_amount`,
        weightGrams: sql`excluded.weight_grams`,
        position: sql`excluded.position`,
      },
      setWhere: eq(variant.productId, productId),
    })
    .returning({ id: variant.id, sku: variant.sku })
  const ids = new Map(written.map(row => [row.sku, row.id]))
  const taken = skus.find(sku => !ids.has(sku))
  if (taken !== undefined) throw new Problem('conflict', 'shop.sku_taken', lang => words.skuTaken(lang, { sku: taken }))
  await tx
    .insert(stock)
    .values(variants.map(each => ({ variantId: ids.get(each.sku)!, onHand: each.stock })))
    .onConflictDoUpdate({
      target: stock.variantId,
      // What is set aside for orders is there, whatever somebody counted.
      set: { onHand: sql`greatest(excluded.on_hand, ${stock.reserved})` },
    })
}

async function writeAttributes(tx: Transaction, productId: string, { attributes }: CatalogueProduct): Promise<void> {
  const keys = Object.keys(attributes)
  const known = await tx
    .select({ id: attributeValue.id, key: sql<string>`${attribute.key} || '=' || ${attributeValue.key}` })
    .from(attributeValue)
    .innerJoin(attribute, eq(attribute.id, attributeValue.attributeId))
    .where(inArray(attribute.key, keys))
  const ids = new Map(known.map(row => [row.key, row.id]))
  const wanted = Object.entries(attributes).flatMap(([key, values]) => values.map(value => `${key}=${value}`))
  const unknown = wanted.find(key => !ids.has(key))
  if (unknown !== undefined)
    throw new Problem('invalid', 'shop.unknown_attribute', lang => words.unknownAttribute(lang, { key: unknown }))
  await tx.delete(productAttribute).where(eq(productAttribute.productId, productId))
  if (wanted.length > 0)
    await tx
      .insert(productAttribute)
      .values([...new Set(wanted)].map(key => ({ productId, attributeValueId: ids.get(key)! })))
}

async function writeMedia(tx: Transaction, productId: string, { images, film }: CatalogueProduct): Promise<void> {
  await tx.delete(mediaItem).where(eq(mediaItem.productId, productId))
  const rows: (typeof mediaItem.$inferInsert)[] = images.map(({ assetId, alt, option }, position) => ({
    productId,
    position,
    kind: 'image',
    assetId,
    alt,
    option,
  }))
  if (film !== null)
    rows.push({
      productId,
      position: rows.length,
      kind: 'film',
      assetId: film.assetId,
      alt: film.alt,
      chapters: film.chapters,
    })
  if (rows.length > 0) await tx.insert(mediaItem).values(rows)
}

async function writeOnFilm(tx: Transaction, productId: string, { onFilm: slugs }: CatalogueProduct): Promise<void> {
  await tx.delete(onFilm).where(eq(onFilm.productId, productId))
  if (slugs.length === 0) return
  const known = await tx
    .select({ id: product.id, slug: product.slug })
    .from(product)
    .where(inArray(product.slug, slugs))
  const ids = new Map(known.map(row => [row.slug, row.id]))
  const unknown = slugs.find(slug => !ids.has(slug))
  if (unknown !== undefined)
    throw new Problem('invalid', 'shop.unknown_product', lang => words.unknownProduct(lang, { slug: unknown }))
  await tx
    .insert(onFilm)
    .values([...new Set(slugs)].map((slug, position) => ({ productId, shownProductId: ids.get(slug)!, position })))
}
